"""Rows of an awesome list to entries of a list, each paper once, and an account of every row."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

from paperlist.catalogue.entries import split_entries
from paperlist.catalogue.languages import texts_of
from paperlist.catalogue.load import PAPERS, TOPICS, load_catalogue
from paperlist.catalogue.model import Catalogue, Paper
from paperlist.catalogue.problems import short
from paperlist.catalogue.repositories import on_github, parse_repository
from paperlist.catalogue.source import parse_source
from paperlist.catalogue.spelling import same_title, title_key
from paperlist.editing.adding import Record, append_entries, insert_entries, make_id, taken_ids
from paperlist.editing.suggestions import suggest_topics
from paperlist.importing.drafts import Draft, Refused, make_record, read_row, with_date
from paperlist.importing.tables import Row, Stray
from paperlist.sources.metadata import mend_capitals

ALIKE = 0.72

# The keys of which two rows of one paper may say different things.
TOLD = ("name", "arxiv", "doi", "url", "code")
Kind = Literal["imported", "merged", "known", "refused"]


@dataclass(frozen=True)
class Outcome:
    """What became of a row of the list."""

    line: int
    kind: Kind
    told: str
    doubts: tuple[str, ...] = ()
    id: str = ""
    """Of the entry, where it is a new one."""


class Import:
    """Drafts gathered from rows, each paper once, beside the papers that the list has."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.drafts: list[Draft] = []
        self.outcomes: list[Outcome] = []
        self.new_topics: dict[str, str] = {}
        """Names of the topics that sections have become, by id."""
        self._taken = taken_ids(catalogue)
        self._spellings = {
            repository.key: repository.path
            for paper in catalogue.papers
            if (repository := paper.code_repository)
        }

    @property
    def _others(self) -> list[Paper | Draft]:
        return [*self.catalogue.papers, *self.drafts]

    def take(self, row: Row | Stray) -> None:
        if isinstance(row, Stray):
            self.outcomes.append(Outcome(row.line, "refused", row.reason))
            return
        try:
            draft = read_row(row)
            self._spell(draft)
            self.outcomes.append(self._place(draft, row))
        except Refused as error:
            self.outcomes.append(Outcome(row.line, "refused", str(error)))

    def _spell(self, draft: Draft) -> None:
        """A repository is spelt as where it was met first."""
        for key in ("code", "repo"):
            value = getattr(draft, key) or ""
            repository = parse_repository(value) if key == "code" else value and on_github(value)
            if repository:
                known = self._spellings.setdefault(repository.key, repository.path)
                setattr(draft, key, value.replace(repository.path, known, 1))

    def _place(self, draft: Draft, row: Row) -> Outcome:
        self._give_up_shared_links(draft)
        if known := next((p for p in self.catalogue.papers if _is_same(draft, p)), None):
            line = self.catalogue.lines[known.id][0]
            told = f"already in the list at line {line}: '{known.id}'"
            return Outcome(draft.line, "known", told, tuple(_differences(draft, known)))
        if first := next((d for d in self.drafts if _is_same(draft, d)), None):
            first.topics += [t for t in self._topics(draft, row) if t not in first.topics]
            told_before = len(first.doubts)
            doubts = (*draft.doubts, *_differences(draft, first))
            _complete(first, draft)
            doubts += tuple(first.doubts[told_before:])
            told = f"merged into '{first.id}' (line {first.line})"
            return Outcome(draft.line, "merged", told, doubts, first.id)
        draft.topics = self._topics(draft, row)
        draft.title = self._without_shouting(draft)
        self._doubt_its_name(draft)
        fallback = draft.arxiv or draft.doi or f"line {draft.line}"
        draft.id = make_id(draft.name or draft.title, fallback, draft.date[:4], self._taken)
        self._taken.add(draft.id)
        self.drafts.append(draft)
        told = f"imported as '{draft.id}'"
        return Outcome(draft.line, "imported", told, tuple(draft.doubts), draft.id)

    def _give_up_shared_links(self, draft: Draft) -> None:
        """One link under two titles is a mistake of one of the two rows."""
        for other in self._others:
            for key in ("arxiv", "doi", "url"):
                value = getattr(draft, key)
                if value and value == getattr(other, key) and not _is_alike(draft, other):
                    place = (
                        f"'{other.id}' in the list"
                        if isinstance(other, Paper)
                        else f"'{short(other.title)}' in line {other.line}"
                    )
                    draft.doubts.append(f"its link {key} {short(value)} is that of {place}")
                    setattr(draft, key, None)
                    draft.date = draft.written
        if not draft.has_link:
            raise Refused(f"{draft.doubts[-1]}, and it has no other")

    def _doubt_its_name(self, draft: Draft) -> None:
        for other in self._others if draft.name else []:
            if other.name and title_key(other.name) == title_key(draft.name or ""):
                draft.doubts.append(f"its name is that of '{other.id}' too")

    def _topics(self, draft: Draft, row: Row) -> list[str]:
        """The topic its section is; in a list with other topics, the likeliest by its words."""
        topics = {topic.id: topic for topic in self.catalogue.topics}
        anchored = next((anchor for anchor in row.anchors if anchor in topics), None)
        if anchored:
            return [anchored]
        key = title_key(row.section)
        for topic in topics.values():
            if key in map(title_key, (topic.id, *texts_of(topic, "name"))):
                return [topic.id]
        if likely := suggest_topics(self.catalogue, draft.title)[:1]:
            draft.doubts.append(f"topic '{likely[0]}' is guessed: '{row.section}' is none")
            return likely
        return [self._new_topic(row.section or "Papers")]

    def _new_topic(self, section: str) -> str:
        known = {name: topic for topic, name in self.new_topics.items()}
        if section not in known:
            taken = {*self.new_topics, *(topic.id for topic in self.catalogue.topics)}
            topic = make_id(section, f"topic {len(self.new_topics) + 1}", "new", taken)
            self.new_topics[topic] = section
            return topic
        return known[section]

    def _without_shouting(self, draft: Draft) -> str:
        known = [other.title for other in self._others]
        mended = mend_capitals(draft.title, [*known, draft.name or ""])
        if mended != draft.title:
            draft.doubts.append(f"the title was in capitals, look at it: {short(mended)}")
        return mended

    def settle(self, data: Path, shown: str, today: str) -> dict[str, str]:
        """The texts of the files with what was gathered; an entry the check refuses is left out.

        Raises Refused when what it refuses is an entry that was there before.
        """
        old = {name: (data / name).read_bytes().decode() for name in (PAPERS, TOPICS)}
        while True:
            records = [make_record(draft, today) for draft in self.drafts]
            named = {topic for draft in self.drafts for topic in draft.topics}
            topics = [_topic(each, name) for each, name in self.new_topics.items() if each in named]
            texts = {
                PAPERS: insert_entries(old[PAPERS], records, f"{shown}/{PAPERS}"),
                TOPICS: append_entries(old[TOPICS], topics, f"{shown}/{TOPICS}"),
            }
            wrong = _wrong(texts, data, shown)
            if not wrong:
                return texts
            if not wrong.keys() & {draft.id for draft in self.drafts}:
                raise Refused(next(iter(wrong.values())))
            self.drafts = [draft for draft in self.drafts if draft.id not in wrong]
            self.outcomes = [
                replace(each, kind="refused", told=wrong[each.id]) if each.id in wrong else each
                for each in self.outcomes
            ]


