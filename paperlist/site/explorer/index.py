"""The index that the explorer loads: the fields of every paper as columns."""

import json
from collections.abc import Iterable
from hashlib import sha256

from paperlist.catalogue.languages import LANGUAGES, field_of, texts_of
from paperlist.catalogue.model import Catalogue, Paper
from paperlist.catalogue.values import ET_AL, KINDS
from paperlist.publishing.citation import cite
from paperlist.publishing.links import pdf_url, reading_link
from paperlist.publishing.titles import repository_label
from paperlist.publishing.words import load_words
from paperlist.site.explorer.size import is_large

INDEX = "assets/explorer.json"
ABSTRACTS = "assets/abstracts.json"
SUMMARIES = "assets/summaries.json"
LIKENESS = "assets/likeness.json"
COLUMNS = (
    "id", "name", "aka", "title", "authors", "et_al", "org", "venue", "series", "arxiv", "doi",
    "date", "kind", "topics", "recommended", "added", "code", "pdf", "stars", "citations",
)  # fmt: skip
# What the search in the header says, which is on pages without the words of the explorer.
HEADER_WORDS = ("near_spelling", "ignored", "all_found")
# What else a row of the table shows, see `scripts/make_row.js`; only large lists need it.
ROW_COLUMNS = ("link", "repository", "starred", "archived", "live", "dead")


def render_index(
    catalogue: Catalogue, languages: Iterable[str] = (), *, live_badges: bool = False
) -> str:
    """Papers are in the order of the exports, newest first: the explorer matches both by position.

    To keep the file small, a topic is its position in the list of topics, and an engine has a name
    only if its id is not that name. Missing values are null.
    """
    positions = {topic.id: n for n, topic in enumerate(catalogue.topics)}
    columns = (*COLUMNS, *ROW_COLUMNS) if is_large(catalogue.papers) else COLUMNS
    summaries = render_summaries(catalogue)
    papers = []
    for paper in catalogue.newest_first:
        fields = _fields(paper, catalogue, positions)
        if columns != COLUMNS:
            fields |= _row_fields(paper, catalogue, live_badges=live_badges)
        papers.append([fields[column] for column in columns])
    index = {
        "columns": columns,
        "topics": [
            [topic.id, *texts_of(topic, "name"), *texts_of(topic, "aka")]
            for topic in catalogue.topics
        ],
        "collections": {item.id: item.papers for item in catalogue.collections},
        "engines": {
            engine: [paper.id for paper in listed] for engine, listed in catalogue.by_engine.items()
        },
        "engine_names": {
            engine.id: engine.name
            for engine in catalogue.engines
            if engine.name.lower().replace(" ", "-") != engine.id
        },
        "formerly": _current_ids(catalogue),
        "removed": {name: paper.title for name, paper in catalogue.removed.items()},
        "summaries": summaries and versioned(SUMMARIES, summaries),
        "kinds": {
            language: {kind: load_words(language)[f"long_{kind}"] for kind in KINDS}
            for language in languages
        },
        "words": {
            language: {key: load_words(language)[key] for key in HEADER_WORDS}
            for language in languages
        },
        "papers": papers,
    }
    return _compact(index) + "\n"


def _current_ids(catalogue: Catalogue) -> dict[str, str]:
    """The id of each former id, also of papers that were removed."""
    listed = {old: paper.id for paper in catalogue.papers for old in paper.formerly}
    removed = catalogue.removed.items()
    return listed | {old: name for name, paper in removed for old in paper.formerly}


def _fields(paper: Paper, catalogue: Catalogue, positions: dict[str, int]) -> dict[str, object]:
    stars, citations = catalogue.stars_of(paper), catalogue.citations_of(paper)
    return paper.model_dump() | {
        "authors": paper.known_authors,
        "et_al": int(ET_AL in paper.authors),
        "series": cite(paper).venue_name,
        "topics": [positions[topic] for topic in paper.topics],
        "code": int(paper.code is not None),
        "pdf": int(pdf_url(paper) is not None),
        "stars": stars.count if stars else None,
        "citations": citations.count if citations else None,
    }


def _row_fields(paper: Paper, catalogue: Catalogue, *, live_badges: bool) -> dict[str, object]:
    link, stars, repository = reading_link(paper), catalogue.stars_of(paper), paper.code_repository
    live = repository.live_badge if repository and live_badges else None
    dead = [url for url in (link.url, paper.code) if url in catalogue.dead_links]
    return {
        "link": None if paper.arxiv else [link.word, link.url],
        "repository": [paper.code, repository_label(paper)] if paper.code else None,
        "starred": [stars.short, stars.date] if stars else None,
        "archived": int(stars is not None and stars.archived),
        "live": [live, repository.host_name] if repository and live else None,
        "dead": dead or None,
    }


def render_summaries(catalogue: Catalogue) -> str:
    """The second index: summaries by language and id of their paper; empty if there are none."""
    fields = {language: field_of("summary", language) for language in LANGUAGES}
    summaries = {
        language: {
            paper.id: text for paper in catalogue.newest_first if (text := getattr(paper, field))
        }
        for language, field in fields.items()
    }
    return _compact(summaries) if any(summaries.values()) else ""


def render_abstracts(catalogue: Catalogue) -> str:
    """The third index: abstracts by id of their paper; empty if there are none."""
    abstracts = {
        paper.id: abstract.text
        for paper in catalogue.newest_first
        if paper.arxiv and (abstract := catalogue.abstracts.get(paper.arxiv))
    }
    return _compact(abstracts) if abstracts else ""


def versioned(file: str, text: str) -> str:
    """With a query that changes with the text, so that no browser uses a file of an older build."""
    return f"{file}?v={sha256(text.encode()).hexdigest()[:8]}"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
