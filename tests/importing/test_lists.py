"""Items of lists: which words are the title, and what becomes of the rest."""

import pytest

from paperlist.importing.drafts import Refused
from paperlist.importing.row_drafts import read_row
from paperlist.importing.rows import Row, UnreadLine
from paperlist.importing.tables import parse_tables

A = "https://arxiv.org/abs/2401.00001"


def only(text):
    (row,) = parse_tables(text)
    return read_row(row)


@pytest.mark.parametrize(
    "item",
    [
        f"- [Sorting Tokens by Weight]({A})",
        f"* Sorting Tokens by Weight [[paper]]({A}) [[code]](https://github.com/a/b)",
        f"1. **Sorting Tokens by Weight** [pdf]({A})",
        f"- **Sorting Tokens by Weight**  \n  *Ada Example, Bo Sample*  \n  [[pdf]({A})]",
        f"- [[paper]]({A}) **Sorting Tokens by Weight**",
        f'- "Sorting Tokens by Weight", Ada Example et al. [[link]]({A})',
        f"- Sorting Tokens by Weight | ICLR 2024 | [arXiv]({A})",
        f"- Ada Example, Bo Sample. Sorting Tokens by Weight. ICLR 2024. [[pdf]({A})]",
        f"- Sorting Tokens by Weight\n  - [论文]({A})\n  - [代码](https://github.com/a/b)",
        f"- NEW [Sorting Tokens by Weight]({A}) (Oral)",
        f"- [Sorting Tokens by Weight]({A}), [Slides](https://example.org/s)",
        f"<details>\n<summary>x</summary>\n\n- [Sorting Tokens by Weight]({A})\n\n</details>",
        f"### Sorting Tokens by Weight\n\n[[paper]]({A}) [[code]](https://github.com/a/b)",
        f"**Sorting Tokens by Weight**\n\n- Paper (oral): {A}\n- Code: none",
    ],
)
def test_the_title_of_an_item(item):
    found = only(item)
    assert (found.title, found.arxiv) == ("Sorting Tokens by Weight", "2401.00001")


