"""How many rows a page of the explorer has in its HTML."""

from collections.abc import Sequence

from paperlist.catalogue.model import Paper

# A page with more papers than `MOST` has only the rows of its newest `NEWEST` in the HTML.
MOST = 800
NEWEST = 300
# A page with more papers has no summaries in the HTML; the script adds them when they are shown.
SUMMARISED = 200


def is_large(papers: Sequence[Paper]) -> bool:
    return len(papers) > MOST


def has_summaries(papers: Sequence[Paper]) -> bool:
    """Whether the rows in the HTML have summaries."""
    return len(papers) <= SUMMARISED


def rows_in_page(papers: Sequence[Paper]) -> Sequence[Paper]:
    """The papers, newest first, whose rows are in the HTML; the script adds the other rows."""
    return papers[:NEWEST] if is_large(papers) else papers
