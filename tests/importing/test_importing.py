"""`paperlist import`: every form of row that was met, and an account of each."""

import json
import re

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from paperlist import load_catalogue
from paperlist.cli import main
from paperlist.importing.drafts import Refused
from paperlist.importing.readers import READERS
from paperlist.importing.row_drafts import read_row
from paperlist.importing.rows import UnreadLine
from paperlist.importing.tables import parse_tables
from paperlist.importing.topics import topic_names
from paperlist.publishing.links import reading_link
from paperlist.publishing.titles import title_parts
from tests.support.catalogues import DATA, SAMPLE, TOPICS, entry, write_data

FOUR = "|Date|Title|Paper|Code|\n|:---:|:---:|:---:|:---:|\n"
FIVE = "|Date|Title|Paper|Code|Recom|\n|:---:|:---:|:---:|:---:|:---:|\n"
ARXIV = "https://arxiv.org/abs/2305.05920"
PDF = "[[arxiv][pdf]](https://arxiv.org/pdf/2305.05920.pdf)"


def only(table):
    (row,) = parse_tables(table)
    return read_row(row)


def draft(title="[Name] A title", paper=PDF, code="-", date="2023.05"):
    return only(f"{FOUR}|{date}|{title}|{paper}|{code}|   \n")


def refusal(**cells):
    with pytest.raises(Refused) as caught:
        draft(**cells)
    return str(caught.value)


@pytest.mark.parametrize(
    ("cell", "name", "title", "org"),
    [
        ("[FastServe] Fast Serving  of Models ", "FastServe", "Fast Serving of Models", ()),
        ("🔥🔥[**vLLM**] Paged(@UC Berkeley etc) ", "vLLM", "Paged", ("UC Berkeley",)),
        ("[inferflow]AN ENGINE(@Tencent AI Lab)", "inferflow", "AN ENGINE", ("Tencent AI Lab",)),
        ("A title without a name(@a&b, Inc&etc)", None, "A title without a name", ("a", "b, Inc")),
        ("[**SP: Ring Attention**] Ring Attention at Length", "Ring Attention",
         "Ring Attention at Length", ()),
        ("[**Star-Attention, 11x~ speedup**] Star Attention", None, "Star Attention", ()),
        ("[**Name: subtitle**] Another", "Name", "Another", ()),
        ("[**Only a name**]", None, "Only a name", ()),
        ("**FlashAttention-2**: Faster", "FlashAttention-2", "FlashAttention-2: Faster", ()),
        ("**All in bold**", None, "All in bold", ()),
        ("[LLM.int8()] 8-bit Matrices.", "LLM.int8()", "8-bit Matrices", ()),
        (":fire: [A] B<br>and C", "A", "B and C", ()),
        (r"\[Not a name\] but a title", None, "[Not a name] but a title", ()),
        (r"[A \| B] C \* D", "A | B", "C * D", ()),
        ("[推理系统] 推理系统概览 (@deepseek-ai)", None, "推理系统概览", ("deepseek-ai",)),
        ("To be continued...", None, "To be continued...", ()),
        ("[Linked title](https://a.b/c)", None, "Linked title", ()),
    ],
)  # fmt: skip
def test_a_title_cell(cell, name, title, org):
    found = draft(cell)
    if name is None and cell.startswith(("[推", "[**Star")):
        assert found.name in (None, "推理系统", "Star-Attention")
    else:
        assert found.name == name
    assert (found.title, found.org) == (title, org)