@pytest.mark.parametrize(
    "word",
    ["Paper", "pdf", "Link", "code", "GitHub", "Project Page", "Slides", "arXiv", "论文", "代码",
     "项目主页", "2401.00001", "arXiv:2401.00001", "[1]", "Video", "ICLR 2024"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["- [{}]({})", "|Title|\n|-|\n|[{}]({})|", "- **[{}]({})**"])
def test_the_word_of_a_link_is_never_a_title(word, form):
    (row,) = parse_tables(form.format(word, A))
    if isinstance(row, Row):
        with pytest.raises(Refused, match="no title"):
            read_row(row)


@pytest.mark.parametrize(
    ("item", "name", "title"),
    [
        (f"- [Amber]({A}): Sorting Tokens by Weight", "Amber", "Amber: Sorting Tokens by Weight"),
        (f"- **Amber**: [Sorting Tokens by Weight]({A})", "Amber", "Sorting Tokens by Weight"),
        (f"- [Amber: Sorting Tokens]({A})", "Amber", "Amber: Sorting Tokens"),
    ],
)
def test_the_name_of_an_item(item, name, title):
    found = only(item)
    assert (found.name, found.title) == (name, title)


@pytest.mark.parametrize(
    "address", ["HTTP://arxiv.org/abs/2401.00001", "HTTPS://arxiv.org/abs/2401.00001"]
)
def test_a_scheme_in_upper_case(address):
    assert only(f"- [Sorting Tokens by Weight]({address})").arxiv == "2401.00001"


@pytest.mark.parametrize("text", ["Ada Bee, ", "Ab. ", "张三、", "("])
def test_an_item_that_is_too_long_is_refused(text):
    """Without being read: some patterns need the square of its length."""
    (row,) = parse_tables(f"- {text * 10_000}[pdf]({A})\n")
    with pytest.raises(Refused, match="longer than 3000 characters"):
        read_row(row)


def test_items_without_a_paper_are_no_items():
    text = f"- [Contents](#contents)\n- words\n\nText with [a link]({A}) and more of it.\n"
    assert list(parse_tables(text)) == []


def test_links_without_a_title_are_reported():
    (line,) = parse_tables(f"words\n\n- [pdf]({A})\n")
    assert line == UnreadLine(3, "no title beside its links")


@pytest.mark.parametrize("level", ["", "\n\nand more\n\n"])
def test_a_year_in_a_nested_list_is_the_date(level):
    found = only(f"## Caching\n\n- **2023**\n  - [Sorting Tokens](https://a.b/c.pdf){level}")
    assert (found.date, found.to_check) == ("2023-01", ["only the year is known: 2023"])


def rows_of(text):
    return [read_row(row) for row in parse_tables(text)]


def test_headings_with_authors_and_links_below_them():
    text = f"""\
## Sorting
## 2024:
### 1. Sorting Tokens on Streets
**Authors**: Ada Example, Bo Sample
<details>
<summary><b>Abstract</b></summary>
Words.
</details>

 ***Comment:*** The first one.

  [📄 Paper]({A}) | [🎥 Short Talk](https://youtu.be/x) | [💻 Code (not yet)](https://github.com/a/b)

## 2023:
### 2. Sorting Tokens on Roads
**Authors**: Cy Model

[Paper](https://arxiv.org/pdf/2301.00001)
"""
    rows = list(parse_tables(text))
    assert [row.path[0] for row in rows] == ["Sorting", "Sorting"]
    first, second = map(read_row, rows)
    assert (first.title, first.authors) == (
        "Sorting Tokens on Streets",
        ("Ada Example", "Bo Sample"),
    )
    assert (first.arxiv, first.url, first.code) == ("2401.00001", None, "https://github.com/a/b")
    assert "ignored: 'Comment: The first one.'" in first.to_check
    assert (second.title, second.authors) == ("Sorting Tokens on Roads", ("Cy Model",))


def test_a_bold_title_of_three_names_is_a_title():
    found = only(f"## Tracking\n\n**Tiled Sorting**\n\n- Paper: {A}\n")
    assert (found.title, found.authors) == ("Tiled Sorting", ())


def test_a_heading_that_is_a_link_to_itself_is_a_section():
    (row,) = parse_tables(f"## [Caching](#contents)\n\n- [Sorting Tokens]({A})\n")
    assert row.section == "Caching"


def test_items_two_levels_below_another_are_their_own():
    text = f"""\
- Sorting/Merging
  - Sorting
    - [Sorting Tokens]({A})
    - [Sorting Words](https://arxiv.org/abs/2401.00002)
"""
    assert [found.title for found in rows_of(text)] == ["Sorting Tokens", "Sorting Words"]


def test_lines_with_labels_belong_to_the_item_above():
    text = f"""\
- [Sorting Tokens]({A})
  - Ada Example
  - Publisher: ICLR 2024
  - Key: **Bold** words. And more (of them), at the end.
  - Code: [official]()
  - ExpEnv: [Sand](https://github.com/c/sand)
"""
    found = only(text)
    assert (found.authors, found.venue, found.code) == (("Ada Example",), "ICLR 2024", None)
    assert "ignored: 'Key: Bold words. And more (of them), at the end.'" in found.to_check


@pytest.mark.parametrize(
    ("item", "field", "value"),
    [
        (f"- (arXiv 2023.08) Sorting Tokens by Weight [[paper]({A})]", "title",
         "Sorting Tokens by Weight"),
        (f"- [arxiv'25] [A Sorting of Tokens]({A})", "title", "A Sorting of Tokens"),
        (f"- (ICLR'24) Amber: Sorting Tokens [[paper]({A})]", "name", "Amber"),
        (f"- [Amber:]({A}) Sorting Tokens by Weight", "title", "Amber: Sorting Tokens by Weight"),
        (f"- [Amber]({A}): Amber: Sorting Tokens", "title", "Amber: Sorting Tokens"),
        (f"- [Sorting Tokens by Weight:fire:12]({A})", "title", "Sorting Tokens by Weight"),
        (f"- Survey: Sorting Tokens [[paper]({A})]", "name", None),
        (f"- **Survey**: [Sorting Tokens]({A})", "name", None),
        (f"- **Sorting Tokens** [[ICLR 2024]({A})]", "venue", "ICLR 2024"),
        (f"- [Sorting Tokens]({A}) ![](https://img.shields.io/badge/ICLR2024-orange)", "venue",
         "ICLR 2024"),
        (f"- **Sorting Tokens** *Ada Example, Bo Sample, others* [[pdf]({A})]", "authors",
         ("Ada Example", "Bo Sample", "et al.")),
        (f"### Sorting Tokens by Weight\n**Authors**: Ada Example,\nBo Sample\n\n[pdf]({A})",
         "authors",
         ("Ada Example", "Bo Sample")),
        ("- [Sorting Tokens](https://a.b/c) *u/ada* 2023. ", "date", "2023-01"),
        ("- [arxiv'26] [Sorting Tokens](https://a.b/c)", "date", "2026-01"),
        ("- [Sorting Tokens](https://a.b/CVPR2023/c.pdf)", "date", "2023-01"),
        (f"- Sorting Tokens by Weight, Ada Example, Bo Sample [[pdf]({A})]", "authors",
         ("Ada Example", "Bo Sample")),
        (f"- Sorting, Merging, and Planning [[pdf]({A})]", "title",
         "Sorting, Merging, and Planning"),
        (f"A. Bee, C. Dee. Sorting Tokens by Weight. ICLR 2024. [[pdf]({A})]", "authors",
         ("A. Bee", "C. Dee")),
        (f"A. Bee, C. Dee. Sorting Tokens by Weight. ICLR 2024. [[pdf]({A})]", "title",
         "Sorting Tokens by Weight"),
        (f"- [Sorting Tokens]({A})排序", "authors", ()),
        (f"- **Sorting Tokens**\n  - Paper: {A}\n  - Homepage: https://a.b/", "url", None),
    ],
)  # fmt: skip
def test_a_field_of_an_item(item, field, value):
    assert getattr(only(item), field) == value


def test_a_key_in_an_address_is_no_year():
    (row,) = parse_tables("- [Sorting Tokens](https://a.b/c-0b2057-d9.pdf)")
    with pytest.raises(Refused, match="no date"):
        read_row(row)
