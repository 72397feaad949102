"""The values of an issue form, in a reader's words, as the values of the data."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from paperlist.catalogue.entries import did_you_mean
from paperlist.catalogue.model import Catalogue, Topic
from paperlist.catalogue.problems import quote
from paperlist.catalogue.spelling import title_key
from paperlist.catalogue.values import Malformed, parse_link, parse_text, split_list
from paperlist.editing.correcting import LISTS, Value
from paperlist.editing.new_entry import Overrides
from paperlist.editing.working_copy import EditError
from paperlist.sources.identifiers import Identifier, parse_identifier

T = TypeVar("T")

COMMAS = re.compile("[,，]")
RECOMMENDED = {"recommended": "2", "推荐": "2", "must read": "3", "必读": "3"}


class UnknownTopic(EditError):
    """The list has no topic of this id or name."""


def read_addition(values: Mapping[str, str], catalogue: Catalogue) -> tuple[Identifier, Overrides]:
    """Raises EditError for a value that no entry may have."""
    topics = topic_ids(values.get("topics", ""), catalogue.topics)
    if "paper" not in values or not topics:
        raise EditError("an arXiv id, a DOI or a link to one is required, and a topic")
    check_topics(topics, catalogue)
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


def topic_ids(text: str, topics: Iterable[Topic]) -> tuple[str, ...]:
    """Ids of topics given by id or name, separated by commas; an unknown name stays as it is."""
    names = {name: topic.id for topic in topics for name in _names(topic)}
    ids = {title_key(name): topic_id for name, topic_id in names.items()}
    longest = 1 + max((len(COMMAS.findall(name)) for name in names), default=0)
    found = []
    for group in re.split("[;；]", text):
        parts = [part.strip() for part in COMMAS.split(group) if part.strip()]
        while parts:
            # A name may have commas itself: the longest run of parts that is a name counts.
            runs = (n for n in range(longest, 0, -1) if title_key(" ".join(parts[:n])) in ids)
            size = next(runs, 1)
            name = ", ".join(parts[:size])
            found.append(ids.get(title_key(name), name))
            parts = parts[size:]
    return tuple(dict.fromkeys(found))


def check_topics(topics: Iterable[str], catalogue: Catalogue) -> None:
    """Raises UnknownTopic for an id that is not in the list."""
    known = [topic.id for topic in catalogue.topics]
    for topic in topics:
        if topic not in known:
            every = f"the topics are {', '.join(known)}" if known else "topics.yaml has no topics"
            hint = did_you_mean(topic, known) or every
            raise UnknownTopic(f"unknown topic {quote(topic)}; {hint}")


def identify(text: str) -> Identifier:
    return _converted(parse_identifier, text)


def _names(topic: Topic) -> Iterator[str]:
    """The id, the name in each language, and `Name (id)` as the form has it."""
    yield topic.id
    for key, value in topic:
        if key.partition("_")[0] == "name" and isinstance(value, str):
            yield value
            yield f"{value} ({topic.id})"


def _valid(parse: Callable[[str], str], text: str | None) -> str | None:
    return None if text is None else _converted(parse, text)


def _converted(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except Malformed as error:
        hint = f"; {error.hint}" if error.hint else ""
        raise EditError(f"{quote(text)} {error}{hint}") from None
