"""JSON Schemas of the data files, for editors.

`python -m paperlist.catalogue.schema` writes them.
"""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from paperlist.catalogue.load import FILES


def render_schemas() -> dict[str, str]:
    """Text of the schema of each data file, by file name."""
    return {
        name.replace(".yaml", ".schema.json"): json.dumps(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "title": f"data/{name}",
                "type": "array",
                **_schema_of(model),
            },
            indent=2,
            ensure_ascii=False,
        )
        + "\n"
        for name, model in FILES.items()
    }


def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """A key without a value is an error, so no field may be null; `$defs` must be at the root."""
    schema = model.model_json_schema()
    defs = schema.pop("$defs", {})
    for part in (schema, *defs.values()):
        for name, field in part["properties"].items():
            field.pop("default", None)
            shapes = [shape for shape in field.pop("anyOf", []) if shape != {"type": "null"}]
            part["properties"][name] = field | (shapes[0] if shapes else {})
    return {"items": schema, "$defs": defs} if defs else {"items": schema}


if __name__ == "__main__":
    for name, text in render_schemas().items():
        (Path(sys.argv[1] if len(sys.argv) > 1 else "data") / name).write_text(text, "utf-8")
