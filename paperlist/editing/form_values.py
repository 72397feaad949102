"""The values of an issue form, in a reader's words, as the values of the data."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from paperlist.catalogue.characters import typing_hint
from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.problems import quote
from paperlist.catalogue.values import Malformed, parse_link, parse_text, split_list
from paperlist.editing.author_lists import split_authors
from paperlist.editing.correcting import LISTS, Value
from paperlist.editing.forms import LABELS
from paperlist.editing.new_entry import Overrides
from paperlist.editing.topics import require_topics, topic_ids
from paperlist.editing.working_copy import EditError
from paperlist.sources.identifiers import Identifier, parse_identifier

T = TypeVar("T")

RECOMMENDED = {"recommended": "2", "推荐": "2", "must read": "3", "必读": "3"}


def read_addition(values: Mapping[str, str], catalogue: Catalogue) -> tuple[Identifier, Overrides]:
    """Raises EditError for a value that no entry may have."""
    topics = topic_ids(values.get("topics", ""), catalogue.topics)
    if "paper" not in values or not topics:
        raise EditError("an arXiv id, a DOI or a link to one is required, and a topic")
    require_topics(topics, catalogue)
    overrides = Overrides(
        topics,
        code=_valid(parse_link, values, "code"),
        name=_valid(parse_text, values, "name"),
        venue=_valid(parse_text, values, "venue"),
    )
    return identify(values["paper"]), overrides


def read_correction(values: Mapping[str, str], catalogue: Catalogue) -> tuple[str, Value]:
    """The field and its new value; None removes the value."""
    key = field_key(values.get("key", ""))
    text = values.get("value")
    if not text:
        return key, None
    if key in LISTS:
        if items := _items(key, text, catalogue):
            return key, items
        raise EditError(
            f"'{LABELS['value']}': {quote(text)} has no item; leave it empty to remove {key}"
        )
    if "\n" in text:
        raise EditError(f"'{LABELS['value']}' must be a single line")
    return key, RECOMMENDED.get(text.casefold(), text) if key == "recommended" else text


def _items(key: str, text: str, catalogue: Catalogue) -> tuple[str, ...]:
    if key == "topics":
        return topic_ids(text, catalogue.topics)
    return split_authors(text) if key == "authors" else split_list(text)


def field_key(choice: str) -> str:
    """aka for `Other names (aka)`, as the form has it, and for `aka`."""
    match = re.search(r"\((\w+)\)$", choice.strip())
    return match[1] if match else choice.strip()


def identify(text: str) -> Identifier:
    return _converted(parse_identifier, text)


def _valid(parse: Callable[[str], str], values: Mapping[str, str], field: str) -> str | None:
    text = values.get(field)
    return None if text is None else _converted(parse, text, f"'{LABELS[field]}': ")


def _converted(parse: Callable[[str], T], text: str, label: str = "") -> T:
    try:
        return parse(text)
    except Malformed as error:
        hint = (typing_hint(text) if error.rule == "link" else "") or error.hint
        raise EditError(f"{label}{quote(text)} {error}" + (f"; {hint}" if hint else "")) from None
