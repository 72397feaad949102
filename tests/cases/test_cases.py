"""Situations that others met with tools like this one, each a folder of data with `case.yaml`.

A case has a `title` and a list of `steps`, done in order on a copy of its folder:

- `run: export ris` is a command of `paperlist`; `--data` is added, and with `arxiv.xml`
  or `doi.json` in the folder a host that gives just that, whatever it is asked. `status` is the
  exit code (0), `out` and `err` are texts that standard output and error contain, `no out` and
  `no err` are texts that they do not. A path in the command is one of the copy: `{case}/form.md`.
- `read: bibtex` (biblatex, ris, csl-json, json) exports the list and reads it back with a program
  that others wrote; `papers` has for each id the fields that it finds, and None for none.
- `file: papers.yaml` is a file of the copy, `page: papers/p0/index.html` one of the site that is
  built of it; `has` and `no` are texts that it contains or not.

`searches` are texts and the ids that a search finds for them: `tests/browser/test_cases.py`.
"""

import json
import shlex
import shutil
import subprocess
import sys
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pybtex.database
import pytest
import rispy
import yaml
from click.testing import CliRunner

from paperlist.cli import main
from tests.support import builds, hosts

FOLDER = Path(__file__).parent
CASES = {
    path.parent: yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    for path in sorted(FOLDER.glob("*/*/case.yaml"))
}
NOW = "1795651200"  # 2026-11-26


def marked(folder):
    """`make quick` leaves out the cases that look at pages: each builds its site."""
    has_pages = any("page" in step for step in CASES[folder]["steps"])
    return pytest.param(folder, id=folder.name, marks=pytest.mark.built if has_pages else ())


# Builds a site in each folder that it reads, with the data that are in the project by then.
BUILDS = """\
import sys
from mkdocs.__main__ import cli
for line in sys.stdin:
    cli(["build", "--quiet", "-d", line.strip()], standalone_mode=False)
    print("built", flush=True)
"""


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Builds the site of a folder of data: in one program, as most of the time is its start."""
    project, programs = tmp_path_factory.mktemp("cases") / "project", []

    def made(data, site):
        if not programs:
            builds.copy_project(project)
            programs.append(
                subprocess.Popen(
                    [sys.executable, "-c", BUILDS],
                    cwd=project,
                    env=builds.environment(project),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    encoding="utf-8",
                )
            )
        (program,) = programs
        shutil.rmtree(project / "data")
        shutil.copytree(data, project / "data")
        program.stdin.write(f"{site}\n")
        program.stdin.flush()
        assert program.stdout.readline() == "built\n"

    yield made
    for program in programs:
        program.communicate(timeout=60)


@pytest.mark.parametrize("folder", [marked(folder) for folder in CASES])
def test_case(folder, tmp_path, monkeypatch, build):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    data = tmp_path / "data"
    shutil.copytree(folder, data)
    # A folder of data holds nothing else.
    (data / "case.yaml").unlink()
    given = [data / name for name in ("arxiv.xml", "doi.json") if (data / name).exists()]
    answers = {path.stem: path.read_text("utf-8") for path in given}
    with _host(answers) if answers else nullcontext([]) as options:
        for step in CASES[folder]["steps"]:
            (kind,) = set(step) & set(STEPS)
            STEPS[kind](step, data, options, build)


def test_every_folder_has_a_case():
    assert {path.parent for path in FOLDER.glob("*/*/papers.yaml")} <= set(CASES)
    assert CASES


def _run(step, data, options, build):
    command, *arguments = shlex.split(step["run"].replace("{case}", str(data)))
    hosts_of = {"accept": options, "add": options, "refresh": options[:2]}.get(command, [])
    option = "--into" if command == "import" else "--data"
    arguments = [command, *arguments, option, str(data), *hosts_of]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == step.get("status", 0), result.output
    _holds(result.stdout, step.get("out", []), step.get("no out", []))
    _holds(result.stderr, step.get("err", []), step.get("no err", []))


def _read(step, data, options, build):
    exported = CliRunner().invoke(
        main, ["export", step["read"], "--data", str(data)], catch_exceptions=False
    )
    found = READERS[step["read"]](exported.stdout)
    for key, fields in step["papers"].items():
        assert {name: found[key].get(name) for name in fields} == fields, key


def _file(step, data, options, build):
    _holds((data / step["file"]).read_text("utf-8"), step.get("has", []), step.get("no", []))


def _page(step, data, options, build):
    site = data.parent / "site"
    if not site.exists():
        build(data, site)
    _holds((site / step["page"]).read_text("utf-8"), step.get("has", []), step.get("no", []))


STEPS = {"run": _run, "read": _read, "file": _file, "page": _page}


def _holds(text, wanted, unwanted):
    for each in wanted:
        assert each in text
    for each in unwanted:
        assert each not in text


@contextmanager
def _host(answers):
    """arXiv and doi.org, each with the same answer to every question."""

    def answer(handler):
        name = "arxiv" if handler.path.startswith("/api/query") else "doi"
        hosts.send(handler, 200, answers[name])

    with hosts.running() as host:
        host.fault = answer
        yield host.options


def _bibtex(text):
    """Names as BibTeX takes them apart: von and last name, Jr, first name."""
    found = pybtex.database.parse_string(text, "bibtex").entries
    return {
        key: {
            "type": each.type,
            "authors": [_person(person) for person in each.persons.get("author", [])],
            **each.fields,
        }
        for key, each in found.items()
    }


def _person(person):
    last = " ".join([*person.prelast_names, *person.last_names])
    first = " ".join([*person.first_names, *person.middle_names])
    return ", ".join(part for part in (last, " ".join(person.lineage_names), first) if part)


def _csl(text):
    return {item["id"]: item for item in json.loads(text)}


def _ris(text):
    return {item["id"]: item for item in rispy.loads(text)}


def _json(text):
    return {item["id"]: item for item in json.loads(text)["papers"]}


READERS = {
    "bibtex": _bibtex,
    "biblatex": _bibtex,
    "csl-json": _csl,
    "ris": _ris,
    "json": _json,
}
