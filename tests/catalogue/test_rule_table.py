"""Every rule is in RULES, its examples do what they say, and every other id has a mistake."""

import importlib
import inspect
import json
import os
import pkgutil
import re
import runpy
import sys
import textwrap
from types import SimpleNamespace
from typing import get_args
from unittest import mock

import pytest

from paperlist.catalogue import rules
from paperlist.catalogue.load import FILES, load_catalogue
from paperlist.catalogue.problems import RuleId
from paperlist.catalogue.reading.entries import Entry
from paperlist.catalogue.reading.source import MAX_BYTES
from paperlist.catalogue.rules.table import RULES
from tests.support.catalogues import (
    BUNDLE,
    ENGINES,
    FACTS,
    PATH,
    REFUSAL,
    ROOT,
    TODAY,
    TOPICS,
    entry,
)

ARXIV_RECORD = {
    "title": "Efficient Memory Management",
    "date": "2026-01-01",
    "source": "https://arxiv.org/abs/2309.06180",
}
# The type of `Problem.rule` lists the ids: mypy refuses any other.
IDS = {*get_args(RuleId)}
GROUP = "- id: systems\n  name: Systems\n"
DOCSTRING = re.compile(r"(?s).+?\n\nFails:\n\n(.+?)\n\nPasses:\n\n(.+)")


