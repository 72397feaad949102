"""Abstracts in a built site: one setting turns them off, and the search of the theme has none."""

import json

import pytest

from paperlist.site.editions import load_editions
from tests.support import builds

ABSTRACT = {"text": "Wild yeast, flour.", "date": "2026-11-01", "source": "https://arxiv.org/a"}
SETTING = "  abstracts: true\n"


def files_of(project, folder):
    run = builds.build(project, folder, "--strict")
    assert run.returncode == 0, run.stdout
    return builds.contents(folder)


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The files of the site with abstracts, with them turned off, and without their file."""
    folder = tmp_path_factory.mktemp("abstracts")
    project = builds.copy_project(folder / "project")
    builds.write_list(project)
    file, config = project / "data/abstracts.json", project / "project.yml"
    file.write_text(json.dumps({"2403.01234": ABSTRACT}), "utf-8")
    made = {"on": files_of(project, folder / "on")}
    builds.edit(config, SETTING, SETTING.replace("true", "false"))
    made["off"] = files_of(project, folder / "off")
    builds.edit(config, SETTING.replace("true", "false"), SETTING)
    file.unlink()
    made["none"] = files_of(project, folder / "none")
    return made


def test_a_setting_turns_them_off(sites):
    assert sites["off"] == sites["none"]


def test_they_are_on_the_page_and_in_an_index_of_their_own(sites):
    names = [name for name, text in sites["on"].items() if ABSTRACT["text"].encode() in text]
    assert sorted(names) == [
        "assets/abstracts.json",
        "papers/sourdough/index.html",
        "zh/papers/sourdough/index.html",
    ]


@pytest.mark.parametrize(("setting", "shown"), [("true", True), ("false", False), ("no", False)])
def test_another_generator_follows_the_setting(project, setting, shown):
    builds.edit(project / "project.yml", SETTING, SETTING.replace("true", setting))
    assert [edition.site.abstracts for edition in load_editions(project / "mkdocs.yml")] == [
        shown
    ] * 2


def test_without_the_setting_they_are_shown(project):
    builds.edit(project / "project.yml", SETTING, "")
    assert load_editions(project / "mkdocs.yml")[0].site.abstracts
