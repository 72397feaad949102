"""The usual short name of a venue from the long ones of publishers."""

import re

from paperlist.catalogue.venues import read_venue
from paperlist.sources.doi import ACRONYM, EVENT


def short_venue(event: str, container: str) -> str:
    """SOSP '23 for a conference with a short name, else the journal or the book."""
    for text in filter(None, (event, container)):
        found = EVENT.match(text)
        if found and re.match(r"\s*(?::|$)", text[found.end() :]):
            return found[0]
    for text in filter(None, (event, container)):
        if found := ACRONYM.search(text):
            year = read_venue(text).year
            return f"{found[1]} {year}" if year else found[1]
    return container or event
