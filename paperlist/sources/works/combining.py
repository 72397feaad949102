"""What is kept of the responses of all sources about one paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from paperlist.catalogue.facts import ArxivRecord, CountRecord, Facts, Finding, WorkRecord
from paperlist.catalogue.spelling import same_title, title_key
from paperlist.catalogue.values import ARXIV, DOI
from paperlist.sources.works.dblp import DBLP
from paperlist.sources.works.hugging_face import HUGGING_FACE
from paperlist.sources.works.licences import ARXIV_LICENCES
from paperlist.sources.works.notes import read_comment, read_reference
from paperlist.sources.works.openalex import OPENALEX
from paperlist.sources.works.paper import FIELDS, Field, Known, Listed

# The licence of a paper changes with a new version at most.
LICENCE_DAYS = 180
RECENT = timedelta(180)


@dataclass(frozen=True)
class Subject:
    """A listed paper, and what facts.json has about it."""

    paper: Listed
    arxiv: ArxivRecord | None
    before: WorkRecord | None
    today: str


def subject_of(entry: Mapping[str, object], key: str, facts: Facts, today: str) -> Subject:
    """The entry may have errors.

    arXiv's title counts if it is that of the entry or quoted in its note, else the id may be wrong.
    """
    title, note = str(entry.get("title", "")), str(entry.get("note", ""))
    authors, arxiv, doi = entry.get("authors"), str(entry.get("arxiv")), str(entry.get("doi"))
    names = tuple(map(str, authors)) if isinstance(authors, list) else ()
    record, before = facts.arxiv.get(arxiv), facts.works.get(key)
    titles = [title]
    if record and (same_title(title, record.title) or title_key(record.title) in title_key(note)):
        titles.append(record.title)
        names = names or record.authors
    paper = Listed(
        tuple(titles),
        names,
        arxiv if ARXIV.fullmatch(arxiv) else None,
        doi if DOI.fullmatch(doi) else None,
        frozenset(each for each in FIELDS if not entry.get(each)),
        needs_licence=not _has_licence(before, today),
        is_recent=str(entry.get("date") or "") > (date.fromisoformat(today) - RECENT).isoformat(),
    )
    return Subject(paper, record, before, today)


def _has_licence(record: WorkRecord | None, today: str) -> bool:
    """Whether it has a recent one of arXiv."""
    licence = record.licence if record else None
    if licence is None or not licence.source.startswith("https://arxiv.org/"):
        return False
    return (date.fromisoformat(today) - date.fromisoformat(licence.date)).days < LICENCE_DAYS


def combine(subject: Subject, known: Mapping[str, Known], *, is_incomplete: bool) -> WorkRecord:
    """`known` is by the name of the source. If one did not respond, earlier values stay."""
    before = subject.before if is_incomplete else None
    kept = before.suggestions if before else {}
    return WorkRecord(
        date=subject.today,
        incomplete=is_incomplete,
        citations=_citations(subject, known) or (before.citations if before else None),
        licence=_licence(subject, known, before),
        suggestions={
            **_suggestions(subject, known),
            **{key: each for key, each in kept.items() if key in subject.paper.lacks},
        },
    )


def _citations(subject: Subject, known: Mapping[str, Known]) -> CountRecord | None:
    found = known.get(OPENALEX.name)
    if found is None or found.citations is None:
        return None
    return CountRecord(count=found.citations, date=subject.today, source=found.source)


def _licence(
    subject: Subject, known: Mapping[str, Known], before: WorkRecord | None
) -> Finding | None:
    """That of arXiv, where the links of the list lead to, else the one that OpenAlex has."""
    if not subject.paper.needs_licence:
        before = subject.before
    of_arxiv, of_openalex = known.get(ARXIV_LICENCES.name), known.get(OPENALEX.name)
    if of_arxiv and of_arxiv.licence:
        return _finding(subject, of_arxiv, of_arxiv.licence)
    if before and before.licence:
        return before.licence
    if of_openalex and of_openalex.licence:
        return _finding(subject, of_openalex, of_openalex.licence)
    return None


def _suggestions(subject: Subject, known: Mapping[str, Known]) -> dict[Field, Finding]:
    """If several sources have a value, the first of them counts.

    DBLP is edited by people who look at the proceedings. Authors enter a journal reference and a
    DOI on arXiv when the paper is published, but a comment often before that, so OpenAlex, which is
    made by programs from the records of publishers, comes between the two. For code, the words of
    the authors come before the page on Hugging Face, where any reader may enter a repository.
    """
    ranked = (
        known.get(DBLP.name),
        read_reference(subject.paper, subject.arxiv),
        known.get(OPENALEX.name),
        read_comment(subject.paper, subject.arxiv),
        known.get(HUGGING_FACE.name),
    )
    found: dict[Field, Finding] = {}
    for each in filter(None, ranked):
        for key, value in each.suggestions.items():
            if key in subject.paper.lacks:
                found.setdefault(key, _finding(subject, each, value))
    return found


def _finding(subject: Subject, known: Known, value: str) -> Finding:
    return Finding(value=value, date=subject.today, source=known.source)
