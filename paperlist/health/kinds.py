"""The kinds of findings, in the order of a report: a function finds those of each kind.

Its docstring is the rule. words.yaml has a heading, what to do, and a text for each kind.
"""

from collections.abc import Callable, Iterable, Mapping

from paperlist.catalogue.model import Catalogue
from paperlist.health import entries, facts
from paperlist.health.findings import Finding, Review

Find = Callable[[Review], Iterable[Finding]]

KINDS: Mapping[str, Find] = {
    "gone-links": facts.gone_links,
    "moved-links": facts.moved_links,
    "gone-repositories": facts.gone_repositories,
    "moved-repositories": facts.moved_repositories,
    "archived-repositories": facts.archived_repositories,
    "withdrawn": facts.withdrawn,
    "other-titles": facts.other_titles,
    "other-authors": facts.other_authors,
    "suggestions": facts.suggestions,
    "no-authors": entries.no_authors,
    "no-venue": entries.no_venue,
    "no-code": entries.no_code,
    "no-summary": entries.no_summary,
    "no-facts": facts.no_facts,
    "old-facts": facts.old_facts,
    "large-topics": entries.large_topics,
}


def find_all(
    catalogue: Catalogue, today: str, kinds: Iterable[str] = KINDS
) -> dict[str, tuple[Finding, ...]]:
    """The findings of each kind, in the order of the file."""
    review = Review(catalogue, today)
    return {kind: tuple(KINDS[kind](review)) for kind in kinds}