def _wrong(texts: dict[str, str], data: Path, shown: str) -> dict[str, str]:
    """What the check says of entries, by id; of each the first."""
    problems = load_catalogue(data, shown, texts).problems
    root, _ = parse_source(texts[PAPERS], shown)
    wrong: dict[str, str] = {}
    for entry in split_entries(root, shown)[0]:
        for problem in problems:
            inside = entry.node.line <= problem.line <= entry.node.end_line
            found = entry.scalar("id")
            if (
                problem.severity == "error"
                and problem.path == f"{shown}/{PAPERS}"
                and inside
                and found
            ):
                wrong.setdefault(found.text, problem.message)
    return wrong


def _topic(topic: str, name: str) -> Record:
    return {
        "id": topic,
        "name": name,
        "description": name,
    }


def _complete(first: Draft, draft: Draft) -> None:
    """What one row lacks another may tell."""
    for key in (*TOLD, "venue", "repo", "recommended"):
        if getattr(first, key) is None:
            setattr(first, key, getattr(draft, key))
    first.org = first.org or draft.org
    if first.recommended and draft.recommended:
        first.recommended = max(first.recommended, draft.recommended)
    with_date(first, first.date)


def _is_same(draft: Draft, other: Paper | Draft) -> bool:
    """Links that two titles share were given up before."""
    pairs = [(getattr(draft, key), getattr(other, key)) for key in ("arxiv", "doi", "url")]
    if any(value and known and value.lower() == known.lower() for value, known in pairs):
        return True
    only_code = draft.kind == other.kind == "code" and draft.code == other.code
    return only_code or title_key(draft.title) == title_key(other.title)


def _is_alike(draft: Draft, other: Paper | Draft) -> bool:
    """Whether two rows with one link tell of one paper: by title, by name or by their code."""
    names = [title_key(each.name) for each in (draft, other) if each.name]
    codes = [parse_repository(each.code or "") for each in (draft, other)]
    if (len(names) == 2 and names[0] == names[1]) or (codes[0] and codes[0] == codes[1]):
        return True
    keys = title_key(draft.title), title_key(other.title)
    if isinstance(other, Paper) and keys[0] and keys[0] in title_key(other.note or ""):
        return True  # the note of the entry has its other title
    near = SequenceMatcher(None, *keys, autojunk=False).ratio() > ALIKE
    return near or same_title(draft.title, other.title)


def _differences(draft: Draft, other: Paper | Draft) -> Iterator[str]:
    if not same_title(draft.title, other.title):
        yield f"another title: '{short(draft.title)}'"
    for key in TOLD:
        value, known = getattr(draft, key), getattr(other, key)
        if value and known and title_key(value) != title_key(known):
            yield f"another {key}: {short(value)}"
    if isinstance(other, Draft) and draft.org and other.org and draft.org != other.org:
        yield f"another org: {short(', '.join(draft.org))}"
