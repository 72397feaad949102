"""Lists of records as YAML, among them the data of such a list."""

import re
from collections.abc import Iterator

from paperlist.catalogue.reading.entries import plain
from paperlist.catalogue.reading.source import Mapping, Node, Sequence, SourceError, parse_source
from paperlist.importing.records.field_names import is_record
from paperlist.importing.records.fields import Record, read_records
from paperlist.importing.records.items import Reading
from paperlist.importing.records.json_lists import LISTS, NO_OBJECT

KEY = re.compile(r"""^[ -]*["']?(\w+)["']?:(?:\s|$)""", re.MULTILINE)
# A key without a dash; in Markdown it would be in an item of its own.
SECOND_KEY = re.compile(r"^ +(?:title|authors?|year|date|url|doi|arxiv|venue):\s", re.MULTILINE)


def is_yaml(text: str) -> bool:
    first = next((line for line in text.split("\n") if line.strip() and line[:1] != "#"), "")
    if ":" not in first and first.strip() not in ("-", "---"):
        return False
    records = [record for _, record in _records(text)]
    if len(records) == 1 and isinstance(records[0], str):
        return _looks_so(text)
    return any(not isinstance(each, str) and is_record(each) for each in records)


def _looks_so(text: str) -> bool:
    """Whether its lines are those of records, although a mistake hides them."""
    keys = [found[1] for found in KEY.finditer(text)]
    return is_record(keys) and bool(SECOND_KEY.search(text))


def read_yaml(text: str) -> Reading:
    return read_records(_records(text), {})


def _records(text: str) -> Iterator[tuple[int, Record | str]]:
    try:
        root: Node = parse_source(text, "")[0]
    except SourceError as error:
        problem = error.problem
        yield problem.line, f"not valid YAML in column {problem.column}: {problem.message}"
        return
    if isinstance(root, Mapping):
        lists = {key.text: node for key, node in root.pairs if isinstance(node, Sequence)}
        root = next(
            (lists[name] for name in LISTS if name in lists), next(iter(lists.values()), root)
        )
    for node in root.items if isinstance(root, Sequence) else ():
        yield node.line, plain(node) if isinstance(node, Mapping) else NO_OBJECT
