"""The rule that a paper has one entry, however each entry leads to it."""

from collections.abc import Iterator
from typing import NamedTuple

from paperlist.catalogue.addresses import paper_key
from paperlist.catalogue.problems import Problem, quote
from paperlist.catalogue.reading.entries import Entry
from paperlist.catalogue.reading.source import Scalar
from paperlist.catalogue.rules.between_entries import repeats
from paperlist.catalogue.spelling import title_key


def check_repeated_paper(entries: list[Entry]) -> Iterator[Problem]:
    """No two entries have the same arXiv id, DOI, link or title.

    Case, spaces and punctuation make no difference between two titles. An arXiv id or a DOI may be
    in a link. Two places of one page may be two papers.

    Fails:

        - title: Flash Attention
        - title: FlashAttention!

    Passes:

        - title: Flash Attention
        - title: Flash Attention 2
    """
    hint = "remove this entry and add its topics to the first one"
    for entry, text, message in repeated_papers(entries):
        yield entry.problem(text, "repeated-paper", message, hint)


def repeated_papers(entries: list[Entry]) -> Iterator[tuple[Entry, Scalar, str]]:
    """The titles and links that lead to the paper of an earlier entry, each with a message."""
    yield from repeats(entries, "title", title_key)
    first: dict[str, list[_Link]] = {}
    for entry in entries:
        reported: set[str] = set()
        for link in _links(entry):
            known = first.setdefault(link.key.partition("#")[0], [])
            before = next((each for each in known if _is_same_paper(link, each)), None)
            if before and link.key not in reported:
                yield entry, link.text, _both(link, before)
                reported.add(link.key)
            known.append(link)


class _Link(NamedTuple):
    """A value that leads to a paper, and the key that all values have that lead to it."""

    entry: Entry
    field: str
    text: Scalar
    key: str


def _links(entry: Entry) -> Iterator[_Link]:
    for field in ("arxiv", "doi", "url", "pdf", "code"):
        text = entry.scalar(field)
        if text and (key := paper_key(field, text.text)):
            yield _Link(entry, field, text, key)


def _is_same_paper(one: _Link, other: _Link) -> bool:
    """A place in a page is a paper of its own beside another place, and always in documentation."""
    if one.entry is other.entry:
        return False
    places = {each.key.partition("#")[2] for each in (one, other)}
    kinds = [kind.text for each in (one, other) if (kind := each.entry.scalar("kind"))]
    return len(places) == 1 or ("" in places and not {*kinds} & {"blog", "code", "docs"})


def _both(link: _Link, before: _Link) -> str:
    value, first = quote(link.text.text), before.entry
    place = f"{first.path}:{before.text.line}:{before.text.column}"
    if link.field == before.field and link.text.text.lower() == before.text.text.lower():
        return f"{link.field} {value} appears twice, first in {first.label} at {place}"
    known = f"{before.field} {quote(before.text.text)}"
    return f"{link.field} {value} leads to the same paper as {known} of {first.label} at {place}"
