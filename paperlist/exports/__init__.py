"""The list, or a part of it, as text in the format of another tool."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from paperlist.citation import Citation
from paperlist.exports.bibtex import render_biblatex, render_bibtex
from paperlist.exports.csl import render_csl
from paperlist.exports.feed import render_atom, render_json_feed
from paperlist.exports.json_api import render_papers_json, render_topics_json
from paperlist.exports.llms import render_llms, render_llms_full
from paperlist.exports.markdown import render_markdown
from paperlist.exports.ris import render_ris
from paperlist.exports.table import render_csv
from paperlist.selection import Selection


@dataclass(frozen=True)
class CitationFormat:
    """`label` is what readers call it, `ending` that of its files, `media` their media type."""

    label: str
    ending: str
    media: str
    render: Callable[[Iterable[Citation]], str]


@dataclass(frozen=True)
class Format:
    """`file` is the name of the whole list's file below the site."""

    file: str
    render: Callable[[Selection], str]
    is_addressed: bool = True
    """It holds addresses of the site."""


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

    return Format(f"papers{form.ending}", render, is_addressed=False)


FORMATS: Mapping[str, Format] = {
    **{name: _of_citations(form) for name, form in CITATIONS.items()},
    "json": Format("papers.json", render_papers_json),
    "csv": Format("papers.csv", render_csv),
    "markdown": Format("papers.md", render_markdown),
    "atom": Format("feed.xml", render_atom),
    "json-feed": Format("feed.json", render_json_feed),
    "topics": Format("topics.json", render_topics_json),
    "llms": Format("llms.txt", render_llms),
    "llms-full": Format("llms-full.txt", render_llms_full),
}


def render_citations(citation: Citation) -> list[tuple[CitationFormat, str]]:
    """One paper in every format."""
    return [(form, form.render([citation])) for form in CITATIONS.values()]
