"""Rules about venues.

Each docstring is the rule, with entries that fail and some that pass; `table.RULES` lists them.
"""

import re
from collections import Counter
from collections.abc import Iterator

from paperlist.catalogue import values
from paperlist.catalogue.problems import Problem, quote
from paperlist.catalogue.reading.entries import Entry
from paperlist.catalogue.reading.source import Scalar
from paperlist.catalogue.rules.one_entry import is_valid
from paperlist.catalogue.venues import Venue, read_venue, usual_name


def check_venue_year(entry: Entry) -> Iterator[Problem]:
    """A venue has a year. An archive of preprints needs none.

    Fails:

        - date: 2024-02
          venue: AISTATS

    Passes:

        - venue: AISTATS 2024
        - venue: NeurIPS'23
        - venue: arXiv preprint
    """
    found = _venue(entry)
    if found is None or found[1].year or found[1].is_preprint:
        return
    scalar, venue = found
    date = entry.scalar("date")
    year = int(date.text[:4]) if date and is_valid(values.parse_date, date) else 2024
    hint = f"write it at the end, as in {quote(str(_with_year(venue.name, year)), values.MAX_TEXT)}"
    message = f"venue {quote(scalar.text)} has no year"
    yield entry.warning(scalar, "venue-year", message, hint)


def _with_year(name: str, year: int) -> Venue:
    """The year is that of the paper, or near it in the name: AAAI 2024 for AAAI-24."""
    match = re.fullmatch(r"(.*[^\W\d_])[ -]?(\d\d)", name)
    if match and abs(2000 + int(match[2]) - year) <= 2:
        name, year = match[1], 2000 + int(match[2])
    return Venue(usual_name(name) or name, year)


def check_venue_name(entries: list[Entry]) -> Iterator[Problem]:
    """The name of a venue is not nearly that of a known one.

    Known are the usual conferences and journals, and the names that two entries of the list have.
    A stated `publication` means that the name is right.

    Fails:

        - venue: Neurips 2024
        - venue: AISTAT 2024

    Passes:

        - venue: NeurIPS 2024
        - venue: AISTAT 2024
          publication: conference
    """
    found = [(entry, *pair) for entry in entries if (pair := _venue(entry))]
    counts = Counter(venue.name for *_, venue in found)
    repeated = {name for name, count in counts.items() if count > 1 and not usual_name(name)}
    usual_names = {name: usual_name(name, repeated) for name in counts}
    for entry, scalar, venue in found:
        usual = usual_names[venue.name]
        if usual is None or venue.is_preprint or entry.get("publication") is not None:
            continue
        written = quote(str(Venue(usual, venue.year)), values.MAX_TEXT)
        hint = f"write {written}, or state `publication`"
        message = f"venue {quote(scalar.text)} is nearly {quote(usual)}"
        yield entry.warning(scalar, "venue-name", message, hint)


def _venue(entry: Entry) -> tuple[Scalar, Venue] | None:
    """Another rule is about repeated spaces."""
    scalar = entry.scalar("venue")
    is_short = scalar and len(scalar.text) <= values.MAX_TEXT
    text = " ".join(scalar.text.split()) if scalar and is_short else ""
    return (scalar, read_venue(text)) if scalar and text else None
