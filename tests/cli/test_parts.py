"""The commands with a list in parts: each changes, and names, the part it is about."""

import re
import subprocess

import pytest
from click.testing import CliRunner

from paperlist import load_catalogue
from paperlist.cli import main
from paperlist.editing import add_papers, open_data, up_to_date
from paperlist.editing.forms import ADD, CORRECT
from paperlist.editing.new_entry import Overrides
from paperlist.sources.metadata import Metadata
from tests.support import hosts
from tests.support.catalogues import entry, write_parts
from tests.support.filled import body

PARTS = {
    "2022.yaml": "# Old.\n\n" + entry(id="old", title="Old", date="2022-05", arxiv='"2205.00001"'),
    "2023.yaml": "# New.\n\n" + entry(id="new", title="New", date="2023-07", arxiv='"2307.00002"'),
    "later.yaml": "[]\n",
}
WHOLE = PARTS["2023.yaml"] + "\n" + PARTS["2022.yaml"].partition("\n\n")[2]
ADDED = """\
- id: new-paper
  title: A new paper
  authors: [Ada]
  date: 2023-09
  arxiv: "2309.06180"
  topics: [attention]
  added: 2026-11-26

"""
LIST = """\
# KV Cache

| Date | Title | Paper |
|---|---|---|
| 2023.10 | Fast Serving | [pdf](https://arxiv.org/abs/2310.05920) |
| 2022.05 | Old | [pdf](https://arxiv.org/abs/2205.00001) |
"""


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write_parts(tmp_path / "data", PARTS)


def parts(data):
    return {path.name: path.read_text("utf-8") for path in (data / "papers").iterdir()}


def run(*args, code=0):
    result = CliRunner().invoke(main, [*map(str, args)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def check_is_clean():
    assert run("check", "--strict").stdout.endswith("no problems\n")


def insert(text):
    return text.replace("- id: new\n", f"{ADDED}- id: new\n")


def test_a_paper_is_added_to_the_part_with_the_newest(data, host):
    result = run("add", "2309.06180", "--topic", "attention", *host.options)
    assert result.stdout.startswith("data/papers/2023.yaml:3: 'new-paper' added\n+- id: new-paper")
    assert parts(data) == {**PARTS, "2023.yaml": insert(PARTS["2023.yaml"])}
    check_is_clean()


def test_an_older_paper_is_added_to_the_same_part(data, host):
    host.papers = {"2205.00009": host.papers["2309.06180"].replace("2309.06180", "2205.00009")
                   .replace("2023-09", "2022-05")}  # fmt: skip
    result = run("add", "2205.00009", "--topic", "attention", *host.options)
    assert result.stdout.startswith("data/papers/2023.yaml:")
    check_is_clean()


def test_parts_without_papers_get_the_first_in_the_first_of_them(data, host):
    for name in PARTS:
        (data / "papers" / name).write_text("[]\n")
    run("add", "2309.06180", "--topic", "attention", *host.options)
    assert {name for name, text in parts(data).items() if text != "[]\n"} == {"later.yaml"}


def test_a_listed_paper_is_told_with_its_part(data, host):
    host.papers = {"2205.00001": host.papers["2309.06180"].replace("2309.06180", "2205.00001")}
    result = run("add", "2205.00001", "--topic", "attention", *host.options, code=1)
    assert result.stderr.startswith("data/papers/2022.yaml:3: 'Old' is already listed\n")
    assert parts(data) == PARTS


def test_a_warning_of_a_new_paper_names_its_part(data, host):
    more = ["--topic", "attention", "--name", "Two  spaces"]
    result = run("add", "2309.06180", *more, *host.options)
    assert result.stderr.startswith("data/papers/2023.yaml:4:9: warning: ")


@pytest.mark.parametrize("day", ["2023-08", "2020-01"])
def test_both_layouts_get_the_same_entries(data, tmp_path, day):
    """And the list is the same, but for the place of an entry older than all of its part."""
    one = tmp_path / "one"
    one.mkdir()
    (one / "papers.yaml").write_text(WHOLE)
    for name in ("topics.yaml", "collections.yaml"):
        (one / name).write_bytes((data / name).read_bytes())
    metadata = Metadata("A paper", ("Ada",), day, "https://doi.org/10.1145/1", doi="10.1145/1")
    for folder in (one, data):
        added = add_papers(open_data(folder), [(metadata, Overrides(("attention",)))], "2026-11-26")
        (folder / added.file).write_text(added.text)
    whole, split = load_catalogue(one), load_catalogue(data)
    assert (whole.problems, split.problems) == ((), ())
    assert split.catalogue.newest_first == whole.catalogue.newest_first


def test_a_correction_changes_the_part_of_the_paper(data, tmp_path):
    form = tmp_path / "form.md"
    form.write_text(body(CORRECT, paper="old", key="title", value="Older"))
    result = run("accept", form)
    assert result.stdout.startswith("data/papers/2022.yaml:3: 'old' corrected: title\n")
    old = PARTS["2022.yaml"].replace("title: Old", "title: Older")
    assert parts(data) == {**PARTS, "2022.yaml": old}
    check_is_clean()


def test_a_form_adds_to_the_part_with_the_newest(data, host, tmp_path):
    form = tmp_path / "form.md"
    form.write_text(body(ADD, paper="2309.06180", topics="attention"))
    run("accept", form, *host.options)
    assert parts(data) == {**PARTS, "2023.yaml": insert(PARTS["2023.yaml"])}


def test_an_import_adds_to_the_part_with_the_newest(data, tmp_path):
    (tmp_path / "LIST.md").write_text(LIST)
    result = run("import", "LIST.md", "--into", data)
    assert "LIST.md:6: already listed in line 3 of papers/2022.yaml: 'old'\n" in result.stdout
    changed = {name for name, text in parts(data).items() if text != PARTS[name]}
    assert changed == {"2023.yaml"}
    check_is_clean()


def test_an_import_leaves_out_what_the_check_refuses(data, tmp_path):
    """The entries of the other parts have lines of the same numbers."""
    wrong = LIST.replace("Fast Serving", "Fast Serving" * 100)
    (tmp_path / "LIST.md").write_text(wrong)
    result = run("import", "LIST.md", "--into", data)
    assert "0 imported" in result.stdout
    assert parts(data) == PARTS


def test_every_part_is_formatted(data):
    untidy = entry(id="a", title='"A"', date="2022-06", arxiv='"2206.00001"')
    (data / "papers/2022.yaml").write_text(PARTS["2022.yaml"] + untidy)
    place = "data/papers/2022.yaml:3"
    checked = run("format", "--check", code=1).stdout
    expected = f"{place}:1: error: not formatted\n  hint: run `paperlist format`\n"
    assert checked.startswith(expected)
    assert run("format").stdout.startswith(f"{place}: formatted from this line on\n")
    tidy = untidy.replace('"A"', "A")
    old = PARTS["2022.yaml"].replace("- id: old", f"{tidy}\n- id: old")
    assert parts(data) == {**PARTS, "2022.yaml": old}
    assert run("format").stdout == "5 files already formatted\n"


def test_the_facts_of_every_part_are_fetched(data, host):
    host.papers = {each: hosts.atom_entry(each, "New", ["Ada"]) for each in ("2307.00002",)}
    result = run("refresh", "arxiv", *host.options[:2], code=1)
    assert result.stdout == "arXiv: 2 of 2 papers\n"
    assert result.stderr.endswith("error: arXiv has no paper 2205.00001\n")


def test_two_layouts_are_told_by_the_commands(data):
    (data / "papers.yaml").write_text("[]\n")
    for command in (["check"], ["format"], ["diff", "data"], ["export", "json"]):
        result = run(*command, code=1)
        assert "data/papers.yaml:1:1: error: both papers.yaml and papers/ exist" in result.output


def test_a_new_part_or_a_changed_one_is_noticed(data):
    copy = open_data(data)
    assert up_to_date(copy) is copy
    (data / "papers/2021.yaml").write_text("[]\n")
    again = up_to_date(copy)
    assert again is not copy
    (data / "papers/2021.yaml").write_text("# none\n[]\n")
    assert up_to_date(again) is not again


def git(*args):
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *args], check=True, capture_output=True)


