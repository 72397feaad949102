"""`paperlist download`."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import copyfileobj

import click

from paperlist.bundling.downloading import Outcome
from paperlist.bundling.file_names import file_names
from paperlist.bundling.parts import Result, in_order, too_long
from paperlist.bundling.reasons import Unusable
from paperlist.bundling.workers import Workers
from paperlist.cli.fetching import Run, fetched, fetching_options, report
from paperlist.editing import replacing


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@fetching_options
def download(*, run: Run, folder: Path) -> None:
    """Download papers as PDFs with readable names.

    Downloads the papers that match all options, or the whole list, to DIR. Files that were
    downloaded before are not downloaded again.
    """
    names = file_names(run.papers)
    with fetched(run) as (outcomes, workers):
        folder.mkdir(parents=True, exist_ok=True)
        results = []
        for counted in _counted(outcomes, workers):
            result = too_long(counted, run.max_pages)
            if result.file:
                _copy(result.file, folder / names[result.paper.id])
            results.append(result)
        results = in_order(results, run.papers)
    report(run, results, [])


def _counted(outcomes: Iterable[Outcome], workers: Workers) -> Iterator[Result]:
    for outcome in outcomes:
        paper, file, is_cached = outcome.paper, outcome.file, outcome.is_cached
        if file is None:
            yield Result(paper, reason=outcome.reason, is_left_out=outcome.is_left_out)
            continue
        try:
            yield Result(paper, file, workers.count_pages(file), is_cached=is_cached)
        except Unusable as error:
            yield Result(paper, reason=str(error), is_cached=is_cached)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as content, replacing(target) as file:
        copyfileobj(content, file)
