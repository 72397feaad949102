"""Lists of records as JSON, among them CSL-JSON and the exports of such a list."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from paperlist.importing.records.csl import is_csl, read_csl
from paperlist.importing.records.fields import Record, read_records
from paperlist.importing.records.items import Reading

JSON = re.compile(r"\s*(?:\[\s*\{|\{\s*\")")
MOST_TRIED = 20
BETWEEN = re.compile(r"[\s,:]*")
# Names of the list in a file that has more than that.
LISTS = ("papers", "items", "entries", "records", "references", "publications", "data", "results")
NO_OBJECT = "not an object with fields"
DECODER = json.JSONDecoder()


@dataclass(frozen=True)
class Invalid:
    """In place of a value that cannot be read."""

    reason: str


def is_json(text: str) -> bool:
    return bool(JSON.match(text))


def is_csl_json(text: str) -> bool:
    return is_json(text) and any(
        isinstance(each, Mapping) and is_csl(each) for _, each in islice(_records(text), MOST_TRIED)
    )


def read_json(text: str) -> Reading:
    return read_records(_records(text), _topic_names(text))


def read_csl_json(text: str) -> Reading:
    return read_csl(_records(text))


def _records(text: str) -> Iterator[tuple[int, Record | str]]:
    """With the line of each; at a mistake, the reason and nothing more."""
    line, counted = 1, 0
    for at, value in _values(text):
        line, counted = line + text.count("\n", counted, at), at
        if isinstance(value, Invalid):
            yield line, f"not valid JSON: {value.reason}"
        else:
            yield line, value if isinstance(value, Mapping) else NO_OBJECT


def _values(text: str) -> Iterator[tuple[int, object]]:
    """The items of the list, or of the one in an object, or the values of an object."""
    start = _skip(text, 0)
    if text.startswith("{", start):
        members = [*_members(text, start)]
        lists = {name: at for name, at, value in members if isinstance(value, list)}
        named = [lists[name] for name in LISTS if name in lists]
        if not lists:
            yield from ((at, value) for _, at, value in members)
            return
        start = next(iter(named or lists.values()))
    at = _skip(text, start + 1)
    while not text.startswith("]", at):
        value, end = _decoded(text, at)
        yield at, value
        if isinstance(value, Invalid):
            return
        at = _skip(text, end)


def _members(text: str, at: int) -> Iterator[tuple[str, int, object]]:
    """The name, place and value of each; at a mistake, the reason and nothing more."""
    at = _skip(text, at + 1)
    while not text.startswith("}", at):
        name, end = _decoded(text, at)
        at = _skip(text, end)
        value, end = _decoded(text, at)
        yield str(name), at, value
        if isinstance(value, Invalid):
            return
        at = _skip(text, end)


def _skip(text: str, at: int) -> int:
    """Spaces, and the signs between values."""
    found = BETWEEN.match(text, at)
    return found.end() if found else at


def _decoded(text: str, at: int) -> tuple[object, int]:
    try:
        return DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        return Invalid(f"{error.msg} in line {error.lineno}"), len(text)
    except (ValueError, RecursionError):
        return Invalid("a number is too long, or lists are nested too deeply"), len(text)


def _topic_names(text: str) -> Mapping[str, str]:
    """The names of topics by id, which the JSON export has beside the papers."""
    try:
        whole: Any = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    topics = whole.get("topics") if isinstance(whole, dict) else None
    return {
        each["id"]: each["name"]
        for each in (topics if isinstance(topics, list) else [])
        if isinstance(each, dict)
        and isinstance(each.get("id"), str)
        and isinstance(each.get("name"), str)
    }
