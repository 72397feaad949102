"""`paperlist import`."""

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from paperlist.catalogue.load import FILES, PAPERS
from paperlist.cli.group import today
from paperlist.cli.output import changing, count_of, fail, load_or_exit, print_text, write_or_exit
from paperlist.editing.adding import NoPlace
from paperlist.importing.drafts import Refused
from paperlist.importing.merging import Import
from paperlist.importing.tables import parse_tables

MOST_BYTES = 20_000_000


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), help="Folder of the data to add to.")
def import_(file: Path, into: Path | None) -> None:
    """Turn the tables of an awesome list, FILE in Markdown, into entries.

    Prints them as papers.yaml, or adds them to the data with --into. A report says what became of
    every row, and what may be wrong with it.
    """
    text = _read(file)
    if into is None:
        with TemporaryDirectory() as name:
            for each in FILES:
                (Path(name) / each).write_text("[]\n", "utf-8")
            gathered, texts = _gather(text, Path(name))
        print_text(texts[PAPERS])
        click.echo(_report(file, gathered), nl=False, err=True)
        return
    load_or_exit(into)
    with changing(into):
        gathered, texts = _gather(text, into)
        for name, made in sorted(texts.items(), reverse=True):
            write_or_exit(into / name, made)
    print_text(_report(file, gathered))


def _gather(text: str, data: Path) -> tuple[Import, dict[str, str]]:
    gathered = Import(load_or_exit(data))
    for row in parse_tables(text):
        gathered.take(row)
    if not gathered.outcomes:
        fail("no table was found")
    try:
        return gathered, gathered.settle(data, data.as_posix(), today())
    except NoPlace as error:
        fail(f"{data}: {error}; run `paperlist format` first")
    except Refused as error:
        fail(f"the list and the data do not go together: {error}")


def _report(file: Path, gathered: Import) -> str:
    lines = []
    for outcome in gathered.outcomes:
        told = f"not understood: {outcome.told}" if outcome.kind == "refused" else outcome.told
        lines.append(f"{file.as_posix()}:{outcome.line}: {told}\n")
        lines += [f"  doubt: {doubt}\n" for doubt in outcome.doubts]
    lines += [
        f"new topic '{topic}' of section '{name}': describe it in topics.yaml\n"
        for topic, name in gathered.new_topics.items()
    ]
    kinds = Counter(outcome.kind for outcome in gathered.outcomes)
    doubts = sum(len(outcome.doubts) for outcome in gathered.outcomes)
    return "".join(lines) + (
        f"{count_of(len(gathered.outcomes), 'row')}: {kinds['imported']} imported, "
        f"{kinds['merged']} merged, {kinds['known']} already in the list, "
        f"{kinds['refused']} not understood; {count_of(doubts, 'doubt')}\n"
    )


def _read(file: Path) -> str:
    try:
        if file.stat().st_size > MOST_BYTES:
            fail(f"{file} is larger than 20 MB")
        return re.sub("\r\n?", "\n", file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        fail(f"{file} is not UTF-8 text")
