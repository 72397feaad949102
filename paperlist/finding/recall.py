"""How many papers of the list the ranking finds in weeks that it does not know.

`python -m paperlist.finding.recall DIR` reads a folder of windows: gzip files of JSON lines, each
named by the first day of its window. For each, entries of its month and later are hidden.
"""

import gzip
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from paperlist.catalogue.load import load_catalogue
from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.problems import render_text
from paperlist.finding.ranking import rank
from paperlist.sources.metadata import Metadata

DEPTHS = (30, 100, 200)


def ranks_in(window: Sequence[Metadata], month: str, catalogue: Catalogue) -> list[int]:
    """The rank of each paper of the list that the window has, with the newer entries hidden."""
    shown = tuple(paper for paper in catalogue.papers if paper.date[:7] < month)
    hidden = {paper.arxiv for paper in catalogue.papers if paper.date[:7] >= month}
    ranking = rank(window, replace(catalogue, papers=shown, refusals=()))
    return [place for place, each in enumerate(ranking, start=1) if each.arxiv in hidden]


def read_window(path: Path) -> list[Metadata]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [_metadata(json.loads(line)) for line in file]


def _metadata(record: Mapping[str, Any]) -> Metadata:
    return Metadata(
        title=record["title"],
        authors=tuple(record["authors"]),
        date="",
        source="",
        arxiv=record["arxiv"],
        classes=tuple(record["classes"]),
        comment=record["comment"] or "",
        abstract=record["abstract"],
    )


def render_recall(folder: Path, catalogue: Catalogue) -> Iterator[str]:
    """A table in Markdown: every second window, in the order of their names, was tuned on."""
    yield f"| window | papers | of the list | {' | '.join(f'in {n}' for n in DEPTHS)} |\n"
    yield f"|---|{'---:|' * (len(DEPTHS) + 2)}\n"
    groups: tuple[list[list[int]], list[list[int]]] = ([], [])
    for number, path in enumerate(sorted(folder.glob("*.jsonl.gz"))):
        window = read_window(path)
        ranks = ranks_in(window, path.name[:7], catalogue)
        groups[number % 2].append(ranks)
        yield _row(f"{path.name[:10]}{'' if number % 2 else ', tuned on'}", str(len(window)), ranks)
    for name, group in zip(("all tuned on", "all others"), groups, strict=True):
        yield _row(name, "", [rank for ranks in group for rank in ranks])


def _row(name: str, papers: str, ranks: Sequence[int]) -> str:
    counts = (sum(rank <= depth for rank in ranks) for depth in DEPTHS)
    shares = (f"{count / len(ranks):.2f}" if ranks else "" for count in counts)
    return f"| {name} | {papers} | {len(ranks)} | {' | '.join(shares)} |\n"


if __name__ == "__main__":
    loaded = load_catalogue()
    if loaded.catalogue is None:
        sys.exit(render_text(loaded.problems))
    for line in render_recall(Path(sys.argv[1]), loaded.catalogue):
        print(line, end="", flush=True)  # noqa: T201
