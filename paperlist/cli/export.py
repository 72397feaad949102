"""`paperlist export`."""

from pathlib import Path

import click

from paperlist.catalogue.entries import did_you_mean
from paperlist.catalogue.languages import MAIN
from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.values import Malformed, parse_date
from paperlist.cli.group import config_option, data_option, existing
from paperlist.cli.output import fail, load_or_exit, print_text, write_or_exit
from paperlist.exports import FORMATS
from paperlist.publishing.selection import Selection, Wanted, by_topic
from paperlist.publishing.site_info import Site
from paperlist.site.editions import CannotWrite, load_editions


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice([*FORMATS]))
@click.option("--topic", "topics", multiple=True, help="Papers of this topic; may be given again.")
@click.option("--collection", help="Papers of this collection.")
@click.option("--id", "ids", multiple=True, help="The paper of this id; may be given again.")
@click.option(
    "--since", help="Papers that joined the list then or later: 2024, 2024-03, 2024-03-17."
)
@click.option("--output", type=click.Path(path_type=Path), help="The file to write.")
@data_option
@config_option
def export(  # noqa: PLR0913
    *,
    form: str,
    topics: tuple[str, ...],
    collection: str | None,
    ids: tuple[str, ...],
    since: str | None,
    output: Path | None,
    data: Path,
    config: Path,
) -> None:
    """Print the list, or the papers that all options choose, as FORMAT.

    \b
    Citations: bibtex, biblatex, ris, csl-json.
    Data:      json, csv, markdown, pdfs, topics, llms, llms-full.
    Feeds:     atom, json-feed.
    """
    catalogue = load_or_exit(data)
    wanted = Wanted(topics, collection, ids, since)
    _check_wanted(wanted, catalogue)
    papers = wanted.choose(catalogue)
    if not papers:
        fail("no paper matches all of that")
    site = _site(config) if FORMATS[form].is_addressed else Site(MAIN, "", "")
    chosen = _selection(form, wanted, Selection(catalogue, site, papers, site.name))
    text = FORMATS[form].render(chosen)
    if output is None:
        print_text(text)
        return
    write_or_exit(output, text)


def _selection(form: str, wanted: Wanted, chosen: Selection) -> Selection:
    """One topic alone is what the site has of it; a feed of anything else has no address."""
    if wanted == Wanted(topics=wanted.topics) and len(wanted.topics) == 1:
        name = f"topics/{wanted.topics[0]}"
        named = [each for each in by_topic(chosen.catalogue, chosen.site) if each.file == name]
        chosen = named[0]
    parts = FORMATS[form].parts
    if wanted != Wanted() and (parts == "none" or (parts == "topic" and not chosen.page)):
        of = "the whole list" if parts == "none" else "the whole list or of one topic"
        raise click.UsageError(f"{form} is of {of}: leave out what chooses papers")
    return chosen


def _site(config: Path) -> Site:
    try:
        return load_editions(existing(config))[0].site
    except CannotWrite as error:
        raise click.BadParameter(str(error), param_hint="--config") from None


def _check_wanted(wanted: Wanted, catalogue: Catalogue) -> None:
    """What is asked for exists; whether any paper has all of it is another question."""
    named = (
        ("--topic", wanted.topics, [topic.id for topic in catalogue.topics]),
        ("--id", wanted.ids, [*catalogue.by_id]),
        (
            "--collection",
            [] if wanted.collection is None else [wanted.collection],
            [each.id for each in catalogue.collections],
        ),
    )
    for option, names, known in named:
        for name in names:
            if name not in known:
                hint = did_you_mean(name, known)
                message = f"'{name}' is not in the list" + (f": {hint}" if hint else "")
                raise click.BadParameter(message, param_hint=option)
    if wanted.since is not None:
        _check_since(wanted.since)


def _check_since(since: str) -> None:
    try:
        parse_date(since if "-" in since else f"{since}-01")
    except Malformed:
        message = f"'{since}' is no date: write 2024, 2024-03 or 2024-03-17"
        raise click.BadParameter(message, param_hint="--since") from None
