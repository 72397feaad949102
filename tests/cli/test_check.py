"""`paperlist check`: what it prints and how it exits."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from paperlist import load_catalogue
from paperlist.cli import main
from tests.support.builds import environment
from tests.support.catalogues import BROKEN, ROOT, SAMPLE, TOPICS, entry


def run(*args):
    return CliRunner().invoke(main, ["check", *args])


def folder(path, papers):
    texts = {"papers": papers, "topics": TOPICS, "collections": "[]\n"}
    for stem, text in texts.items():
        (path / f"{stem}.yaml").write_text(text, "utf-8")
    return str(path)


@pytest.fixture
def clean(tmp_path):
    return folder(tmp_path, entry())


@pytest.fixture
def warned(tmp_path):
    return folder(tmp_path, entry(title="Full stop."))


@pytest.fixture
def wrong(tmp_path):
    return folder(tmp_path, entry(date="never", title="Full stop."))


def test_clean_data_exits_0_and_counts(clean):
    result = run("--data", clean)
    assert (result.exit_code, result.stdout) == (
        0,
        "1 paper, 2 topics, 0 collections: no problems\n",
    )


def test_a_warning_exits_0_and_is_printed(warned):
    result = run("--data", warned)
    assert result.exit_code == 0
    assert result.stdout == (
        f"{warned}/papers.yaml:2:10: warning: "
        "title 'Full stop.' ends with a full stop [full-stop]\n"
        "  hint: write 'Full stop'\n0 errors, 1 warning\n"
    )


def test_a_warning_exits_1_with_strict(warned):
    assert run("--data", warned, "--strict").exit_code == 1


def test_clean_data_exits_0_with_strict(clean):
    assert run("--data", clean, "--strict").exit_code == 0


def test_an_error_exits_1(wrong):
    result = run("--data", wrong)
    assert result.exit_code == 1
    assert result.stdout.endswith("\n1 error, 1 warning\n")


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_every_format_exits_1_for_the_broken_catalogue(form):
    result = run("--data", str(BROKEN), "--format", form)
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1


@pytest.mark.parametrize(
    "args", [["--format", "xml"], ["--strct"], ["extra"], ["--data"], ["--format"]]
)
def test_wrong_usage_exits_2(args):
    assert run(*args).exit_code == 2


def test_an_unknown_command_exits_2():
    assert CliRunner().invoke(main, ["chekc"]).exit_code == 2


def test_a_missing_folder_exits_1_with_its_files(tmp_path):
    result = run("--data", str(tmp_path / "none"))
    assert result.exit_code == 1
    assert result.stdout.count("error: file is missing") == 3


def test_a_date_in_the_future_is_an_error_of_the_command(tmp_path, monkeypatch):
    """A build gives the same result on every day."""
    data = folder(tmp_path, entry(added="2023-11-16"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # 2023-11-14
    result = run("--data", data)
    assert result.exit_code == 1
    assert "added '2023-11-16' is in the future: today is 2023-11-14 [future-date]" in result.stdout
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1700000000 + 86400))
    assert run("--data", data).exit_code == 0
    assert load_catalogue(data).problems == ()


def test_github_prints_annotations_only(wrong, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")  # 2026-11-26
    result = run("--data", wrong, "--format", "github")
    assert result.stdout == (
        f"::warning file={wrong}/papers.yaml,line=2,col=10::"
        "title 'Full stop.' ends with a full stop [full-stop]%0Ahint: write 'Full stop'\n"
        f"::error file={wrong}/papers.yaml,line=3,col=9::"
        "date 'never' is not a valid date [date]%0Ahint: write YYYY-MM or YYYY-MM-DD: 2026-11\n"
    )


def test_github_escapes_the_folder_and_the_value(tmp_path):
    odd = tmp_path / "50%,a:b"
    odd.mkdir()
    result = run("--data", folder(odd, entry(date="'100%'")), "--format", "github")
    assert (
        "50%25%2Ca%3Ab/papers.yaml,line=3,col=9::date '100%25' is not a valid date [date]%0A"
        in result.stdout
    )


def test_github_prints_nothing_for_clean_data(clean):
    result = run("--data", clean, "--format", "github")
    assert (result.exit_code, result.stdout) == (0, "")


def test_json_is_an_array_of_all_problems(wrong):
    found = json.loads(run("--data", wrong, "--format", "json").stdout)
    assert [(p["line"], p["column"], p["severity"]) for p in found] == [
        (2, 10, "warning"),
        (3, 9, "error"),
    ]
    assert set(found[0]) == {"path", "line", "column", "rule", "message", "hint", "severity"}


def test_json_is_an_empty_array_for_clean_data(clean):
    assert json.loads(run("--data", clean, "--format", "json").stdout) == []


def test_the_folder_is_data_unless_given(monkeypatch):
    monkeypatch.chdir(ROOT)
    result = run("--strict")
    assert result.exit_code == 0
    assert re.fullmatch(r"\d+ papers?, \d+ topics?, \d+ collections?: no problems\n", result.stdout)


def test_paths_are_told_from_where_the_command_runs(monkeypatch):
    monkeypatch.chdir(BROKEN.parent)
    assert run("--data", "broken/").stdout.startswith("broken/papers.yaml:17:3: error: ")


def test_the_version_is_told():
    result = CliRunner().invoke(main, ["--version"])
    assert (result.exit_code, result.stdout) == (0, "main, version 0.1.0\n")


def test_a_terminal_that_lacks_a_character_does_not_hide_the_problem(tmp_path):
    data = folder(tmp_path, entry(date="七月"))
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-c", "from paperlist.cli import main; main()", "check"]
    found = subprocess.run(
        [*command, "--data", data], env=environment, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in found.stderr
    assert (found.returncode, "papers.yaml:3:9: error: date" in found.stdout) == (1, True)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_a_message_that_an_encoding_lacks_is_told_all_the_same(tmp_path, encoding):
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "paperlist.cli", "check", "--data"]
    found = subprocess.run(
        [*command, folder(tmp_path, entry(date="七月"))],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in found.stderr
    assert "date '七月' is not a valid date" in found.stdout.decode()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /dev/full")
@pytest.mark.parametrize(
    "command",
    [["check"], ["export", "json"], ["export", "csv", "--id", "orca"], ["diff", "data", "data"]],
    ids=" ".join,
)
def test_a_full_disk_is_told_in_a_line(command):
    with Path("/dev/full").open("wb") as full:
        found = subprocess.run(
            [sys.executable, "-m", "paperlist.cli", *command],
            cwd=SAMPLE,
            env=environment(ROOT),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    wanted = "error: cannot write the output: No space left on device\n"
    assert (found.returncode, found.stderr) == (1, wanted)


def test_who_stops_reading_is_told_nothing():
    end, start = os.pipe()
    os.close(end)
    command = [sys.executable, "-m", "paperlist.cli", "export", "json"]
    found = subprocess.run(
        command, cwd=ROOT, stdout=start, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(start)
    assert (found.returncode, found.stderr) == (1, b"")
