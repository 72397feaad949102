"""`paperlist search`."""

from collections.abc import Iterable
from pathlib import Path

import click

from paperlist.catalogue import Catalogue
from paperlist.catalogue.languages import MAIN
from paperlist.catalogue.model import Paper
from paperlist.catalogue.problems import printable, quote
from paperlist.cli.group import config_option, data_option
from paperlist.cli.output import fail, load_or_exit, print_text
from paperlist.cli.selecting import site_or_exit
from paperlist.exports import FORMATS
from paperlist.publishing import Site
from paperlist.publishing.links import reading_link
from paperlist.publishing.selection import Selection
from paperlist.publishing.titles import byline, title_parts
from paperlist.searching import HINT, Searcher, near_query, read_query

TEXT = "text"
FORMS = [TEXT, *(name for name, form in FORMATS.items() if form.parts == "any")]


# So that -word excludes a word; longer dashes still belong to options.
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", metavar="QUERY...", nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice(FORMS), default=TEXT, help="The default is text."
)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many papers.")
@click.option("--abstracts", is_flag=True, help="Search abstracts too.")
@data_option
@config_option
def search(  # noqa: PLR0913
    *,
    words: tuple[str, ...],
    form: str,
    limit: int | None,
    abstracts: bool,
    data: Path,
    config: Path,
) -> None:
    """Search the list, best match first.

    QUERY is what the search field of the site understands: words, "phrases" (in quotes of the
    shell: '"long context"'), quant* for words that start like this, -word to exclude one, author:,
    title:, venue:, org:, topic: or engine:, and date: or added: (2024, 2023-05..2024, 2024..).
    Papers must match all of them, or all on one side of OR.

    The exit code is 1 if no paper matches.
    """
    if option := next((word for word in words if word.startswith("--")), None):
        raise click.NoSuchOption(option.partition("=")[0])
    text = " ".join(words)
    query = read_query(text)
    if query.unclear:
        raise click.UsageError(f"cannot read {quote(' '.join(query.unclear))}; {HINT}")
    if not query.alternatives:
        raise click.UsageError(f"{quote(text)} has no word to search for")
    catalogue = load_or_exit(data)
    searcher = Searcher(catalogue)
    papers = searcher.find(query, abstracts=abstracts)
    if not papers:
        near = near_query(searcher, text)
        fail(f"no paper matches {quote(text)}" + (f"; did you mean {quote(near)}?" if near else ""))
    print_text(_render(form, papers[:limit], catalogue, config))


def _render(form: str, papers: tuple[Paper, ...], catalogue: Catalogue, config: Path) -> str:
    if form == TEXT:
        return "".join(f"{printable(line)}\n" for line in _lines(papers))
    site = site_or_exit(config) if FORMATS[form].is_addressed else Site(MAIN, "", "")
    return FORMATS[form].render(Selection(catalogue, site, papers, site.name))


def _lines(papers: Iterable[Paper]) -> Iterable[str]:
    """Two lines each: what it is, then who wrote it and where to read it."""
    for paper in papers:
        name, rest = title_parts(paper)
        separator = ":" if rest == f" {paper.title}" else ""
        yield f"{paper.id}  {paper.date}  {name}{separator}{rest}"
        about = (byline(paper), paper.venue, reading_link(paper).url)
        yield f"  {' · '.join(filter(None, about))}"