@pytest.mark.parametrize(
    ("cell", "key", "value", "kind"),
    [
        (PDF, "arxiv", "2305.05920", "paper"),
        ("[[pdf]](https://arxiv.org/pdf/2305.05920)", "arxiv", "2305.05920", "paper"),
        ("[[pdf]](https://arxiv.org/abs/2305.05920v3)", "arxiv", "2305.05920", "paper"),
        ("[[pdf]](http://browse.arxiv.org/pdf/2305.05920v2.pdf)", "arxiv", "2305.05920", "paper"),
        ("[[pdf]](https://www.arxiv.org/pdf/2305.05920)", "arxiv", "2305.05920", "paper"),
        ("[[pdf]](https://export.arxiv.org/abs/2305.05920)", "arxiv", "2305.05920", "paper"),
        ("[[pdf]](ftp://ftp.arxiv.org/ftp/arxiv/papers/2305/2305.05920.pdf)", "arxiv",
         "2305.05920", "paper"),
        ("[[osdi22-yu][pdf]](https://a.b/c.pdf)", "url", "https://a.b/c.pdf", "paper"),
        ("[[blog]](https://a.b/post)", "url", "https://a.b/post", "blog"),
        ("[[docs]](https://a.b/docs)", "url", "https://a.b/docs", "docs"),
        ("[[report]](https://github.com/a/b/blob/main/r.pdf)", "url",
         "https://github.com/a/b/blob/main/r.pdf", "report"),
        ("[[pdf]](https://doi.org/10.1145/3600006)", "doi", "10.1145/3600006", "paper"),
        ("[[github]](https://github.com/a/b/)", "code", "https://github.com/a/b", "code"),
        ("https://arxiv.org/abs/2305.05920 [[pdf]](http://a.b/c)", "url", "https://a.b/c", "paper"),
    ],
)  # fmt: skip
def test_a_paper_cell(cell, key, value, kind):
    found = draft(paper=cell)
    assert (getattr(found, key), found.kind) == (value, kind)


