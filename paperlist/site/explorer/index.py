"""The index that the explorer loads: the fields of every paper as columns."""

import json
from collections.abc import Iterable

from paperlist.catalogue.languages import texts_of
from paperlist.catalogue.model import Catalogue, Paper
from paperlist.catalogue.values import KINDS
from paperlist.publishing.citation import cite
from paperlist.publishing.links import pdf_url
from paperlist.publishing.words import load_words

INDEX = "assets/explorer.json"
COLUMNS = (
    "id", "name", "aka", "title", "authors", "org", "venue", "series", "arxiv", "doi", "date",
    "kind", "topics", "recommended", "added", "code", "pdf", "stars",
)  # fmt: skip


def render_index(catalogue: Catalogue, languages: Iterable[str] = ()) -> str:
    """Papers are in the order of the exports, newest first: the explorer matches both by position.

    A topic is its position in the list of topics, to keep the file small. Missing values are null.
    """
    positions = {topic.id: n for n, topic in enumerate(catalogue.topics)}
    papers = [_row(paper, catalogue, positions) for paper in catalogue.newest_first]
    index = {
        "columns": COLUMNS,
        "topics": [
            [topic.id, *texts_of(topic, "name"), *texts_of(topic, "aka")]
            for topic in catalogue.topics
        ],
        "collections": {item.id: item.papers for item in catalogue.collections},
        "formerly": {old: paper.id for paper in catalogue.papers for old in paper.formerly},
        "kinds": {
            language: {kind: load_words(language)[f"long_{kind}"] for kind in KINDS}
            for language in languages
        },
        "papers": papers,
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n"


def _row(paper: Paper, catalogue: Catalogue, positions: dict[str, int]) -> list[object]:
    stars = catalogue.stars_of(paper)
    fields = paper.model_dump() | {
        "authors": paper.known_authors,
        "series": cite(paper).venue_name,
        "topics": [positions[topic] for topic in paper.topics],
        "code": int(paper.code is not None),
        "pdf": int(pdf_url(paper) is not None),
        "stars": stars.count if stars else None,
    }
    return [fields[column] for column in COLUMNS]
