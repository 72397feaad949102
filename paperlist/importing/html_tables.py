"""Tables in HTML: the rows with their header and the spans of each cell."""

from collections.abc import Iterator

from paperlist.importing.rows import Span
from paperlist.importing.spans import Reader

Found = tuple[int, tuple[str, ...], list[tuple[Span, ...]]]


class _Tables(Reader):
    """Also keeps the row and the cell that a span is in."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[int, list[tuple[Span, ...]], bool]] = []
        self._in_cell = False
        self._in_body = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.rows.append((-1, [], False))  # its first row is a header
        elif tag in ("thead", "tbody"):
            self._in_body = tag == "tbody"
        elif tag == "tr":
            self._end_cell()
            self.rows.append((self.getpos()[0] - 1, [], not self._in_body))
        elif tag in ("td", "th"):
            self._end_cell()
            self._in_cell, self.spans = True, []
            if self.rows and tag == "td":
                line, cells, _ = self.rows[-1]
                self.rows[-1] = (line, cells, False)
        else:
            super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        elif tag == "tbody":
            self._in_body = False
        else:
            super().handle_endtag(tag)

    def _end_cell(self) -> None:
        if self._in_cell and self.rows:
            self.close_link()
            self.rows[-1][1].append(tuple(self.spans))
        self._in_cell, self.spans = False, []


def html_tables(html: str) -> Iterator[Found]:
    """The line of each row in the text, counted from 0."""
    reader = _Tables()
    reader.feed(html)
    reader.close()
    header: tuple[str, ...] | None = None
    for line, cells, is_header in reader.rows:
        if line < 0:
            header = None
        elif not cells:
            continue
        elif header is None or is_header:
            header = tuple(" ".join("".join(s.text for s in cell).split()) for cell in cells)
        else:
            yield line, header, cells
