"""Topics as a person names them: by id, or by name in any language."""

import re
from collections.abc import Iterable, Iterator

from paperlist.catalogue.model import Catalogue, Topic
from paperlist.catalogue.problems import quote
from paperlist.catalogue.reading.entries import did_you_mean
from paperlist.catalogue.spelling import title_key
from paperlist.catalogue.values import BULLET, without_brackets
from paperlist.editing.working_copy import EditError

COMMAS = re.compile("[,，、]")


class UnknownTopic(EditError):
    """The list has no topic with this id."""


def topic_ids(text: str, topics: Iterable[Topic]) -> tuple[str, ...]:
    """Ids of topics given by id or name, separated by commas; an unknown name stays as it is."""
    names = {name: topic.id for topic in topics for name in _form_names(topic)}
    ids = {title_key(name): topic_id for name, topic_id in names.items()}
    longest = 1 + max((len(COMMAS.findall(name)) for name in names), default=0)
    chosen = []
    for group in re.split("[;；\n]", without_brackets(text)):
        parts = [part.strip() for part in COMMAS.split(BULLET.sub("", group)) if part.strip()]
        while parts:
            # A name may have commas itself: the longest run of parts that is a name counts.
            runs = (n for n in range(longest, 0, -1) if title_key(" ".join(parts[:n])) in ids)
            size = next(runs, 1)
            name = ", ".join(parts[:size])
            chosen.append(ids.get(title_key(name), name))
            parts = parts[size:]
    return tuple(dict.fromkeys(chosen))


def require_topics(topics: Iterable[str], catalogue: Catalogue) -> None:
    """Raises UnknownTopic for an id that is not in the list."""
    known = [topic.id for topic in catalogue.topics]
    for topic in topics:
        if topic not in known:
            every = f"the topics are {', '.join(known)}" if known else "topics.yaml has no topics"
            hint = did_you_mean(topic, known) or every
            raise UnknownTopic(f"unknown topic {quote(topic)}; {hint}")


def topic_names(topic: Topic) -> Iterator[str]:
    """The id, and the name in each language."""
    yield topic.id
    for field, value in topic:
        if field.partition("_")[0] == "name" and isinstance(value, str):
            yield value


def _form_names(topic: Topic) -> Iterator[str]:
    """Also `Name (id)`, as the issue form has it."""
    for name in topic_names(topic):
        yield name
        yield f"{name} ({topic.id})"