@pytest.mark.parametrize(
    ("cell", "code", "repo"),
    [
        ("[[GitHub] [B]](https://github.com/a/B) ![](https://img.shields.io/github/stars/a/B.svg?style=social)",
         "https://github.com/a/B", None),
        ("[b](https://github.com/a/b.git)<br> ![](https://img.shields.io/github/stars/A/b.svg)",
         "https://github.com/a/b", None),
        ("[[b]](https://github.com/a/b/tree/c)", "https://github.com/a/b/tree/c", None),
        ("[[docs]](https://huggingface.co/docs/b)![](https://img.shields.io/github/stars/a/b)",
         "https://huggingface.co/docs/b", "a/b"),
        ("[[b]](https://gitlab.com/a/b)", "https://gitlab.com/a/b", None),
        ("![](https://img.shields.io/github/stars/a/b.svg?c=d)", "https://github.com/a/b", None),
        ("![](https://img.shields.io/gitlab/stars/a/b)", "https://gitlab.com/a/b", None),
        ("[b](https://github.com/a/b) ![](https://img.shields.io/gitlab/stars/a/b)",
         "https://github.com/a/b", None),
        ("⚠️", None, None),
        ("-", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_a_code_cell(cell, code, repo):
    found = draft(code=cell)
    assert (found.code, found.repo) == (code, repo)


@pytest.mark.parametrize(
    ("cell", "date"),
    [("2023.05", "2023-05"), ("2023/5", "2023-05"), ("2023-05-09", "2023-05-09"),
     ("2023年6月", "2023-06"), (" 2023.07 ", "2023-07"), ("soon", "2023-05"), ("", "2023-05"),
     ("2023.13", "2023-05"), ("2022.01", "2023-05"), ("2023.04", "2023-04")],
)  # fmt: skip
def test_a_date_cell(cell, date):
    assert draft(date=cell).date == date


@pytest.mark.parametrize(
    ("cell", "value"),
    [("⭐️⭐️⭐️⭐️", "3"), ("⭐️⭐️⭐️ ", "3"), ("⭐️⭐️", "2"), ("🌟", None), ("", None)],
)
def test_a_recommendation(cell, value):
    assert only(f"{FIVE}|2023.05|[A] B|{PDF}|-|{cell} |\n").recommended == value


TO_CHECK = {
    "link '[pdf]' is empty": {"paper": "[[pdf]]()", "code": "[c](https://github.com/a/b)"},
    "ignored a second link: 'https://arxiv.org/abs/2401.00001'": {
        "paper": f"{PDF} [[v2]](https://arxiv.org/abs/2401.00001)"
    },
    "ignored a second code link: 'https://github.com/c/d'": {
        "code": "[c](https://github.com/a/b) [d](https://github.com/c/d)"
    },
    "changed to https: 'http://a.b/c'": {"paper": "[[pdf]](http://a.b/c)"},
    "ignored 'javascript:alert(1)': it is not an https:// link": {
        "paper": f"{PDF} [x](<javascript:alert(1)>)"
    },
    "'https://paperswithcode.com/paper/a' is a link to a site that has shut down": {
        "paper": "[[pdf]](https://paperswithcode.com/paper/a)"
    },
    "the badge shows 'c/d', the code link is 'a/b'": {
        "code": "[c](https://github.com/a/b) ![](https://img.shields.io/github/stars/c/d.svg)"
    },
    "code link taken from the badge of 'c/d'": {
        "code": "![](https://img.shields.io/github/stars/c/d.svg)"
    },
    "the badge shows 'gitlab.com/c/d', the code link is 'a/b'": {
        "code": "[c](https://github.com/a/b) ![](https://img.shields.io/gitlab/stars/c/d)"
    },
    "code link taken from the badge of 'gitlab.com/c/d/e'": {
        "code": "![](https://img.shields.io/gitlab/stars/c/d/e?style=social)"
    },
    "date 2022-01, but arXiv 2305.05920 is from 2023-05": {"date": "2022.01"},
    "cannot read date 'soon'; used 2023-05 from the arXiv id": {"date": "soon"},
    "organisation 'tju.edu.cn' is a domain name": {"title": "[A] B(@tju.edu.cn)"},
    "short name 'SP: Ring' shortened to 'Ring'": {"title": "[**SP: Ring**] Ring at Length"},
}


@pytest.mark.parametrize("message", TO_CHECK)
def test_what_to_check_is_reported(message):
    assert message in draft(**TO_CHECK[message]).to_check


def test_a_row_without_anything_odd_has_nothing_to_check():
    assert draft().to_check == []


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"paper": "⚠️"}, "no link to a paper or to code"),
        ({"paper": "[[pdf]]()"}, "no link to a paper or to code; link '[pdf]' is empty"),
        (
            {"paper": "[[x]](mailto:a@b.c)"},
            "no link to a paper or to code; ignored 'mailto:a@b.c': it is not an https:// link",
        ),
        ({"title": "🔥🔥"}, "no title"),
        ({"title": "-"}, "no title"),
        ({"paper": "[[pdf]](https://a.b/c)", "date": "soon"}, "cannot read date 'soon'"),
    ],
)
def test_a_row_that_gives_no_entry_says_why(cells, reason):
    assert refusal(**cells) == reason


def test_columns_are_known_by_their_heads():
    table = (
        "|Paper Title|Title|PDF|GitHub|Year|Stars|\n|-|-|-|-|-|-|\n"
        "|[A] B|x|[p](https://a.b/)||2023-1|5|\n"
    )
    (row,) = parse_tables(table)
    assert row.unread == ("Title: x", "Stars: 5")
    # A column without a field is counted once for all rows.
    assert read_row(row).to_check == ["ignored: 'Title: x'"]
    (row,) = parse_tables("|Year|Demo|\n|-|-|\n|2024|[d](https://a.b/)|\n")
    with pytest.raises(Refused, match="no title column"):
        read_row(row)


@pytest.mark.parametrize(
    "table",
    [
        "|Rows|Count|\n|-|-|\n|of data|12|\n",
        '<table>\n<tr><td>Contents</td></tr>\n<tr><td><a href="#a">A</a></td></tr>\n</table>',
    ],
)
def test_a_table_of_something_else_has_no_items(table):
    assert list(parse_tables(table)) == []


def test_without_a_title_column_the_first_with_a_link_has_the_titles():
    row = f"|x|[Amber]({ARXIV}) [[code](https://github.com/a/b)]|words|\n"
    found = only(f"|Done|Benchmark|Focus|\n|-|-|-|\n{row}")
    assert (found.title, found.arxiv, found.code) == (
        "Amber",
        "2305.05920",
        "https://github.com/a/b",
    )


