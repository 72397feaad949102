"""Runs steps of the workflows in a real shell, with stand-ins for `gh` and `jq`, and reads their
output as the runner of GitHub Actions does."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tests.support.builds import ROOT

FOLDER = ROOT / ".github/workflows"
BOT = "41898282+github-actions[bot]@users.noreply.github.com"
# The open issues of the workflows, all pages of them.
ISSUES = "api --paginate repos/bakery/papers/issues?creator=github-actions%5Bbot%5D&per_page=100"
# As GitHub does for `shell: bash`.
SHELL = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail")
# Commands of the runner; `set-env` and `add-path` are off by default.
COMMANDS = (
    "set-env",
    "add-path",
    "set-output",
    "add-mask",
    "error",
    "notice",
    "debug",
    "add-matcher",
)
# Notes its arguments, and answers with the first line of `answers` whose start they have.
GH = f"""\
#!{sys.executable}
import json, os, pathlib, subprocess, sys
folder = pathlib.Path(os.environ["GH_FOLDER"])
arguments = sys.argv[1:]
with (folder / "calls").open("a") as calls:
    calls.write(json.dumps(arguments) + "\\n")
for start, answer in json.loads((folder / "answers").read_text()):
    if " ".join(arguments).startswith(start):
        break
else:
    answer = ""
if answer is None:
    sys.exit("gh: Not Found (HTTP 404)")
if "--jq" in arguments:
    query = arguments[arguments.index("--jq") + 1]
    command = ["jq", "--raw-output", query]
    answer = subprocess.check_output(command, input=json.dumps(answer).encode()).decode()
elif answer:
    answer = json.dumps(answer)
sys.stdout.write(answer)
"""
# The program, which not every machine has: the library is a part of the environment.
JQ = f"""\
#!{sys.executable}
import jq, pathlib, sys
option, query, *files = sys.argv[1:]
assert option == "--raw-output"
text = pathlib.Path(*files).read_text() if files else sys.stdin.read()
for value in jq.compile(query).input_text(text):
    print(value if isinstance(value, str) else jq.compile(".").input_value(value).text())
"""

PROGRAM = f'export PYTHONPATH="{ROOT}"\nexec "{sys.executable}" -m paperlist.cli "$@"'
CONFIG = """\
site_name: Bread
site_url: https://bakery.example/papers/
repo_url: https://github.com/bakery/papers
extra: {language: en, arxiv_categories: [cs.LG]}
"""


def jobs(name):
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))["jobs"]


@dataclass
class Runner:
    """`answers` are those of `gh` by the start of its arguments; None is a 404."""

    folder: Path
    work: Path
    answers: dict = field(default_factory=dict)
    variables: dict = field(default_factory=dict)

    def run(self, workflow, job, step):
        """A step by its name; its exit code and output."""
        (found,) = [each for each in jobs(workflow)[job]["steps"] if each.get("name") == step]
        self.folder.mkdir(exist_ok=True)
        for name, text in (("gh", GH), ("jq", JQ)):
            program = self.folder / name
            program.write_text(text, "utf-8")
            program.chmod(0o755)
        (self.folder / "answers").write_text(json.dumps([*self.answers.items()]), "utf-8")
        script = self.folder / "step.sh"
        script.write_text(found["run"], "utf-8")
        done = subprocess.run(
            [*SHELL, script],
            cwd=self.work,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout

    def _environment(self):
        return {
            "PATH": f"{self.folder}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GH_FOLDER": str(self.folder),
            "GH_TOKEN": "secret",
            "GITHUB_REPOSITORY": "bakery/papers",
            "GITHUB_REPOSITORY_OWNER": "bakery",
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "RUN": "https://github.example/run/1",
            **self.variables,
        }

    def calls(self, *start):
        """The calls of `gh` that begin with these arguments."""
        path = self.folder / "calls"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [call for call in map(json.loads, lines) if call[: len(start)] == [*start]]


def obeyed(output):
    """The commands that the runner obeys: `::name::` begins a line, `##[name]` is anywhere in one;
    between `::stop-commands::TOKEN` and `::TOKEN::` there is none."""
    token, found = "", []
    for line in re.split(r"\r\n|\r|\n", output):
        match = re.match(r"\s*::([^ :]+)[^:]*::(.*)", line) or re.search(
            r"##\[([^ \]]+)[^\]]*\](.*)", line
        )
        if match and token:
            token = "" if match[1] == token else token
        elif match and match[1] == "stop-commands":
            token = match[2]
        elif match and match[1] in COMMANDS:
            found.append(match[0])
    return found + ([f"stopped: {token}"] if token else [])


def git(folder, *words, who=BOT):
    config = ("-c", "user.name=A", "-c", f"user.email={who}", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *config, *words], cwd=folder, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip()


def install(work, script=PROGRAM, name="paperlist"):
    """The environment of a job, with the program under test or another."""
    program = work / ".venv/bin" / name
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    (work / ".venv/site").touch()
