"""A reader of Markdown tables: the text, links and images of each cell."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from paperlist.importing.rows import LITERAL, Cell, Row, Target, UnreadLine, is_picture

# Column names of each field, as existing lists have them.
COLUMNS = {
    "date": ("date", "year", "time", "published", "publicationdate", "日期", "时间"),
    "title": ("title", "papertitle", "标题", "论文标题"),
    "name": ("name", "model", "method", "名称"),
    "paper": ("paper", "papers", "pdf", "link", "links", "url", "app", "论文", "链接"),
    "code": ("code", "sourcecode", "github", "repo", "repository", "代码"),
    "recommended": ("recom", "recommend", "recommended", "rating", "推荐"),
}
ID = re.compile(r"""\bid=["']?([^"'\s>]+)""")
HREF = re.compile(r"""<a\b[^<>]*\bhref=["']?([^"'\s>]+)""", re.IGNORECASE)
SRC = re.compile(r"""<img\b[^<>]*\bsrc=["']?([^"'\s>]+)""", re.IGNORECASE)
# Every row has those of its section.
MOST_ANCHORS = 20
BARE = re.compile(r"https?://[^\s<>\[\]()|]+")


def has_tables(text: str) -> bool:
    return "|" in text or re.search(r"<tr\b", text, re.IGNORECASE) is not None


def parse_tables(text: str) -> Iterator[Row | UnreadLine]:
    """Every row of every table in file order; lines count from 1."""
    lines = text.split("\n")
    tokens = _parser().parse(text)
    section, anchors, header, in_header = "", (), [], False
    cells: list[Token] = []
    line = 0
    for before, token in zip([None, *tokens], tokens, strict=False):
        match token.type:
            case "inline" if before and before.type == "heading_open":
                section, anchors = _section(token), anchors[-1:] if section else anchors
                anchors = (*anchors, *ID.findall(token.content))
            case "html_block":
                anchors = (*anchors, *ID.findall(token.content))[-MOST_ANCHORS:]
                yield from _html_rows(token)
            case "thead_open" | "thead_close":
                in_header = token.type == "thead_open"
            case "tr_open":
                cells, line = [], (token.map or [0])[0] + 1
            case "inline" if before and before.type in ("th_open", "td_open"):
                cells.append(token)
            case "tr_close" if in_header:
                header = [_column(cell) for cell in cells]
            case "tr_close":
                yield _row(line, section, anchors, (header, cells, lines[line - 1]))
            case "paragraph_open":
                yield from _unread_lines(token, lines)


def _parser() -> MarkdownIt:
    """GitHub's tables; invalid links are kept, so that the report can name them."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable("text_join")
    parser.validateLink = lambda _url: True  # type: ignore[assignment, method-assign]
    return parser


def _section(heading: Token) -> str:
    """A heading without emoji and links back to the contents."""
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


def _column(cell: Token) -> str:
    word = re.sub(r"[\W_]+", "", cell.content).lower()
    return next((key for key, words in COLUMNS.items() if word in words), cell.content.strip())


def _row(
    line: int, section: str, anchors: tuple[str, ...], read: tuple[list[str], list[Token], str]
) -> Row:
    """`read` is the header, the cells and the source line."""
    header, tokens, source = read
    written = escapedSplit(source.strip().lstrip("> "))
    written = written[bool(written and not written[0]) :]
    unread = [text.strip() for text in written[len(header) :]]
    cells: dict[str, Cell] = {}
    for name, token in zip(header, tokens, strict=False):
        cell = _cell(token)
        if name in ("paper", "code") and name in cells:
            cells[name] = _joined(cells[name], cell)
        elif name in COLUMNS and name not in cells:
            cells[name] = cell
        elif cell.text:
            unread.append(f"{name}: {cell.text}")
    return Row(line, section, anchors, cells, tuple(filter(_has_text, unread)))


def _joined(one: Cell, other: Cell) -> Cell:
    text, rest = f"{one.text} {other.text}".strip(), f"{one.rest} {other.rest}".strip()
    return Cell(text, one.bold, rest, one.links + other.links, one.images + other.images)


def _has_text(text: str) -> bool:
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
        visible = _visible(part)
        text += visible
        rest += "" if opened else visible
        bold += visible if in_bold else ""
    html = "".join(part.content for part in parts if part.type == "html_inline")
    # GitHub turns a bare URL into a link.
    links += [Target("", url) for url in (*HREF.findall(html), *BARE.findall(rest))]
    images = [str(part.attrs.get("src", "")) for part in parts if part.type == "image"]
    rest = " ".join(BARE.sub("", rest).split())
    text = " ".join(text.split())
    return Cell(text, bold.strip(), rest, tuple(links), (*images, *SRC.findall(html)))


def _visible(part: Token) -> str:
    """The visible text of a part."""
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


def _unread_lines(paragraph: Token, lines: list[str]) -> Iterator[UnreadLine]:
    first, end = paragraph.map or (0, 0)
    for number in range(first, min(end, len(lines))):
        if len(escapedSplit(lines[number])) > 2:
            yield UnreadLine(
                number + 1, "not in a table; a table needs a |---| row below its header"
            )


def _html_rows(block: Token) -> Iterator[UnreadLine]:
    first = (block.map or [0])[0]
    for number, line in enumerate(block.content.split("\n"), start=first + 1):
        if re.search(r"<tr\b", line, re.IGNORECASE):
            yield UnreadLine(number, "HTML tables are not supported")
