"""The names of the topics that sections become."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from paperlist.catalogue.spelling import title_key
from paperlist.importing.headings import context_of
from paperlist.importing.rows import Row

FALLBACK = "Papers"
Path = tuple[str, ...]


def topic_names(rows: Iterable[Row]) -> Mapping[Path, str]:
    """A name for each path of headings; two subheadings that are the same get their parents'."""
    paths = dict.fromkeys(row.path for row in rows)
    found = {path: context_of(path).topics for path in paths}
    root = _shared_root(found.values())
    places = {path: topics[root:] or topics[-1:] for path, topics in found.items()}
    parents: dict[str, set[str]] = defaultdict(set)
    for topics in places.values():
        if topics:
            parents[title_key(topics[-1])].add(title_key(" ".join(topics[-2:-1])))
    return {
        path: _named(topics, is_alone=not topics or len(parents[title_key(topics[-1])]) < 2)
        for path, topics in places.items()
    }


def _named(topics: Path, *, is_alone: bool) -> str:
    return ": ".join(topics[-1:] if is_alone else topics[-2:]) or FALLBACK


def _shared_root(found: Iterable[Path]) -> int:
    """1 if all are below one heading, the title of the list."""
    return int(len({topics[:1] for topics in found if topics}) == 1)
