"""The report of an import as JSON: the same facts as its lines."""

import json
from collections import Counter

from paperlist.importing.merging import Import
from paperlist.importing.readers import List
from paperlist.importing.report import warnings_of


def render_json_report(imported: Import, origin: str, source: List) -> str:
    kinds = Counter(outcome.kind for outcome in imported.outcomes)
    report = {
        "file": origin,
        "format": source.format,
        "notes": list(source.notes),
        "items": [
            {
                "line": outcome.line,
                "outcome": outcome.kind,
                "message": outcome.message,
                "id": outcome.id or None,
                "to_check": list(outcome.to_check),
            }
            for outcome in imported.outcomes
        ],
        "new_topics": [{"id": topic, "name": name} for topic, name in imported.new_topics.items()],
        "warnings": list(warnings_of(imported.outcomes)),
        "totals": {
            "items": len(imported.outcomes),
            **{kind: kinds[kind] for kind in ("imported", "merged", "known", "refused")},
        },
    }
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"
