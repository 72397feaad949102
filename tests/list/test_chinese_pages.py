"""The Chinese texts and configuration of this list follow the English ones."""

import re

import pytest
import yaml
from mkdocs.utils.yaml import yaml_load

from tests.support.builds import ROOT

HAN = re.compile("[\u4e00-\u9fff]")
NAMES = sorted(path.name for path in (ROOT / "docs/en").glob("*.md"))


def headings(language, name):
    """The levels of the headings, in order; lines of code are not headings."""
    text = re.sub(r"(?s)```.*?```", "", (ROOT / "docs" / language / name).read_text("utf-8"))
    return re.findall(r"(?m)^#+(?= )", text)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_the_same_sections_in_both_languages(name):
    assert headings("zh", name) == headings("en", name)
    assert HAN.search((ROOT / "docs/zh" / name).read_text("utf-8"))


def test_the_chinese_configuration_translates_and_changes_nothing_else():
    chinese = yaml.safe_load((ROOT / "mkdocs.zh.yml").read_text("utf-8"))
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        english = yaml_load(file)
    texts = {"site_name", "site_description", "copyright"}
    assert set(chinese) == {"INHERIT", "docs_dir", "nav", "theme", "extra", *texts}
    assert chinese["INHERIT"] == "mkdocs.yml"
    assert chinese["extra"].keys() == {"language", "card"}
    assert chinese["theme"].keys() == {"language", "palette"}
    assert all(HAN.search(chinese[key]) for key in texts)
    palettes = [settings["theme"]["palette"] for settings in (chinese, english)]
    names = [[state["toggle"].pop("name") for state in palette] for palette in palettes]
    assert [len(set(each)) for each in names] == [3, 3]
    assert palettes[0] == palettes[1]
    pages = [[p for item in s["nav"] for p in item.values()] for s in (chinese, english)]
    assert pages[0] == pages[1]
