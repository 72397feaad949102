"""The standing issue of candidates: its text, and what a maintainer has ticked in it.

Titles and authors are the text of strangers. They are in code spans, in which GitHub makes no link,
mention, reference, image or sign of anything; the reader trusts only lines of the shapes below.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.problems import count_of
from paperlist.catalogue.values import ARXIV, MAX_TEXT, Malformed, parse_text
from paperlist.editing.topics import topic_ids
from paperlist.finding.candidates import Candidate
from paperlist.finding.known import KnownPapers

MOST = 55_000
"""Bytes of all candidates; GitHub allows 65,536 characters in all."""
MOST_LEFT_OUT = 700
"""Their ids; a person decides on some papers before half a year of weeks has found so many."""
MOST_AUTHORS = 5
LONGEST_NAME = 100
REASON = "not about the subject of this list"
ID = rf"(?P<arxiv>{ARXIV.pattern})"
HEADING = re.compile(rf"### \[{ID}\]\(https://arxiv\.org/abs/(?P=arxiv)\) (?P<title>`.*`)")
BOX = re.compile(rf"- \[(?P<tick>[ xX])\] (?P<action>add|refuse) {ID}(?P<rest>.*)")
# Also as a person may type it.
TICKED = re.compile(r"\s*[-*+]\s*\[\s*[xX]\s*\]\s*(?P<action>add|refuse)\b.*")
RESTS = {"add": re.compile(r" to `([^`]*)`\s*"), "refuse": re.compile(r": `([^`]*)`\s*")}
SHAPES = {"add": "add {id} to `topic, topic`", "refuse": "refuse {id}: `reason`"}
LEFT_OUT = re.compile(r"They return when there is room: `([^`]*)`\s*")
INTRO = """\
Papers that may belong in the list. Tick *add* or *refuse*, correct the topics or the reason if
needed, and set the label `accepted-papers`: a pull request then carries out what is ticked. The
other papers stay here.
"""


@dataclass(frozen=True)
class Decision:
    """What one ticked box asks for: `topics` of a paper to add, `reason` for one to refuse."""

    arxiv: str
    title: str
    topics: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Decisions:
    added: tuple[Decision, ...]
    refused: tuple[Decision, ...]
    errors: tuple[str, ...]


@dataclass(frozen=True)
class _Block:
    """A candidate in the text of an issue, from its heading to the next."""

    arxiv: str
    title: str
    text: str

    @property
    def values(self) -> dict[str, str | None]:
        return {"arxiv": self.arxiv, "title": self.title}

    @property
    def is_ticked(self) -> bool:
        return any(is_on for _, is_on, _ in self.boxes)

    @property
    def boxes(self) -> Iterator[tuple[str, bool, str]]:
        """The action of each box of this paper, whether it is ticked, and what follows the id."""
        for line in self.text.split("\n"):
            match = BOX.fullmatch(line)
            if match and match["arxiv"] == self.arxiv:
                yield match["action"], match["tick"] != " ", match["rest"]


def render(candidates: Iterable[Candidate], old: str, catalogue: Catalogue) -> str:
    """The new text of the issue, whose present text is `old`.

    Papers that wait for a decision stay as they are, with their boxes; new ones follow. Those that
    the list or seen.yaml has by now are left out.
    """
    waiting = {block.arxiv: block for block in _blocks(old)}
    for candidate in candidates:
        waiting.setdefault(candidate.arxiv, _block(candidate))
    known = KnownPapers(catalogue)
    blocks = [block for block in waiting.values() if not known.has(block.values)]
    if not blocks:
        return f"{INTRO}\nNo paper waits for a decision.\n"
    # What is ticked is never what has no room.
    shown, left = _fitting(sorted(blocks, key=lambda block: not block.is_ticked))
    return "\n".join([INTRO + (_more(left) if left else ""), *(block.text for block in shown)])


def _more(left: Sequence[_Block]) -> str:
    ids = ", ".join(block.arxiv for block in left[:MOST_LEFT_OUT])
    return f"""
