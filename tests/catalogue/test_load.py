"""The folder to a catalogue, or to everything that is wrong with it, in file order."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from paperlist.catalogue.load import load_catalogue
from paperlist.catalogue.rules.table import RULES
from tests.support.catalogues import (
    BROKEN,
    BUNDLE,
    ENGINES,
    FACTS,
    REFUSAL,
    TODAY,
    TOPICS,
    entry,
    lines,
    load_texts,
    told,
)


def record(problem):
    place = f"{problem.path}:{problem.line}:{problem.column}"
    message = {problem.severity: problem.message}
    return {"at": place, "rule": problem.rule, **message, "hint": problem.hint}


def test_the_broken_catalogue_gives_every_problem_in_file_order():
    expected = yaml.load((BROKEN / "expected.yaml").read_text("utf-8"), yaml.CSafeLoader)
    loaded = load_catalogue(BROKEN, today=TODAY)
    assert [record(problem) for problem in loaded.problems] == expected
    assert loaded.catalogue is None


def test_the_broken_catalogue_breaks_every_rule():
    broken = {problem.rule for problem in load_catalogue(BROKEN, today=TODAY).problems}
    for rule in RULES:
        assert rule.id in broken, f"no entry in tests/catalogue/broken/ breaks {rule.id}"


def test_nothing_is_told_of_an_entry_without_mistakes():
    text = (BROKEN / "papers.yaml").read_text("utf-8")
    first = text[: text.index("# Unknown and missing keys")]
    loaded = load_texts(first)
    assert loaded.problems == ()
    assert [paper.id for paper in loaded.catalogue.papers] == ["good-paper"]


def test_every_problem_points_into_its_file():
    for problem in load_catalogue(BROKEN, today=TODAY).problems:
        text = (BROKEN / problem.path.removeprefix("data/")).read_text("utf-8")
        line = text.split("\n")[problem.line - 1]
        assert 1 <= problem.column <= len(line) + 1


def test_a_warning_alone_leaves_a_catalogue():
    loaded = load_texts(entry(title="Full stop."))
    assert [problem.severity for problem in loaded.problems] == ["warning"]
    assert loaded.catalogue.papers[0].title == "Full stop."


def test_three_empty_lists_are_a_catalogue():
    loaded = load_texts("[]", "[]", "[]")
    assert loaded.problems == ()
    assert loaded.catalogue.papers == ()


def test_lines_of_an_entry_are_its_first_and_last():
    loaded = load_texts(
        "# remark\n\n" + entry() + "\n" + entry(id="b", title="B", arxiv="2307.00002")
    )
    assert loaded.catalogue.lines == {
        "some-paper": ("papers.yaml", 3, 8),
        "b": ("papers.yaml", 10, 15),
    }


def test_an_unquoted_arxiv_id_keeps_its_last_zero():
    assert load_texts(entry(arxiv="2307.00010")).catalogue.papers[0].arxiv == "2307.00010"


def test_an_empty_folder_misses_three_files(tmp_path):
    loaded = load_catalogue(tmp_path, "elsewhere")
    assert loaded.catalogue is None
    assert [str(problem) for problem in loaded.problems] == [
        f"elsewhere/{name}:1:1: error: file is missing [file-missing]"
        for name in ("papers.yaml", "topics.yaml", "collections.yaml")
    ]


def test_without_engines_and_refused_papers_the_lists_are_empty():
    loaded = load_texts(entry())
    assert loaded.problems == ()
    assert (loaded.catalogue.engines, loaded.catalogue.refusals) == ((), ())


def test_engines_and_refused_papers_are_in_the_catalogue():
    runs = "[{engine: vllm, state: documented, url: https://example.org/}]"
    loaded = load_texts(entry(runs_in=runs), engines=ENGINES, seen=entry(REFUSAL))
    assert loaded.problems == ()
    (run,) = loaded.catalogue.papers[0].runs_in
    assert (run.state, run.date) == ("documented", None)
    assert loaded.catalogue.engines_by_id[run.engine].name == "vLLM"
    assert [each.arxiv for each in loaded.catalogue.refusals] == ["2401.00001"]


def test_a_file_that_may_be_missing_is_checked_when_it_exists(tmp_path):
    for name in ("papers", "topics", "collections"):
        (tmp_path / f"{name}.yaml").write_text("[]\n", "utf-8")
    (tmp_path / "engines.yaml").mkdir()
    (tmp_path / "seen.yaml").write_text("", "utf-8")
    assert [problem.rule for problem in load_catalogue(tmp_path).problems] == [
        "file-type", "file-empty"
    ]  # fmt: skip


UNREADABLE = ['"', "[", "a: b: c", "\t", ""]
NO_LIST = ["a text\n", "id: a\n", "{}\n"]


@pytest.mark.parametrize("text", UNREADABLE + NO_LIST)
def test_topics_that_cannot_be_read_make_no_false_alarms(text):
    found = told(entry(), topics=text)
    assert len(found) == 1
    assert found[0].startswith("data/topics.yaml")


@pytest.mark.parametrize("text", UNREADABLE + NO_LIST)
def test_engines_that_cannot_be_read_make_no_false_alarms(text):
    runs = "[{engine: vllm, state: documented, url: https://example.org/}]"
    found = told(entry(runs_in=runs), engines=text)
    assert len(found) == 1
    assert found[0].startswith("data/engines.yaml")


@pytest.mark.parametrize("text", UNREADABLE + NO_LIST)
def test_papers_that_cannot_be_read_make_no_false_alarms(text):
    bundle = entry(BUNDLE, contents="[{name: A, papers: [some-paper]}]")
    assert len(told(text, collections=bundle)) == 1


def test_the_id_of_an_entry_with_a_mistake_is_known_to_the_others():
    bundle = entry(BUNDLE, contents="[{name: A, papers: [some-paper]}]")
    assert told(entry(date="never"), collections=bundle) == ["3:9 date 'never' is not a valid date"]


def test_problems_of_all_files_are_told_in_one_run():
    found = load_texts(entry(date="x"), TOPICS + "- a\n", "- b\n").problems
    assert [problem.path for problem in found] == [
        "data/papers.yaml",
        "data/topics.yaml",
        "data/collections.yaml",
    ]


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_any_three_files_are_a_catalogue_or_problems(papers, topics, collections):
    loaded = load_texts(papers, topics, collections)
    assert loaded.catalogue is not None or loaded.problems


quoted = st.text(st.characters(exclude_characters="\n'", exclude_categories=["Cs"]), max_size=30)
likely = st.sampled_from(
    ["[]", "", "x", "[x, '']", "2307.00001", "2023-02-30", "https://[x", "[[a]]", "{a: b}"]
) | quoted.map(lambda text: f"'{text}'")


@given(st.dictionaries(st.sampled_from([*FACTS, "code", "doi", "repo", "x"]), likely))
@example({"code": "https://[x"})
def test_an_entry_of_any_values_is_a_paper_or_problems(changes):
    loaded = load_texts(entry(**changes))
    assert loaded.catalogue is not None or loaded.problems


@given(lines)
def test_a_title_comes_out_as_it_went_in(title):
    escaped = title.replace("'", "''")
    loaded = load_texts(entry(title=f"'{escaped}'"))
    assert loaded.catalogue is None or loaded.catalogue.papers[0].title == title


@pytest.mark.parametrize(
    "text",
    [
        f"- id: a\n  title: {'x' * 10_000_000}\n",
        f"- id: a\n  title: {'A b ' * 2_500_000}\n",
        f"- id: {'a-' * 5_000_000}\n",
        f"- code: https://github.com/{'a/' * 5_000_000}\n",
        f"- arxiv: {'2307.0000' * 1_000_000}\n",
        f"- authors: [{'a, ' * 100_000}]\n",
        f"- {'k' * 1_000}: a\n",
        "- []\n" * 100_000,
    ],
    ids=["scalar", "words", "id", "link", "arxiv", "authors", "key", "entries"],
)
def test_a_huge_value_ends_in_problems(text):
    loaded = load_texts(text)
    assert loaded.catalogue is None
    assert all(len(str(problem)) < 1000 for problem in loaded.problems)