def test_a_row_of_header_cells_in_the_body_of_a_table_is_no_header():
    body = f'<tbody>\n<tr>\n<th>A title</th><th><a href="{ARXIV}">ICLR 2024</a></th></tr></tbody>'
    head = "<thead><tr><th>Title</th><th>Publication</th></tr></thead>"
    found = only(f"<table>\n{head}\n{body}\n</table>\n")
    assert (found.title, found.venue, found.arxiv) == ("A title", "ICLR 2024", "2305.05920")


def test_a_repository_is_the_code_before_a_page():
    cell = "[page](https://a.github.io/) [![GitHub](https://x.y/z.svg)](https://github.com/a/b)"
    assert only(f"{FOUR}|2023.05|A title|{PDF}|{cell}|\n").code == "https://github.com/a/b"
    found = only(f"{FOUR}|2023.05|A title|{PDF} [Github](https://github.com/a/b/tree/x/y)|-|\n")
    assert (found.url, found.code) == (None, "https://github.com/a/b/tree/x/y")


def test_what_says_nothing_is_not_reported():
    assert only(f"{FOUR}|2023.05|A title|{PDF}|-|[//]: #12/09\n").to_check == []
    head = "|Date|Title|Paper|Video|\n|-|-|-|-|\n"
    assert only(f"{head}|2023.05|A title|{PDF}|:heavy_minus_sign:|\n").to_check == []


@pytest.mark.parametrize(
    ("head", "cells", "key", "value"),
    [
        ("PDF|Link", f"{PDF}|[x](https://a.b/)", "url", "https://a.b/"),
        ("Code|GitHub", f"-|[c](https://github.com/a/b)|{PDF}", "code", "https://github.com/a/b"),
        ("Name|Paper", f"Short|{PDF}", "name", "Short"),
        ("Paper|Code", f"{PDF}|https://github.com/bare/code", "code", "https://github.com/bare/code"),
        ("Paper|Code", f'{PDF}|<a href="https://gitlab.com/a/b">c</a>', "code", "https://gitlab.com/a/b"),
        ("Paper|Code", "[[arxiv]](https://arxiv.org/abs/2305.05920)<br>[[blog]](https://a.b/)|-",
         "kind", "paper"),
        ("Paper|Code", "[[github]](https://github.com/a/b)|[c](https://github.com/c/d)", "code",
         "https://github.com/c/d"),
    ],
)  # fmt: skip
def test_what_several_columns_or_links_say(head, cells, key, value):
    head = f"|Date|Title|{head}|" + ("Paper|" if "GitHub" in head else "")
    line = "|-" * (head.count("|") - 1) + "|"
    assert getattr(only(f"{head}\n{line}\n|2023.05|A title|{cells}|\n"), key) == value


def test_a_table_whose_titles_are_its_links():
    found = only("|Date|Paper|\n|-|-|\n|2023.05|[A title](https://arxiv.org/abs/2305.05920)|\n")
    assert (found.title, found.arxiv, found.to_check) == ("A title", "2305.05920", [])


@pytest.mark.parametrize(
    ("cell", "name", "title", "venue"),
    [
        ("[Q] [ICLR2025] A title", "Q", "A title", "ICLR 2025"),
        ("[**Z**](https://a.b/) A title", "Z", "A title", None),
        ("[**TP: Comm**] A title", "Comm", "A title", None),
        ("[H$_2$O] H$_2$O: A title", "H2O", "H2O: A title", None),
        ("[Tool] From $5 to $10 of Vec\\<T\\>", "Tool", "From $5 to $10 of Vec<T>", None),
    ],
)
def test_more_title_cells(cell, name, title, venue):
    found = draft(cell)
    assert (found.name, found.title, found.venue) == (name, title, venue)


