"""`paperlist import`."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from paperlist.catalogue.problems import printable
from paperlist.catalogue.reading.parts import PAPERS
from paperlist.cli.changes import changing, edit_errors_exit, open_or_exit, write_or_exit
from paperlist.cli.group import today
from paperlist.cli.hosts import hosts_option
from paperlist.cli.output import fail, print_text
from paperlist.cli.progress import with_progress
from paperlist.editing import WorkingCopy
from paperlist.editing.working_copy import empty_data
from paperlist.importing import Import, import_list, read_list, report_lines
from paperlist.importing.json_report import render_json_report
from paperlist.importing.origins import NotReadable, is_address, read_origin
from paperlist.importing.readers import List, NothingToRead


@click.command("import")
@click.argument("file")
@click.option("--into", type=click.Path(path_type=Path), help="Data folder to add the entries to.")
@click.option(
    "--guess-topics",
    is_flag=True,
    help="Put the papers of a section that has the name of no topic under the likeliest one.",
)
@click.option("--json", "is_json", is_flag=True, help="Print the report as JSON.")
@hosts_option
def import_(*, file: str, into: Path | None, is_json: bool, guess_topics: bool) -> None:
    """Convert another list to entries.

    FILE is a path, an https address, or "-" for standard input. Its content decides how it is
    read: as Markdown with tables or lists, BibTeX, BibLaTeX, RIS, CSL-JSON, or as records in CSV,
    JSON or YAML. The entries are printed as papers.yaml, or added to the data with --into; sections
    become topics. A report lists the result of every item and what should be checked.
    """
    source, day = _read(file), today()
    shown = file if is_address(file) or file == "-" else Path(file).as_posix()
    if into is None:
        imported, texts = _import(
            source, empty_data(day), is_json=is_json, guess_topics=guess_topics
        )
        print_text(texts[PAPERS])
        click.echo(_report(imported, shown, source, is_json=is_json), nl=False, err=True)
        return
    with changing(into):
        copy = open_or_exit(into, day)
        imported, texts = _import(source, copy, is_json=is_json, guess_topics=guess_topics)
        for name, text in sorted(texts.items(), reverse=True):
            write_or_exit(into / name, text)
    print_text(_report(imported, shown, source, is_json=is_json))


def _import(
    source: List, copy: WorkingCopy, *, is_json: bool, guess_topics: bool
) -> tuple[Import, Mapping[str, str]]:
    progress = iter if is_json else with_progress
    with edit_errors_exit():
        return import_list(source.rows, copy, guess_topics=guess_topics, progress=progress)


def _report(imported: Import, shown: str, source: List, *, is_json: bool) -> str:
    if is_json:
        return render_json_report(imported, shown, source)
    heads = (f"read as {source.format}", *source.notes)
    lines = (*(printable(f"{shown}: {each}") for each in heads), *report_lines(imported, shown))
    return "".join(f"{line}\n" for line in lines)


def _read(file: str) -> List:
    try:
        return read_list(read_origin(file, sys.stdin.buffer))
    except (NotReadable, NothingToRead) as error:
        fail(str(error))
