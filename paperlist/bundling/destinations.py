"""Where links and bookmarks of a PDF lead to: its named destinations, and places on its pages."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from paperlist.bundling.values import name_of

MOST_NODES = 20_000
DEEPEST = 40
# ISO 32000-1, table 151: the ways to show a page, with the number of their parameters.
VIEWS = {"XYZ": 3, "Fit": 0, "FitH": 1, "FitV": 1, "FitR": 4, "FitB": 0, "FitBH": 1, "FitBV": 1}

Place = list[Object | int | Decimal | None]


class Destinations:
    """Of one PDF; the prefix keeps its names apart from those of other papers."""

    def __init__(self, pdf: Pdf, pages: Sequence[Page], prefix: str) -> None:
        self.pdf, self.pages, self.prefix = pdf, pages, f"{prefix}/".encode()
        self.known = {page.obj.objgen for page in pages}
        self.names = dict(self._names())

    def of_link(self, goal: Object | None) -> Object | None:
        """The name with its prefix, or a place on one of the pages."""
        if isinstance(goal, (String, Name)):
            name = _name(goal)
            return String(self.prefix + name) if name in self.names else None
        place = self._place(goal)
        return Array(place) if place else None

    def of_bookmark(self, goal: Object | None) -> Place | None:
        return (
            self.names.get(_name(goal)) if isinstance(goal, (String, Name)) else self._place(goal)
        )

    def as_array(self) -> Array:
        """Names and places, as a name tree has them."""
        flat: list[Object] = []
        for name in sorted(self.names):
            place = self.pdf.make_indirect(Array(self.names[name]))
            flat += [String(self.prefix + name), place]
        return Array(flat)

    def _place(self, goal: Object | None) -> Place | None:
        if isinstance(goal, Dictionary):
            goal = goal.get("/D")
        if not isinstance(goal, Array) or not len(goal):
            return None
        page, *view = goal
        if isinstance(page, int) and 0 <= page < len(self.pages):
            page = self.pages[page].obj
        if not isinstance(page, Dictionary) or page.objgen not in self.known:
            return None
        return [page, *_view(view)]

    def _names(self) -> Iterator[tuple[bytes, Place]]:
        """The empty name stays free: the prefix alone names the paper itself."""
        for name, goal in (*self._old_names(), *self._tree()):
            if name and (place := self._place(goal)):
                yield name, place

    def _old_names(self) -> Iterator[tuple[bytes, Object]]:
        """Until PDF 1.1."""
        names = self.pdf.Root.get("/Dests")
        if isinstance(names, Dictionary):
            yield from ((_bytes(key), goal) for key, goal in names.items())

    def _tree(self) -> Iterator[tuple[bytes, Object]]:
        names = self.pdf.Root.get("/Names")
        tree = names.get("/Dests") if isinstance(names, Dictionary) else None
        return _leaves(tree, set(), 0)


def _leaves(
    node: Object | None, seen: set[tuple[int, int]], depth: int
) -> Iterator[tuple[bytes, Object]]:
    """Of a name tree that may be broken: qpdf's own reader stops at the first mistake."""
    if not isinstance(node, Dictionary) or depth > DEEPEST or len(seen) > MOST_NODES:
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


def _view(view: Sequence[object]) -> Place:
    """With all its parameters, of which null means as it is."""
    kind = name_of(view[0])[1:] if view else ""
    kind = kind if kind in VIEWS else "Fit"
    count = VIEWS[kind]
    given = [each if isinstance(each, (int, Decimal)) else None for each in view[1 : 1 + count]]
    return [Name(f"/{kind}"), *given, *[None] * (count - len(given))]


def _name(goal: Object) -> bytes:
    return _bytes(name_of(goal)) if isinstance(goal, Name) else bytes(goal)


def _bytes(name: str) -> bytes:
    return name[1:].encode(errors="surrogateescape")
