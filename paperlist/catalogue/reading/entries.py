"""Entries: the records of a YAML file, their lines, and the fields each must have."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from rapidfuzz import fuzz, process

from paperlist.catalogue.characters import line_hint, typing_hint
from paperlist.catalogue.fields import FieldType, type_of
from paperlist.catalogue.languages import LANGUAGES, TRANSLATABLE
from paperlist.catalogue.problems import Problem, RuleId, quote
from paperlist.catalogue.reading.source import Mapping, Node, Scalar, Sequence
from paperlist.catalogue.values import MAX_ID, MAX_TEXT, Malformed

# Of 100, as `fuzz.ratio` counts: twice the common characters of two words by all of theirs.
NEAR = 60

Shape = TypeVar("Shape", bound=BaseModel)

EXAMPLE_DATE = re.compile(r"(?<![\w/.-])\d{4}-\d\d(-\d\d)?$")


@dataclass(frozen=True)
class Entry:
    """One record as written: keys may be missing, and values may be wrong."""

    path: str
    number: int
    node: Mapping

    @property
    def label(self) -> str:
        """Its name in messages: its id, name, title, paper or url, otherwise its number."""
        for key in ("id", "name", "title", "paper", "url"):
            if text := self.scalar(key):
                return quote(text.text)
        return f"number {self.number}"

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.node.pairs if name.text == key), None)

    def scalar(self, key: str) -> Scalar | None:
        """None if it is missing, empty or not text."""
        node = self.get(key)
        return node if isinstance(node, Scalar) and node.text.strip() else None

    def items(self, key: str) -> list[Scalar]:
        """The texts of a list; empty if it is missing or not a list."""
        value = self.get(key)
        nodes = value.items if isinstance(value, Sequence) else ()
        return [node for node in nodes if isinstance(node, Scalar)]

    def records(self, key: str) -> list["Entry"]:
        """The records of a list; empty if it is missing or not a list."""
        value = self.get(key)
        nodes = value.items if isinstance(value, Sequence) else ()
        return [Entry(self.path, self.number, node) for node in nodes if isinstance(node, Mapping)]

    def texts(self) -> Iterator[tuple[str, Scalar]]:
        """Every text with its key, including those in lists and inner records."""
        for key, value in self.node.pairs:
            for node in value.items if isinstance(value, Sequence) else (value,):
                if isinstance(node, Scalar):
                    yield key.text, node
                elif isinstance(node, Mapping):
                    yield from Entry(self.path, self.number, node).texts()

    def problem(self, at: Node, rule: RuleId, message: str, hint: str = "") -> Problem:
        return Problem(self.path, at.line, at.column, rule, message, hint)

    def warning(self, at: Node, rule: RuleId, message: str, hint: str = "") -> Problem:
        return replace(self.problem(at, rule, message, hint), severity="warning")


def split_entries(root: Node, path: str) -> tuple[list[Entry], list[Problem]]:
    """The records of a list; everything else in it is a problem."""
    if not isinstance(root, Sequence):
        message = "the file must be a list of entries"
        hint = "start each entry with '- ' and its first key, such as '- id: …'"
        return [], [Problem(path, root.line, root.column, "entry-list", message, hint)]
    entries, problems = [], []
    for number, node in enumerate(root.items, start=1):
        if isinstance(node, Mapping):
            entries.append(Entry(path, number, node))
        else:
            start = node.text if isinstance(node, Scalar) else ""
            hint = "start it with '- ' and its first key, and write one key per line"
            hint = line_hint(start) or hint
            message = "this entry has no keys"
            problems.append(Problem(path, node.line, node.column, "entry-type", message, hint))
    return entries, problems


def read_entry(
    entry: Entry, model: type[Shape], today: str = ""
) -> tuple[Shape | None, list[Problem]]:
    """The entry as a value, or all its wrong keys and values; hints show the date of today."""
    try:
        return model.model_validate(plain(entry.node)), []
    except ValidationError as error:
        errors = [dict(each) for each in error.errors()]
        return None, [_problem(entry, model, e, today) for e in errors if not _is_echo(entry, e)]


def read_entries(
    entries: Iterable[Entry], model: type[Shape], today: str = ""
) -> tuple[tuple[Shape, ...], list[Problem]]:
    """The valid entries as values, and the problems of the others."""
    read = [read_entry(entry, model, today) for entry in entries]
    values = tuple(value for value, _ in read if value is not None)
    return values, [problem for _, problems in read for problem in problems]


def _is_echo(entry: Entry, error: dict[str, Any]) -> bool:
    """pydantic reports a list as too short if all its items are wrong; each has its own error."""
    return error["type"] == "too_short" and bool(_find(entry.node, error["loc"]).items)


def plain(node: Mapping) -> dict[str, Any]:
    """The record as written, as Python values: str, list and dict."""
    return {key.text: plain_value(value) for key, value in node.pairs}


def plain_value(node: Node) -> object:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain_value(item) for item in node.items]
        case Mapping():
            return plain(node)


def _problem(entry: Entry, model: type[BaseModel], error: dict[str, Any], today: str) -> Problem:
    """An error of pydantic in our words, with its line and column."""
    *parents, last = error["loc"]
    owner = _find(entry.node, parents)
    owner_model = model_at(model, parents)
    if error["type"] == "extra_forbidden":
        key, _ = owner.by_key[last]
        known = owner_model.model_fields
        every = f"the valid keys are {', '.join(known)}"
        hint = _nearest_key(key.text, known) or every
        return entry.problem(key, "unknown-key", f"unknown key {quote(key.text)}", hint)
    if error["type"] == "missing":
        name = f"entry {entry.label}" if owner is entry.node else "this item"
        hint = f"write `{last}: {_example(owner_model, last, today)}`"
        return entry.problem(owner, "missing-key", f"{name} has no '{last}'", hint)
    return _value_problem(entry, model, error, today)


def _value_problem(
    entry: Entry, model: type[BaseModel], error: dict[str, Any], today: str
) -> Problem:
    """The same for a key that exists and has a wrong value."""
    path = error["loc"]
    node = _find(entry.node, path)
    depth = max(place for place, part in enumerate(path) if isinstance(part, str))
    key, owner_model = path[depth], model_at(model, path[:depth])
    example = f"write `{key}: {_example(owner_model, key, today)}`"
    reason = error.get("ctx", {}).get("error")
    if not (isinstance(node, Scalar) and isinstance(reason, Malformed)):
        rule, wanted = _expected_shape(error)
        hint = typing_hint(node.text) if isinstance(node, Scalar) else ""
        return entry.problem(node, rule, f"'{key}' {wanted}", hint or example)
    if node.text.strip():
        message = f"{key} {quote(node.text)} {reason}"
        own = node.text in reason.hint
        hint = reason.hint if own else _dated(reason.hint, today)
        if type_of(owner_model, key) is not FieldType.PROSE:
            hint = typing_hint(node.text) or hint
        return entry.problem(node, reason.rule, message, hint)
    if isinstance(path[-1], int):
        message = f"an item of '{key}' is empty"
        return entry.problem(node, "empty-value", message, "write a value, or remove it")
    optional = not owner_model.model_fields[key].is_required()
    hint = example + ", or remove the key" * optional
    return entry.problem(node, "empty-value", f"'{key}' is empty", hint)


def _expected_shape(error: dict[str, Any]) -> tuple[RuleId, str]:
    if error["type"] == "too_short":
        return "empty-value", "is an empty list"
    if error["type"] == "too_long":
        return "wrong-type", f"has more than {error['ctx']['max_length']} items"
    if error["type"] == "tuple_type":
        return "wrong-type", "must be a list"
    if error["type"].startswith("model_"):
        return "wrong-type", "must be a list of items with keys"
    is_item = isinstance(error["loc"][-1], int)
    return "wrong-type", "must be a list of texts" if is_item else "must be text"


def _example(model: type[BaseModel], key: str | int, today: str) -> str:
    field = model.model_fields.get(str(key))
    return _dated(str(field.examples[0]), today) if field and field.examples else "…"


def _dated(text: str, today: str) -> str:
    """An example of a date is that of today, if the day is known: people copy it."""
    date = EXAMPLE_DATE.search(text)
    return text[: date.start()] + today[: len(date[0])] if date and today else text


def model_at(model: type[BaseModel], parents: Iterable[str | int]) -> type[BaseModel]:
    """The model of a record inside a record, such as the contents of a collection."""
    for part in parents:
        if isinstance(part, str) and part in model.model_fields:
            inner = getattr(model.model_fields[part].annotation, "__args__", (model,))[0]
            model = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else model
    return model


def _find(node: Any, path: Iterable[str | int]) -> Any:
    """The node at the path that pydantic gives."""
    for part in path:
        if isinstance(node, Mapping):
            _, node = node.by_key[str(part)]
        else:
            node = node.items[part]
    return node


def _nearest_key(key: str, known: Collection[str]) -> str:
    """For a translation, the text that it translates would be the wrong hint."""
    text, _, language = key.rpartition("_")
    is_code = re.fullmatch("[a-z]{2,3}", language) and language not in LANGUAGES
    if is_code and text in (*TRANSLATABLE, "aka") and text in known:
        return f"add '{language}' to paperlist/catalogue/languages.yaml, or remove the key"
    return did_you_mean(key, known)


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """A hint with a character that should be ASCII, else with the nearest known word.

    Empty if there is neither; a long text is not compared.
    """
    if hint := typing_hint(text):
        return hint
    return _nearest(text.lower(), tuple(known)) if len(text) < MAX_ID else ""


@lru_cache(maxsize=1000)  # the same wrong key is often in every entry
def _nearest(text: str, known: tuple[str, ...]) -> str:
    close = process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=NEAR)
    return f"did you mean {quote(close[0], MAX_TEXT)}?" if close else ""