**No room for {count_of(len(left), "paper")} more:** decide on some of these first.
They return when there is room: `{ids}`
"""


def left_out(text: str) -> list[str]:
    """The arXiv ids of the papers that had no room in the issue."""
    lines = [match[1] for line in _lines(text) if (match := LEFT_OUT.fullmatch(line))]
    ids = [each.strip() for line in lines for each in line.split(",")]
    return [each for each in dict.fromkeys(ids) if ARXIV.fullmatch(each)]


def read(text: str, catalogue: Catalogue) -> Decisions:
    """What is ticked in the text of an issue; only lines that `render` wrote are carried out."""
    made: list[Decision] = []
    errors = []
    for block in _blocks(text):
        ticked = [(action, rest) for action, is_on, rest in block.boxes if is_on]
        if len({action for action, _ in ticked}) > 1:
            errors.append(f"{block.arxiv}: both boxes are ticked; leave one")
        elif ticked:
            try:
                made.append(_decision(block, *ticked[-1], catalogue))
            except ValueError as error:
                errors.append(f"{block.arxiv}: {error}")
    return Decisions(
        added=tuple(each for each in made if each.topics),
        refused=tuple(each for each in made if each.reason),
        errors=(*errors, *_unread(text)),
    )


def _decision(block: _Block, action: str, rest: str, catalogue: Catalogue) -> Decision:
    """What the line of a ticked box asks for; raises a ValueError that says what to write."""
    match = RESTS[action].fullmatch(rest)
    words = match[1].strip() if match else ""
    topics = topic_ids(words, catalogue.topics) if action == "add" else ()
    if not words or (action == "add" and not topics):
        raise ValueError(_wrong_shape(block.arxiv, action))
    if action == "add":
        return Decision(block.arxiv, block.title, topics=topics)
    try:
        return Decision(block.arxiv, block.title, reason=parse_text(words))
    except Malformed as error:
        raise ValueError(f"the reason {error.with_hint}") from None


def _unread(text: str) -> Iterator[str]:
    """A message for each line that looks like a ticked box, but is not one of the paper above."""
    arxiv = ""
    for number, line in enumerate(_lines(text), start=1):
        if heading := HEADING.fullmatch(line):
            arxiv = heading["arxiv"]
        ticked, box = TICKED.fullmatch(line), BOX.fullmatch(line)
        if ticked and (not arxiv or (box and box["arxiv"] != arxiv)):
            yield f"line {number}: the ticked box is not below the heading of its paper"
        elif ticked and not box:
            yield f"{arxiv}: {_wrong_shape(arxiv, ticked['action'])}"


def _wrong_shape(arxiv: str, action: str) -> str:
    shape = SHAPES[action].format(id=arxiv)
    return f"the line of a ticked box must be: - [x] {shape}"


def code_span(text: str) -> str:
    """The text as code in Markdown: one line, without invisible characters."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    return f"{fence} {line or '?'} {fence}" if "`" in line else f"`{line or '?'}`"


def _block(candidate: Candidate) -> _Block:
    arxiv, title = candidate.arxiv, candidate.title[:MAX_TEXT]
    lines = [
        f"### [{arxiv}](https://arxiv.org/abs/{arxiv}) {code_span(title)}",
        "",
        f"{code_span(_people(candidate.authors))}, {candidate.date}<br>",
        f"Why: {code_span('; '.join(candidate.reasons))}",
        "",
        f"- [ ] add {arxiv} to `{', '.join(candidate.topics)}`",
        f"- [ ] refuse {arxiv}: `{REASON}`",
        "",
    ]
    return next(_blocks("\n".join(lines)))


def _people(authors: tuple[str, ...]) -> str:
    shown = [name[:LONGEST_NAME] for name in authors[:MOST_AUTHORS]]
    more = len(authors) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _lines(text: str) -> list[str]:
    return re.sub("\r\n?", "\n", text).split("\n")


def _blocks(text: str) -> Iterator[_Block]:
    """Each paper once."""
    lines = _lines(text)
    headings = {
        place: made for place, line in enumerate(lines) if (made := HEADING.fullmatch(line))
    }
    ends = [*headings, len(lines)][1:] if headings else []
    known = set()
    for (start, heading), end in zip(headings.items(), ends, strict=True):
        arxiv = heading["arxiv"]
        if arxiv not in known:
            known.add(arxiv)
            block = "\n".join(lines[start:end]).rstrip("\n") + "\n"
            yield _Block(arxiv, heading["title"].strip("`").strip(" "), block)


def _fitting(blocks: Sequence[_Block]) -> tuple[Sequence[_Block], Sequence[_Block]]:
    """The first blocks, as many as GitHub has room for, and the others."""
    size = 0
    for number, block in enumerate(blocks):
        size += len(block.text.encode()) + 1
        if size > MOST:
            return blocks[:number], blocks[number:]
    return blocks, ()