def checks():
    """Every function of the catalogue that is a rule by its name and by what it returns."""
    for info in pkgutil.iter_modules(rules.__path__, "paperlist.catalogue.rules."):
        module = importlib.import_module(info.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            returns = str(inspect.signature(function).return_annotation)
            is_rule = name.startswith("check_") and "Problem" in returns
            if is_rule and function.__module__ == info.name:
                yield f"{info.name}.{name}", function


def examples(rule):
    """The two examples of the docstring: one that fails, one that passes."""
    match = DOCSTRING.fullmatch(inspect.getdoc(rule.check) or "")
    assert match, f"the docstring of rule {rule.id} has no `Fails:` and `Passes:`"
    return [textwrap.dedent(example) for example in match.groups()]


def defaults(name, number):
    """The required keys of an entry, different for each number."""
    papers = {**FACTS, "id": f"paper-{number}", "title": f"Paper {number}"}
    return {
        "papers.yaml": {**papers, "arxiv": f'"2307.{number:05}"'},
        "topics.yaml": {"id": f"topic-{number}", "name": "Topic", "description": "About it."},
        "groups.yaml": {"id": f"group-{number}", "name": "Group"},
        "collections.yaml": {**BUNDLE, "id": f"v0.{number}"},
        "paths.yaml": {**PATH, "id": f"path-{number}"},
        "seen.yaml": {**REFUSAL, "title": f"Refused {number}"},
        "watch.yaml": {"url": f"https://example.org/{number}.md"},
    }[name]


def completed(name, text):
    """The entries of an example with the required keys that they leave out."""
    required = {key for key, field in FILES[name].model_fields.items() if field.is_required()}
    entries = []
    for number, written in enumerate(re.split(r"(?m)^(?=- )", text)[1:], start=1):
        keys = set(re.findall(r"(?m)^[- ] (\w+):", written))
        given = defaults(name, number)
        missing = required - keys
        if missing:  # a whole entry stays as it is, without a link too
            missing |= {"arxiv"} - keys if name == "papers.yaml" else set()
        lines = [f"  {key}: {given[key]}\n" for key in given if key in missing]
        entries.append(written.rstrip("\n") + "\n" + "".join(lines))
    return "".join(entries)


def rules_broken_by(example, folder):
    """An example is of papers.yaml, unless its first line names another file."""
    named = re.match(r"# (\w+\.yaml)\n", example)
    name = named[1] if named else "papers.yaml"
    papers = "[]\n" if name == "topics.yaml" else entry()
    texts = {"papers.yaml": papers, "topics.yaml": TOPICS, "collections.yaml": "[]\n"}
    texts["engines.yaml"] = ENGINES
    if "group: systems" in example:
        texts["groups.yaml"] = GROUP
    if name == "groups.yaml":
        texts["topics.yaml"] = f"{TOPICS}  group: systems\n"
    for file, text in {**texts, name: completed(name, example)}.items():
        (folder / file).write_text(text, "utf-8")
    (folder / "facts.json").write_text(json.dumps({"arxiv": {"2309.06180": ARXIV_RECORD}}))
    return {problem.rule for problem in load_catalogue(folder, today=TODAY).problems}


def test_every_check_is_in_the_table():
    """Add a `Rule` to `RULES` in paperlist/catalogue/rules/table.py for each name listed here."""
    called = {rule.check for rule in RULES}
    assert [name for name, function in checks() if function not in called] == []


def test_no_two_rules_have_the_same_id():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len({*ids})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_example_that_fails_breaks_this_rule_only(rule, tmp_path):
    assert rules_broken_by(examples(rule)[0], tmp_path) == {rule.id}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_example_that_passes_breaks_no_rule(rule, tmp_path):
    assert rules_broken_by(examples(rule)[1], tmp_path) == set()


def test_an_id_is_lowercase_words():
    assert [each for each in IDS if not re.fullmatch(r"[a-z]+(-[a-z]+)*", each)] == []


def value(**changes):
    return entry(**changes).encode()


def file(make):
    """A mistake that is not one of the text of papers.yaml."""

    def prepare(folder):
        make(folder)
        return {problem.rule for problem in load_catalogue(folder).problems}

    return prepare


def split(folder, name):
    """The list as one part, called so."""
    (folder / "papers").mkdir()
    (folder / "papers.yaml").rename(folder / "papers" / name)


def collision(folder):
    """The problem of the hook is of a page that somebody wrote."""
    hooks = str(ROOT / "hooks")
    with mock.patch.object(sys, "path", [hooks, *sys.path]):  # as MkDocs does
        hook = runpy.run_path(f"{hooks}/site_files.py")
    extra = {"themed": SimpleNamespace(folder="")}
    config = SimpleNamespace(config_file_path=str(folder / "mkdocs.yml"), extra=extra)
    place = {"abs_src_path": str(folder / "docs/en/data.md"), "dest_uri": "data/index.html"}
    return {hook["collision"](SimpleNamespace(**place), config).rule}


# One mistake for each id that no rule of RULES has: the bytes of papers.yaml, or a function.
MISTAKES = {
    "file-missing": file(lambda folder: (folder / "papers.yaml").unlink()),
    "file-type": file(lambda folder: [(folder / "papers.yaml").unlink(),
                                      (folder / "papers.yaml").mkdir()]),
    "file-unreadable": lambda folder: {
        problem.rule for problem in load_catalogue(folder / "papers.yaml").problems
    },
    "file-size": file(lambda folder: os.truncate(folder / "papers.yaml", MAX_BYTES + 1)),
    "file-empty": b"",
    "file-name": file(lambda folder: split(folder, "2024.yml")),
    "file-and-folder": file(lambda folder: (folder / "papers").mkdir()),
    "folder-empty": file(lambda folder: [(folder / "papers.yaml").unlink(),
                                         (folder / "papers").mkdir()]),
    "encoding": b"- id: \xff\n",
    "byte-order-mark": b"\xef\xbb\xbf[]\n",
    "tab": b"- id:\ta\n",
    "control-character": b"- id: \x07\n",
    "merge-conflict": b"- id: a\n=======\n- id: b\n",
    "anchor": b"- id: &a b\n",
    "tag": b"- id: !a b\n",
    "second-document": b"- id: a\n---\n- id: b\n",
    "nesting": b"[" * 30,
    "key-type": b"- [a]: b\n",
    "yaml-syntax": b"%YAML 3.0\n---\n- id: a\n",
    "backslash": rb'- title: "The \lambda rule"',
    "unclosed-quote": b'- id: "a\n',
    "text-after-quote": b'- id: "a" b\n',
    "unclosed-bracket": b"- topics: [a\n",
    "text-after-bracket": b"- title: [a] b\n",
    "missing-colon": b"- id: a\n  title\n",
    "colon-in-text": b"- title: a: b\n",
    "reserved-character": b"- title: @home\n",
    "key-indentation": b"- id: a\n   title: b\n",
    "indentation": b"- id: a\n - id: b\n",
    "entry-list": b"id: a\n",
    "entry-type": b"- a\n",
    "unknown-key": value(tittle="A"),
    "repeated-key": value() + b"  id: some-paper\n",
    "missing-key": value(added=None),
    "wrong-type": value(topics="attention"),
    "empty-value": value(title='""'),
    "text": value(title=r'"a\u200bb"'),
    "id": value(id="Some_Paper"),
    "arxiv-id": value(arxiv="2307.00001v2"),
    "doi": value(doi="https://doi.org/10.1145/1"),
    "date": value(date="2023-02-30"),
    "link": value(url="http://example.org"),
    "repo": value(repo="vllm"),
    "author": value(authors="[Ada, et al]"),
    "recommended": value(recommended="5"),
    "pages": file(lambda folder: (folder / "collections.yaml").write_text(
        entry(BUNDLE, pages="many"))),
    "kind": value(kind="preprint"),
    "publication": value(publication="book"),
    "state": value(runs_in="[{engine: vllm, state: mentioned, url: https://example.org/}]"),
    "facts-json": file(lambda folder: (folder / "facts.json").write_text("{")),
    "facts-value": file(lambda folder: (folder / "facts.json").write_text('{"stars": 1}')),
    "address-collision": collision,
}  # fmt: skip


def test_every_other_id_has_a_mistake():
    assert set(MISTAKES) == IDS - {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", MISTAKES)
def test_a_mistake_has_its_id_and_no_other(rule, tmp_path):
    mistake = MISTAKES[rule]
    texts = {"papers": entry(), "topics": TOPICS, "collections": "[]\n", "engines": ENGINES}
    for stem, text in texts.items():
        (tmp_path / f"{stem}.yaml").write_text(text, "utf-8")
    if isinstance(mistake, bytes):
        (tmp_path / "papers.yaml").write_bytes(mistake)
        found = {problem.rule for problem in load_catalogue(tmp_path).problems}
    else:
        found = mistake(tmp_path)
    assert found == {rule}


def test_a_warning_keeps_the_rule_of_its_problem():
    at = SimpleNamespace(line=1, column=2)
    warning = Entry("p", 1, at).warning(at, "spaces", "m", "h")
    assert (warning.severity, warning.rule, warning.hint) == ("warning", "spaces", "h")
