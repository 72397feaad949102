"""The format of an entry: quotes, and the width of its lines."""

import io
import re
from collections.abc import Mapping

import yaml
from yaml.emitter import Emitter

from paperlist.catalogue.fields import FieldType, names_of
from paperlist.catalogue.model import MODELS

WIDTH = 100
STEP = 2
# The project reads numbers and dates as text; by custom they have no quotes.
BARE = names_of(FieldType.DATE, *MODELS) | names_of(FieldType.NUMBER, *MODELS)
QUOTED = ("arxiv",)
# What other YAML readers parse as a number; PyYAML's resolver covers the rest.
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+")

_EMITTER = Emitter(io.StringIO(), allow_unicode=True)
_RESOLVER = yaml.resolver.Resolver()


def line_end(text: str) -> str:
    """The line end of most lines."""
    return "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"


def render_entry(record: Mapping[str, object]) -> str:
    """The text of one entry with its keys in the order of the record; the values are valid."""
    lines = [line for key, value in record.items() for line in render_pair(key, value, STEP)]
    indented = [f"{' ' * STEP}{line}" for line in lines[1:]]
    return "\n".join([f"- {lines[0]}", *indented, ""])


def render_pair(key: str, value: object, indent: int) -> list[str]:
    """The lines of a key with a text or a list of texts, to be indented by `indent` columns."""
    if isinstance(value, (list, tuple)):
        return _wrapped(f"{key}: ", [_item(str(each)) for each in value], WIDTH - indent)
    return [f"{key}: {_scalar(key, str(value))}"]


def _wrapped(start: str, items: list[str], width: int) -> list[str]:
    """A list in brackets, wrapped between its items."""
    lines, line = [], f"{start}["
    for number, item in enumerate(items):
        piece = item if number == len(items) - 1 else f"{item},"
        gap = "" if number == 0 else " "
        # Leave room for the closing bracket.
        if gap and len(line) + len(gap) + len(piece) + (piece == item) > width:
            lines.append(line)
            line, gap = " " * STEP, ""
        line += gap + piece
    return [*lines, f"{line}]"]


def _scalar(key: str, text: str) -> str:
    if key in QUOTED:
        return _quoted(text)
    may_be_bare = key in BARE or _is_text(text)
    return (
        text if may_be_bare and _EMITTER.analyze_scalar(text).allow_block_plain else _quoted(text)
    )


def _item(text: str) -> str:
    plain = _is_text(text) and _EMITTER.analyze_scalar(text).allow_flow_plain
    return text if plain else _quoted(text)


def _is_text(text: str) -> bool:
    """Whether every YAML reader parses it as text."""
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return tag == "tag:yaml.org,2002:str" and not NUMBER.fullmatch(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
