"""What editors are told: schemas that complete and explain, a task whose problems are marked."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner

from paperlist.catalogue.load import FILES, OPTIONAL
from paperlist.catalogue.problems import RuleId
from paperlist.cli import main
from tests.support.catalogues import BROKEN, ROOT

SETTINGS, TASKS, EXTENSIONS = (
    json.loads((ROOT / ".vscode" / f"{name}.json").read_text("utf-8"))
    for name in ("settings", "tasks", "extensions")
)
CONTAINER = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))


def test_every_data_file_has_its_schema():
    named = {path: name if isinstance(name, list) else [name]
             for path, name in SETTINGS["yaml.schemas"].items()}  # fmt: skip
    parts = {"papers.yaml": ["data/papers/*.yaml"]}
    assert named == {
        f"./data/{name.replace('.yaml', '.schema.json')}": [f"data/{name}", *parts.get(name, [])]
        for name in FILES
    }
    for path, names in named.items():
        assert (ROOT / path).exists()
        found = [file for name in names for file in ROOT.glob(name)]
        assert found or Path(names[0]).name in OPTIONAL


@pytest.mark.parametrize("name", FILES)
def test_every_key_has_a_text_to_show_and_an_example(name):
    schema = json.loads((ROOT / "data" / name.replace(".yaml", ".schema.json")).read_text("utf-8"))
    for part in (schema["items"], *schema.get("$defs", {}).values()):
        for key, field in part["properties"].items():
            assert field["description"].endswith("."), key
            assert field["examples"], key


def test_the_task_marks_every_problem_of_the_check(monkeypatch):
    (task,) = [task for task in TASKS["tasks"] if task["label"] == "check"]
    pattern = task["problemMatcher"]["pattern"]
    monkeypatch.chdir(BROKEN.parent)
    printed = CliRunner().invoke(main, ["check", "--data", "broken"]).stdout
    lines = [line.replace("broken/", "data/", 1) for line in printed.split("\n")]
    told = [line for line in lines if re.match(r"data/\S+:\d+", line)]
    found = [re.fullmatch(pattern["regexp"], line) for line in told]
    assert all(found)
    assert len(found) > 50
    assert {match[pattern["severity"]] for match in found} == {"error", "warning"}
    assert {match[pattern["code"]] for match in found} <= set(get_args(RuleId))
    assert not [match for match in found if match[pattern["message"]].endswith("]")]
    assert all((BROKEN.parent / match[1].replace("data/", "broken/")).exists() for match in found)


def test_tasks_and_container_run_commands_that_exist():
    targets = set(re.findall(r"(?m)^(\w+):", (ROOT / "Makefile").read_text("utf-8")))
    commands = [" ".join([task["command"], *task.get("args", [])]) for task in TASKS["tasks"]]
    commands.append(CONTAINER["postCreateCommand"])
    assert {command.split()[1] for command in commands} <= targets
    assert all(command.startswith("make ") for command in commands)


def test_the_container_has_the_extensions_that_are_recommended():
    assert CONTAINER["customizations"]["vscode"]["extensions"] == EXTENSIONS["recommendations"]
