"""`make` and the task of the editor pass on text as it is, and run none of it."""

import json
import os
import subprocess

import pytest

from tests.project.test_editor import TASKS
from tests.support.builds import ROOT

TEXTS = [
    "2309.06180",
    "10.1000/x';touch y;echo '",
    "$(shell touch y)",
    "${shell touch y}",
    "$(touch y)",
    "`touch y`",
    '"; touch y; "',
    "$(error x)",
    "$(eval PAPER := x)$(PAPER)",
    "10.1002/(SICI)1097-0258(19980815)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
    "10.1000/a$b$$c${HOME}$1$@",
    "10.1000/a\\b\\\\c\\",
    "10.1000/a#b%c&d|e>f*?[g]!h~i=j,k:l@m",
    "10.1000/\"a\" 'b'  c",
    "--data=/tmp",
    "-n",
    "=x",
    "@x",
    "first\nsecond",
    "论文",
    "",
]
# make drops spaces at the beginning of a value on its command line.
SPACED = [*TEXTS, " 10.1000/x "]


@pytest.fixture
def run(tmp_path):
    """Runs make where the program writes down its arguments; those, without the command."""
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text("utf-8"), "utf-8")
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).touch()
    program = tmp_path / ".venv/bin/paperlist"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\nprintf '%s\\0' \"$@\" > arguments\n", "utf-8")
    program.chmod(0o755)
    (tmp_path / ".venv/site").touch()

    def make(*command, typed="", **variables):
        before = {*tmp_path.iterdir()}
        subprocess.run(
            command,
            cwd=tmp_path,
            env={**os.environ, **variables},
            input=typed.encode(),
            check=True,
            capture_output=True,
        )
        written = tmp_path / "arguments"
        assert {*tmp_path.iterdir()} - before == {written}
        arguments = written.read_text("utf-8").removesuffix("\0").split("\0")
        written.unlink()
        return arguments

    return make


@pytest.mark.parametrize("text", SPACED)
def test_a_variable_of_the_environment_arrives_whole(run, text):
    assert run("make", "add", PAPER=text) == ["add", "--", text]
    assert run("make", "add", PAPER="x", TOPIC=text or "a") == [
        "add", "--topic", text or "a", "--", "x"
    ]  # fmt: skip
    assert run("make", "accept", FORM=text) == ["accept", "--", text]
    assert run("make", "changes", BASE=text)[-2:] == ["--", text or "HEAD"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_variable_of_the_command_line_arrives_whole(run, text):
    assert run("make", "add", f"PAPER={text}") == ["add", "--", text]
    assert run("make", "add", "PAPER=x", f"TOPIC={text or 'a'}")[2] == (text or "a")
    assert run("make", "accept", f"FORM={text}") == ["accept", "--", text]
    assert run("make", "changes", f"BASE={text}")[-2:] == ["--", text or "HEAD"]


def test_the_options_are_words_of_the_shell(run):
    options = "--name 'A $100 \"B\"' --venue 'SOSP 2023'"
    words = ["--name", 'A $100 "B"', "--venue", "SOSP 2023"]
    assert run("make", "add", "PAPER=x", f"OPTIONS={options}") == ["add", *words, "--", "x"]
    assert run("make", "accept", "FORM=x", f"OPTIONS={options}") == ["accept", *words, "--", "x"]


@pytest.mark.parametrize("text", [text for text in SPACED if "\n" not in text])
def test_a_paper_is_asked_for_and_arrives_whole(run, text):
    assert run("make", "add", typed=f"{text}\n") == ["add", "--", text]
    assert run("make", "add", "PAPER=x", typed=f"{text}\n") == ["add", "--", "x"]


def test_without_an_answer_there_is_no_paper(run):
    assert run("make", "add") == ["add", "--", ""]


def test_the_task_of_the_editor_has_make_ask():
    """VS Code would read `${command:…}`, `$$` and `$&` in what was typed for a `${input:…}`."""
    (task,) = [task for task in TASKS["tasks"] if task["label"] == "add"]
    assert (task["type"], task["command"], task["args"]) == ("process", "make", ["add"])
    assert "${input" not in json.dumps(TASKS)


def bundling(folder, script):
    """Makes a bundle where the program is this script; the exit code."""
    program = folder / ".venv/bin/paperlist"
    program.write_text(f"#!/bin/sh\n{script}\nexit 1\n", "utf-8")
    (folder / ".venv/dev").touch()
    command = ["make", "bundle", "--assume-old=.venv/dev"]
    run = subprocess.run(
        command, cwd=folder, env={**os.environ, "TOPIC": "a"}, check=False, capture_output=True
    )
    return run.returncode


@pytest.mark.usefixtures("run")
def test_a_bundle_that_lacks_some_papers_is_kept_with_its_checksums(tmp_path):
    made = 'for last; do :; done; echo pdf > "$last"; echo zip > "${last%.pdf}.zip"'
    assert bundling(tmp_path, made) == 0
    folder = tmp_path / "build/bundle"
    assert {path.name for path in folder.iterdir()} == {"a.pdf", "a.zip", "a.sha256"}
    subprocess.run(["sha256sum", "--check", "a.sha256"], cwd=folder, check=True)
    assert bundling(tmp_path, "") != 0
    assert [*folder.iterdir()] == []
