"""Rows of another list merged into the data, each paper once, with an outcome for every row."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from paperlist.catalogue.invisible import invisible_in, without_invisible
from paperlist.catalogue.load import TOPICS, validate_folder
from paperlist.catalogue.model import Catalogue, Paper
from paperlist.catalogue.problems import quote
from paperlist.catalogue.reading.entries import Entry
from paperlist.catalogue.reading.folder import DataFolder
from paperlist.catalogue.repositories import on_github, parse_repository
from paperlist.catalogue.seen import SeenPapers
from paperlist.catalogue.spelling import title_key
from paperlist.catalogue.values import Malformed, parse_label
from paperlist.editing.inserting import append_entries, insert_entries
from paperlist.editing.new_entry import NewIds, Record, taken_ids
from paperlist.editing.suggestions import Suggestions
from paperlist.editing.topics import topic_names
from paperlist.editing.working_copy import EditError, WorkingCopy
from paperlist.importing import topics
from paperlist.importing.drafts import Draft, Refused, make_record, with_date
from paperlist.importing.records.drafts import read_item
from paperlist.importing.records.items import Item
from paperlist.importing.row_drafts import read_row
from paperlist.importing.rows import Row, UnreadLine
from paperlist.importing.same_paper import (
    COMPARED,
    Index,
    differences,
    is_alike,
    require_no_conflict,
)
from paperlist.importing.topics import FALLBACK
from paperlist.sources.metadata import Spellings, fix_capitals, is_upper_case

AnyRow = Row | Item | UnreadLine
Kind = Literal["imported", "merged", "known", "refused"]


@dataclass(frozen=True)
class Outcome:
    """The result of a row."""

    line: int
    kind: Kind
    message: str
    to_check: tuple[str, ...] = ()
    id: str = ""
    """That of the entry, if there is one."""


def read_draft(row: Row | Item) -> Draft:
    """Raises Refused for a row without a title, a date or a link."""
    return read_item(row) if isinstance(row, Item) else read_row(row)


class Import:
    """Collects the rows: drafts of new entries, each paper once, and the outcome of every row."""

    def __init__(
        self,
        catalogue: Catalogue,
        sections: Mapping[tuple[str, ...], str] | None = None,
        *,
        guess_topics: bool = False,
    ) -> None:
        """`sections` has the name of the topic for each path of headings."""
        self.catalogue = catalogue
        self._section_names = sections or {}
        self._guesses = guess_topics
        self.drafts: list[Draft] = []
        self.outcomes: list[Outcome] = []
        self.new_topics: dict[str, str] = {}
        """Names of the sections that become topics, by the id of the topic."""
        self._known = Index(catalogue.papers)
        self._seen = SeenPapers(catalogue.refusals)
        self._titles = Spellings(paper.title for paper in catalogue.papers)
        self._suggestions = Suggestions(catalogue)
        self._ids = NewIds(taken_ids(catalogue))
        self._topic_ids = NewIds({topic.id for topic in catalogue.topics})
        self._topics = {topic.id for topic in catalogue.topics}
        self._sections = {
            title_key(name): topic.id
            for topic in reversed(catalogue.topics)
            for name in topic_names(topic)
        }
        self._new_sections: dict[str, str] = {}
        self._spellings = {
            repository.key: repository.path
            for paper in catalogue.papers
            if (repository := paper.code_repository)
        }

    def add(self, row: AnyRow) -> None:
        if isinstance(row, UnreadLine):
            self.outcomes.append(Outcome(row.line, "refused", row.reason))
            return
        try:
            draft = read_draft(row)
            self._spell(draft)
            self.outcomes.append(self._place(draft, row))
        except Refused as error:
            self.outcomes.append(Outcome(row.line, "refused", str(error)))

    def _spell(self, draft: Draft) -> None:
        """A repository is spelt as in its first occurrence."""
        for key in ("code", "repo"):
            value = getattr(draft, key) or ""
            repository = parse_repository(value) if key == "code" else value and on_github(value)
            if repository:
                known = self._spellings.setdefault(repository.key, repository.path)
                setattr(draft, key, value.replace(repository.path, known, 1))

    def _place(self, draft: Draft, row: Row | Item) -> Outcome:
        self._drop_shared_links(draft)
        known = self._known.same(draft)
        if isinstance(known, Paper):
            require_no_conflict(draft, known, f"'{known.id}' in the list")
            file, line, _ = self.catalogue.lines[known.id]
            message = f"already listed in line {line} of {file}: '{known.id}'"
            to_check = tuple(differences(draft, known))
            return Outcome(draft.line, "known", message, to_check, known.id)
        if known:
            require_no_conflict(draft, known, f"line {known.line}")
            known.topics += [t for t in self._topics_of(draft, row) if t not in known.topics]
            before = len(known.to_check)
            to_check = (*draft.to_check, *differences(draft, known))
            self._known.remove(known)
            _complete(known, draft)
            self._known.add(known)
            to_check += tuple(known.to_check[before:])
            message = f"merged into '{known.id}' (line {known.line})"
            return Outcome(draft.line, "merged", message, to_check, known.id)
        links = {"arxiv": draft.arxiv, "doi": draft.doi, "url": draft.url}
        if seen := self._seen.find(**links, title=draft.title):
            raise Refused(f"{quote(seen.title)} was {seen.decision}")
        draft.topics = self._topics_of(draft, row)
        draft.title = self._fixed_capitals(draft)
        if draft.name and (other := self._known.named(draft.name)):
            draft.to_check.append(f"'{other.id}' has the same name")
        fallback = draft.arxiv or draft.doi or f"line {draft.line}"
        stated = self._ids.take(draft.id)
        draft.id = stated or self._ids.make(draft.name or draft.title, fallback, draft.date[:4])
        self._known.add(draft)
        self._titles.add(draft.title)
        self.drafts.append(draft)
        message = f"imported as '{draft.id}'"
        return Outcome(draft.line, "imported", message, tuple(draft.to_check), draft.id)

    def _drop_shared_links(self, draft: Draft) -> None:
        """The same link under two titles is an error in one of the two rows."""
        for key, other in self._known.sharing(draft):
            if not is_alike(draft, other):
                place = (
                    f"'{other.id}' in the list"
                    if isinstance(other, Paper)
                    else f"{quote(other.title)} in line {other.line}"
                )
                value = quote(getattr(draft, key))
                draft.to_check.append(f"{key} {value} is already the link of {place}")
                setattr(draft, key, None)
                draft.date = draft.written
        if not draft.has_link:
            raise Refused(f"{draft.to_check[-1]}, and the item has no other link")

    def _topics_of(self, draft: Draft, row: Row | Item) -> list[str]:
        """Its own, or that named like its section, or the likeliest by the words of the title."""
        if isinstance(row, Item) and (own := self._own_topics(row)):
            return own
        anchored = next((anchor for anchor in row.anchors if anchor in self._topics), None)
        section = self._section_names.get(row.path) or row.section or FALLBACK
        if topic := anchored or self._sections.get(title_key(section)):
            return [topic]
        if self._guesses and (likely := self._suggestions.topics_of(draft.title)[:1]):
            draft.to_check.append(
                f"no topic matches section {quote(section)}; guessed '{likely[0]}'"
            )
            return likely
        if found := invisible_in(section):
            draft.to_check.append(f"removed invisible characters ({found}) from the section")
        return [self._new_topic(_topic_name(section))]

    def _own_topics(self, item: Item) -> list[str]:
        """The topics that the item has, and its keywords that are topics of the list."""
        found = [
            self._sections.get(title_key(each.id))
            or self._sections.get(title_key(each.name))
            or self._new_topic(each.name, each.id)
            for each in item.topics
        ]
        keywords = (self._sections.get(title_key(each)) for each in item.keywords)
        return list(dict.fromkeys([*found, *filter(None, keywords)]))

    def _new_topic(self, section: str, stated: str = "") -> str:
        key = title_key(section) or section
        if key not in self._new_sections:
            fallback = f"topic {len(self.new_topics) + 1}"
            topic = self._topic_ids.take(stated) or self._topic_ids.make(section, fallback, "new")
            self._new_sections[key] = topic
            self.new_topics[topic] = section
        return self._new_sections[key]

    def _fixed_capitals(self, draft: Draft) -> str:
        if not is_upper_case(draft.title):
            return draft.title
        fixed = fix_capitals(draft.title, self._titles, Spellings([draft.name or ""]))
        if fixed != draft.title:
            draft.to_check.append(
                f"title was all upper case and was re-cased; please check: {quote(fixed)}"
            )
        return fixed

    def finish(self, folder: DataFolder) -> dict[str, str]:
        """The new texts of the files; an entry that the check rejects is left out.

        Raises Refused when the check rejects an entry that was there before.
        """
        papers = folder.papers.newest
        while self.drafts:
            records = [make_record(draft, folder.today) for draft in self.drafts]
            named = {topic for draft in self.drafts for topic in draft.topics}
            new_topics = [
                _topic(each, name) for each, name in self.new_topics.items() if each in named
            ]
            new = folder.with_file(papers, insert_entries(folder.files[papers], records))
            new = new.with_file(TOPICS, append_entries(folder.files[TOPICS], new_topics))
            wrong = _wrong(new)
            if not wrong:
                return {name: new.files[name].text for name in (papers, TOPICS)}
            if not wrong.keys() & {draft.id for draft in self.drafts}:
                raise Refused(next(iter(wrong.values())))
            self.drafts = [draft for draft in self.drafts if draft.id not in wrong]
            self.outcomes = [
                replace(each, kind="refused", message=wrong[each.id], id="")
                if each.id in wrong
                else each
                for each in self.outcomes
            ]
        return {name: folder.files[name].text for name in (papers, TOPICS)}


def import_list(
    rows: Sequence[AnyRow],
    copy: WorkingCopy,
    *,
    guess_topics: bool = False,
    progress: Callable[[Sequence[AnyRow]], Iterable[AnyRow]] = iter,
) -> tuple[Import, dict[str, str]]:
    """The outcome of every row, and the new texts of the files that change.

    `progress` gives the rows one by one, and shows how many are done.
    Raises EditError when the rows cannot be added to the data.
    """
    sections = topics.topic_names(row for row in rows if isinstance(row, Row))
    imported = Import(copy.catalogue, sections, guess_topics=guess_topics)
    for row in progress(rows):
        imported.add(row)
    try:
        return imported, imported.finish(copy.folder)
    except Refused as error:
        raise EditError(f"the import conflicts with the data: {error}") from None


def _wrong(folder: DataFolder) -> dict[str, str]:
    """The first error of each entry that has one, by id."""
    by_path: dict[str, list[Entry]] = defaultdict(list)
    for entry in folder.papers.entries:
        by_path[entry.path].append(entry)
    wrong: dict[str, str] = {}
    for problem in validate_folder(folder).problems:
        entries = by_path[problem.path]
        place = bisect_right(entries, problem.line, key=_first_line)
        scalar = entries[place - 1].scalar("id") if place else None
        is_inside = place and problem.line <= entries[place - 1].node.end_line
        if problem.severity == "error" and scalar and is_inside:
            wrong.setdefault(scalar.text, problem.message)
    return wrong


def _first_line(entry: Entry) -> int:
    return entry.node.line


def _topic_name(section: str) -> str:
    try:
        return parse_label(" ".join(without_invisible(section).split()))
    except Malformed:
        return FALLBACK


def _topic(topic: str, name: str) -> Record:
    """The name of the section, for a person to translate and describe."""
    return {"id": topic, "name": name, "description": name}


def _complete(first: Draft, draft: Draft) -> None:
    """Values that the first row lacks are taken from the second."""
    for key in (*COMPARED, "venue", "repo", "recommended"):
        if getattr(first, key) is None:
            setattr(first, key, getattr(draft, key))
    first.org = first.org or draft.org
    first.authors = first.authors or draft.authors
    first.more = {**draft.more, **first.more}
    if first.recommended and draft.recommended:
        first.recommended = max(first.recommended, draft.recommended)
    with_date(first, first.date)