def test_rows_that_are_no_tables_are_told():
    link = '<a href="https://a.b/">b</a>'
    table = f"<table>\n<tr><td>a</td></tr><tr><td>{link}</td></tr>\n</table>"
    text = f"{table}\n\na | b | c\n\n{FOUR}|2023.05|[A] B|{PDF}|-|\n"
    found = list(parse_tables(text))
    assert [row.line for row in found] == [2, 5, 9]
    assert [type(row).__name__ for row in found] == ["Row", "UnreadLine", "Row"]


@pytest.mark.parametrize("change", ["\ufeff{}", "{}"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_and_marks_of_other_systems(home, change, ending):
    table = f"{FOUR}|2023.05|[A] B|{PDF}|-|\n".replace("\n", ending)
    (home / "LIST.md").write_bytes(change.format(table).encode())
    assert "LIST.md:3: imported as 'a'\n" in run("LIST.md").stderr


def test_rows_of_one_paper_that_differ_are_told(home):
    rows = [
        f"|2023.05|[PagedX] A title(@UC)|{PDF}|[c](https://github.com/a/one)|",
        f"|2023.05|[RadixX] A title(@MIT)|{PDF}|[c](https://github.com/b/two)|",
        "|2022.01|[PagedX] Something else|[p](https://a.b/)|-|",
        f"|2022.01|[Other] Words of another kind|{PDF}|[c](https://github.com/d/e)|",
    ]
    (home / "LIST.md").write_text(FOUR + "\n".join(rows) + "\n", "utf-8")
    result = run("LIST.md")
    lines = result.stderr.partition("as code\n")[2]
    assert lines.startswith("""\
LIST.md:3: imported as 'pagedx'
LIST.md:4: merged into 'pagedx' (line 3)
  check: another name: 'RadixX'
  check: another code: 'https://github.com/b/two'
  check: another org: 'MIT'
LIST.md:5: imported as 'pagedx-2022'
  check: 'pagedx' has the same name
LIST.md:6: imported as 'other'
""")
    # A date of the row, not of the link that was given up.
    assert yaml.load(result.stdout, yaml.BaseLoader)[-1]["date"] == "2022-01"


def test_a_doi_in_other_letters_is_the_same(home):
    folder(home, entry(arxiv=None, doi="10.1145/ABC"), TOPICS)
    row = "|2023.05|Some other|[[pdf]](https://doi.org/10.1145/abc)|-|\n"
    (home / "LIST.md").write_text(FOUR + row, "utf-8")
    assert "already listed in line 1 of papers.yaml" in run("LIST.md", "--into", "data").stdout


def test_what_breaks_an_entry_that_was_there_ends_it(home, monkeypatch):
    """Nothing is known to; the check says it of the second of two entries, which may be the old."""
    monkeypatch.setattr("paperlist.importing.same_paper.Index.same", lambda index, draft: None)
    data = folder(home, entry(date="2020-01", arxiv='"2001.00001"'), TOPICS)
    row = "|2020.02|Some paper|[[pdf]](https://a.b/)|-|\n"
    (home / "LIST.md").write_text(FOUR + row, "utf-8")
    before = (data / "papers.yaml").read_bytes()
    result = run("LIST.md", "--into", "data")
    assert (result.exit_code, (data / "papers.yaml").read_bytes()) == (1, before)
    assert "conflicts with the data: title 'Some paper' appears twice" in result.stderr


def test_a_retitled_paper_is_known_by_the_note_of_its_entry(home):
    papers = entry(arxiv='"2305.05920"', note="First titled “Words of another kind”")
    folder(home, papers, TOPICS)
    (home / "LIST.md").write_text(f"{FOUR}|2023.05|Words of another kind|{PDF}|-|\n", "utf-8")
    found = run("LIST.md", "--into", "data").stdout
    assert "already listed in line 1 of papers.yaml: 'some-paper'\n" in found


def test_what_stands_beyond_the_last_column_is_told():
    (row,) = parse_tables(f"{FOUR}|2023.05|[A] B|{PDF}|-|and more|\n")
    assert row.unread == ("and more",)


def test_a_row_outside_of_a_table_is_told():
    text = f"|2023.05|[A] B|{PDF}|-|\n\n```\n|in|a|fence|\n```\n\n{FOUR}|2023.05|[A] B|{PDF}|-|\n"
    stray, row = parse_tables(text)
    assert isinstance(stray, UnreadLine)
    assert (stray.line, row.line) == (1, 9)


LIST = f"""\
# My list

## 📖KV Cache ([©️back👆🏻](#paperlist))
<div id="KV"></div>

{FOUR}|2023.05|🔥[**FastServe**] Fast Serving(@PKU)|{PDF}|⚠️|
|2023.06|[Other] Other Serving|{PDF}|[c](https://github.com/a/b)|
|2023.07|[Third] Third Serving|{PDF}|⚠️|

## 🔥Scheduling

{FIVE}|2023.05|[FastServe] FAST SERVING|{PDF}|[c](https://github.com/A/b)|⭐️⭐️|
|2023.08|[None] Nowhere|⚠️|⚠️|⭐️|
|2024.01|[Code] Only Code|⚠️|[c](https://github.com/c/d)|⭐️|
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")
    (tmp_path / "LIST.md").write_text(LIST, "utf-8")
    return tmp_path


def folder(home, papers="[]\n", topics="[]\n"):
    return write_data(home / "data", papers, topics)


def run(*args):
    return CliRunner().invoke(main, ["import", *map(str, args)], catch_exceptions=False)


REPORT = """\
LIST.md: read as Markdown
LIST.md: column 'Date': 6 cells read as date
LIST.md: column 'Title': 6 cells read as title
LIST.md: column 'Paper': 4 cells read as link of the paper
LIST.md: column 'Code': 3 cells read as code
LIST.md: column 'Recom': 3 cells read as recommendation
LIST.md:8: imported as 'fastserve'
LIST.md:9: imported as 'other'
  check: date 2023-06, but arXiv 2305.05920 is from 2023-05
  check: arxiv '2305.05920' is already the link of 'Fast Serving' in line 8
LIST.md:10: skipped: arxiv '2305.05920' is already the link of 'Fast Serving' in line 8, \
and the item has no other link
LIST.md:16: merged into 'fastserve' (line 8)
LIST.md:17: skipped: no link to a paper or to code
LIST.md:18: imported as 'code'
new topic 'kv-cache', named 'KV Cache'
new topic 'scheduling', named 'Scheduling'
write the descriptions of the new topics in topics.yaml
warning: only 4 of 6 items could be read
6 items: 3 imported, 1 merged, 0 already listed, 2 skipped; 2 to check
"""
ENTRIES = """\
- id: code
  name: Code
  title: Only Code
  date: 2024-01
  kind: code
  code: https://github.com/c/d
  topics: [scheduling]
  added: 2026-11-26

- id: other
  name: Other
  title: Other Serving
  date: 2023-06
  kind: code
  code: https://github.com/a/b
  topics: [kv-cache]
  added: 2026-11-26

- id: fastserve
  name: FastServe
  title: Fast Serving
  date: 2023-05
  org: [PKU]
  arxiv: "2305.05920"
  code: https://github.com/a/b
  topics: [kv-cache, scheduling]
  recommended: 2
  added: 2026-11-26
"""


def test_a_list_comes_into_an_empty_one(home):
    data = folder(home)
    result = run("LIST.md", "--into", "data")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == REPORT
    loaded = load_catalogue(data)
    assert loaded.problems == ()
    assert [topic.name for topic in loaded.catalogue.topics] == ["KV Cache", "Scheduling"]
    assert (data / "papers.yaml").read_text("utf-8") == ENTRIES


def test_a_second_time_adds_nothing(home):
    data = folder(home)
    run("LIST.md", "--into", "data")
    before = {path.name: path.read_bytes() for path in data.iterdir()}
    result = run("LIST.md", "--into", "data")
    assert {path.name: path.read_bytes() for path in data.iterdir()} == before
    assert result.stdout.endswith(
        "6 items: 0 imported, 0 merged, 4 already listed, 2 skipped; 0 to check\n"
    )
    assert "LIST.md:16: already listed in line 19 of papers.yaml: 'fastserve'\n" in result.stdout


def test_without_into_the_entries_are_printed_and_the_report_goes_beside(home):
    result = run("LIST.md")
    assert [each["id"] for each in yaml.safe_load(result.stdout)] == ["code", "other", "fastserve"]
    assert result.stderr.endswith("2 skipped; 2 to check\n")
    assert [path.name for path in home.iterdir()] == ["LIST.md"]


def test_sections_of_another_list_become_the_likeliest_topics(home):
    papers = entry(title="Serving of models, fast", topics="[attention]") + entry(
        id="cache", title="Only codes cached", arxiv='"2307.00003"', topics="[kv-cache]"
    )
    data = folder(home, papers, TOPICS)
    text = LIST.replace("KV Cache (", "All of it (").replace("Scheduling", "KV 缓存")
    (home / "LIST.md").write_text(text, "utf-8")
    result = run("LIST.md", "--into", "data", "--guess-topics")
    papers = load_catalogue(data).catalogue.by_id
    assert papers["fastserve"].topics == ("attention", "kv-cache")
    assert papers["code"].topics == ("kv-cache",)
    assert "check: no topic matches section 'All of it'; guessed 'attention'\n" in result.stdout
    assert len(load_catalogue(data).catalogue.topics) == 2


def test_a_section_is_known_by_its_anchor_too(home):
    data = folder(home, topics=TOPICS)
    text = LIST.replace('<div id="KV">', "<div class=x id=attention>")
    (home / "LIST.md").write_text(text, "utf-8")
    run("LIST.md", "--into", "data")
    assert load_catalogue(data).catalogue.by_id["other"].topics == ("attention",)


def test_an_entry_that_the_check_refuses_is_told_and_left_out(home):
    data = folder(home)
    text = f"{FOUR}|2023.05|[A] {'long ' * 250}|{PDF}|-|\n|2023.05|[B] Good|[p](https://a.b/)|-|\n"
    (home / "LIST.md").write_text(text, "utf-8")
    result = run("LIST.md", "--into", "data")
    assert re.search(r"LIST.md:3: skipped: title 'long .*' is longer than 1000", result.stdout)
    assert [paper.id for paper in load_catalogue(data).catalogue.papers] == ["b"]


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (lambda path: path.unlink(), "cannot read LIST.md: No such file or directory"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "LIST.md is not UTF-8 text"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(home, write, message):
    write(home / "LIST.md")
    result = run("LIST.md")
    assert (result.exit_code, result.stderr) == (1, f"error: {message}\n")


def shown(paper):
    """What the columns of the Markdown tables show of it."""
    link = reading_link(paper).url
    return paper.date, "".join(title_parts(paper)), paper.title, link, paper.code, paper.repository


def test_importing_the_exported_list_gives_what_its_columns_show(tmp_path, monkeypatch):
    monkeypatch.chdir(SAMPLE)
    exported = CliRunner().invoke(main, ["export", "markdown"]).stdout
    (tmp_path / "papers.md").write_text(exported, "utf-8")
    data = folder(tmp_path, topics=(DATA / "topics.yaml").read_text("utf-8"))
    (data / "groups.yaml").write_bytes((DATA / "groups.yaml").read_bytes())
    result = run(tmp_path / "papers.md", "--into", data)
    assert "0 skipped" in result.stdout
    before, after = load_catalogue(DATA).catalogue, load_catalogue(data).catalogue
    assert {shown(paper) for paper in after.papers} == {shown(paper) for paper in before.papers}
    assert len(after.papers) == len(before.papers)
    topics = {paper.title: {*paper.topics} for paper in before.papers}
    assert {paper.title: {*paper.topics} for paper in after.papers} == topics


PIECES = [
    *(FOUR, FIVE, "|", "\n", "2023.05", "[A] B", PDF, "-", "⚠️", "[[pdf]]()", "<br>", "# Head\n"),
    *("![](https://img.shields.io/github/stars/a/b.svg)", "[c](https://github.com/a/b)", "**", "`"),
    *('<div id="x"></div>\n', "(@X etc)", "🔥", "\\", "[", "]", "(", ")", "http://", "|---|", "\t"),
    *("&amp;", "\u200b", "\x00", "⭐️", "- ", "> ", "\r", "<tr>", "https://a.b/c", " | "),
]


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text())
def test_any_text_ends_in_a_report(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("list") / "LIST.md"
    path.write_bytes(text.encode("utf-8", "replace"))
    result = run(path)
    rows = sum(1 for _ in parse_tables(re.sub("\r\n?", "\n", path.read_bytes().decode())))
    if rows:
        assert result.exit_code == 0
        totals = sums(result.stderr)
        assert totals["items"] == rows
        assert len(yaml.safe_load(result.stdout)) == totals["imported"]
        assert json.loads(run(path, "--json").stderr)["totals"] == totals
    else:
        formats = ", ".join(reader.name for reader in READERS)
        message = f"error: no items found; supported formats: {formats}\n"
        assert (result.exit_code, result.stderr) == (1, message)


TOTALS = re.compile(
    r"(?m)^(?P<items>\d+) items?: (?P<imported>\d+) imported, (?P<merged>\d+) merged, "
    r"(?P<known>\d+) already listed, (?P<refused>\d+) skipped; \d+ to check$"
)


def sums(report):
    """The totals, which account for every row."""
    totals = {kind: int(count) for kind, count in TOTALS.search(report).groupdict().items()}
    assert totals["items"] == sum(totals.values()) - totals["items"]
    assert totals["items"] == len(re.findall(r"(?m)^\S+LIST\.md:\d+: ", report))
    return totals


@settings(max_examples=100)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_list_adds_nothing_the_second_time(tmp_path_factory, text):
    home = tmp_path_factory.mktemp("list")
    data, path = folder(home), home / "LIST.md"
    path.write_bytes(text.encode())
    first = run(path, "--into", data)
    if first.exit_code:
        return
    before = {path.name: path.read_bytes() for path in data.glob("*.yaml")}
    second = sums(run(path, "--into", data).stdout)
    assert {path.name: path.read_bytes() for path in data.glob("*.yaml")} == before
    expected = sums(first.stdout)
    assert second["refused"] == expected["refused"]
    assert second["known"] == expected["imported"] + expected["merged"]


def test_many_rows_in_one_entry_are_a_warning(home):
    rows = "".join(f"|2023.05|[A] B|{PDF}|-|\n" for _ in range(12))
    (home / "LIST.md").write_text(FOUR + rows, "utf-8")
    folder(home)
    warning = "warning: 12 items are one entry, 'a'; check that they are one paper\n"
    assert warning in run("LIST.md", "--into", "data").stdout
    # Now they are in the list.
    assert warning in run("LIST.md", "--into", "data").stdout


def test_one_title_with_two_ids_is_two_papers(home):
    other = "[[pdf]](https://arxiv.org/abs/2305.00001)"
    (home / "LIST.md").write_text(
        f"{FOUR}|2023.05|A B|{PDF}|-|\n|2023.05|A B|{other}|-|\n", "utf-8"
    )
    result = run("LIST.md")
    reason = "the title is also that of line 3, but arxiv is '2305.00001' and there '2305.05920'"
    assert f"LIST.md:4: skipped: {reason}\n" in result.stderr


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("1 Sparse Attention", "Sparse Attention"),
        ("2.3. Sparse Attention", "Sparse Attention"),
        ("一、量化", "量化"),
        ("3D Kernels", "3D Kernels"),
        ("4 bit caches", "4 bit caches"),
    ],
)
def test_a_topic_is_named_without_the_number_of_its_section(heading, topic):
    rows = parse_tables(f"## {heading}\n\n- [Amber: A Cache]({ARXIV})\n")
    assert [*topic_names(rows).values()] == [topic]


def test_a_name_before_a_colon_is_a_name_in_a_cell_without_a_link_too():
    made = only(f"|Title|Paper|\n|-|-|\n|Amber: A Cache|[pdf]({ARXIV})|\n")
    assert (made.name, made.title) == ("Amber", "Amber: A Cache")
