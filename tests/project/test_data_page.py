"""The page of the data: the fields it explains are those of the files, and its examples run.

The page, the data and the examples are the project's own.
"""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter

import pytest
from click.testing import CliRunner
from pybtex.database import parse_string

from paperlist.catalogue.values import KINDS
from paperlist.cli import main
from paperlist.exports import CITATIONS, FORMATS
from paperlist.exports.csv_table import COLUMNS
from paperlist.exports.json_files import (
    CollectionRecord,
    ContentRecord,
    LinksRecord,
    PaperRecord,
    PapersFile,
    RunRecord,
    StarsRecord,
    TopicRecord,
    TopicsFile,
)
from tests.support import own
from tests.support.builds import ROOT, data_files, files_without_mkdocs, newest_first
from tests.support.catalogues import BROKEN
from tests.support.readers import read_csv

PAGES = {language: own.read_page(language, "data.md") for language in own.EDITIONS}
RECORDS = (PapersFile, PaperRecord, CollectionRecord, TopicRecord)
INSIDE = {
    "links": LinksRecord,
    "runs_in": RunRecord,
    "stars": StarsRecord,
    "contents": ContentRecord,
}


def codes(text):
    return re.findall(r"`([^`]+)`", text)


def tables(page):
    """Of each table the fields, in order, with what is said of them."""
    found = re.findall(r"(?m)(?:^\|.*\n)+", page)
    rows = [[line.strip("|").split("|") for line in table.splitlines()[2:]] for table in found]
    return [[(name, told) for names, told in table for name in codes(names)] for table in rows]


def blocks(page, language):
    return re.findall(rf"(?s)```{language}\n(.*?)```", page)


EXAMPLES = blocks(PAGES[own.FIRST], "python")
COMMANDS = "".join(blocks(PAGES[own.FIRST], "sh")).splitlines()
LINES = "".join(file.read_text("utf-8") for file in data_files("papers.yaml", ROOT)).splitlines()
TITLE = next(
    item["title"]
    for item in own.PAPERS
    if any(line.endswith((item["title"], f'{item["title"]}"')) for line in LINES)
)


def of_topic(topic):
    return [item for item in newest_first(own.PAPERS) if topic in item["topics"]]


# Fields


@pytest.mark.parametrize("language", PAGES)
def test_every_field_is_explained_and_no_other(language):
    explained = [Counter(name for name, _ in table) for table in tables(PAGES[language])]
    assert explained == [Counter([*record.model_fields]) for record in RECORDS]


@pytest.mark.parametrize("language", PAGES)
def test_fields_inside_of_fields_are_explained_and_no_other(language):
    told = {name: text for table in tables(PAGES[language]) for name, text in table}
    for field, record in INSIDE.items():
        assert {*codes(told[field])} - {"null"} == {*record.model_fields}, field
    assert codes(told["kind"]) == [*KINDS]


@pytest.mark.parametrize("language", PAGES)
def test_the_head_of_topics_json_is_explained(language):
    (line,) = re.findall(r"(?m)^## .*topics\.json.*\n\n(.*)\n\n\|", PAGES[language])
    assert {*codes(line)} == {*TopicsFile.model_fields}


@pytest.mark.parametrize("language", PAGES)
def test_every_column_is_named_in_its_order_and_no_other(language):
    (line,) = re.findall(r"(?ms)^## .*papers\.csv.*?\n\n(.*?)\n\n", PAGES[language])
    assert codes(line) == [*COLUMNS]


@pytest.mark.parametrize("language", PAGES)
def test_every_format_of_the_command_is_named_and_no_other(language):
    (line,) = re.findall(r"(?m)^`paperlist export` .*\n?.*", PAGES[language])
    named = [name for name in codes(line) if not name.startswith(("paperlist", "--"))]
    assert {*named} == {*FORMATS}


@pytest.fixture(scope="module")
def files():
    """Addresses of the files that are no pages."""
    return {f"/{name}" for name in files_without_mkdocs(ROOT, "https://papers.example/")}


