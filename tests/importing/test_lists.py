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
