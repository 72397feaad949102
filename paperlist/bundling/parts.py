"""Downloaded papers made ready for bundles, several at once."""

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from paperlist.bundling.downloading import Outcome
from paperlist.bundling.front import PREFIX
from paperlist.bundling.reasons import Unusable
from paperlist.bundling.strips import Strip
from paperlist.bundling.workers import Workers
from paperlist.catalogue.model import Paper


@dataclass(frozen=True)
class Result:
    """Of a paper: its file and number of pages, or the reason why it is missing."""

    paper: Paper
    file: Path | None = None
    pages: int = 0
    reason: str = ""
    is_cached: bool = False
    is_left_out: bool = False
    """As requested, or because there is no PDF of it: nothing went wrong."""


def too_long(result: Result, most: int | None) -> Result:
    """The result without the file if that has more pages."""
    if result.file is None or most is None or result.pages <= most:
        return result
    reason = f"{result.pages} pages, more than {most}"
    return Result(result.paper, reason=reason, is_cached=result.is_cached, is_left_out=True)


def prepare(
    outcomes: Iterable[Outcome], folder: Path, site_url: str, workers: Workers
) -> list[Result]:
    """Parts of a bundle in the folder, in the order of the outcomes."""

    def made(outcome: Outcome) -> Result:
        paper, is_cached = outcome.paper, outcome.is_cached
        if outcome.file is None:
            return Result(paper, reason=outcome.reason, is_left_out=outcome.is_left_out)
        target = folder / f"{paper.id}.pdf"
        try:
            pages = workers.clean(outcome.file, target, paper.id, _strip(paper, site_url))
        except Unusable as error:
            return Result(paper, reason=str(error), is_cached=is_cached)
        return Result(paper, target, pages, is_cached=is_cached)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            return [each.result() for each in [pool.submit(made, outcome) for outcome in outcomes]]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _strip(paper: Paper, site_url: str) -> Strip:
    outside = [("Page in the list", f"{site_url}/papers/{paper.id}/")]
    if paper.code and paper.code.isascii():
        outside.append(("Code", paper.code))
    return Strip((("Contents", f"{PREFIX}/"),), tuple(outside))


def in_order(results: Iterable[Result], papers: Sequence[Paper]) -> list[Result]:
    by_id = {result.paper.id: result for result in results}
    return [by_id[paper.id] for paper in papers]
