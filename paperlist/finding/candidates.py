"""A paper that may belong in the list; title and authors are the text of strangers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    arxiv: str
    """Without a version."""
    title: str
    authors: tuple[str, ...]
    date: str
    """Of the first version, YYYY-MM-DD."""
    score: float
    topics: tuple[str, ...]
    """Ids of topics.yaml, the best first, at most three."""
    reasons: tuple[str, ...]
    """Short texts in English: "speculative decoding 0.81; like eagle-3, medusa"."""
    code: str = ""
