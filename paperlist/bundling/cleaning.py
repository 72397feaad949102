"""One PDF made ready for a bundle: its pages, outline, names and labels, and nothing that acts.

Only what is named here is taken over. Scripts, actions that start programs, forms, attached files
and media stay behind, whatever the rest of the file says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf, String

from paperlist.bundling.strips import Strip, draw_strip

MOST_PAGES = 3000
MOST_ITEMS = 20_000
DEEPEST = 40
# Annotations that only show something. Link is handled apart.
SHOWN = {"/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight",
         "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink"}  # fmt: skip
ACTS = ("/A", "/AA", "/PA", "/FS", "/AF", "/Popup", "/Parent", "/RC", "/StructParent", "/Sound")
PAGE_KEYS = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
LINKED = ("http://", "https://", "mailto:")
Destination = list[Object]


class Unusable(Exception):
    """The reason why a PDF cannot become a part of a bundle."""


@dataclass(frozen=True)
class Item:
    """A bookmark; without a destination it only opens its children."""

    title: str
    destination: Destination | None
    children: tuple["Item", ...]


def clean(source: Path, target: Path, prefix: str, strip: Strip | None) -> int:
    """Writes the PDF with new names that begin with the prefix; returns the number of its pages.

    Raises Unusable.
    """
    try:
        with Pdf.open(source, access_mode=pikepdf.AccessMode.stream) as pdf:
            if pdf.is_encrypted:
                raise Unusable("encrypted")
            return _Cleaner(pdf, prefix).write(target, strip)
    except pikepdf.PasswordError:
        raise Unusable("encrypted") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise Unusable(f"damaged: {error}") from None


class _Cleaner:
    def __init__(self, pdf: Pdf, prefix: str) -> None:
        if not len(pdf.pages):
            raise Unusable("no pages")
        if len(pdf.pages) > MOST_PAGES:
            raise Unusable(f"{len(pdf.pages)} pages, more than {MOST_PAGES}")
        self.pdf, self.prefix = pdf, f"{prefix}/".encode()
        self.pages = [*pdf.pages]
        self.numbers = {page.obj.objgen: number for number, page in enumerate(self.pages)}
        self.names = dict(self._names())

    def write(self, target: Path, strip: Strip | None) -> int:
        root = self.pdf.Root
        items = self._items(root.get("/Outlines"), set(), 0)
        labels = self._labels()
        layers = root.get("/OCProperties")
        new = [self._page(page) for page in self.pages]
        if strip:
            draw_strip(self.pdf, new[0], strip)
        for page, made in zip(self.pages, new, strict=True):
            for key in [*page.obj.keys()]:
                del page.obj[key]
            for key, value in made.items():
                page.obj[key] = value
        tree = self.pdf.make_indirect(
            Dictionary(Type=Name.Pages, Count=len(new), Kids=[page.obj for page in self.pages])
        )
        for page in self.pages:
            page.obj.Parent = tree
        catalog = Dictionary(Type=Name.Catalog, Pages=tree, BundleLabels=labels)
        catalog.BundleNames = self._name_array()
        if items:
            catalog.Outlines = self._outline(items)
        if isinstance(layers, Dictionary):
            catalog.OCProperties = layers
        self.pdf.trailer.Root = self.pdf.make_indirect(catalog)
        for key in ("/Info", "/ID"):
            if key in self.pdf.trailer:
                del self.pdf.trailer[key]
        self.pdf.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,
            static_id=True,
            fix_metadata_version=False,
        )
        return len(new)

    # --- pages

    def _page(self, page: Page) -> Dictionary:
        made = Dictionary(Type=Name.Page)
        for key in PAGE_KEYS:
            value = page.obj.get(key) if key not in INHERITED else _inherited(page.obj, key)
            if value is not None:
                made[key] = value
        if "/MediaBox" not in made:
            made.MediaBox = Array([0, 0, 612, 792])
        if "/Resources" not in made:
            made.Resources = Dictionary()
        annotations = page.obj.get("/Annots")
        kept = [
            self.pdf.make_indirect(each)
            for annotation in (annotations if isinstance(annotations, Array) else ())
            if (each := self._annotation(annotation)) is not None
        ]
        if kept:
            made.Annots = Array(kept)
        return made

    def _annotation(self, annotation: Object) -> Dictionary | None:
        if not isinstance(annotation, Dictionary):
            return None
        kind = str(annotation.get("/Subtype"))
        made = Dictionary(
            {key: value for key, value in annotation.items() if key not in (*ACTS, "/P", "/Dest")}
        )
        if kind in SHOWN:
            return made
        if kind != "/Link":
            return None
        action = annotation.get("/A")
        if address := _address(action):
            made.A = Dictionary(S=Name.URI, URI=String(address))
            return made
        destination = self._destination(_goal(action) or annotation.get("/Dest"))
        if destination is None:
            return None
        made.Dest = destination
        return made

    # --- destinations

    def _destination(self, goal: Object | None) -> Object | None:
        """The name with its prefix, or a place on one of the pages."""
        if isinstance(goal, (String, Name)):
            name = _name(goal)
            return String(self.prefix + name) if name in self.names else None
        place = self._place(goal)
        return Array(place) if place else None

    def _place(self, goal: Object | None) -> Destination | None:
        if isinstance(goal, Dictionary):
            goal = goal.get("/D")
        if not isinstance(goal, Array) or not len(goal):
            return None
        page, view = goal[0], [*goal[1:]]
        if isinstance(page, int) and 0 <= page < len(self.pages):
            page = self.pages[page].obj
        is_page = isinstance(page, Dictionary) and page.objgen in self.numbers
        view = [part if _is_plain(part) else None for part in view[:6]]
        return [page, *(view or [Name.Fit])] if is_page else None

    def _names(self) -> Iterator[tuple[bytes, Destination]]:
        root = self.pdf.Root
        if isinstance(old := root.get("/Dests"), Dictionary):
            for key, goal in old.items():
                if place := self._place(goal):
                    yield key[1:].encode(), place
        names = root.get("/Names")
        tree = names.get("/Dests") if isinstance(names, Dictionary) else None
        for name, goal in _leaves(tree, set(), 0):
            if place := self._place(goal):
                yield name, place

    def _name_array(self) -> Array:
        """Names and places in the order of a name tree."""
        flat: list[Object] = []
        for name in sorted(self.names):
            flat += [String(self.prefix + name), self.pdf.make_indirect(Array(self.names[name]))]
        return Array(flat)

    # --- outline

    def _items(self, parent: Object | None, seen: set[tuple[int, int]], depth: int) -> tuple[Item, ...]:
        found: list[Item] = []
        node = parent.get("/First") if isinstance(parent, Dictionary) else None
        while isinstance(node, Dictionary) and depth < DEEPEST and len(seen) < MOST_ITEMS:
            if node.objgen in seen:
                break
            seen.add(node.objgen)
            goal = _goal(node.get("/A")) or node.get("/Dest")
            title = node.get("/Title")
            text = " ".join(str(title).split()) if isinstance(title, String) else ""
            found.append(Item(text, self._resolved(goal), self._items(node, seen, depth + 1)))
            node = node.get("/Next")
        return tuple(found)

    def _resolved(self, goal: Object | None) -> Destination | None:
        if isinstance(goal, (String, Name)):
            return self.names.get(_name(goal))
        return self._place(goal)

    def _outline(self, items: tuple[Item, ...]) -> Object:
        root = self.pdf.make_indirect(Dictionary())
        self._add(root, items)
        return root

    def _add(self, parent: Object, items: tuple[Item, ...]) -> None:
        nodes = [
            self.pdf.make_indirect(Dictionary(Title=String(item.title), Parent=parent))
            for item in items
        ]
        for place, (node, item) in enumerate(zip(nodes, items, strict=True)):
            if item.destination:
                node.Dest = Array(item.destination)
            if place:
                node.Prev = nodes[place - 1]
            if place + 1 < len(nodes):
                node.Next = nodes[place + 1]
            if item.children:
                self._add(node, item.children)
        parent.First, parent.Last = nodes[0], nodes[-1]
        parent.Count = -len(nodes)  # closed

    # --- labels

    def _labels(self) -> Array:
        """Pairs of a page number and its style, as in a number tree; the first page
        has one."""
        found: dict[int, Object] = {}
        tree = self.pdf.Root.get("/PageLabels")
        if isinstance(tree, Dictionary):
            try:
                found = {int(key): value for key, value in NumberTree(tree).items()}
            except (pikepdf.PdfError, ValueError, RuntimeError):
                found = {}
        flat: list[Object] = []
        for number in sorted(found):
            if 0 <= number < len(self.pages) and isinstance(style := found[number], Dictionary):
                kept = {key: style[key] for key in ("/S", "/P", "/St") if _is_plain(style.get(key))}
                flat += [number, Dictionary(kept)]
        return Array(flat if flat and flat[0] == 0 else [0, Dictionary(S=Name.D), *flat])


def _inherited(page: Object, key: str) -> Object | None:
    node, value = page, page.get(key)
    for _ in range(DEEPEST):
        if value is not None or not isinstance(node := node.get("/Parent"), Dictionary):
            break
        value = node.get(key)
    return value


def _leaves(
    node: Object | None, seen: set[tuple[int, int]], depth: int
) -> Iterator[tuple[bytes, Object]]:
    """A name tree that may be broken: qpdf's own reader stops at the first mistake."""
    if not isinstance(node, Dictionary) or depth > DEEPEST or len(seen) > MOST_ITEMS:
        return
    if node.is_indirect:
        if node.objgen in seen:
            return
        seen.add(node.objgen)
    if isinstance(pairs := node.get("/Names"), Array):
        for place in range(0, len(pairs) - 1, 2):
            if isinstance(pairs[place], String):
                yield bytes(pairs[place]), pairs[place + 1]
    if isinstance(kids := node.get("/Kids"), Array):
        for kid in kids:
            yield from _leaves(kid, seen, depth + 1)


def _goal(action: Object | None) -> Object | None:
    is_goto = isinstance(action, Dictionary) and action.get("/S") == Name.GoTo
    return action.get("/D") if is_goto else None


def _address(action: Object | None) -> str:
    """The web or mail address that a link opens."""
    if not isinstance(action, Dictionary) or action.get("/S") != Name.URI:
        return ""
    address = action.get("/URI")
    text = str(address) if isinstance(address, String) else ""
    return text if text.lower().startswith(LINKED) and text.isascii() else ""


def _name(goal: Object) -> bytes:
    return str(goal)[1:].encode() if isinstance(goal, Name) else bytes(goal)


def _is_plain(value: object) -> bool:
    return value is None or not isinstance(value, (Dictionary, Array, pikepdf.Stream))
