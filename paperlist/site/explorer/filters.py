"""The filters of the explorer.

Each filter has one row in `FILTERS` below, from which the page gets its controls and counts, and
one row in `FILTERS` of `scripts/filters.js`, which reads it from the address, tests papers and
makes its chips. To add a filter of a kind that exists:

1. Add a row to `FILTERS` here: its name, which is also the parameter in the address and the name of
   the control; its kind; the keys of its labels; and the values of a paper.
2. Add new labels to `paperlist/publishing/words.yaml`.
3. Add a row with the same name and kind, at the same position, to `FILTERS` in
   `scripts/filters.js`. If it needs a field that `assets/explorer.json` lacks, add the field to
   `COLUMNS` in `index.py`.
4. Add it to `NOTHING` and `passes` in `tests/support/reference.py`, and its values to `KNOWN` in
   `tests/browser/test_explorer_functions.py`.

`tests/site/test_filters.py` names the filter if step 1 or 3 is missing; the tests of step 4 compare
the results of the browser with plain Python. A new kind also needs a control in
`templates/explorer.html` and a function in `scripts/filters.js`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from paperlist.catalogue.model import Catalogue, Paper
from paperlist.catalogue.values import KINDS
from paperlist.publishing.citation import cite

Kind = Literal[
    "query",  # the search field
    "wider",  # whether it searches more
    "topics",  # any number of topics
    "match",  # whether a paper needs one or all of them
    "excluded",  # topics that a paper must not have
    "span",  # from one date to another
    "choice",  # one of several values
    "yes",  # on or off
    "level",  # at least this much
    "ids",  # papers named in a link; no control sets it
]
Counts = tuple[tuple[str, int], ...]
Order = Callable[[Counter[str], Catalogue], Iterable[str]]
LEVELS = ("2", "3")
STARS = ("100", "1000", "10000")


def _no_values(_paper: Paper, _catalogue: Catalogue) -> Iterable[str]:
    return ()


def _star_levels(paper: Paper, catalogue: Catalogue) -> Iterable[str]:
    stars = catalogue.stars_of(paper)
    return [each for each in STARS if stars and int(each) <= (stars.count or 0)]


def _most_papers_first(counts: Counter[str], _catalogue: Catalogue) -> Iterable[str]:
    return sorted(counts, key=lambda value: (-counts[value], value.casefold()))


@dataclass(frozen=True)
class Filter:
    name: str
    kind: Kind
    label: str
    """Key of the label in words.yaml, as are the other labels."""
    values: Callable[[Paper, Catalogue], Iterable[str]] = _no_values
    """The values of a paper; each option shows how many papers have it."""
    order: Order = _most_papers_first
    """The values in the order of the options."""
    unset: str = ""
    """Label of the option that sets nothing."""
    sheet_label: str = ""
    """Label in the sheet of all filters, if it differs."""
    value_labels: Mapping[str, str] = field(default_factory=dict)
    """Labels of values; other values are their own label."""
    in_bar: bool = False
    """Whether the bar above the list has it too, on wide screens."""

    @property
    def words(self) -> set[str]:
        """All its keys in words.yaml."""
        keys = {self.label, self.unset, self.sheet_label, *self.value_labels.values()}
        return keys - {""}


FILTERS = (
    Filter("q", "query", "search_list"),
    Filter("abstracts", "wider", "search_abstracts"),
    Filter(
        "topic",
        "topics",
        "topic",
        values=lambda paper, _: paper.topics,
        order=lambda counts, catalogue: [
            item.id for _, topics in catalogue.by_group for item in topics if counts[item.id]
        ],
        unset="all_topics",
        in_bar=True,
    ),
    Filter("match", "match", "match_all"),
    Filter("not", "excluded", "without"),
    Filter(
        "date",
        "span",
        "year",
        values=lambda paper, _: (paper.year,),
        order=lambda counts, _: sorted(counts, reverse=True),
        unset="all_years",
        in_bar=True,
    ),
    Filter(
        "kind",
        "choice",
        "kind",
        values=lambda paper, _: (paper.kind,),
        order=lambda counts, _: [kind for kind in KINDS if counts[kind]],
        unset="all_kinds",
        value_labels={kind: f"long_{kind}" for kind in KINDS},
    ),
    Filter(
        "venue",
        "choice",
        "venue",
        values=lambda paper, _: filter(None, (cite(paper).venue_name,)),
        unset="all_venues",
    ),
    Filter(
        "code",
        "yes",
        "code",
        values=lambda paper, _: ("yes",) if paper.code else (),
        sheet_label="with_code_only",
        in_bar=True,
    ),
    Filter(
        "recommended",
        "level",
        "recommended",
        values=lambda paper, _: [each for each in LEVELS if int(each) <= (paper.recommended or 0)],
        order=lambda *_: LEVELS,
        unset="all_papers",
        value_labels={"2": "recommended", "3": "must_read"},
        in_bar=True,
    ),
    Filter(
        "stars",
        "level",
        "star_count",
        values=_star_levels,
        order=lambda _, catalogue: STARS if catalogue.has_most_stars else (),
        unset="all_papers",
        value_labels={each: f"stars_{each}" for each in STARS},
    ),
    Filter(
        "collection",
        "choice",
        "collection",
        values=lambda paper, catalogue: [
            item.id for item in catalogue.collections if paper.id in item.papers
        ],
        order=lambda counts, catalogue: [
            item.id for item in catalogue.collections if counts[item.id]
        ],
        unset="all_papers",
    ),
    Filter(
        "engine",
        "choice",
        "runs_in",
        values=lambda paper, _: {run.engine for run in paper.runs_in},
        order=lambda counts, catalogue: [item.id for item in catalogue.engines if counts[item.id]],
        unset="all_papers",
    ),
    Filter("new", "yes", "new_since"),
    Filter("ids", "ids", "some_papers"),
)
