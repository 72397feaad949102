"""The tables of an awesome list, row by row: what each cell says and links to."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

# Words that the columns are called by, in the lists that were met.
COLUMNS = {
    "date": ("date", "year", "time", "日期", "时间"),
    "title": ("title", "name", "标题", "论文"),
    "paper": ("paper", "pdf", "link", "links", "url", "app", "链接"),
    "code": ("code", "github", "repo", "代码"),
    "recommended": ("recom", "recommend", "recommended", "rating", "推荐"),
}
# Brackets that were written with a backslash are text, not the marks of a name.
LITERAL = {"[": "\ue000", "]": "\ue001"}


@dataclass(frozen=True)
class Target:
    """A link: its text and where it leads."""

    text: str
    address: str


@dataclass(frozen=True)
class Cell:
    """`bold` is what the text begins with, when that is in bold."""

    text: str = ""
    bold: str = ""
    links: tuple[Target, ...] = ()
    images: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """`anchors` are the ids of HTML that stand beside the heading of its section."""

    line: int
    section: str
    anchors: tuple[str, ...]
    cells: Mapping[str, Cell]
    unread: tuple[str, ...] = ()
    """What no column of ours takes: names of other columns, texts beyond the last."""


@dataclass(frozen=True)
class Stray:
    """A line that looks like a row and is none."""

    line: int
    reason: str


def parse_tables(text: str) -> Iterator[Row | Stray]:
    """Every row of every table, in the order of the file; lines count from 1."""
    lines = text.split("\n")
    tokens = _parser().parse(text)
    section, anchors, head, in_head = "", (), [], False
    cells: list[Token] = []
    line = 0
    for before, token in zip([None, *tokens], tokens, strict=False):
        match token.type:
            case "inline" if before and before.type == "heading_open":
                section, anchors = _section(token), anchors[-1:] if section else anchors
            case "html_block":
                anchors = (*anchors, *re.findall(r"""\bid=["']?([^"'\s>]+)""", token.content))
            case "thead_open" | "thead_close":
                in_head = token.type == "thead_open"
            case "tr_open":
                cells, line = [], (token.map or [0])[0] + 1
            case "inline" if before and before.type in ("th_open", "td_open"):
                cells.append(token)
            case "tr_close" if in_head:
                head = [_column(cell) for cell in cells]
            case "tr_close":
                yield _row(line, section, anchors, (head, cells, lines[line - 1]))
            case "paragraph_open":
                yield from _strays(token, lines)


def _parser() -> MarkdownIt:
    """GitHub's tables; every link is a link, however bad, for the report to name it."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable("text_join")
    parser.validateLink = lambda _url: True  # type: ignore[assignment, method-assign]
    return parser


def _section(heading: Token) -> str:
    """A heading without its pictures and the links that lead back."""
    text, depth = "", 0
    for token in heading.children or ():
        if token.type == "link_open" and str(token.attrs.get("href", "")).startswith("#"):
            depth += 1
        elif token.type == "link_close" and depth:
            depth -= 1
        elif not depth:
            text += token.content
    text = re.sub(r"[(（]\s*[)）]", "", "".join(c for c in text if not is_picture(c)))
    return " ".join(text.split())


def is_picture(letter: str) -> bool:
    """An emoji, and the invisible signs that shape one."""
    return unicodedata.category(letter) in ("So", "Sk", "Cf") or letter in "\ufe0f\u20e3"


def _column(cell: Token) -> str:
    word = re.sub(r"[\W_]+", "", cell.content).lower()
    return next((key for key, words in COLUMNS.items() if word in words), cell.content.strip())


def _row(
    line: int, section: str, anchors: tuple[str, ...], read: tuple[list[str], list[Token], str]
) -> Row:
    head, tokens, source = read
    written = escapedSplit(source.strip())
    written = written[bool(written and not written[0]) :]
    beyond = [text.strip() for text in written[len(head) :] if text.strip()]
    cells = dict(zip(head, map(_cell, tokens), strict=False))
    unread = [name for name in head if name not in COLUMNS and cells[name].text.strip()]
    known = {name: cell for name, cell in cells.items() if name in COLUMNS}
    return Row(line, section, anchors, known, (*unread, *beyond))


def _cell(token: Token) -> Cell:
    text, bold, in_bold = "", "", False
    links: list[Target] = []
    images: list[str] = []
    opened: tuple[str, int] | None = None
    for part in token.children or ():
        match part.type:
            case "link_open":
                opened = (str(part.attrs.get("href", "")), len(text))
            case "link_close" if opened:
                links.append(Target(_plain(text[opened[1] :]), opened[0]))
                opened = None
            case "image":
                images.append(str(part.attrs.get("src", "")))
            case "strong_open":
                in_bold = not text.strip("".join(filter(is_picture, text)) + " ")
            case "strong_close":
                in_bold = False
            case "text_special":
                text += LITERAL.get(part.content, part.content)
            case "html_inline" | "softbreak" | "hardbreak":
                text += " "
            case _:
                text += part.content
                bold += part.content if in_bold else ""
    return Cell(" ".join(text.split()), bold.strip(), tuple(links), tuple(images))


def _plain(text: str) -> str:
    return text.replace(LITERAL["["], "[").replace(LITERAL["]"], "]").strip()


def _strays(paragraph: Token, lines: list[str]) -> Iterator[Stray]:
    first, end = paragraph.map or (0, 0)
    for number in range(first, end):
        if re.match(r"\s*\|.*\|", lines[number]):
            yield Stray(number + 1, "it is in no table: a table has |---| below its first line")
