"""Rules of seen.yaml, the candidates that were not added to the list.

Each docstring is the rule, with entries that fail and some that pass; `table.RULES` lists them.
"""

from collections.abc import Iterator

from paperlist.catalogue.addresses import paper_key
from paperlist.catalogue.problems import Problem, quote
from paperlist.catalogue.reading.entries import Entry
from paperlist.catalogue.reading.folder import DataFolder
from paperlist.catalogue.reading.source import Scalar
from paperlist.catalogue.rules.same_paper import repeated_papers
from paperlist.catalogue.spelling import title_key


def check_refused_link(entry: Entry) -> Iterator[Problem]:
    """An entry of seen.yaml has arxiv or url.

    Fails:

        # seen.yaml
        - title: A Survey of Prompting
          reason: about prompting, not about inference
          date: 2026-08-22

    Passes:

        # seen.yaml
        - url: https://example.org/prompting.html
          title: A Survey of Prompting
          reason: about prompting, not about inference
          date: 2026-08-22
    """
    if entry.get("arxiv") is None and entry.get("url") is None:
        message = f"entry {entry.label} has neither arxiv nor url"
        hint = 'add one of them, for example: arxiv: "2307.08691"'
        yield entry.problem(entry.node, "refused-link", message, hint)


def check_repeated_refusal(entries: list[Entry]) -> Iterator[Problem]:
    """No two entries of seen.yaml have the same arXiv id, link or title.

    An arXiv id may be in a link.

    Fails:

        # seen.yaml
        - arxiv: "2401.00001"
        - url: https://arxiv.org/pdf/2401.00001v2

    Passes:

        # seen.yaml
        - arxiv: "2401.00001"
        - arxiv: "2401.00002"
    """
    for entry, text, message in repeated_papers(entries):
        yield entry.problem(text, "repeated-refusal", message, "remove one of them")


def check_seen(data: DataFolder) -> Iterator[Problem]:
    """A paper in seen.yaml is not in papers.yaml: neither its arXiv id nor its link nor its title.

    Fails:

        # seen.yaml
        - arxiv: "2307.00001"

    Passes:

        # seen.yaml
        - arxiv: "2401.00001"
    """
    listed = {
        key: (paper, where)
        for paper in reversed(data.papers.entries)
        for _, where, key in _keys(paper)
    }
    for entry in data.seen.entries:
        for field, text, key in _keys(entry):
            if key in listed:
                paper, where = listed[key]
                place = f"{paper.path}:{where.line}:{where.column}"
                message = f"{field} {quote(text.text)} is listed as {paper.label} at {place}"
                hint = "remove this entry, or the one in the list"
                yield entry.problem(text, "seen-and-listed", message, hint)


def _keys(entry: Entry) -> Iterator[tuple[str, Scalar, str]]:
    """What says which paper it is: a field, its text, and the same key for the same paper."""
    for field in ("arxiv", "doi", "url"):
        if (text := entry.scalar(field)) and (key := paper_key(field, text.text)):
            yield field, text, key
    if (title := entry.scalar("title")) and (key := title_key(title.text)):
        yield "title", title, f"title {key}"
