"""The tables of all export formats: CITATIONS for citations, FORMATS for all files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from paperlist.exports.bibtex import render_biblatex, render_bibtex
from paperlist.exports.csl import render_csl
from paperlist.exports.csv_table import render_csv
from paperlist.exports.feed import render_atom, render_json_feed
from paperlist.exports.json_files import render_papers_json, render_topics_json
from paperlist.exports.llms import render_llms, render_llms_full
from paperlist.exports.markdown import render_markdown
from paperlist.exports.pdfs import render_pdfs
from paperlist.exports.ris import render_ris
from paperlist.publishing.citation import Citation
from paperlist.publishing.selection import Selection

Group = Literal["citations", "data", "feeds"]
"""What a format is listed under, in this order."""
GROUPS: tuple[Group, ...] = get_args(Group)
Parts = Literal["any", "topic", "none"]
"""What a file may contain besides the whole list. A feed has an address, so it needs a page."""


@dataclass(frozen=True)
class CitationFormat:
    """`label` is what readers call it, `ending` that of its files, `media` their media type."""

    label: str
    ending: str
    media: str
    render: Callable[[Iterable[Citation]], str]


@dataclass(frozen=True)
class Format:
    """`file` is the name of the whole list's file below the site, `label` what readers call its
    format, `media` the media type, `description_key` the key of its description in words.yaml.
    """

    group: Group
    file: str
    label: str
    media: str
    description_key: str
    render: Callable[[Selection], str]
    parts: Parts = "any"
    is_addressed: bool = True
    """It contains addresses of the site."""
    is_picked: bool = False
    """The explorer can reduce it to some papers."""
    label_key: str | None = None
    """Key of the label in words.yaml, if the label is not a name."""


CITATIONS: Mapping[str, CitationFormat] = {
    "bibtex": CitationFormat("BibTeX", ".bib", "application/x-bibtex", render_bibtex),
    "biblatex": CitationFormat(
        "BibLaTeX", ".biblatex.bib", "application/x-bibtex", render_biblatex
    ),
    "ris": CitationFormat("RIS", ".ris", "application/x-research-info-systems", render_ris),
    "csl-json": CitationFormat(
        "CSL-JSON", ".csl.json", "application/vnd.citationstyles.csl+json", render_csl
    ),
}


def _of_citations(form: CitationFormat) -> Format:
    def render(chosen: Selection) -> str:
        return form.render(chosen.citations)

    file = f"papers{form.ending}"
    return Format(
        "citations",
        file,
        form.label,
        form.media,
        "file_cite",
        render,
        is_addressed=False,
        is_picked=True,
    )


FORMATS: Mapping[str, Format] = {
    "json": Format(
        "data", "papers.json", "JSON", "application/json", "file_json", render_papers_json
    ),
    "topics": Format(
        "data", "topics.json", "JSON", "application/json", "file_topics", render_topics_json, "none"
    ),
    "csv": Format("data", "papers.csv", "CSV", "text/csv", "file_csv", render_csv, is_picked=True),
    "markdown": Format(
        "data", "papers.md", "Markdown", "text/markdown", "file_md", render_markdown, is_picked=True
    ),
    **{name: _of_citations(form) for name, form in CITATIONS.items()},
    "pdfs": Format(
        "data",
        "pdfs.txt",
        "PDF addresses",
        "text/plain",
        "file_pdfs",
        render_pdfs,
        is_addressed=False,
        is_picked=True,
        label_key="format_pdfs",
    ),
    "atom": Format(
        "feeds", "feed.xml", "Atom", "application/atom+xml", "file_feed", render_atom, "topic"
    ),
    "json-feed": Format(
        "feeds",
        "feed.json",
        "JSON Feed",
        "application/feed+json",
        "file_feed",
        render_json_feed,
        "none",
    ),
    "llms": Format("data", "llms.txt", "llms.txt", "text/plain", "file_llms", render_llms, "none"),
    "llms-full": Format(
        "data", "llms-full.txt", "llms.txt", "text/plain", "file_llms_full", render_llms_full
    ),
}


def render_citations(citation: Citation) -> list[tuple[CitationFormat, str]]:
    """One paper in every citation format."""
    return [(form, form.render([citation])) for form in CITATIONS.values()]
