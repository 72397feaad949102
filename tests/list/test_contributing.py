"""CONTRIBUTING.md of this project: its map has every package, and the files it names exist."""

import re

import pytest

from tests.support.catalogues import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
FOLDERS = ("paperlist", "hooks", "overrides", "docs", "data", "tests", ".github")
# Of the examples of a new language and of a list in parts, and what commands write.
NEW = {
    *("docs/fr/", "overrides/assets/card.fr.png", "data/papers/"),
    *("data/facts.json", "data/abstracts.json"),
}
ROWS = re.findall(r"(?m)^\| `([\w/]+/)` \| .* \| (.*) \|$", TEXT)


def test_the_map_has_every_package():
    packages = {path.parent for path in (ROOT / "paperlist").rglob("__init__.py")}
    names = {path.relative_to(ROOT).as_posix() + "/" for path in packages} - {"paperlist/"}
    assert names <= {folder for folder, _ in ROWS}


@pytest.mark.parametrize(("folder", "start"), ROWS, ids=[folder for folder, _ in ROWS])
def test_the_files_to_start_at_exist(folder, start):
    names = re.findall(r"`([^`]+)`", start)
    assert names
    assert [name for name in names if not (ROOT / folder / name).exists()] == []


def test_the_files_that_are_named_exist():
    named = set(re.findall(rf"`((?:{'|'.join(map(re.escape, FOLDERS))})/[\w./-]*)`", TEXT)) - NEW
    assert len(named) > 30
    assert sorted(name for name in named if not (ROOT / name).exists()) == []
