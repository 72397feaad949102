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
    "date": ("date", "year", "time", "published", "publicationdate", "日期", "时间"),
    "title": ("title", "papertitle", "标题", "论文标题"),
    "name": ("name", "model", "method", "名称"),
    "paper": ("paper", "papers", "pdf", "link", "links", "url", "app", "论文", "链接"),
    "code": ("code", "sourcecode", "github", "repo", "repository", "代码"),
    "recommended": ("recom", "recommend", "recommended", "rating", "推荐"),
}
ID = re.compile(r"""\bid=["']?([^"'\s>]+)""")
HREF = re.compile(r"""<a\b[^>]*\bhref=["']?([^"'\s>]+)""", re.IGNORECASE)
SRC = re.compile(r"""<img\b[^>]*\bsrc=["']?([^"'\s>]+)""", re.IGNORECASE)
BARE = re.compile(r"https?://[^\s<>\[\]()|]+")
# Brackets that were written with a backslash are text, not the marks of a name.
LITERAL = {"[": "\ue000", "]": "\ue001"}


@dataclass(frozen=True)
class Target:
    """A link: its text and where it leads."""

    text: str
    address: str


@dataclass(frozen=True)
class Cell:
    """`bold` is what the text begins with, when that is in bold; `rest` what no link holds."""

    text: str = ""
    bold: str = ""
    rest: str = ""
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
    """What no column of ours takes."""

    @property
    def title_key(self) -> str | None:
        """The column of the title; a table without one may have titles as names or as links."""
        return next((key for key in ("title", "name", "paper") if key in self.cells), None)


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
                anchors = (*anchors, *ID.findall(token.content))
            case "html_block":
                anchors = (*anchors, *ID.findall(token.content))
                yield from _html_rows(token)
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
        elif not depth and token.type != "html_inline":
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
    """`read` is the head, the cells, and the line as written."""
    head, tokens, source = read
    written = escapedSplit(source.strip().lstrip("> "))
    written = written[bool(written and not written[0]) :]
    unread = [text.strip() for text in written[len(head) :]]
    cells: dict[str, Cell] = {}
    for name, token in zip(head, tokens, strict=False):
        cell = _cell(token)
        if name in ("paper", "code") and name in cells:
            cells[name] = _joined(cells[name], cell)
        elif name in COLUMNS and name not in cells:
            cells[name] = cell
        elif cell.text:
            unread.append(f"{name}: {cell.text}")
    return Row(line, section, anchors, cells, tuple(filter(_says_something, unread)))


def _joined(one: Cell, other: Cell) -> Cell:
    text, rest = f"{one.text} {other.text}".strip(), f"{one.rest} {other.rest}".strip()
    return Cell(text, one.bold, rest, one.links + other.links, one.images + other.images)


def _says_something(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _cell(token: Token) -> Cell:
    text, rest, bold = "", "", ""
    in_bold = False
    links: list[Target] = []
    opened: tuple[str, int] | None = None
    parts = token.children or []
    for part in parts:
        match part.type:
            case "link_open":
                opened = (str(part.attrs.get("href", "")), len(text))
            case "link_close" if opened:
                links.append(Target(_plain(text[opened[1] :]), opened[0]))
                opened = None
            case "strong_open":
                in_bold = not text.strip("".join(filter(is_picture, text)) + " ")
            case "strong_close":
                in_bold = False
        said = _said(part)
        text += said
        rest += "" if opened else said
        bold += said if in_bold else ""
    html = "".join(part.content for part in parts if part.type == "html_inline")
    # GitHub makes a link of an address that stands alone.
    links += [Target("", found) for found in (*HREF.findall(html), *BARE.findall(rest))]
    images = [str(part.attrs.get("src", "")) for part in parts if part.type == "image"]
    rest = " ".join(BARE.sub("", rest).split())
    text = " ".join(text.split())
    return Cell(text, bold.strip(), rest, tuple(links), (*images, *SRC.findall(html)))


def _said(part: Token) -> str:
    """What a part adds to the visible text."""
    match part.type:
        case "text_special":
            return LITERAL.get(part.content, part.content)
        case "html_inline" | "softbreak" | "hardbreak":
            return " "
        case "image":
            return ""
        case _:
            return part.content


def _plain(text: str) -> str:
    return text.replace(LITERAL["["], "[").replace(LITERAL["]"], "]").strip()


def _strays(paragraph: Token, lines: list[str]) -> Iterator[Stray]:
    first, end = paragraph.map or (0, 0)
    for number in range(first, min(end, len(lines))):
        if len(escapedSplit(lines[number])) > 2:
            yield Stray(
                number + 1, "it is in no table: below the head stands |---| for each column"
            )


def _html_rows(block: Token) -> Iterator[Stray]:
    first = (block.map or [0])[0]
    for number, line in enumerate(block.content.split("\n"), start=first + 1):
        if re.search(r"<tr\b", line, re.IGNORECASE):
            yield Stray(number, "a table in HTML is not read")
