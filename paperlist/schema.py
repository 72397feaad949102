"""JSON Schemas of the data files, for editors: `python -m paperlist.schema` writes them."""

import json
import sys
from pathlib import Path

from paperlist.load import FILES


def render_schemas() -> dict[str, str]:
    """File name to text, one schema for each data file."""
    return {
        name.replace(".yaml", ".schema.json"): json.dumps(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "title": f"data/{name}",
                "type": "array",
                "items": model.model_json_schema(),
            },
            indent=2,
            ensure_ascii=False,
        )
        + "\n"
        for name, model in FILES.items()
    }


if __name__ == "__main__":
    for name, text in render_schemas().items():
        (Path(sys.argv[1] if len(sys.argv) > 1 else "data") / name).write_text(text, "utf-8")
