"""`paperlist import`."""

import re
from collections.abc import Mapping
from pathlib import Path

import click

from paperlist.catalogue.reading.files import read_bytes
from paperlist.catalogue.reading.parts import PAPERS
from paperlist.cli.changes import changing, edit_errors_exit, open_or_exit, write_or_exit
from paperlist.cli.group import today
from paperlist.cli.output import fail, print_text, warn
from paperlist.editing import WorkingCopy
from paperlist.editing.working_copy import empty_data
from paperlist.importing import Import, import_list, read_list, report_lines
from paperlist.importing.readers import NothingToRead
from paperlist.importing.rows import Row, UnreadLine

MAX_BYTES = 20_000_000


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), help="Data folder to add the entries to.")
@click.option(
    "--guess-topics",
    is_flag=True,
    help="Put the papers of a section that has the name of no topic under the likeliest one.",
)
def import_(file: Path, into: Path | None, *, guess_topics: bool) -> None:
    """Convert another list to entries.

    FILE is a Markdown file with tables or lists. The entries are printed as papers.yaml, or added
    to the data with --into; its sections become topics. A report lists the result of every row and
    what should be checked.
    """
    rows, day = _read(file), today()
    if into is None:
        imported, texts = _import(rows, empty_data(day), day, guess_topics=guess_topics)
        print_text(texts[PAPERS])
        for line in report_lines(imported, file.as_posix()):
            warn(line)
        return
    with changing(into):
        imported, texts = _import(rows, open_or_exit(into, day), day, guess_topics=guess_topics)
        for name, text in sorted(texts.items(), reverse=True):
            write_or_exit(into / name, text)
    print_text("".join(f"{line}\n" for line in report_lines(imported, file.as_posix())))


def _import(
    rows: list[Row | UnreadLine], copy: WorkingCopy, day: str, *, guess_topics: bool
) -> tuple[Import, Mapping[str, str]]:
    with edit_errors_exit():
        return import_list(rows, copy, day, guess_topics=guess_topics)


def _read(file: Path) -> list[Row | UnreadLine]:
    try:
        return read_list(re.sub("\r\n?", "\n", read_bytes(file, MAX_BYTES).decode("utf-8-sig")))
    except OSError as error:
        fail(f"cannot read {file}: {error.strerror}")
    except UnicodeDecodeError:
        fail(f"{file} is not UTF-8 text")
    except NothingToRead as error:
        fail(str(error))
