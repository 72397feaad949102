"""Rules of seen.yaml: candidates that were not added to the list, and papers that were removed.

Each docstring is the rule, with entries that fail and some that pass; `table.RULES` lists them.
"""

from collections.abc import Iterator

from paperlist.catalogue.problems import Problem, quote
from paperlist.catalogue.reading.entries import Entry
from paperlist.catalogue.reading.folder import DataFolder
from paperlist.catalogue.reading.source import Scalar
from paperlist.catalogue.rules.one_entry import LINKS
from paperlist.catalogue.rules.same_paper import repeated_papers
from paperlist.catalogue.seen import FIELDS, keys_of


def check_refused_link(entry: Entry) -> Iterator[Problem]:
    """An entry of seen.yaml has at least one of arxiv, doi, url and code.

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
    if all(entry.get(key) is None for key in LINKS):
        message = f"entry {entry.label} has no link"
        hint = 'add arxiv, doi, url or code, for example: arxiv: "2307.08691"'
        yield entry.problem(entry.node, "refused-link", message, hint)


def check_missing_id(entry: Entry) -> Iterator[Problem]:
    """An entry of seen.yaml that has former ids has an id: the paper was in the list.

    Fails:

        # seen.yaml
        - formerly: [prompts]
          arxiv: "2401.00001"

    Passes:

        # seen.yaml
        - id: prompt-survey
          formerly: [prompts]
          arxiv: "2401.00001"
    """
    if (former := entry.get("formerly")) and entry.get("id") is None:
        message = f"entry {entry.label} has 'formerly' but no 'id'"
        hint = "add the id that it had in the list, or remove the key"
        yield entry.problem(former, "missing-id", message, hint)


def check_removed_id(data: DataFolder) -> Iterator[Problem]:
    """No paper has an id, also no former id, of a paper that was removed: links lead to its page.

    Fails:

        # seen.yaml
        - id: some-paper
          arxiv: "2401.00001"

    Passes:

        # seen.yaml
        - id: another-paper
          arxiv: "2401.00001"
    """
    removed = {text.text: (e, text) for e in reversed(data.seen.entries) for text in _ids(e)}
    for entry in data.papers.entries:
        for text in _ids(entry):
            if text.text in removed:
                paper, where = removed[text.text]
                place = f"{paper.path}:{where.line}:{where.column}"
                message = f"id {quote(text.text)} is that of a removed paper, see {place}"
                yield entry.problem(text, "removed-id", message, "choose another id")


def _ids(entry: Entry) -> Iterator[Scalar]:
    """Its id and its former ids."""
    if text := entry.scalar("id"):
        yield text
    yield from entry.items("formerly")


def check_repeated_refusal(entries: list[Entry]) -> Iterator[Problem]:
    """No two entries of seen.yaml have the same arXiv id, DOI, link or title.

    An arXiv id or a DOI may be in a link.

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
    """A paper in seen.yaml is not in papers.yaml: neither its arXiv id, DOI or link nor its title.

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
    texts = {field: text for field in FIELDS if (text := entry.scalar(field))}
    for field, key in keys_of({field: text.text for field, text in texts.items()}):
        yield field, texts[field], key