@pytest.mark.parametrize("language", PAGES)
def test_every_address_that_is_named_has_its_file(files, language):
    words = codes(re.sub(r"(?s)```.*?```", "", PAGES[language]))
    named = [name for name in words if re.fullmatch(r"/[\w./-]+\.\w+", name)]
    assert {*named} <= files
    topics = [name for name in named if re.fullmatch(r"/topics/[\w-]+\.bib", name)]
    endings = {name for name in words if name.startswith(".")}
    citations = {form.ending for form in CITATIONS.values()} - {".bib"}
    assert endings == {*citations, ".xml"}
    assert {f"{name.removesuffix('.bib')}{end}" for name in topics for end in endings} <= files


# Examples


@pytest.mark.parametrize("language", ["python", "sh", "js"])
def test_all_languages_have_the_same_examples(language):
    first, *others = (
        [re.sub(r"(?m)^//.*$", "//", block) for block in blocks(page, language)]
        for page in PAGES.values()
    )
    assert first
    assert all(other == first for other in others)


def run_python(example, folder):
    run = subprocess.run(
        [sys.executable, "-c", example],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout.splitlines()


def test_there_are_three_examples_in_python():
    assert len(EXAMPLES) == 3


def test_the_first_prints_the_newest_papers_of_a_topic():
    (topic,) = re.findall(r'by_topic\["([\w-]+)"\]', EXAMPLES[0])
    printed = run_python(EXAMPLES[0], ROOT)
    assert printed == [
        f"{item['date']} {item.get('name', item['title'])} {item.get('venue', '-')}"
        for item in of_topic(topic)[:3]
    ]


def test_the_second_prints_the_problems(tmp_path):
    shutil.copytree(BROKEN, tmp_path / "data")
    printed = run_python(EXAMPLES[1], tmp_path)
    assert len(printed) > 10
    assert all(re.match(r"data/\w+\.yaml \d+ ", line) for line in printed)
    assert run_python(EXAMPLES[1], ROOT) == []


def test_the_third_counts_papers_and_code_by_year():
    papers = Counter(item["date"][:4] for item in own.PAPERS)
    code = Counter(item["date"][:4] for item in own.PAPERS if "code" in item)
    printed = run_python(EXAMPLES[2], ROOT)
    assert printed == [f"{year} {papers[year]} {code[year]}" for year in sorted(papers)]


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """Runs a command of the page in a copy of the project with two commits."""

    def git(*words):
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    def run(line):
        program, *words = shlex.split(line)
        assert program == "paperlist"
        result = CliRunner().invoke(main, words)
        assert (result.exit_code, result.stderr) == (0, ""), line
        return result.stdout

    shutil.copytree(ROOT / "data", tmp_path / "data")
    for path in ROOT.glob("mkdocs*.yml"):
        shutil.copy(path, tmp_path)
    files = data_files("papers.yaml", tmp_path)
    papers = next(file for file in files if TITLE in file.read_text("utf-8"))
    newest = papers.read_text("utf-8")
    git("init", "-q")
    papers.write_text(re.sub(f"title: .*{re.escape(TITLE)}.*", "title: Before", newest), "utf-8")
    git("add", ".")
    git("commit", "-q", "-m", "One")
    papers.write_text(newest, "utf-8")
    git("commit", "-q", "-a", "-m", "Two")
    monkeypatch.chdir(tmp_path)
    return run


def test_there_are_four_commands():
    assert len(COMMANDS) == 4


def test_the_first_command_writes_the_citations_of_a_topic(printed, tmp_path):
    topic, file = re.findall(r"--topic (\S+) --output (\S+)", COMMANDS[0])[0]
    assert printed(COMMANDS[0]) == ""
    found = [*parse_string((tmp_path / file).read_text("utf-8"), "bibtex").entries]
    assert found == [item["id"] for item in of_topic(topic)]


def test_the_second_command_prints_papers_of_topics_since_a_year(printed):
    topics = {*re.findall(r"--topic (\S+)", COMMANDS[1])}
    (since,) = re.findall(r"--since (\S+)", COMMANDS[1])
    assert [row["id"] for row in read_csv(printed(COMMANDS[1]))] == [
        item["id"]
        for item in newest_first(own.PAPERS)
        if topics & {*item["topics"]} and item["added"] >= since
    ]


def test_the_third_command_prints_the_papers_it_names(printed):
    found = json.loads(printed(COMMANDS[2]))["papers"]
    assert {item["id"] for item in found} == {*re.findall(r"--id (\S+)", COMMANDS[2])}


def test_the_fourth_command_prints_what_changed(printed):
    assert f"title: Before → {TITLE}\n" in printed(COMMANDS[3])
