"""What entries lack, and topics that are too large."""

from collections.abc import Iterator

from paperlist.catalogue.load import TOPICS
from paperlist.health.findings import Finding, Review

# A topic narrows the list down: to more than a tenth it hardly does, and more than a hundred papers
# are too many to read through. A small list has large tenths, and a large one large topics.
MOST_PAPERS = 100
MOST_SHARE = 0.1


def no_authors(review: Review) -> Iterator[Finding]:
    """A paper or a report names its authors."""
    for paper in review.catalogue.papers:
        if paper.kind in ("paper", "report") and not paper.authors:
            yield review.about(paper)


def no_venue(review: Review) -> Iterator[Finding]:
    """A paper that is older than a year has a venue."""
    for paper in review.catalogue.papers:
        if paper.kind == "paper" and not paper.venue and paper.date[:7] < review.year_ago:
            yield review.about(paper)


def no_code(review: Review) -> Iterator[Finding]:
    """A paper has a link to its code."""
    for paper in review.catalogue.papers:
        if paper.kind == "paper" and not paper.code:
            yield review.about(paper)


def no_summary(review: Review) -> Iterator[Finding]:
    """An entry has a summary."""
    for paper in review.catalogue.papers:
        if not paper.summary:
            yield review.about(paper)


def large_topics(review: Review) -> Iterator[Finding]:
    """A topic has at most a hundred papers, or at most a tenth of the list."""
    total = len(review.catalogue.papers)
    for topic in review.catalogue.largest_topics:
        number = len(review.catalogue.by_topic[topic.id])
        if number > max(MOST_PAPERS, MOST_SHARE * total):
            values: dict[str, str | int] = {"papers": number, "total": total}
            yield Finding(topic.id, TOPICS, values=values)
