"""Short texts about a paper: title, authors in one line, label of the code, summary."""

from typing import NamedTuple

from paperlist.catalogue.model import Paper
from paperlist.catalogue.values import ET_AL
from paperlist.publishing.translations import translated


def title_parts(paper: Paper) -> tuple[str, str]:
    """The bold part and the rest; a name that begins the title is not repeated."""
    if not paper.name:
        return paper.title, ""
    size = len(paper.name)
    begins = _loosely(paper.title[:size]) == _loosely(paper.name)
    if begins and paper.title[size : size + 1] in ("", " ", ":", "："):
        return paper.title[:size], paper.title[size:]
    return paper.name, f" {paper.title}"


def _loosely(text: str) -> str:
    """MLC-LLM and MLC LLM are the same name."""
    return text.casefold().replace("-", " ")


class Line(NamedTuple):
    """The people in the row of a paper: names of one field, and what follows them."""

    field: str
    names: tuple[str, ...]
    more: str = ""


def line_of(paper: Paper) -> Line:
    """At most three authors and the number of others; organisations if no author is known."""
    if not paper.authors:
        return Line("org", tuple(paper.org))
    named = paper.known_authors
    others = f" +{len(named) - 3}" if len(named) > 3 else ""
    return Line("author", tuple(named[:3]), f" {ET_AL}" if ET_AL in paper.authors else others)


def byline(paper: Paper) -> str:
    """The same as text."""
    _, names, more = line_of(paper)
    return ", ".join(names) + more


def repository_label(paper: Paper) -> str:
    """Label of the code: the name of the repository, or the last part of the link."""
    repository = paper.code_repository
    return repository.name if repository else (paper.code or "").rstrip("/").rpartition("/")[2]


def summary_of(paper: Paper, language: str) -> str:
    """In the language of the page, or in another that has one."""
    return translated(paper, "summary", language)
