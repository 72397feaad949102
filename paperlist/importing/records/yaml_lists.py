"""Lists of records as YAML, among them the data of such a list."""

from collections.abc import Iterator

from paperlist.catalogue.reading.entries import plain
from paperlist.catalogue.reading.source import Mapping, Node, Sequence, SourceError, parse_source
from paperlist.importing.records.field_names import is_record
from paperlist.importing.records.fields import Record, read_records
from paperlist.importing.records.items import Reading
from paperlist.importing.records.json_lists import LISTS, NO_OBJECT


def is_yaml(text: str) -> bool:
    first = next((line for line in text.split("\n") if line.strip() and line[:1] != "#"), "")
    if ":" not in first and first.strip() not in ("-", "---"):
        return False
    return any(not isinstance(each, str) and is_record(each) for _, each in _records(text))


def read_yaml(text: str) -> Reading:
    return read_records(_records(text), {})


def _records(text: str) -> Iterator[tuple[int, Record | str]]:
    try:
        root: Node = parse_source(text, "")[0]
    except SourceError as error:
        problem = error.problem
        yield problem.line, f"not valid YAML: {problem.message}"
        return
    if isinstance(root, Mapping):
        lists = {key.text: node for key, node in root.pairs if isinstance(node, Sequence)}
        root = next(
            (lists[name] for name in LISTS if name in lists), next(iter(lists.values()), root)
        )
    for node in root.items if isinstance(root, Sequence) else ():
        yield node.line, plain(node) if isinstance(node, Mapping) else NO_OBJECT
