"""The report of an import: what repeats is said once, and long lists show their progress."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from paperlist.cli import main
from paperlist.importing import read_list
from tests.support import builds

HEAD = "|Title|Paper|Date|Notes|\n|-|-|-|-|\n"


def row(number, paper="-", note="-", date="2023"):
    link = f"[{paper}](https://example.org/{number})" if paper != "-" else "-"
    return f"|Loaf number {number}|{link}|{date}|{note}|\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(home, text, *options):
    (home / "LIST.md").write_text(text, "utf-8")
    return CliRunner().invoke(main, ["import", "LIST.md", *options], catch_exceptions=False).stderr


def notes(text):
    return read_list(text).notes


def test_a_column_is_one_line_for_all_its_cells_in_all_tables():
    table = HEAD + row(1, "pdf", "good") + row(2, "pdf") + row(3)
    assert notes(f"# A\n{table}\n# B\n{table}") == (
        "column 'Title': 6 cells read as title",
        "column 'Paper': 4 cells read as link of the paper",
        "column 'Date': 6 cells read as date",
        "column 'Notes': 2 cells ignored",
    )


@pytest.mark.parametrize("nothing", ["", "-", " – ", "N/A", "无", "❌", "TBD"])
def test_nothing_is_said_of_empty_cells(nothing):
    assert notes(HEAD + row(1, "pdf", nothing))[-1] == "column 'Date': 1 cell read as date"


def test_a_column_is_named_by_what_was_done_with_it():
    assert notes(
        "|Paper|机构|Pub. & Date|\n|-|-|-|\n|[A title of words](https://a.b/)|X|2023|\n"
    ) == (
        "column 'Paper': 1 cell read as title",
        "column '机构': 1 cell read as organisation",
        "column 'Pub. & Date': 1 cell read as venue and date",
    )


def test_of_several_columns_for_one_field_only_the_first_has_the_title():
    head = "|Paper|Link|Title|标题|Year|Date|\n|-|-|-|-|-|-|\n"
    link = "[p](https://example.org/a)"
    assert notes(f"{head}|{link}|{link}|A title|题|2023|2023|\n") == (
        "column 'Paper': 1 cell read as link of the paper",
        "column 'Link': 1 cell read as link of the paper",
        "column 'Title': 1 cell read as title",
        "column '标题': 1 cell ignored",
        "column 'Year': 1 cell read as date",
        "column 'Date': 1 cell ignored",
    )
    assert notes(f"|Paper|Links|\n|-|-|\n|A title|{link}|\n") == (
        "column 'Paper': 1 cell read as title",
        "column 'Links': 1 cell read as link of the paper",
    )


def test_a_column_that_is_used_for_titles_is_not_ignored():
    link = "[A title of words](https://example.org/a)"
    assert notes(f"|Resource|Year|Topic|\n|-|-|-|\n|{link}|2023|x|\n") == (
        "column 'Resource': 1 cell read as title",
        "column 'Year': 1 cell read as date",
        "column 'Topic': 1 cell ignored",
    )
    assert notes(f"| | |\n|-|-|\n|{link}|2023|\n") == ()


def test_the_link_of_an_ignored_column_is_named_in_its_row(home):
    found = report(home, HEAD + row(1, "pdf", "[x](https://example.org/x)") + row(2, "pdf", "x"))
    assert "LIST.md: column 'Notes': 2 cells ignored\n" in found
    assert "LIST.md:3: imported as 'loaf-number-1'\n" in found
    assert "  check: ignored: 'Notes: x https://example.org/x'\n" in found
    assert found.count("  check: ignored") == 1


def test_what_is_to_check_in_many_rows_is_printed_once(home):
    rows = [row(number, "pdf") for number in range(5)] + [row(9, "pdf", date="2021")]
    found = report(home, HEAD + "".join(rows))
    assert "check in 5 items (lines 3, 4, 5, …): only the year is known: 2023\n" in found
    assert found.count("only the year is known: 2023") == 1
    assert (
        "LIST.md:8: imported as 'loaf-number-9'\n  check: only the year is known: 2021\n" in found
    )
    assert found.endswith("0 skipped; 6 to check\n")


def test_json_has_the_columns_the_warnings_and_every_item(home):
    text = HEAD + row(1, "pdf") + row(2) + "".join(row(3, "pdf") for _ in range(5))
    found = json.loads(report(home, text, "--json"))
    assert found["notes"][0] == "column 'Title': 7 cells read as title"
    assert found["warnings"] == []
    assert [item["outcome"] for item in found["items"]] == ["imported", "refused", "imported"] + [
        "merged"
    ] * 4
    assert [item["id"] for item in found["items"]][:3] == ["loaf-number-1", None, "loaf-number-3"]
    found = json.loads(report(home, HEAD + row(1) + row(2, "pdf"), "--json"))
    assert found["warnings"] == ["only 1 of 2 items could be read"]


def test_an_entry_that_the_check_refuses_has_no_id(home):
    text = f"{HEAD}|A {'long ' * 250}|[p](https://example.org/a)|2023-05|-|\n"
    (item,) = json.loads(report(home, text, "--json"))["items"]
    assert (item["outcome"], item["id"]) == ("refused", None)


def test_a_section_that_cannot_be_the_name_of_a_topic(home):
    text = f"## {'long ' * 250}\n\n{HEAD}{row(1, 'pdf')}\n## ---!\n\n{HEAD}{row(2, 'pdf')}"
    assert "new topic 'papers', named 'Papers'\nwrite" in report(home, text)


def test_sections_that_differ_in_case_only_are_one_topic(home):
    text = f"## Rye Bread\n\n{HEAD}{row(1, 'pdf')}\n## Wheat\n\n{HEAD}{row(2, 'pdf')}\n"
    found = report(home, f"{text}\n## Rye-bread\n\n{HEAD}{row(3, 'pdf')}")
    assert [line for line in found.splitlines() if "topic" in line] == [
        "new topic 'rye-bread', named 'Rye Bread'",
        "new topic 'wheat', named 'Wheat'",
        "write the descriptions of the new topics in topics.yaml",
    ]


def test_chinese_sections_become_topics_with_ids_to_read(home):
    bullet = "- [Loaf number {0}](https://arxiv.org/abs/2301.0000{0})\n\n"
    names = ("一、量化", "KV 缓存", "2023 年", "论文列表")
    text = "".join(f"## {name}\n\n{bullet.format(n)}" for n, name in enumerate(names))
    found = report(home, f"# 烘焙\n\n{text}")
    assert [line for line in found.splitlines() if line.startswith("new topic")] == [
        "new topic 'liang-hua', named '量化'",
        "new topic 'kv-huan-cun', named 'KV 缓存'",
        "new topic 'hong-bei', named '烘焙'",
    ]


MANY = HEAD + "".join(row(number, "pdf", date="2023-05") for number in range(1001))


def test_a_long_list_shows_its_progress_in_lines(home):
    assert report(home, MANY).startswith("read 1000 of 1001 items\nLIST.md: read as Markdown\n")


def test_json_comes_without_progress(home):
    assert json.loads(report(home, MANY, "--json"))["totals"]["imported"] == 1001


def test_a_terminal_shows_a_bar(home):
    (home / "LIST.md").write_text(MANY, "utf-8")
    reader, terminal = os.openpty()
    command = [sys.executable, "-m", "paperlist.cli", "import", "LIST.md", "--into", "data"]
    (home / "data").mkdir()
    for stem in ("papers", "topics", "collections"):
        (home / f"data/{stem}.yaml").write_text("[]\n")
    process = subprocess.run(
        command, cwd=home, env=builds.environment(builds.ROOT), stdout=subprocess.PIPE,
        stderr=terminal, check=True, timeout=60,
    )  # fmt: skip
    os.close(terminal)
    shown = os.read(reader, 100_000)  # a part of it, which may end within a character
    os.close(reader)
    assert b"1001/1001" in shown
    assert b"items:" in process.stdout
    assert b"1001/1001" not in process.stdout
