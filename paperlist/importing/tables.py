"""A reader of Markdown: tables, also in HTML, lists, and headings with links below them."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from paperlist.importing.columns import LINKS, fields_of, is_of_papers
from paperlist.importing.dates import is_date
from paperlist.importing.details import is_empty
from paperlist.importing.html_tables import html_tables
from paperlist.importing.lists import Items, is_linked
from paperlist.importing.mentions import has_words
from paperlist.importing.rows import Cell, Row, Span, UnreadLine
from paperlist.importing.sections import SUMMARY, Sections, heading_text, without_emoji
from paperlist.importing.spans import cell_of, html_spans, markdown_spans

ID = re.compile(r"""\bid=["']?([^"'\s>]+)""")
BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\S|\s*\|")
DETAILS = re.compile(
    r"<summary\b[^>]*>(.*?)</summary>|</details\s*>|<h([1-6])\b[^>]*>(.*?)</h\2>", re.I | re.S
)
# A comment in Markdown.
COMMENT = re.compile(r"\s*\[//\]:\s*#")
MENTIONED = re.compile(r"\||<t[rd]\b|https?://|arxiv|\]\(", re.IGNORECASE)


def has_tables(text: str) -> bool:
    return MENTIONED.search(text) is not None


def parse_tables(text: str) -> Iterator[Row | UnreadLine]:
    """Every row of a table and every item with a link, in file order; lines count from 1."""
    yield from _Document(text, Sections(), 0).read()


class _Document:
    """`offset` is the number of lines before the text in its file."""

    def __init__(self, text: str, sections: Sections, offset: int) -> None:
        self._lines = text.split("\n")
        self._root = SyntaxTreeNode(_parser().parse(text))
        self._sections = sections
        self._offset = offset
        self._items = Items(sections, offset)
        self._next = 0
        """The line where an HTML table ends."""

    def read(self) -> Iterator[Row | UnreadLine]:
        yield from self._blocks(self._root.children)
        yield from self._items.finish()

    def _blocks(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Row | UnreadLine]:
        before = ""
        for node in nodes:
            first = (node.map or (self._next, 0))[0]
            if first < self._next:
                continue
            match node.type:
                case "heading":
                    yield from self._items.finish()
                    self._heading(node, first, is_below=before == "heading")
                case "paragraph":
                    yield from self._paragraph(node)
                case "bullet_list" | "ordered_list":
                    yield from self._items.read_list(node)
                case "table":
                    yield from self._items.finish()
                    yield from self._table(node)
                case "html_block":
                    yield from self._html(node, first)
                case "blockquote":
                    yield from self._blocks(node.children)
            before = node.type

    def _heading(self, node: SyntaxTreeNode, first: int, *, is_below: bool) -> None:
        inline = _inline(node)
        if inline is None:
            return
        name = heading_text(inline) or without_emoji(cell_of(_cell_spans(node)).text)
        self._sections.add_anchors(ID.findall(inline.content), is_heading=bool(name))
        if name:
            self._open(int(node.tag[1:]), name, is_below=is_below)
            if node.tag != "h1":
                self._items.offer(first, markdown_spans(inline.children or ()), is_heading=True)

    def _open(self, level: int, name: str, *, is_below: bool) -> None:
        """A year right below a heading of its level, and the years after it, are inside of that."""
        beside = [each for each in self._sections.opened if each[0] == level]
        if is_date(name.rstrip(":：")) and beside and (is_below or len(beside) > 1):
            self._sections.close(level)
            self._sections.opened += [beside[0], (level, name)]
        else:
            self._sections.open(level, name)

    def _paragraph(self, node: SyntaxTreeNode) -> Iterator[Row | UnreadLine]:
        first, end = node.map or (0, 0)
        inline = _inline(node)
        spans = markdown_spans(inline.children or ()) if inline else ()
        self._sections.add_anchors(ID.findall(inline.content) if inline else [])
        unread = [
            number
            for number in range(first, min(end, len(self._lines)))
            if len(escapedSplit(self._lines[number])) > 2
        ]
        if unread and not _is_links(spans):
            for number in unread:
                reason = "not in a table; a table needs a |---| row below its header"
                yield UnreadLine(number + 1 + self._offset, reason)
            return
        yield from self._items.read_paragraph(first, spans)

    def _table(self, node: SyntaxTreeNode) -> Iterator[Row]:
        rows = [each for part in node.children for each in part.children]
        headers = tuple(cell_of(_cell_spans(cell)).text for cell in rows[0].children)
        for row in rows[1:]:
            line = (row.map or (0, 0))[0]
            cells = [cell_of(_cell_spans(cell)) for cell in row.children]
            yield from self._row(line, headers, cells, self._beyond(line, len(headers)))

    def _beyond(self, line: int, count: int) -> list[str]:
        """What the source has behind the last column."""
        written = escapedSplit(self._lines[line].strip().lstrip("> "))
        written = written[bool(written and not written[0]) :]
        return [text.strip() for text in written[count:] if not COMMENT.match(text)]

    def _row(
        self, line: int, headers: tuple[str, ...], cells: Sequence[Cell], beyond: Sequence[str]
    ) -> Iterator[Row]:
        """Nothing for a row without a link in a table that is not of papers."""
        titles = None if _has_title(headers, cells) else _unnamed_titles(headers, cells)
        fields, unread = _by_field(headers, cells, titles)
        if not any(map(is_of_papers, headers)) and not any(is_linked(cell.spans) for cell in cells):
            return
        written = zip(headers, cells, strict=False)
        filled = tuple(header for header, cell in written if not is_empty(cell))
        texts = (*unread, *beyond)
        yield Row(
            line + 1 + self._offset, self._sections.anchors, fields,
            tuple(text for text in texts if any(map(str.isalnum, text))), self._sections.path,
            headers, filled, titles,
        )  # fmt: skip

    def _html(self, node: SyntaxTreeNode, first: int) -> Iterator[Row | UnreadLine]:
        text = node.content
        if re.match(r"\s*<!--", text):
            return
        if table := re.search(r"<table\b", text, re.I):
            start = first + text[: table.start()].count("\n")
            end = self._end_of_table(start)
            self._next = end
            text = text[: table.start()]
        self._sections.add_anchors(ID.findall(text))
        yield from self._loose(text, first)
        if table:
            yield from self._items.finish()
            yield from self._html_table(start, end)

    def _end_of_table(self, start: int) -> int:
        depth = 0
        for number in range(start, len(self._lines)):
            line = self._lines[number].lower()
            depth += line.count("<table") - line.count("</table")
            if depth <= 0:
                return number + 1
        return len(self._lines)

    def _html_table(self, start: int, end: int) -> Iterator[Row]:
        for line, headers, cells in html_tables("\n".join(self._lines[start:end])):
            yield from self._row(start + line, headers, [cell_of(spans) for spans in cells], ())

    def _loose(self, text: str, first: int) -> Iterator[Row | UnreadLine]:
        """Headings and summaries in HTML; Markdown lines right below a tag are Markdown."""
        for found in DETAILS.finditer(text):
            self._sections.close(SUMMARY)
            if name := without_emoji(cell_of(html_spans(found[1] or found[3] or "")).text):
                self._sections.open(int(found[2] or SUMMARY), name)
        lines = text.split("\n")
        start = next((at for at, line in enumerate(lines) if BULLET.match(line)), None)
        if start is not None:
            inside = "\n".join(lines[start:])
            yield from _Document(inside, self._sections, self._offset + first + start).read()
        elif "<a" in text.lower():
            yield from self._items.read_paragraph(first, html_spans(DETAILS.sub("", text)))


def _parser() -> MarkdownIt:
    """GitHub's tables; invalid links are kept, so that the report can name them."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.disable("text_join")
    parser.validateLink = lambda _url: True  # type: ignore[assignment, method-assign]
    return parser


def _inline(node: SyntaxTreeNode) -> Token | None:
    return next((child.token for child in node.children if child.type == "inline"), None)


def _cell_spans(cell: SyntaxTreeNode) -> tuple[Span, ...]:
    inline = _inline(cell)
    return markdown_spans(inline.children or ()) if inline else ()


def _is_links(spans: Sequence[Span]) -> bool:
    """Whether there is nothing but links and what separates them."""
    return not any(map(str.isalnum, cell_of(spans).rest))


def _by_field(
    headers: Sequence[str], cells: Sequence[Cell], titles: str | None
) -> tuple[dict[str, Cell], list[str]]:
    """The cells by field, and the text of the others."""
    found: dict[str, Cell] = {}
    unread: list[str] = []
    if not any(map(str.isalnum, "".join(headers))):
        return {"item": cell_of(_lines(cells))}, []
    for header, cell in zip(headers, cells, strict=False):
        fields = ("name",) if header == titles else fields_of(header)
        for field in fields:
            if field not in found:
                found[field] = cell
            elif field in LINKS:
                found[field] = cell_of((*found[field].spans, Span("\n"), *cell.spans))
            else:
                unread.append(f"{header}: {cell.text}" if cell.text else "")
        if not fields and (cell.text or cell.links):
            urls = [link.address for link in cell.links]
            unread.append(f"{header}: {' '.join(filter(None, [cell.text, *urls]))}")
    return found, unread


def _has_title(headers: Sequence[str], cells: Sequence[Cell]) -> bool:
    """Whether a column is for titles or names; one for papers may have only words such as PDF."""
    for header, cell in zip(headers, cells, strict=False):
        fields = fields_of(header)
        if "title" in fields or "name" in fields or ("paper" in fields and has_words(cell.text)):
            return True
    return False


def _unnamed_titles(headers: Sequence[str], cells: Sequence[Cell]) -> str | None:
    """The column of the titles where no header says so: the first with a link, or with words."""
    pairs = zip(headers, cells, strict=False)
    others = [(header, cell) for header, cell in pairs if not fields_of(header)]
    named = [(header, cell) for header, cell in others if has_words(cell.text)]
    linked = [header for header, cell in named if is_linked(cell.spans)]
    return next(iter([*linked, *(header for header, _ in named)]), None)


def _lines(cells: Sequence[Cell]) -> Iterator[Span]:
    for cell in cells:
        yield from cell.spans
        yield Span("\n")
