"""The authors of a form: a list that people write in many ways, as the names of an entry."""

import re
from itertools import pairwise

from paperlist.catalogue.authors import (
    CUT,
    SEPARATOR,
    may_be_several,
    names_in,
    split_at_commas,
    without_extras,
)
from paperlist.catalogue.problems import quote, short
from paperlist.catalogue.values import ET_AL, without_brackets
from paperlist.editing.working_copy import EditError

# A comma beside these may be one inside a name.
BETWEEN = re.compile("[;；\n\t]")
NUMBER = re.compile(r"(?:^|(?<=[;；\n]))\s*\d{1,3}(?:、\s*|[.．]\s+)(?=[^\W\d])")
# What can be left out without a question.
LAYOUT = frozenset(
    {
        "a bullet",
        "a number",
        "a mark",
        "a comma",
        "a full-width comma",
        "a full stop",
        "a label",
        "quotation marks",
    }
)
# Parts of a name that states its family name first: "Bee, Ada" and "Bee, A. B."
GIVEN = re.compile(r"[A-Z]\w?[a-zß-ÿ]+(?:-[A-Za-z][a-z]+)?|(?:[A-Z]\.[\s-]*)+")


def split_authors(text: str) -> tuple[str, ...]:
    """Raises EditError where it is not certain which names the list has.

    Where ';' or lines separate the names, a comma stays inside a name: "García Montes, Gabriel".
    """
    text = NUMBER.sub("", without_brackets(text).strip())
    text, is_cut = CUT.sub("", text), bool(CUT.search(text))
    is_clear = bool(BETWEEN.search(text))
    parts = BETWEEN.split(text) if is_clear else _at_any_comma(text)
    names = [name for part in parts if part.strip() for name in _names(part, is_clear=is_clear)]
    return (*names, ET_AL) if is_cut else tuple(names)


def _at_any_comma(text: str) -> list[str]:
    parts = [part for each in SEPARATOR.split(text) for part in split_at_commas(each)]
    for before, part in pairwise(parts):
        if GIVEN.fullmatch(part) and f"{before}," in text:
            raise _unclear(f"{before}, {part}")
    return parts


def _unclear(text: str) -> EditError:
    return EditError(f"{quote(text)} may be one name or two; put ';' after every name")


def _names(part: str, *, is_clear: bool) -> tuple[str, ...]:
    """A single name between ';' may have 'and' in it, as the names of departments do."""
    is_padded = "\u3000" in part.strip()
    part = " ".join(part.split())
    name, extras = without_extras(part)
    if LAYOUT.issuperset(extras):
        part, extras = name, ()
    names = names_in(part)
    if len(names) == 1 and not is_clear and (is_padded or may_be_several(part)):
        raise _unclear(part)
    if len(names) > 1:
        return tuple(each for name in names for each in _names(name, is_clear=True))
    if extras:
        what = " and ".join(extras)
        raise EditError(f"{quote(part)} is a name with {what}; write the name only: {short(name)}")
    if not any(letter.isalpha() for letter in part):
        raise EditError(f"{quote(part)} is not a name; write the names only, without numbers")
    return names
