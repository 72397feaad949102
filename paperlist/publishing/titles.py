"""A paper in a few words: the bold part of its title, its authors in a line, its summary."""

from paperlist.catalogue.model import Paper
from paperlist.catalogue.values import ET_AL


def title_parts(paper: Paper) -> tuple[str, str]:
    """The bold part and the rest; a title that begins with its name is not given twice."""
    if not paper.name:
        return paper.title, ""
    size = len(paper.name)
    begins = _loosely(paper.title[:size]) == _loosely(paper.name)
    if begins and paper.title[size : size + 1] in ("", " ", ":", "："):
        return paper.title[:size], paper.title[size:]
    return paper.name, f" {paper.title}"


def _loosely(text: str) -> str:
    """MLC-LLM and MLC LLM are one name."""
    return text.casefold().replace("-", " ")


def byline(paper: Paper) -> str:
    """Three authors at most, then how many more; the organisations when no author is known."""
    if not paper.authors:
        return ", ".join(paper.org)
    named = paper.known_authors
    shown = ", ".join(named[:3])
    if ET_AL in paper.authors:
        return f"{shown} {ET_AL}"
    return f"{shown} +{len(named) - 3}" if len(named) > 3 else shown


def repository_label(paper: Paper) -> str:
    """What to call the code: the repository's name, or the end of its address."""
    repository = paper.code_repository
    return repository.name if repository else (paper.code or "").rstrip("/").rpartition("/")[2]


def summary_of(paper: Paper, language: str) -> str:
    """In the language of the page, else in the other one."""
    both = (paper.summary, paper.summary_zh)
    first, second = both if language == "en" else reversed(both)
    return first or second or ""
