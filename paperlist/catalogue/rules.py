"""What must hold within and between entries; each `check_` is one rule and yields problems."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from paperlist.catalogue import values
from paperlist.catalogue.entries import Entry, did_you_mean
from paperlist.catalogue.fields import FieldType, names_of
from paperlist.catalogue.model import MODELS, ArxivRecord
from paperlist.catalogue.problems import Problem, quote
from paperlist.catalogue.repositories import on_github, parse_repository
from paperlist.catalogue.source import Scalar
from paperlist.catalogue.spelling import same_title, title_key

ONE_ENTRY = "one entry may have several topics"
LINKS = ("arxiv", "doi", "url", "code")
PROSE = names_of(FieldType.PROSE, *MODELS)


def check_unique_ids(entries: Iterable[Entry]) -> Iterator[Problem]:
    """An id stands once."""
    yield from _repeats(entries, "id", lambda text: text, "")


def check_former_ids(entries: list[Entry]) -> Iterator[Problem]:
    """The address of a former id belongs to one entry, and no entry has it now."""
    owners = {found.text: (e, found) for e in entries if (found := e.scalar("id"))}
    for entry in entries:
        for former in entry.items("formerly"):
            owner, where = owners.setdefault(former.text, (entry, former))
            if where is not former:
                place = f"{owner.path}:{where.line}:{where.column}"
                message = f"formerly {quote(former.text)} belongs to {owner.label} at {place}"
                yield entry.problem(former, message, "an address leads to one page: remove it here")


def check_unique_papers(entries: list[Entry]) -> Iterator[Problem]:
    """A paper stands once: no arXiv id, DOI or title is repeated."""
    yield from _repeats(entries, "arxiv", lambda text: text, ONE_ENTRY)
    yield from _repeats(entries, "doi", str.lower, ONE_ENTRY)
    yield from _repeats(entries, "title", title_key, ONE_ENTRY)


def _repeats(
    entries: Iterable[Entry], key: str, normal: Callable[[str], str], hint: str
) -> Iterator[Problem]:
    first: dict[str, tuple[Entry, Scalar]] = {}
    for entry in entries:
        found = entry.scalar(key)
        if found is None or not normal(found.text):
            continue
        before, where = first.setdefault(normal(found.text), (entry, found))
        if before is not entry:
            place = f"{before.path}:{where.line}:{where.column}"
            message = f"{key} {quote(found.text)} appears twice, first in {before.label} at {place}"
            yield entry.problem(found, message, hint or f"choose another {key}")


def check_has_link(entry: Entry) -> Iterator[Problem]:
    """An entry has at least one of arxiv, doi, url and code."""
    if all(entry.get(key) is None for key in LINKS):
        hint = 'give one of arxiv, doi, url, code: arxiv: "2307.08691"'
        yield entry.problem(entry.node, f"entry {entry.label} has no link", hint)


def check_date(entry: Entry) -> Iterator[Problem]:
    """A paper is not older than its arXiv id by more than a month."""
    arxiv, date = entry.scalar("arxiv"), entry.scalar("date")
    if not (arxiv and date and _is(values.parse_arxiv_id, arxiv) and _is(values.parse_date, date)):
        return
    released = values.arxiv_month(arxiv.text)
    if values.month_number(released) - values.month_number(date.text) > 1:
        message = f"arXiv {arxiv.text} is from {released}, but date is {date.text}"
        yield entry.problem(date, message, f"write `date: {released}`, or mend the arXiv id")


def check_arxiv_title(entry: Entry, records: Mapping[str, ArxivRecord]) -> Iterator[Problem]:
    """A title is the one that arXiv gave for the id, or the note quotes that one."""
    arxiv, title, note = (entry.scalar(key) for key in ("arxiv", "title", "note"))
    record = records.get(arxiv.text) if arxiv else None
    if not (arxiv and title and record) or same_title(title.text, record.title):
        return
    if note and title_key(record.title) in title_key(note.text):
        return
    message = f"arXiv {arxiv.text} is {quote(record.title)}, but title is {quote(title.text)}"
    hint = "mend the arXiv id or the title; of a paper with two titles, `note` quotes arXiv's"
    yield entry.problem(title, message, hint)


def _is(parse: Callable[[str], str], scalar: Scalar) -> bool:
    try:
        parse(scalar.text)
    except values.Malformed:
        return False
    return True


def check_authors(entry: Entry) -> Iterator[Problem]:
    """`et al.` ends the list of authors and follows at least one of them."""
    authors = entry.items("authors")
    for place, author in enumerate(authors):
        if author.text == values.ET_AL and not 0 < place == len(authors) - 1:
            hint = "name the first authors, then et al."
            yield entry.problem(author, f"'{values.ET_AL}' is not the last author", hint)


def check_topics(entry: Entry, known: set[str]) -> Iterator[Problem]:
    """A topic is one of topics.yaml and is named once."""
    seen: set[str] = set()
    for topic in entry.items("topics"):
        if topic.text in seen:
            yield entry.problem(
                topic, f"topic {quote(topic.text)} appears twice", "keep one of them"
            )
        elif topic.text not in known and topic.text.strip():
            where = entry.path.replace("papers.yaml", "topics.yaml")
            hint = did_you_mean(topic.text, known) or f"the topics are in {where}"
            yield entry.problem(topic, f"topic {quote(topic.text)} is not in {where}", hint)
        seen.add(topic.text)


def check_repositories(entries: Iterable[Entry]) -> Iterator[Problem]:
    """A repository is always spelt the same: case, trailing '/' and '.git' included."""
    first: dict[str, tuple[str, Entry, Scalar]] = {}
    for entry in entries:
        for found, key, spelling in _repositories(entry):
            known, before, where = first.setdefault(key, (spelling, entry, found))
            if spelling != known:
                place = f"{before.path}:{where.line}:{where.column}"
                message = f"repository {quote(spelling)} is spelt {quote(known)} at {place}"
                yield entry.problem(found, message, "write both the same way")


def _repositories(entry: Entry) -> Iterator[tuple[Scalar, str, str]]:
    """The value that names it, its key, and how it is spelt; folders inside it do not count."""
    code, repo = entry.scalar("code"), entry.scalar("repo")
    if code and (repository := parse_repository(code.text)):
        rest = code.text.partition(repository.path)[2]
        tail = rest if rest in ("/", ".git", ".git/") else ""
        yield code, repository.key, f"{repository.url}{tail}"
    if repo and _is(values.parse_repo, repo):
        yield repo, on_github(repo.text).key, on_github(repo.text).url


def check_spaces(entry: Entry) -> Iterator[Problem]:
    """Text has single spaces and none at its ends; a title has no full stop."""
    for key, found in entry.texts():
        if key not in PROSE or not _is(values.parse_text, found):
            continue
        mended = re.sub(" {2,}", " ", found.text).strip(" ")
        what = "has a doubled or outer space"
        if key == "title" and mended.endswith(".") and not mended.endswith(".."):
            what = "ends with a full stop" if mended == found.text else f"{what} and a full stop"
            mended = mended.removesuffix(".")
        if mended and mended != found.text:
            message = f"{key} {quote(found.text)} {what}"
            yield entry.problem(
                found, message, f"write {quote(mended, values.MAX_TEXT)}", "warning"
            )


def check_remarks(entry: Entry) -> Iterator[Problem]:
    """Text ends at ` #` when it has no quotes: what follows would be lost without a word."""
    for key, found in entry.texts():
        if key in PROSE and found.remark:
            message = f"{key} {quote(found.text)} ends before {quote(found.remark)}"
            hint = "put the whole text in quotes, or the remark on a line of its own"
            yield entry.problem(found, message, hint, "warning")


def check_capitals(entry: Entry) -> Iterator[Problem]:
    """A title of four words or more is not all capitals."""
    title = entry.scalar("title")
    words = re.findall(r"[^\W\d_]{2,}", title.text) if title else []
    if title and len(words) >= 4 and title.text == title.text.upper() != title.text.lower():
        message = f"title {quote(title.text)} is all capitals"
        yield entry.problem(title, message, "write it as the paper's own page does", "warning")


def check_contents(entry: Entry, papers: set[str]) -> Iterator[Problem]:
    """A collection names papers of the list."""
    for paper in entry.nested("contents", "papers"):
        if paper.text not in papers and paper.text.strip():
            where = entry.path.replace("collections.yaml", "papers.yaml")
            hint = did_you_mean(paper.text, papers) or f"the ids are in {where}"
            yield entry.problem(paper, f"paper {quote(paper.text)} is not in {where}", hint)
