"""Addresses of views of the list, such as all papers of an author."""

import re
from urllib.parse import urlencode

QUOTES = re.compile('["“”]')


def view_of(field: str, name: str) -> str:
    """The query of the address for papers with this whole name: `?q=author:%22Tri+Dao%22`.

    A query cannot quote a quotation mark: of such a name, the longest part is searched.
    """
    parts = QUOTES.split(name)
    end = "" if parts[1:] else '"'
    return "?" + urlencode({"q": f'{field}:"{max(parts, key=len)}{end}'}, safe=":,/")
