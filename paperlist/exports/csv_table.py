"""The list as a CSV table."""

import csv
import re
from io import StringIO

from paperlist.catalogue.languages import translations_of
from paperlist.exports.json_files import paper_record
from paperlist.publishing.selection import Selection

COLUMNS = (
    "id", "name", "aka", "title", "authors", "authors_complete", "date", "venue", "org", "kind",
    "arxiv", "doi", "pdf", "web", "code", "repository", "stars", "stars_date", "topics",
    "recommended", "summary", *translations_of("summary"), "note", "added", "page",
    "code_repository", "publication",
)  # fmt: skip
# Spreadsheets run a text that begins like this as a formula, and in many countries they also split
# cells at semicolons; some accept the full-width characters of Chinese and Japanese keyboards.
FORMULA = re.compile("((?:^|;)[\\s\"]*)(?='*[=+@\uff1d\uff0b\uff20\uff0d-])")


def render_csv(selection: Selection) -> str:
    """One paper per row, lists joined by '; '. Lines end with CR LF (RFC 4180)."""
    output = StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    for paper in selection.papers:
        record = paper_record(paper, selection.catalogue, selection.site.home).model_dump()
        stars = record["stars"] or {"count": None, "date": None}
        values = record["links"] | record | {"stars": stars["count"], "stars_date": stars["date"]}
        # As a number 2205.14130 would lose its last digit.
        values["arxiv"] = paper.arxiv and f"arXiv:{paper.arxiv}"
        writer.writerow([_cell(values[column]) for column in COLUMNS])
    return output.getvalue()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return _text("; ".join(map(str, value)))
    return _text(str(value))


def _text(text: str) -> str:
    """A leading quote marks text in spreadsheets. A text that begins with one gets another, so that
    removing one quote restores every text."""
    return FORMULA.sub(r"\1'", text)
