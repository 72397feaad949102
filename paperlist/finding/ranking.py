"""Ranks the papers that are not in the list, and says why each may belong there."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.problems import count_of
from paperlist.catalogue.seen import keys_of
from paperlist.finding.candidates import Candidate
from paperlist.finding.known import KnownPapers
from paperlist.finding.other_lists import OtherPapers
from paperlist.finding.scoring import Match, Scorer
from paperlist.finding.terms import terms_of
from paperlist.sources.metadata import Metadata

MOST_TOPICS = 3
# Of the similarity of the nearest entries; less says little about the paper.
LEAST_SHARE = 0.2
MOST_NAMED = 2
CODE = re.compile(
    r"https://(?:github\.com|gitlab\.com|huggingface\.co)/[\w.-]+/[\w-]+(?:\.[\w-]+)*"
)
# In standard deviations, as the parts of the score.
SYSTEMS, CODE_LINK, AUTHOR, WATCHED = 0.5, 0.2, 1.0, 1.0
# For each other list. `make recall` does not measure it: its windows have no lists.
IN_LIST, MOST_LISTS = 2.0, 3
SYSTEMS_CLASSES = {"cs.AR", "cs.DC", "cs.NI", "cs.OS", "cs.PF"}
# Fewer papers of one name may be chance.
FEWEST_PAPERS = 2


def rank(
    found: Sequence[Metadata], catalogue: Catalogue, lists: Sequence[OtherPapers] = ()
) -> list[Candidate]:
    """All that are neither listed nor in seen.yaml, the best first; a repeated one counts once.

    `lists` are those of other people.
    """
    papers = list({paper.arxiv: paper for paper in found}.values())
    texts = [terms_of(paper.title, paper.abstract) for paper in papers]
    scorer, known = Scorer(catalogue, texts), KnownPapers(catalogue)
    authors = Counter(name for paper in catalogue.papers for name in paper.known_authors)
    phrases = [phrase for topic in catalogue.topics for phrase in topic.watch]
    candidates = [
        _candidate(paper, scorer.match(text), _signs(paper, phrases, authors, lists))
        for paper, text in zip(papers, texts, strict=True)
        if not paper.withdrawn and not known.has(_values(paper))
    ]
    return sorted(candidates, key=lambda each: (-each.score, each.arxiv))


@dataclass(frozen=True)
class _Signs:
    """What beside likeness says that a paper may belong in the list."""

    watched: Sequence[str]
    authors: Sequence[str]
    """Those of several entries."""
    lists: int
    """How many other lists have it."""
    code: str
    is_about_systems: bool

    @property
    def bonus(self) -> float:
        bonus = SYSTEMS * self.is_about_systems + CODE_LINK * bool(self.code)
        bonus += AUTHOR * bool(self.authors) + WATCHED * bool(self.watched)
        return bonus + IN_LIST * min(self.lists, MOST_LISTS)

    def reasons(self) -> Iterable[str]:
        if self.watched:
            yield f"mentions {', '.join(self.watched[:MOST_NAMED])}"
        if self.authors:
            yield f"by {', '.join(self.authors[:MOST_NAMED])}"
        if self.lists:
            yield f"in {count_of(self.lists, 'list')}"
        if self.code:
            yield "code"


def _signs(
    paper: Metadata,
    phrases: Iterable[str],
    authors: Counter[str],
    lists: Iterable[OtherPapers],
) -> _Signs:
    code = CODE.search(f"{paper.comment} {paper.abstract}")
    keys = {key for _, key in keys_of(_values(paper))}
    return _Signs(
        watched=_watched(paper, phrases),
        authors=[name for name in paper.authors if authors[name] >= FEWEST_PAPERS],
        lists=sum(not keys.isdisjoint(each.keys) for each in lists),
        code=code[0] if code else "",
        is_about_systems=not SYSTEMS_CLASSES.isdisjoint(paper.classes),
    )


def _values(paper: Metadata) -> dict[str, str | None]:
    return {"arxiv": paper.arxiv, "doi": paper.doi, "title": paper.title}


def _watched(paper: Metadata, phrases: Iterable[str]) -> list[str]:
    """The phrases that its title or abstract has, in any case."""
    text = f"{paper.title} {paper.abstract}".casefold()
    return [each for each in phrases if each.casefold() in text]


def _candidate(paper: Metadata, match: Match, signs: _Signs) -> Candidate:
    shares = _topic_shares(match)
    return Candidate(
        arxiv=paper.arxiv or "",
        title=paper.title,
        authors=paper.authors,
        date=paper.day,
        score=round(match.score + signs.bonus, 2),
        topics=tuple(shares),
        reasons=(*_likeness(match, shares), *signs.reasons()),
        code=signs.code,
    )


def _topic_shares(match: Match) -> dict[str, float]:
    """The topics of the nearest entries, with their share of the similarity."""
    whole = sum(similarity for _, similarity in match.nearest)
    shares: dict[str, float] = defaultdict(float)
    for paper, similarity in match.nearest:
        for topic in paper.topics:
            shares[topic] += similarity / whole
    best = sorted(shares.items(), key=lambda each: -each[1])[:MOST_TOPICS]
    return {topic: share for topic, share in best if share >= LEAST_SHARE} or dict(best[:1])


def _likeness(match: Match, shares: dict[str, float]) -> Iterable[str]:
    for topic, share in list(shares.items())[:1]:
        likes = ", ".join(paper.id for paper, _ in match.nearest[:MOST_NAMED])
        yield f"{topic} {share:.2f}; like {likes}"
