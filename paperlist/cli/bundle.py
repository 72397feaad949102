"""`paperlist bundle`."""

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from paperlist.bundling.bundle import (
    Plan,
    make_plan,
    missing_font,
    split,
    write_bundle,
    write_zip,
)
from paperlist.bundling.parts import Result, in_order, prepare, too_long
from paperlist.catalogue.problems import count_of
from paperlist.cli.fetching import Run, fetched, fetching_options, report
from paperlist.cli.group import config_option, today
from paperlist.cli.output import fail, warn
from paperlist.cli.selecting import site_or_exit


@click.command()
@fetching_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="PDF file to write."
)
@click.option(
    "--split-by",
    type=click.Choice(["topic", "year"]),
    help="Write FILE-<topic>.pdf or FILE-<year>.pdf for each.",
)
@click.option("--zip", "zipped", is_flag=True, help="Write FILE.zip with the PDFs too.")
@config_option
def bundle(  # noqa: PLR0913
    *, run: Run, output: Path, split_by: str | None, zipped: bool, config: Path
) -> None:
    """Join papers to one PDF with bookmarks.

    Downloads the papers that match all options, or the whole list. Files that were downloaded
    before are not downloaded again.
    """
    site = site_or_exit(config)
    _require_writable(output)
    archive = output.with_suffix(".zip") if zipped else None
    if output == archive:
        message = f"{output} is the file of --zip; write {output.with_suffix('.pdf')}"
        raise click.BadParameter(message, param_hint="--output")
    created = today() if "SOURCE_DATE_EPOCH" in os.environ else max(p.added for p in run.papers)
    plan = make_plan(run.wanted, run.catalogue, site, created)
    if font := missing_font(plan, run.papers):
        warn(f"warning: the contents have Chinese characters; install {font} to show them")
    if plan.unlisted and not run.is_quiet:
        warn(f"not in the list, so not in the bundle: {', '.join(plan.unlisted)}")
    with fetched(run) as (outcomes, workers), TemporaryDirectory() as folder:
        prepared = prepare(outcomes, Path(folder), site.url, workers)
        results = [too_long(each, run.max_pages) for each in in_order(prepared, run.papers)]
        files = _write(_bundles(plan, results, output, split_by), Path(folder))
        if archive and files:
            write_zip(archive, [path for path, _ in files], created)
            files.append((archive, _size(archive)))
    report(run, results, files)


def _require_writable(output: Path) -> None:
    """Before the downloads, which take long."""
    if output.is_dir():
        fail(f"cannot write {output}: is a folder; add the name of a file")
    if not output.parent.is_dir():
        fail(f"cannot write {output}: the folder {output.parent} does not exist")
    if not os.access(output.parent, os.W_OK):
        fail(f"cannot write {output}: the folder {output.parent} is read-only")


Bundle = tuple[Path, Plan, Sequence[Result]]


def _bundles(
    plan: Plan, results: Sequence[Result], output: Path, split_by: str | None
) -> list[Bundle]:
    if split_by is None:
        return [(output, plan, results)]
    return [
        (output.with_name(f"{output.stem}-{key}{output.suffix}"), part, group)
        for key, (part, group) in split(plan, results, split_by).items()
    ]


def _write(bundles: Sequence[Bundle], folder: Path) -> list[tuple[Path, str]]:
    """The files with what they contain; a bundle without any paper is not written."""
    files = []
    for path, plan, results in bundles:
        if count := sum(each.file is not None for each in results):
            pages = count_of(write_bundle(path, plan, results, folder), "page")
            papers = f"{count} of {count_of(len(results), 'paper')}"
            files.append((path, f"{papers}, {pages}, {_size(path)}"))
    return files


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1_000_000:.1f} MB"
