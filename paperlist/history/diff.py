"""The differences between two versions of the data: entries added, changed and removed."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from paperlist.catalogue.load import FILES
from paperlist.catalogue.problems import printable
from paperlist.catalogue.reading.parts import FOLDER, PAPERS
from paperlist.catalogue.reading.records import Record, load_entries, load_papers
from paperlist.publishing.markdown import escape


class Incomparable(Exception):
    """Two files of different kinds, as papers and topics."""


@dataclass(frozen=True)
class Change:
    """An entry in both versions, and the fields that differ with their old and new values."""

    id: str
    entry: Record
    keys: Mapping[str, tuple[object, object]]


@dataclass(frozen=True)
class Difference:
    """The differences of one file; `kind` is its name without the ending, such as papers."""

    kind: str
    added: tuple[Record, ...]
    changed: tuple[Change, ...]
    removed: tuple[Record, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why papers were removed, by id, as far as seen.yaml says it."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def compare(old: Path, new: Path) -> list[Difference]:
    """Two data folders, two files, or a file and the file of the same name in a folder.

    Raises SourceError for a file that is not a list of entries. Entries are not checked: an older
    version may break the current rules.
    """
    files = [path.name for path in (old, new) if not path.is_dir()]
    if files:
        known = {name for name in files if name in FILES}
        if len(known) > 1:
            raise Incomparable(f"{old} and {new} are files of different kinds")
        name = next(iter(known), PAPERS)
        return [_compare_entries(_kind(name), *(_load(path, name) for path in (old, new)))]
    differences = [
        _compare_entries(_kind(name), *(_read(folder, name) for folder in (old, new)))
        for name in FILES
        if _has(old, name) or _has(new, name)
    ]
    seen = (entry for each in differences if each.kind == "seen" for entry in each.added)
    reasons = {str(entry["id"]): str(entry["reason"]) for entry in seen if "reason" in entry}
    return [
        replace(each, reasons=reasons) if each.kind == "papers" else each for each in differences
    ]


def _kind(name: str) -> str:
    return name.removesuffix(".yaml")


def _load(path: Path, name: str) -> dict[str, Record]:
    """The entries of a file, or those that a folder has of this kind."""
    if path.is_dir() and name == PAPERS:
        return load_papers(path)
    return load_entries([path / name if path.is_dir() else path], _keys_of(name))


def _read(folder: Path, name: str) -> dict[str, Record]:
    return _load(folder, name) if _has(folder, name) else {}


def _has(folder: Path, name: str) -> bool:
    return os.path.lexists(folder / name) or (name == PAPERS and (folder / FOLDER).is_dir())


def _keys_of(name: str) -> tuple[str, ...]:
    """The fields that identify an entry of this file."""
    several = {"seen.yaml": ("id", "arxiv", "doi", "url", "code"), "watch.yaml": ("url",)}
    return several.get(name, ("id",))


def _compare_entries(kind: str, old: dict[str, Record], new: dict[str, Record]) -> Difference:
    """An entry with its old id in `formerly` is changed, not removed and added."""
    before = {key: _old_version(old, new, entry) for key, entry in new.items()}
    kept = {str(entry["id"]) for entry in before.values() if entry is not None}
    changes = [
        Change(key, new[key], _keys(entry, new[key]))
        for key, entry in before.items()
        if entry is not None and entry != new[key]
    ]
    return Difference(
        kind,
        added=tuple(new[key] for key, entry in before.items() if entry is None),
        changed=tuple(changes),
        removed=tuple(entry for key, entry in old.items() if key not in kept),
    )


def _old_version(old: dict[str, Record], new: dict[str, Record], entry: Record) -> Record | None:
    """The old version of an entry; a former id that another entry has now does not count."""
    former = entry.get("formerly", [])
    ids = map(str, former if isinstance(former, list) else [])
    left = [each for each in ids if each not in new]
    return next((old[each] for each in (str(entry["id"]), *left) if each in old), None)


def _keys(old: Record, new: Record) -> dict[str, tuple[object, object]]:
    keys = dict.fromkeys((*old, *new))
    return {key: (old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)}


def render_diff_text(differences: Iterable[Difference]) -> str:
    lines = []
    for difference in filter(None, differences):
        lines.append(_summary(difference))
        lines += [f"  + {_label(entry)}" for entry in difference.added]
        for change in difference.changed:
            lines.append(f"  ~ {_label(change.entry)}")
            lines += [
                f"      {key}: {_value(a)} → {_value(b)}" for key, (a, b) in change.keys.items()
            ]
        for entry in difference.removed:
            lines.append(f"  - {_label(entry)}")
            if reason := _reason(difference, entry):
                lines.append(f"      reason: {reason}")
    return "".join(f"{printable(line)}\n" for line in lines) or "no differences\n"


def render_diff_markdown(differences: Iterable[Difference]) -> str:
    """Headings and lists, for release notes or the summary of a check."""
    parts = []
    for difference in filter(None, differences):
        if difference.added:
            parts.append(
                _section(difference, "added", [_item(entry) for entry in difference.added])
            )
        if difference.changed:
            items = [
                _item(change.entry)
                + "".join(
                    f"\n  - {_code(key)}: {_shown(old)} → {_shown(new)}"
                    for key, (old, new) in change.keys.items()
                )
                for change in difference.changed
            ]
            parts.append(_section(difference, "changed", items))
        if difference.removed:
            items = [
                _item(entry) + _below(_reason(difference, entry)) for entry in difference.removed
            ]
            parts.append(_section(difference, "removed", items))
    return "\n".join(parts) or "No differences.\n"


def render_diff_table(differences: Iterable[Difference]) -> str:
    """A table per file, for the summary of a pull request."""
    parts = []
    for difference in filter(None, differences):
        rows = [
            *(_row("added", entry, _shown(_name(entry))) for entry in difference.added),
            *(_row("changed", change.entry, _keys_shown(change)) for change in difference.changed),
            *(_row("removed", entry, _removal(difference, entry)) for entry in difference.removed),
        ]
        head = f"### {difference.kind.capitalize()}\n\n| | Entry | Change |\n|---|---|---|\n"
        parts.append(head + "".join(rows))
    return "\n".join(parts) or "No differences.\n"


def render_diff_json(differences: Iterable[Difference]) -> str:
    """The entries as written; for a changed entry, the old and new value of each field."""
    records = {
        each.kind: {
            "added": each.added,
            "changed": [
                {
                    "id": change.id,
                    "keys": {key: {"old": a, "new": b} for key, (a, b) in change.keys.items()},
                }
                for change in each.changed
            ],
            "removed": each.removed,
        }
        for each in differences
    }
    lines = json.dumps(records, ensure_ascii=False, indent=1).split("\n")
    return "".join(f"{_escaped(line)}\n" for line in lines)


def _escaped(line: str) -> str:
    """With escapes for the invisible characters that JSON allows in a text."""
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in line)


def _reason(difference: Difference, entry: Record) -> str:
    return difference.reasons.get(str(entry["id"]), "")


def _removal(difference: Difference, entry: Record) -> str:
    reason = _reason(difference, entry)
    return "<br>".join([_shown(_name(entry)), *([_shown(reason)] if reason else [])])


def _below(reason: str) -> str:
    return f"\n  - {escape(printable(reason))}" if reason else ""


def _row(change: str, entry: Record, details: str) -> str:
    return f"| {change} | {_code(str(entry['id']))} | {details} |\n"


def _keys_shown(change: Change) -> str:
    return "<br>".join(
        f"{_code(key)}: {_shown(old)} → {_shown(new)}" for key, (old, new) in change.keys.items()
    )


def _name(entry: Record) -> str:
    return str(entry.get("title") or entry.get("name") or "")


def _summary(difference: Difference) -> str:
    numbers = (len(difference.added), len(difference.changed), len(difference.removed))
    return f"{difference.kind}: {numbers[0]} added, {numbers[1]} changed, {numbers[2]} removed"


def _section(difference: Difference, change: str, items: list[str]) -> str:
    title = f"### {difference.kind.capitalize()} {change} ({len(items)})"
    return f"{title}\n\n" + "".join(f"- {item}\n" for item in items)


def _label(entry: Record) -> str:
    return f"{entry['id']}  {_name(entry)}".rstrip()


def _item(entry: Record) -> str:
    return f"{_code(str(entry['id']))} {escape(printable(_name(entry)))}".rstrip()


def _value(value: object) -> str:
    if value is None:
        return "(none)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _shown(value: object) -> str:
    return "(none)" if value is None else escape(printable(_value(value)))


def _code(name: str) -> str:
    """As code, unless it has a backtick, which would end the code."""
    return escape(printable(name)) if "`" in name else f"`{printable(name)}`"
