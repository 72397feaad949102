"""How complete the list is: numbers of entries, of their fields and of their marks.

`python -m paperlist.catalogue.figures` prints them.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping

from paperlist.catalogue.languages import translations_of
from paperlist.catalogue.load import load_catalogue
from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.problems import render_text

FIELDS = ("authors", "venue", "doi", "code", "summary", *translations_of("summary"), "runs_in")


def render_figures(catalogue: Catalogue) -> str:
    """Tables of text; a paper with several topics counts under each."""
    papers = catalogue.papers
    fields = {key: sum(bool(getattr(paper, key)) for paper in papers) for key in FIELDS}
    marks = Counter(paper.recommended for paper in papers)
    years = Counter(paper.year for paper in papers)
    removed = len(catalogue.removed)
    refused = len(catalogue.refusals) - removed
    shares = {f"with {key}": number for key, number in fields.items()}
    shares |= {f"recommended: {level}": marks[level] for level in (2, 3)}
    return "\n".join(
        (
            _table("list", {"entries": len(papers), "refused": refused, "removed": removed}),
            _table("share of the entries", shares, of=len(papers)),
            _table("year", {year: years[year] for year in sorted(years, reverse=True)}),
            _table("topic", {key: len(inside) for key, inside in catalogue.by_topic.items()}),
        )
    )


def _table(head: str, numbers: Mapping[str, int], of: int = 0) -> str:
    """One line for each number, with its share if `of` is given."""
    width = max(map(len, (head, *numbers)))
    lines = (f"{name:{width}}  {number:5}{_share(number, of)}" for name, number in numbers.items())
    return _lines((head, "-" * (width + 7), *lines))


def _share(number: int, of: int) -> str:
    return f"  {100 * number / of:5.1f} %" if of else ""


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    loaded = load_catalogue(sys.argv[1] if len(sys.argv) > 1 else "data")
    if loaded.catalogue is None:
        sys.exit(render_text(loaded.problems))
    sys.stdout.write(render_figures(loaded.catalogue))