def commit_whole(data):
    """A revision in which the list was one file; the working tree has the parts."""
    kept = data.rename(data.with_name("kept"))
    data.mkdir()
    (data / "papers.yaml").write_text(WHOLE)
    for name in ("topics.yaml", "collections.yaml"):
        (data / name).write_bytes((kept / name).read_bytes())
    git("init", "-q")
    git("add", "data")
    git("commit", "-q", "-m", "One file")
    (data / "papers.yaml").unlink()
    (kept / "papers").rename(data / "papers")


def test_a_list_that_was_split_has_no_differences(data):
    commit_whole(data)
    assert run("diff", "HEAD").stdout == "no differences\n"
    (data / "papers/2022.yaml").rename(data / "papers/2022 é.yaml")
    git("add", "data")
    git("commit", "-q", "-m", "Parts")
    assert run("diff", "HEAD~", "HEAD").stdout == "no differences\n"
    assert run("diff", "HEAD", "HEAD~").stdout == "no differences\n"


def test_what_differs_between_the_layouts(data):
    commit_whole(data)
    path = data / "papers/2022.yaml"
    path.write_text(path.read_text().replace("title: Old", "title: Older"))
    assert run("diff", "HEAD").stdout == (
        "papers: 0 added, 1 changed, 0 removed\n  ~ old  Older\n      title: Old → Older\n"
    )
    git("add", "data")
    git("commit", "-q", "-m", "Parts")
    (data / "papers.yaml").write_text(WHOLE)
    assert run("diff", "HEAD", "data/papers.yaml").stdout.endswith("title: Older → Old\n")


def test_a_revision_names_the_part_that_cannot_be_read(data):
    commit_whole(data)
    (data / "papers/2022.yaml").write_text("- id: [")
    git("add", "data")
    git("commit", "-q", "-m", "Broken")
    result = run("diff", "HEAD", code=1)
    assert re.match(r"HEAD:papers/2022\.yaml:1:7: error: ", result.stderr)
