"""What the script of the explorer reads: every paper in a few columns."""

import json

from paperlist.catalogue.languages import texts_of
from paperlist.catalogue.model import Catalogue, Paper
from paperlist.publishing.citation import cite
from paperlist.publishing.links import pdf_url

INDEX = "assets/explorer.json"
COLUMNS = (
    "id", "name", "aka", "title", "authors", "org", "venue", "series", "arxiv", "doi", "date",
    "kind", "topics", "recommended", "added", "code", "pdf", "stars",
)  # fmt: skip


def render_index(catalogue: Catalogue) -> str:
    """Papers newest first, as in the exports: the n-th entry of an export is the n-th paper here.

    A topic is its place among the topics, so that the file stays small; what is not known is null.
    """
    places = {topic.id: place for place, topic in enumerate(catalogue.topics)}
    papers = [_row(paper, catalogue, places) for paper in catalogue.newest_first]
    index = {
        "columns": COLUMNS,
        "topics": [[topic.id, *texts_of(topic, "name")] for topic in catalogue.topics],
        "collections": {item.id: item.papers for item in catalogue.collections},
        "formerly": {old: paper.id for paper in catalogue.papers for old in paper.formerly},
        "papers": papers,
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n"


def _row(paper: Paper, catalogue: Catalogue, places: dict[str, int]) -> list[object]:
    stars = catalogue.stars_of(paper)
    found = paper.model_dump() | {
        "authors": paper.known_authors,
        "series": cite(paper).venue_name,
        "topics": [places[topic] for topic in paper.topics],
        "code": int(paper.code is not None),
        "pdf": int(pdf_url(paper) is not None),
        "stars": stars.count if stars else None,
    }
    return [found[column] for column in COLUMNS]
