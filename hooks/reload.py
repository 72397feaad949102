"""Lets `serve` use edits of the package: MkDocs watches its files but keeps its modules loaded."""

import importlib.util
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

# Files and times of the package when it was imported; kept across rebuilds on purpose.
stamp: list[tuple[str, int]] = []


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Unloads the package when one of its files has changed, so that it is imported again."""
    spec = importlib.util.find_spec("paperlist")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    sources = (path for path in folder.rglob("*.*") if path.suffix != ".pyc")
    current = sorted((str(path), path.stat().st_mtime_ns) for path in sources)
    if current != stamp:
        for name in [name for name in sys.modules if name.split(".")[0] == "paperlist"]:
            del sys.modules[name]
        stamp[:] = current
    return config
