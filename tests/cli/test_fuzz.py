"""Any text at all, thrown at check, format and add: problems or success, never a traceback.

`make fuzz` runs the same with many more examples.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from paperlist import load_catalogue
from paperlist.cli import main
from paperlist.editing.safe_write import write_text
from tests.support import hosts
from tests.support.catalogues import TOPICS, entry, write_data
from tests.support.hosts import atom_entry

FUZZ = settings(max_examples=int(os.environ.get("EXAMPLES", "150")))

PIECES = [
    *("- id: a\n", "  title: ", "  date: 2023-07\n", "  topics: [attention]\n"),
    *('  arxiv: "2307.00001"\n', "  added: 2023-08-01\n", "- ", "\n", "  ", "#", " # note\n"),
    *("[", "]", "{", "}", "'", '"', ": ", ", ", "|", ">-\n", "&a ", "*a", "!x ", "? ", "\\"),
    *("---\n", "...\n", "%YAML 1.2\n", "\t", "\r\n", "\r", "\u2028", "\x85", "\ufeff", "\x00"),
    *("a", "é", "中", "😀", "2023-07", "~", "<<: "),
]
near_yaml = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
near_good = st.tuples(st.integers(0, 200), st.sampled_from(PIECES), st.integers(0, 6)).map(
    lambda at: GOOD[: at[0]] + at[1] + GOOD[at[0] + at[2] :]
)
GOOD = "# top\n\n" + entry() + "\n# more\n" + entry(id="b", title="B", arxiv='"2301.00001"')
any_bytes = st.binary(max_size=80)
texts = (near_good | near_yaml | st.text(max_size=80)).map(
    lambda text: text.encode("utf-8", "surrogatepass")
)


@pytest.fixture(scope="module")
def host():
    with hosts.running() as running:
        running.papers = {"2309.06180": atom_entry("2309.06180", "A new paper", ["Ada"])}
        yield running


def data_of(papers):
    """A folder whose papers.yaml holds these bytes."""
    folder = tempfile.TemporaryDirectory()
    for stem, text in {"papers": papers, "topics": TOPICS.encode(), "collections": b"[]\n"}.items():
        (Path(folder.name) / f"{stem}.yaml").write_bytes(text)
    return folder


def run(folder, *args):
    return CliRunner().invoke(main, [*args, "--data", folder], catch_exceptions=False)


@FUZZ
@given(texts | any_bytes)
@example(b"- " * 5000)
@example(b"[" * 5000)
@example(b"- id: a\n" + b"  # note\n" * 3000)
@example(b"- id: " + b"a" * 50_000)
@example(b"- id: a\n  title: " + b"'" * 9001)
def test_format_ends_and_loses_nothing(papers):
    with data_of(papers) as folder:
        path = Path(folder) / "papers.yaml"
        before = load_catalogue(folder).catalogue
        assert run(folder, "check").exit_code == (before is None)
        result = run(folder, "format")
        assert result.exit_code in (0, 1)
        if before is None:
            assert path.read_bytes() == papers
            assert result.exit_code == 1
        else:
            assert load_catalogue(folder).catalogue.papers == before.newest_first
            assert run(folder, "format", "--check").exit_code == 0


@FUZZ
@given(texts | any_bytes, st.sampled_from(["2309.06180", "2307.00001", "2309.06180v1"]))
def test_add_ends_and_changes_its_own_lines_only(host, papers, arxiv):
    with data_of(papers) as folder:
        path = Path(folder) / "papers.yaml"
        before = load_catalogue(folder).catalogue
        arguments = ["add", arxiv, "--topic", "attention", *host.options]
        result = run(folder, *arguments)
        if result.exit_code:
            assert path.read_bytes() == papers
        else:
            after = load_catalogue(folder).catalogue
            assert len(after.papers) == len(before.papers) + 1
            assert {*before.papers} < {*after.papers}


@FUZZ
@given(st.text(max_size=60) | st.text(alphabet="0123456789.v/arxivdo:https-", max_size=40))
def test_any_identifier_is_asked_for_or_refused(host, text):
    with data_of(GOOD.encode()) as folder:
        arguments = ["add", "--topic", "attention", *host.options, "--", text]
        result = CliRunner().invoke(main, ["add", "--data", folder, *arguments[1:]])
        assert isinstance(result.exception, SystemExit)
        assert result.exit_code in (0, 1, 2)


WRITER = """
import sys
from pathlib import Path
from paperlist.editing.safe_write import write_text
texts = [letter * 3_000_000 for letter in "ab"]
print("ready", flush=True)
while True:
    for text in texts:
        write_text(Path(sys.argv[1]), text)
"""


@pytest.mark.parametrize("delay", [0.0, 0.004, 0.009, 0.013, 0.021])
def test_a_write_that_is_killed_leaves_the_old_file_or_the_new(tmp_path, delay):
    path = tmp_path / "papers.yaml"
    write_text(path, "a" * 3_000_000)
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
    assert writer.stdout.readline() == b"ready\n"
    time.sleep(delay)
    writer.kill()
    writer.communicate()
    assert path.read_text() in ("a" * 3_000_000, "b" * 3_000_000)


def test_an_add_that_is_killed_leaves_the_old_file_or_the_new(tmp_path, host):
    """Killed at every tenth of its life."""
    write_data(tmp_path, GOOD)
    command = [sys.executable, "-m", "paperlist.cli", "add", "2309.06180", "--topic", "attention",
               "--data", str(tmp_path), *host.options]  # fmt: skip
    start = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    life = time.monotonic() - start
    new = (tmp_path / "papers.yaml").read_text("utf-8")
    for tenth in range(5, 11):
        (tmp_path / "papers.yaml").write_text(GOOD, "utf-8")
        program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(life * tenth / 10)
        program.kill()
        program.communicate()
        assert (tmp_path / "papers.yaml").read_text("utf-8") in (GOOD, new)
    # What a killed program leaves behind is in nobody's way.
    (tmp_path / "papers.yaml").write_text(GOOD, "utf-8")
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "papers.yaml").read_text("utf-8") == new
