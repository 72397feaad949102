"""Joins prepared PDFs to one: pages, bookmarks, names, labels and what a viewer shows of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pikepdf import Dictionary, Object, Pdf, String

from paperlist.bundling.writer import PdfWriter, moved

NAMES_IN_A_NODE = 200


@dataclass(frozen=True)
class Part:
    """A PDF that `clean` wrote, the prefix of its names, and its bookmark."""

    file: Path
    prefix: str
    title: str
    opens_at: int = 0
    """The page of its bookmark and its name, from 0."""


@dataclass(frozen=True)
class Group:
    """Parts below a bookmark of their own; without a title they are on the first level."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Description:
    """What viewers show of the whole; `created` is YYYY-MM-DD."""

    title: str
    author: str
    subject: str
    created: str
    language: str = "en"


@dataclass
class _Bookmark:
    number: int
    title: str
    page: int
    """The object of its page."""
    below: tuple[int, int, int] | None = None
    """First and last bookmark below it, and how many are on that level."""


def join(groups: Sequence[Group], about: Description, file: BinaryIO) -> None:
    """Writes one PDF of all parts in their order."""
    _Join(PdfWriter(file)).write(groups, about)


class _Join:
    def __init__(self, writer: PdfWriter) -> None:
        self.writer = writer
        self.tree, self.outline = writer.reserve(), writer.reserve()
        self.kids: list[int] = []
        self.pages = 0
        self.labels: list[bytes] = []
        self.names: list[tuple[bytes, bytes]] = []
        self.layers: list[bytes] = []
        self.hidden: list[bytes] = []

    def write(self, groups: Sequence[Group], about: Description) -> None:
        top: list[_Bookmark] = []
        for group in groups:
            below = [self._copy(part) for part in group.parts]
            if group.title and below:
                number = self.writer.reserve()
                self._put_bookmarks(number, below)
                edges = (below[0].number, below[-1].number, len(below))
                top.append(_Bookmark(number, group.title, below[0].page, edges))
            else:
                top += below
        self._put_bookmarks(self.outline, top)
        self._finish(about, top)

    def _copy(self, part: Part) -> _Bookmark:
        with Pdf.open(part.file) as pdf:
            root = pdf.Root
            before = self.writer.reserve(len(pdf.objects)) - 1
            tree, outline = root.Pages.objgen[0], root.get("/Outlines")
            own = outline.objgen[0] if isinstance(outline, Dictionary) else 0
            self.writer.copy(pdf, before, {root.objgen[0], tree, own})
            kids, count = moved(root.Pages.Kids.unparse(), before), int(root.Pages.Count)
            content = b"<< /Type /Pages /Count %d /Kids %s /Parent %d 0 R >>"
            self.writer.put(before + tree, content % (count, kids, self.tree))
            self.kids.append(before + tree)
            self._take_labels(root.BundleLabels)
            self._take_layers(root.BundleLayers, before)
            first = before + root.Pages.Kids[part.opens_at].objgen[0]
            self._take_names(part.prefix, first, root.BundleNames, before)
            self.pages += count
            if not own:
                return _Bookmark(self.writer.reserve(), part.title, first)
            edges = (root.Outlines.First.objgen[0], root.Outlines.Last.objgen[0])
            below = (before + edges[0], before + edges[1], -int(root.Outlines.Count))
            return _Bookmark(before + own, part.title, first, below)

    def _take_labels(self, labels: Object) -> None:
        for number, style in _pairs(labels):
            self.labels.append(b"%d %s" % (self.pages + int(number), style.unparse()))

    def _take_names(self, prefix: str, first: int, names: Object, before: int) -> None:
        """The prefix alone is the name of the page that the bookmark shows."""
        start = f"{prefix}/".encode()
        self.names.append((start, b"%s [%d 0 R /Fit]" % (String(start).unparse(), first)))
        for name, place in _pairs(names):
            goal = moved(place.unparse(), before)
            self.names.append((bytes(name), b"%s %s" % (name.unparse(), goal)))

    def _take_layers(self, layers: Object, before: int) -> None:
        """A layer that is hidden when the paper is opened stays hidden."""
        for found, some in zip((self.layers, self.hidden), [*layers], strict=True):
            found += [moved(each.unparse(), before) for each in some]

    def _put_bookmarks(self, parent: int, bookmarks: Sequence[_Bookmark]) -> None:
        for place, each in enumerate(bookmarks):
            content = b"<< /Title %s /Parent %d 0 R /Dest [%d 0 R /Fit]" % (
                *(String(each.title).unparse(), parent, each.page),
            )
            if place:
                content += b" /Prev %d 0 R" % bookmarks[place - 1].number
            if place + 1 < len(bookmarks):
                content += b" /Next %d 0 R" % bookmarks[place + 1].number
            if each.below:
                content += b" /First %d 0 R /Last %d 0 R /Count -%d" % each.below
            self.writer.put(each.number, content + b" >>")

    def _finish(self, about: Description, top: Sequence[_Bookmark]) -> None:
        put = self.writer.put
        kids = b" ".join(b"%d 0 R" % kid for kid in self.kids)
        put(self.tree, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (self.pages, kids))
        edges = (len(top), top[0].number, top[-1].number)
        put(self.outline, b"<< /Type /Outlines /Count %d /First %d 0 R /Last %d 0 R >>" % edges)
        info, root = self.writer.reserve(), self.writer.reserve()
        put(info, _information(about))
        catalog = b"<< /Type /Catalog /Pages %d 0 R /Outlines %d 0 R /PageMode /UseOutlines"
        catalog %= (self.tree, self.outline)
        catalog += b" /ViewerPreferences << /DisplayDocTitle true >>"
        catalog += b" /Lang %s" % String(about.language).unparse()
        catalog += b" /PageLabels << /Nums [%s] >>" % b" ".join(self.labels)
        catalog += b" /Names << /Dests %d 0 R >>" % self._put_names()
        if self.layers:
            catalog += b" /OCProperties << /OCGs [%s] /D << /OFF [%s] >> >>" % (
                *(b" ".join(self.layers), b" ".join(self.hidden)),
            )
        put(root, catalog + b" >>")
        self.writer.finish(root, info)

    def _put_names(self) -> int:
        """A name tree of two levels."""
        self.names.sort(key=lambda pair: pair[0])
        nodes: list[bytes] = []
        for start in range(0, len(self.names), NAMES_IN_A_NODE):
            pairs = self.names[start : start + NAMES_IN_A_NODE]
            limits = b" ".join(String(pairs[place][0]).unparse() for place in (0, -1))
            node = self.writer.reserve()
            content = b" ".join(text for _, text in pairs)
            self.writer.put(node, b"<< /Limits [%s] /Names [%s] >>" % (limits, content))
            nodes.append(b"%d 0 R" % node)
        number = self.writer.reserve()
        self.writer.put(number, b"<< /Kids [%s] >>" % b" ".join(nodes))
        return number


def _pairs(flat: Object) -> Iterator[tuple[Object, Object]]:
    values = iter([*flat])
    return zip(values, values, strict=True)


def _information(about: Description) -> bytes:
    moment = f"D:{about.created.replace('-', '')}000000Z"
    entries = {
        b"/Title": about.title,
        b"/Author": about.author,
        b"/Subject": about.subject,
        b"/Creator": "paperlist",
        b"/CreationDate": moment,
    }
    text = b" ".join(b"%s %s" % (key, String(value).unparse()) for key, value in entries.items())
    return b"<< %s >>" % text
