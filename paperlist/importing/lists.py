"""Items of lists, and headings or lines in bold with a list of links below them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from paperlist.catalogue.addresses import arxiv_of
from paperlist.importing.labels import ANY, is_labelled
from paperlist.importing.mentions import (
    Mention,
    bare,
    has_words,
    is_long,
    may_precede,
    read_mention,
)
from paperlist.importing.rows import Row, Span, UnreadLine
from paperlist.importing.sections import SUMMARY, Sections
from paperlist.importing.spans import BREAK, cell_of, markdown_spans

EXTERNAL = re.compile(r"(?:https?:|ftp:)?//|www\.|(?:[\w-]+\.)*arxiv\.org/|\{?https?:", re.I)
BARE_ID = re.compile(r"(?i)\barxiv\s*[:.]\s*\d{4}\.\d{4,5}|(?<![\w.])10\.\d{4,9}/\S+")
# Where papers are published.
PUBLISHER = re.compile(
    r"doi\.org/|/doi/|\.pdf\b|openreview\.net|aclanthology\.org|aclweb\.org|usenix\.org"
    r"|thecvf\.com|mlr\.press|neurips\.cc|nips\.cc|ieeexplore|sciencedirect|nature\.com|springer"
    r"|isca-archive|aaai\.org|biorxiv|medrxiv|semanticscholar\.org|dblp\.org|hal\.science",
    re.I,
)
LABELS = SUMMARY + 1
LONGEST_LABEL = 80


@dataclass
class Offer:
    """A heading or a line that is the title of the links below it, if they have no other."""

    line: int
    spans: tuple[Span, ...]
    is_heading: bool


class Items:
    def __init__(self, sections: Sections, offset: int) -> None:
        self._sections = sections
        self._offset = offset
        self._offer: Offer | None = None
        self._below: list[Span] = []
        """The links below the offered title."""
        self._lines: list[int] = []

    def offer(self, line: int, spans: tuple[Span, ...], *, is_heading: bool = False) -> None:
        self._offer = Offer(line, spans, is_heading)

    def finish(self) -> Iterator[Row | UnreadLine]:
        """Ends the links below a title."""
        offer, below, lines = self._offer, self._below, self._lines
        self._offer, self._below, self._lines = None, [], []
        if not below:
            return
        if offer and (not offer.is_heading or _is_title(offer.spans)) and read_mention(offer.spans):
            if offer.is_heading:
                self._sections.opened.pop()  # it does not open a section
            yield self._row(offer.line, (*offer.spans, BREAK, *below), self._sections.path)
            return
        for line in lines:
            yield UnreadLine(line + 1 + self._offset, "no title beside its links")

    def read_paragraph(self, line: int, spans: tuple[Span, ...]) -> Iterator[Row | UnreadLine]:
        """A paragraph is an item if it begins with its title and has the link of a paper."""
        linked = is_linked(spans)
        if self._offer and not linked and _is_about_it(spans):
            self._below_text(spans)
            return
        mention = read_mention(spans) if linked or _is_bold(spans) else None
        if mention and not linked:
            yield from self.finish()
            self.offer(line, spans)
        elif mention and _starts_with_title(spans, mention.title) and _has_paper(spans):
            yield from self.finish()
            yield self._row(line, spans, self._sections.path)
        elif linked and self._offer and _has_paper(spans) and _is_below(spans, mention):
            self._below += (BREAK, *spans)
            self._lines.append(line)
        elif self._offer and not self._offer.is_heading and not linked:
            self._below_text(spans)

    def _below_text(self, spans: tuple[Span, ...]) -> None:
        """Authors between a title and its links."""
        if self._offer and len(cell_of(spans).text) < 1000:
            self._offer.spans = (*self._offer.spans, BREAK, *spans)

    def read_list(self, node: SyntaxTreeNode, depth: int = 0) -> Iterator[Row | UnreadLine]:
        items = [_Item(each) for each in node.children]
        if any(each.is_linked for each in items) and not any(
            each.has_title or each.nested for each in items
        ):
            self._below += [span for each in items for span in (BREAK, *each.spans)]
            self._lines += [each.line for each in items if each.is_linked]
            if not self._offer:
                yield from self.finish()
            return
        yield from self.finish()
        for item in items:
            yield from self._read_item(item, depth)

    def _read_item(self, item: "_Item", depth: int) -> Iterator[Row | UnreadLine]:
        own, lists = list(item.spans), []
        for nested in item.nested:
            inner = [_Item(each) for each in nested.children]
            if item.has_title and all(each.is_attribute(item) for each in inner):
                own += [span for each in inner for span in (BREAK, *each.all_spans)]
            else:
                lists.append(nested)
        if is_linked(own):
            if item.has_title or read_mention(own):
                yield self._row(item.line, own, self._sections.path)
            else:
                yield UnreadLine(item.line + 1 + self._offset, "no title beside its links")
        label = bare(cell_of(item.spans).text).rstrip(":：")
        opened = lists and not is_linked(own) and 0 < len(label) <= LONGEST_LABEL
        if opened:
            self._sections.open(LABELS + depth, label)
        for nested in lists:
            yield from self.read_list(nested, depth + 1)
            yield from self.finish()
        if opened:
            self._sections.close(LABELS + depth)

    def _row(self, line: int, spans: Sequence[Span], path: tuple[str, ...]) -> Row:
        cells = {"item": cell_of(spans)}
        return Row(line + 1 + self._offset, self._sections.anchors, cells, (), path)


class _Item:
    def __init__(self, node: SyntaxTreeNode) -> None:
        self.line = (node.map or (0, 0))[0]
        self.nested = [each for each in node.children if each.type.endswith("_list")]
        self.spans = tuple(_own_spans(node))
        self.is_linked = is_linked(self.spans)
        # One that is too long is refused as a row, with its reason.
        self.has_title = is_long(self.spans) or read_mention(self.spans) is not None

    def is_attribute(self, parent: "_Item") -> bool:
        """A line about its parent and no paper of its own, as all that is nested in it."""
        is_paper = self.is_linked and self.has_title
        if is_paper and not (parent.is_linked and _is_labelled(self.spans)):
            return False
        return all(each.is_attribute(parent) for each in self.inner)

    @property
    def inner(self) -> Iterator["_Item"]:
        return (_Item(each) for nested in self.nested for each in nested.children)

    @property
    def all_spans(self) -> tuple[Span, ...]:
        return (*self.spans, *(span for each in self.inner for span in (BREAK, *each.all_spans)))


def _own_spans(node: SyntaxTreeNode) -> Iterator[Span]:
    for child in node.children:
        if child.type in ("paragraph", "heading", "table", "html_block"):
            for inline in child.walk():
                if inline.type == "inline":
                    yield from markdown_spans(inline.token.children or ())  # type: ignore[union-attr]
                    yield BREAK


def is_linked(spans: Sequence[Span]) -> bool:
    """Whether it leads to another site."""
    return any(
        EXTERNAL.match(span.address or "") if span.link else BARE_ID.search(span.text)
        for span in spans
    )


def _is_labelled(spans: Sequence[Span]) -> bool:
    """Whether it says what its links are, and none of them can be a title."""
    cell = cell_of(spans)
    label = ANY.match(cell.text)
    titles = [link.text for link in cell.links if len(link.text.split()) > 2]
    return bool(label and not may_precede(label[0]) and not any(map(has_words, titles)))


def _is_about_it(spans: Sequence[Span]) -> bool:
    """Authors, or a line with a label, below a title."""
    text = cell_of(spans).text
    return is_labelled(text) or (may_precede(text) and not _is_bold(spans))


def _is_title(spans: Sequence[Span]) -> bool:
    """A heading of three words, or with a name before a colon, may be the title of a paper."""
    text = cell_of(spans).text
    return len(text.split()) > 2 or ": " in text


def _is_bold(spans: Sequence[Span]) -> bool:
    return bool(cell_of(spans).bold)


def _is_prose(spans: Sequence[Span]) -> bool:
    """Whether most of it is text without a link."""
    return len(cell_of(spans).rest.split()) > 30


def _is_below(spans: Sequence[Span], mention: Mention | None) -> bool:
    """Whether it belongs to the title above: it has no title, or little but links."""
    return not _is_prose(spans) if mention is None else len(cell_of(spans).rest.split()) < 5


def _starts_with_title(spans: Sequence[Span], title: str) -> bool:
    start = bare(cell_of(spans).text)
    before = start.partition(title[:20])[0] if title[:20] in start else None
    is_start = before is not None and (len(before) < 3 or may_precede(before))
    return (is_start or title.startswith("[")) and not _is_prose(spans)


def _has_paper(spans: Sequence[Span]) -> bool:
    links = [link.address for link in cell_of(spans).links]
    return any(arxiv_of(address) or PUBLISHER.search(address) for address in links)
