"""The values of an issue form, in a reader's words, as the values of the data."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.problems import quote
from paperlist.catalogue.values import Malformed, parse_link, parse_text, split_list
from paperlist.editing.correcting import LISTS, Value
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
        code=_valid(parse_link, values.get("code")),
        name=_valid(parse_text, values.get("name")),
        venue=_valid(parse_text, values.get("venue")),
    )
    return identify(values["paper"]), overrides


def read_correction(values: Mapping[str, str], catalogue: Catalogue) -> tuple[str, Value]:
    """The field and its new value; None removes the value."""
    key = field_key(values.get("key", ""))
    text = values.get("value")
    if not text:
        return key, None
    if key == "topics":
        return key, topic_ids(text, catalogue.topics)
    if key == "recommended":
        return key, RECOMMENDED.get(text.casefold(), text)
    return key, split_list(text) if key in LISTS else text


def field_key(choice: str) -> str:
    """aka for `Other names (aka)`, as the form has it, and for `aka`."""
    match = re.search(r"\((\w+)\)$", choice.strip())
    return match[1] if match else choice.strip()


def identify(text: str) -> Identifier:
    return _converted(parse_identifier, text)


def _valid(parse: Callable[[str], str], text: str | None) -> str | None:
    return None if text is None else _converted(parse, text)


def _converted(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except Malformed as error:
        hint = f"; {error.hint}" if error.hint else ""
        raise EditError(f"{quote(text)} {error}{hint}") from None
