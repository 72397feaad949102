"""The examples on the page of the data, which name papers and topics of this list, run."""

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

from paperlist.cli import main
from tests.support import own
from tests.support.builds import ROOT, data_files, newest_first
from tests.support.catalogues import BROKEN
from tests.support.readers import read_csv

PAGE = own.read_page(own.FIRST, "data.md")
EXAMPLES = own.blocks(PAGE, "python")
COMMANDS, BUNDLES = (block.splitlines() for block in own.blocks(PAGE, "sh"))
LINES = "".join(file.read_text("utf-8") for file in data_files("papers.yaml", ROOT)).splitlines()
TITLE = next(
    item["title"]
    for item in own.PAPERS
    if any(line.endswith((item["title"], f'{item["title"]}"')) for line in LINES)
)


def of_topic(topic):
    return [item for item in newest_first(own.PAPERS) if topic in item["topics"]]


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


def test_the_bundles_are_of_papers_in_the_list():
    options = dict(re.findall(r"--(topic|collection|id) (\S+)", "\n".join(BUNDLES)))
    assert options["topic"] in {topic["id"] for topic in own.TOPICS}
    assert options["collection"] in {each["id"] for each in own.COLLECTIONS}
    ids = re.findall(r"--id (\S+)", BUNDLES[-1])
    assert ids
    assert {*ids} <= {item["id"] for item in own.PAPERS}


def test_the_example_for_a_browser_names_a_topic():
    """`tests/browser/test_own_pages.py` runs it."""
    (example,) = own.blocks(PAGE, "js")
    assert {*re.findall(r'includes\("([\w-]+)"\)', example)} <= {each["id"] for each in own.TOPICS}
