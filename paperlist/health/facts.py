"""What facts.json says about entries, and how old it is."""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from paperlist.catalogue.facts import Facts, LinkRecord, RepositoryRecord, Verdict
from paperlist.catalogue.load import FACTS
from paperlist.catalogue.model import Paper
from paperlist.catalogue.names import parse_name
from paperlist.catalogue.spelling import title_key
from paperlist.catalogue.values import ET_AL
from paperlist.health.findings import OLD_DAYS, Finding, ListedLink, Review


def gone_links(review: Review) -> Iterator[Finding]:
    """No link is gone; that of a repository which is gone is another kind."""
    for link, record in _links(review, "gone"):
        values = {"reason": record.reason or record.verdict, "since": record.since or record.date}
        yield _about(link, values)


def moved_links(review: Review) -> Iterator[Finding]:
    """No link has moved; that of a repository which has moved is another kind."""
    for link, record in _links(review, "moved"):
        yield _about(link, {"moved": record.moved or record.reason or record.verdict})


def _about(link: ListedLink, values: Mapping[str, str | int]) -> Finding:
    return Finding(link.id, link.file, link.line, {"field": link.field, "link": link.url, **values})


def _links(review: Review, verdict: Verdict) -> Iterator[tuple[ListedLink, LinkRecord]]:
    records = review.catalogue.facts.links
    for link in review.links if records else ():
        record = records.get(link.url)
        if record and record.verdict == verdict and not _is_said(review, link):
            yield link, record


def _is_said(review: Review, link: ListedLink) -> bool:
    """Whether the repository of the same paper is gone or has moved."""
    if link.field != "code":
        return False
    record = _repository(review, review.catalogue.by_id[link.id])
    return bool(record and (record.gone or record.moved))


def _repository(review: Review, paper: Paper) -> RepositoryRecord | None:
    repository = paper.code_repository
    return review.catalogue.facts.stars.get(repository.key) if repository else None


def gone_repositories(review: Review) -> Iterator[Finding]:
    """No repository is gone."""
    return _repositories(review, lambda record: record.gone, lambda record: {"date": record.date})


def moved_repositories(review: Review) -> Iterator[Finding]:
    """No repository has another name now."""
    return _repositories(
        review,
        lambda record: bool(record.moved),
        lambda record: {"moved": record.moved or ""},
        "paperlist refresh stars --fix --only {id}",
    )


def archived_repositories(review: Review) -> Iterator[Finding]:
    """No repository is archived; one that was and is gone now is another kind."""
    return _repositories(
        review,
        lambda record: record.archived and not record.gone,
        lambda record: {"date": record.pushed or "?"},
    )


def _repositories(
    review: Review,
    is_found: Callable[[RepositoryRecord], bool],
    values: Callable[[RepositoryRecord], Mapping[str, str | int]],
    command: str = "",
) -> Iterator[Finding]:
    for paper in review.catalogue.papers:
        repository, record = paper.code_repository, _repository(review, paper)
        if repository and record and is_found(record):
            shown = {"repository": repository.label, **values(record)}
            yield review.about(paper, shown, command.format(id=paper.id))


def withdrawn(review: Review) -> Iterator[Finding]:
    """No paper is withdrawn on arXiv, unless the note of its entry says so."""
    for paper in review.catalogue.papers:
        record = review.catalogue.withdrawal_of(paper)
        if record:
            yield review.about(paper, {"notice": record.withdrawn or "", "date": record.date})


def other_titles(review: Review) -> Iterator[Finding]:
    """A title is the one on arXiv, or the note of the entry quotes that one.

    `check` compares them too, and lets one of them lack a subtitle.
    """
    for paper in review.catalogue.papers:
        record = review.catalogue.facts.arxiv.get(paper.arxiv or "")
        if record and not _has_title(paper, title_key(record.title)):
            yield review.about(paper, {"title": paper.title, "arxiv_title": record.title})


def _has_title(paper: Paper, key: str) -> bool:
    return title_key(paper.title) == key or key in title_key(paper.note or "")


def other_authors(review: Review) -> Iterator[Finding]:
    """A list of authors that is whole and names people is as long as the one on arXiv."""
    for paper in review.catalogue.papers:
        record = review.catalogue.facts.arxiv.get(paper.arxiv or "")
        if not (record and record.authors and paper.authors) or ET_AL in paper.authors:
            continue
        if len(paper.authors) == len(record.authors):
            continue
        if not any(parse_name(author).is_group for author in paper.authors):
            values = {"authors": len(paper.authors), "arxiv_authors": len(record.authors)}
            yield review.about(paper, values)


def suggestions(review: Review) -> Iterator[Finding]:
    """Other catalogues have no venue, DOI or code for a paper that the entry lacks."""
    for paper in review.catalogue.papers:
        record = review.catalogue.facts.works.get(paper.id)
        for key, found in record.suggestions.items() if record else ():
            if not getattr(paper, key):
                values = {"field": key, "value": found.value, "source": found.source}
                command = f"paperlist refresh works --apply {paper.id} {key}"
                yield review.about(paper, values, command)


def no_facts(review: Review) -> Iterator[Finding]:
    """There is a fact about each paper."""
    known = {link.id for link in review.links if link.url in review.catalogue.facts.links}
    known |= {*review.catalogue.facts.works}
    for paper in review.catalogue.papers:
        is_on_arxiv = paper.arxiv in review.catalogue.facts.arxiv
        if paper.id not in known and not is_on_arxiv and not _repository(review, paper):
            yield review.about(paper)


def _is_due(link: ListedLink, facts: Facts) -> bool:
    """Whether a fact about it may be missing: not about a link that is made from an id."""
    return link.field not in {"arxiv", "doi"} or link.url in facts.links


class _Dated(Protocol):
    @property
    def date(self) -> str: ...


def old_facts(review: Review) -> Iterator[Finding]:
    """Facts are at most sixty days old, and none is missing; by table of facts.json."""
    papers, facts = review.catalogue.papers, review.catalogue.facts
    repositories = (paper.code_repository for paper in papers)
    tables: dict[str, tuple[set[str], Mapping[str, _Dated]]] = {
        "stars": ({each.key for each in repositories if each}, facts.stars),
        "links": ({link.url for link in review.links if _is_due(link, facts)}, facts.links),
        "arxiv": ({paper.arxiv for paper in papers if paper.arxiv}, facts.arxiv),
        "works": ({paper.id for paper in papers}, facts.works),
    }
    for name, (keys, records) in tables.items():
        days = [records[key].date for key in keys if key in records]
        old = sum(day < review.oldest_day for day in days)
        missing = len(keys) - len(days)
        if old or missing:
            values = {"total": len(keys), "missing": missing, "old": old}
            command = f"paperlist refresh {name} --older-than {OLD_DAYS}d"
            yield Finding(name, FACTS, values=values, command=command)
