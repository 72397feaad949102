"""What the script of the explorer reads: every paper in a few columns, and the script itself."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from paperlist.citation import cite
from paperlist.links import pdf_url
from paperlist.model import Catalogue, Paper

INDEX = "assets/explorer.json"
SCRIPT = "assets/explorer.js"
COLUMNS = (
    "id", "name", "aka", "title", "authors", "org", "venue", "series", "arxiv", "doi", "date",
    "kind", "topics", "recommended", "added", "code", "pdf", "stars",
)  # fmt: skip
# Each module stands behind those it imports.
MODULES = (
    "text", "query", "choice", "address", "history", "exports", "marks", "rows", "files",
    "controls", "empty", "taking", "keys", "explorer", "bookmarks", "start",
)  # fmt: skip
# What only people read: lines and blocks that are comments alone.
COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*[\s\S]*?\*/)\n", re.MULTILINE)
IMPORT = re.compile(r'^import [^"]* from "\./(\w+)\.js"\n', re.MULTILINE)


def render_index(catalogue: Catalogue) -> str:
    """Papers newest first, as in the exports: the n-th entry of an export is the n-th paper here.

    A topic is its place among the topics, so that the file stays small; what is not known is null.
    """
    places = {topic.id: place for place, topic in enumerate(catalogue.topics)}
    papers = [_row(paper, catalogue, places) for paper in catalogue.newest_first]
    index = {
        "columns": COLUMNS,
        "topics": [[topic.id, topic.name, topic.name_zh] for topic in catalogue.topics],
        "collections": {item.id: item.papers for item in catalogue.collections},
        "formerly": {old: paper.id for paper in catalogue.papers for old in paper.formerly},
        "papers": papers,
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n"


def _row(paper: Paper, catalogue: Catalogue, places: dict[str, int]) -> list[object]:
    stars = catalogue.stars.get((paper.repository or "").lower())
    found = paper.model_dump() | {
        "authors": paper.known_authors,
        "series": cite(paper).venue,
        "topics": [places[topic] for topic in paper.topics],
        "code": int(paper.code is not None),
        "pdf": int(pdf_url(paper) is not None),
        "stars": stars.count if stars else None,
    }
    return [found[column] for column in COLUMNS]


@cache
def render_script() -> str:
    """The modules of the explorer as one file, without their comments and without the lines that
    import one from another."""
    folder = Path(__file__).with_name("scripts")
    return "".join(_bundled(folder, MODULES))


def _bundled(folder: Path, names: Iterable[str]) -> Iterable[str]:
    before: set[str] = set()
    for name in names:
        text = (folder / f"{name}.js").read_text("utf-8")
        if missing := set(IMPORT.findall(text)) - before:
            raise ValueError(f"{name}.js imports {missing.pop()}.js, which comes after it")
        before.add(name)
        yield COMMENT.sub("", IMPORT.sub("", text)).lstrip("\n") + "\n"
