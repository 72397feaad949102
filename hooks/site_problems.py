"""Reports problems of the data, and keeps the last valid list while serving."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from site_settings import config_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paperlist import Catalogue, Problem

log = logging.getLogger("mkdocs.hooks.papers")

# MkDocs imports this file once per process: this is kept across rebuilds on purpose.
last_valid: dict[Path, "Catalogue"] = {}


def report(config: MkDocsConfig, problems: "Sequence[Problem]", *, stop: bool) -> None:
    """Logs problems; errors stop a build, `serve` shows them above the last valid list."""
    log_problems(problems)
    if stop and config_file(config) not in last_valid:
        raise PluginError("the site cannot be built because of the errors above")
    config.extra.setdefault("problems", []).extend(
        problem for problem in problems if problem.severity == "error"
    )


def log_problems(problems: "Sequence[Problem]") -> None:
    """The first ones, as `paperlist check` prints them."""
    from paperlist.catalogue.problems import MAX_PRINTED, count_of

    for problem in problems[:MAX_PRINTED]:
        log.log(logging.ERROR if problem.severity == "error" else logging.WARNING, problem)
    if rest := problems[MAX_PRINTED:]:
        log.warning(f"{count_of(len(rest), 'more problem')}; `paperlist check` lists them")
