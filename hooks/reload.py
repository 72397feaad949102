"""`serve` sees edits of the package: MkDocs watches its files, but keeps its modules."""

import importlib.util
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

# What the package's files were when it was imported; outlives a rebuild on purpose.
stamp: list[tuple[str, int]] = []


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Forgets the package when one of its files has changed: the next import reads it anew."""
    spec = importlib.util.find_spec("paperlist")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    sources = (path for path in folder.rglob("*") if path.suffix in (".js", ".py", ".yaml"))
    found = sorted((str(path), path.stat().st_mtime_ns) for path in sources)
    if found != stamp:
        for name in [name for name in sys.modules if name.split(".")[0] == "paperlist"]:
            del sys.modules[name]
        stamp[:] = found
    return config
