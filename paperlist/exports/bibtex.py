"""A paper as a BibTeX entry."""

import re
from collections.abc import Iterator

from paperlist.links import abstract_url, reading_link
from paperlist.model import Paper
from paperlist.values import ET_AL

# Anything else with a year behind it is a conference or a workshop.
JOURNALS = re.compile(
    r"TMLR|TACL|JMLR|Neurocomputing|Neural Networks|High-Confidence Computing|Computing Surveys"
    r"|.*\b(Journal|Transactions|Letters|Magazine)\b.*|IEEE T[A-Z]+|ACM (T[A-Z]+|Computing Surveys)"
)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# BibTeX counts braces, whether or not a backslash stands before them.
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}


def render_bibtex(paper: Paper) -> str:
    """One entry; its key is the paper's id. Source of the field names: BibTeX and arXiv's own."""
    venue = re.fullmatch(r"(.+?)(?: (\d{4}))?", paper.venue or "")
    kind = "misc"
    if venue:
        kind = "article" if JOURNALS.fullmatch(venue[1]) else "inproceedings"
    fields = dict(_fields(paper, kind, venue))
    width = max(map(len, fields))
    lines = "".join(f"  {name:<{width}} = {value},\n" for name, value in fields.items())
    return f"@{kind}{{{paper.id},\n{lines}}}\n"


def _fields(paper: Paper, kind: str, venue: re.Match[str] | None) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_title(paper.title)}}}"
    if names := paper.authors or paper.org:
        yield "author", f"{{{' and '.join(_author(name) for name in names)}}}"
    if venue:
        yield ("journal" if kind == "article" else "booktitle"), f"{{{escape(venue[1])}}}"
    if venue and venue[2]:
        yield "year", f"{{{venue[2]}}}"
    else:
        yield "year", f"{{{paper.year}}}"
        yield "month", MONTHS[int(paper.date[5:7]) - 1]
    if paper.arxiv:
        yield "eprint", f"{{{paper.arxiv}}}"
        yield "archivePrefix", "{arXiv}"
    if paper.doi:
        yield "doi", f"{{{paper.doi}}}"
    url = abstract_url(paper.arxiv) if paper.arxiv else paper.url or reading_link(paper).url
    yield "url", f"{{{url}}}"
    if paper.note:
        yield "note", f"{{{escape(paper.note)}}}"


def _title(title: str) -> str:
    """BibTeX styles write titles small: braces keep the capitals of names such as {LLM}."""
    return " ".join(_keep_capitals(word) for word in title.split())


def _keep_capitals(word: str) -> str:
    inner = re.fullmatch(r"(\W*)(.*?)(\W*)", word)
    if inner is None or not re.search(r"\w.*[A-Z]|\d", inner[2]):
        return escape(word)
    before, name, after = inner.groups()
    return f"{escape(before)}{{{escape(name)}}}{escape(after)}"


def _author(name: str) -> str:
    """Braces keep whole what BibTeX would take apart: one word, a comma, an "and" inside."""
    if name == ET_AL:
        return "others"
    is_person = " " in name and not set("{},") & set(name) and " and " not in name.lower()
    return escape(name) if is_person else f"{{{escape(name)}}}"


def escape(text: str) -> str:
    """LaTeX's own signs as text."""
    return "".join(SPECIAL.get(character, character) for character in text)
