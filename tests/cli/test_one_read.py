"""A change of the data reads it once."""

import os
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from paperlist import load_catalogue
from paperlist.cli import main
from paperlist.editing import add_papers, open_data, up_to_date
from paperlist.editing.forms import ADD, CORRECT
from paperlist.editing.new_entry import Overrides
from paperlist.sources import network
from paperlist.sources.metadata import Metadata
from tests.support.catalogues import TOPICS, entry
from tests.support.filled import body

OLD = entry(id="flash", title="Attention in a flash", name="Flash")
FILES = [
    "collections.yaml", "engines.yaml", "facts.json", "groups.yaml", "papers.yaml", "paths.yaml",
    "seen.yaml", "topics.yaml", "watch.yaml",
]  # fmt: skip
EMPTY = ("groups", "collections", "engines", "paths", "seen", "watch")
OPENED = []


def _note_open(event, args):
    """Python calls it for every file that is opened, by whatever function."""
    if event == "open" and OPENED and isinstance(args[0], (str, os.PathLike)):
        mode = args[1]
        is_read = not (args[2] & (os.O_WRONLY | os.O_RDWR)) and (mode is None or "r" in mode)
        if is_read and Path(args[0]).parent == OPENED[0]:
            OPENED.append(Path(args[0]).name)


sys.addaudithook(_note_open)


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    for stem, text in {"papers": OLD, "topics": TOPICS, **dict.fromkeys(EMPTY, "[]\n")}.items():
        (folder / f"{stem}.yaml").write_text(text, "utf-8")
    (folder / "facts.json").write_text("{}", "utf-8")
    return folder


@pytest.fixture
def reads(data, monkeypatch):
    """The files of the data that were opened, and the texts that were parsed as YAML."""
    parsed = []
    parse = yaml.parse
    monkeypatch.setattr(
        yaml, "parse", lambda text, **more: (parsed.append(text), parse(text, **more))[1]
    )
    OPENED[:] = [data]
    yield lambda: (sorted(OPENED[1:]), parsed)
    OPENED.clear()


def run(data, host, command, *args):
    arguments = [command, *args, "--data", str(data), *host.options]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert (result.exit_code, result.stderr) == (0, "")


def commands(tmp_path):
    add, correct = tmp_path / "add.md", tmp_path / "correct.md"
    add.write_text(body(ADD, paper="2309.06180", topics="attention"), "utf-8")
    correct.write_text(body(CORRECT, paper="flash", key="name", value="New"), "utf-8")
    return {
        "add": ["add", "2309.06180", "--topic", "attention"],
        "accept, an addition": ["accept", str(add)],
        "accept, a correction": ["accept", str(correct)],
    }


@pytest.mark.parametrize("name", ["add", "accept, an addition", "accept, a correction"])
def test_a_change_reads_the_data_once(data, host, reads, tmp_path, name):
    """Each file is opened for reading once. Each YAML file is parsed once, and so is the new text
    of papers.yaml: that it is valid and that only the wanted lines differ are two questions about
    the same parsed text.
    """
    run(data, host, *commands(tmp_path)[name])
    opened, parsed = reads()
    assert opened == FILES
    new = (data / "papers.yaml").read_text("utf-8")
    assert new != OLD
    assert sorted(parsed) == sorted([OLD, TOPICS, new, *["[]\n" for _ in EMPTY]])


def test_a_change_by_another_program_during_the_request_is_kept(data, host, reads, monkeypatch):
    """Then, and only then, the data is read a second time."""
    fetch = network.fetch
    other = entry(id="other", title="Another title", arxiv='"2307.00002"')

    def slow(*args):
        (data / "papers.yaml").write_text(f"{OLD}\n{other}", "utf-8")
        return fetch(*args)

    monkeypatch.setattr("paperlist.sources.arxiv.fetch", slow)
    run(data, host, "add", "2309.06180", "--topic", "attention")
    assert reads()[0] == sorted(FILES * 2)
    assert {*load_catalogue(data).catalogue.by_id} == {"flash", "other", "new-paper"}


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_watched(data, name):
    copy = open_data(data)
    assert up_to_date(copy) is copy
    text = (data / name).read_text("utf-8")
    (data / "new").write_text(text, "utf-8")
    (data / "new").replace(data / name)
    assert up_to_date(copy) is not copy


def test_a_file_edited_in_place_is_read_again(data):
    copy = open_data(data)
    with (data / "papers.yaml").open("r+") as file:
        file.write("#")
    os.utime(data / "papers.yaml", ns=(1, 1))
    with pytest.raises(Exception, match="errors"):
        up_to_date(copy)


def test_papers_are_added_to_a_value_and_nothing_is_written(data):
    """The function that `add` and `accept` call returns the new text."""
    metadata = Metadata("A new paper", ("Ada",), "2023-09", "https://arxiv.org/abs/2309.06180",
                        arxiv="2309.06180")  # fmt: skip
    copy = open_data(data)
    added = add_papers(copy, [(metadata, Overrides(("attention",)))] * 2, "2026-11-26")
    assert [new.id for new in added.entries] == ["new-paper"]
    assert [known.paper.id for known in added.known] == ["new-paper"]
    assert added.text.startswith(added.entries[0].text)
    assert (data / "papers.yaml").read_text("utf-8") == OLD
