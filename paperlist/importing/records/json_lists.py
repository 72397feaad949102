"""Lists of records as JSON, among them CSL-JSON and the exports of such a list."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from paperlist.importing.records.csl import is_csl, read_csl
from paperlist.importing.records.fields import Record, is_record, read_records
from paperlist.importing.records.items import Reading

SPACE = re.compile(r"[\s,]*")
# Names of the list in a file that has more than that.
LISTS = ("papers", "items", "entries", "records", "references", "publications", "data", "results")
NO_OBJECT = "not an object with fields"
DECODER = json.JSONDecoder()


def is_json(text: str) -> bool:
    return text.lstrip()[:1] in ("[", "{") and any(
        isinstance(each, Mapping) and (is_csl(each) or is_record(each))
        for _, each in _records(text)
    )


def is_csl_json(text: str) -> bool:
    return text.lstrip()[:1] in ("[", "{") and any(
        isinstance(each, Mapping) and is_csl(each) for _, each in _records(text)
    )


def read_json(text: str) -> Reading:
    return read_records(_records(text), _topic_names(text))


def read_csl_json(text: str) -> Reading:
    return read_csl(_records(text))


def _records(text: str) -> Iterator[tuple[int, Record | str]]:
    """With the line of each; at a mistake, the reason and nothing more."""
    start = SPACE.match(text).end()  # type: ignore[union-attr]
    if text[start : start + 1] == "{":
        start = _list_in(text, start)
    at, line, counted = start + 1, 1, 0
    while start >= 0:
        at = SPACE.match(text, at).end()  # type: ignore[union-attr]
        if text[at : at + 1] == "]":
            return
        line += text.count("\n", counted, at)
        counted = at
        try:
            value, at = DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            yield error.lineno, f"not valid JSON: {error.msg}"
            return
        except RecursionError:
            yield line, "not valid JSON: nested too deeply"
            return
        yield line, value if isinstance(value, Mapping) else NO_OBJECT


def _list_in(text: str, at: int) -> int:
    """Where the list of papers begins in an object; -1 if it has none."""
    found: dict[str, int] = {}
    at += 1
    try:
        while True:
            at = SPACE.match(text, at).end()  # type: ignore[union-attr]
            name, at = DECODER.raw_decode(text, at)
            at = re.compile(r"\s*:\s*").match(text, at).end()  # type: ignore[union-attr]
            if text[at : at + 1] == "[" and isinstance(name, str):
                found[name] = at
            _, at = DECODER.raw_decode(text, at)
    except (json.JSONDecodeError, AttributeError, RecursionError):
        pass
    return next((found[name] for name in LISTS if name in found), next(iter(found.values()), -1))


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
