"""The outline of a PDF: read from any file, written with destinations on its pages only."""

from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from paperlist.bundling.destinations import DEEPEST, MOST_NODES, Destinations, Place
from paperlist.bundling.values import text_of


@dataclass(frozen=True)
class Item:
    """A bookmark; without a place it only opens its children."""

    title: str
    place: Place | None
    children: tuple["Item", ...]


def read_outline(pdf: Pdf, destinations: Destinations) -> tuple[Item, ...]:
    return _items(pdf.Root.get("/Outlines"), destinations, set(), 0)


def _items(
    parent: Object | None, destinations: Destinations, seen: set[tuple[int, int]], depth: int
) -> tuple[Item, ...]:
    found: list[Item] = []
    node = parent.get("/First") if isinstance(parent, Dictionary) else None
    while isinstance(node, Dictionary) and depth < DEEPEST and len(seen) < MOST_NODES:
        if node.objgen in seen:
            break
        seen.add(node.objgen)
        place = destinations.of_bookmark(goal_of(node.get("/A")) or node.get("/Dest"))
        children = _items(node, destinations, seen, depth + 1)
        title = " ".join(text_of(node.get("/Title")).split())
        found.append(Item(title, place, children))
        node = node.get("/Next")
    return tuple(found)


def goal_of(action: Object | None) -> Object | None:
    """Where an action leads to in the same file."""
    if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
        return action.get("/D")
    return None


def write_outline(pdf: Pdf, items: Sequence[Item]) -> Object:
    root = pdf.make_indirect(Dictionary())
    _add(pdf, root, items)
    return root


def _add(pdf: Pdf, parent: Object, items: Sequence[Item]) -> None:
    nodes = [
        pdf.make_indirect(Dictionary(Title=String(item.title), Parent=parent)) for item in items
    ]
    for number, (node, item) in enumerate(zip(nodes, items, strict=True)):
        if item.place:
            node.Dest = Array(item.place)
        if number:
            node.Prev = nodes[number - 1]
        if number + 1 < len(nodes):
            node.Next = nodes[number + 1]
        if item.children:
            _add(pdf, node, item.children)
    parent.First, parent.Last = nodes[0], nodes[-1]
    parent.Count = -len(nodes)  # closed
