"""`paperlist refresh stars`."""

import os
from collections.abc import Collection

import click

from paperlist.catalogue.facts import Facts, RepositoryRecord, render_facts
from paperlist.catalogue.load import FACTS
from paperlist.catalogue.repositories import Repository, by_key
from paperlist.cli.changes import changing, edit_errors_exit, open_or_exit, write_or_exit
from paperlist.cli.output import place_of
from paperlist.cli.refreshing import Kind, Run, refresh_options, run_steps
from paperlist.editing.renaming import Renamed, rename_repositories
from paperlist.sources import stars
from paperlist.sources.github import Token
from paperlist.sources.refreshing import dates_of

HINT = "; `paperlist refresh stars --fix` writes it"
TOKENS = ("GITHUB_TOKEN", "GH_TOKEN")


@click.command("stars")
@refresh_options
@click.option(
    "--fix", is_flag=True, help="Write the new names of moved repositories into the entries."
)
def refresh_stars(run: Run, *, fix: bool) -> None:
    """Fetch stars, new names and licences of the repositories.

    GitHub answers for a hundred repositories per request with a token in GITHUB_TOKEN or GH_TOKEN;
    without one, it allows 60 requests an hour, and a run ends there. The oldest facts are first. An
    interrupted run resumes when it is started again on the same day.
    """
    listed = stars.repositories_of(run.entries.values())
    chosen = stars.repositories_of(run.chosen.values())
    due = run.due.of(dates_of(chosen, run.facts.stars))
    kind = Kind("stars", "repository", "stars", listed, chosen, due)
    hint = "" if fix else HINT
    run_steps(
        run,
        kind,
        lambda refresh: stars.refresh_stars(
            refresh, [chosen[key] for key in due], run.facts.stars, token=_token(), hint=hint
        ),
    )
    if fix:
        _fix(run, chosen)


def _token() -> Token | None:
    found = ((name, os.environ.get(name, "").strip()) for name in TOKENS)
    return next((Token(name, value) for name, value in found if value), None)


def _fix(run: Run, keys: Collection[str]) -> None:
    """Also for those that an earlier run found."""
    with changing(run.data):
        copy = open_or_exit(run.data)
        facts = copy.catalogue.facts
        moved = {key: each for key, each in facts.stars.items() if each.moved and key in keys}
        names = {key: by_key(each.moved) for key, each in moved.items() if each.moved}
        with edit_errors_exit():
            renamed = rename_repositories(copy, names)
        for name, text in renamed.files.items():
            write_or_exit(run.data / name, text)
        if names:
            write_or_exit(run.data / FACTS, render_facts(_with_new_keys(facts, names)))
    _report(run, renamed)


def _with_new_keys(facts: Facts, names: dict[str, Repository]) -> Facts:
    """Facts of the former names become those of the new ones, if these have none that are newer."""
    kept: dict[str, RepositoryRecord] = {
        key: record for key, record in facts.stars.items() if key not in names
    }
    for key, new in names.items():
        record = facts.stars[key].model_copy(update={"moved": None, "source": new.url})
        if new.key not in kept or kept[new.key].date < record.date:
            kept[new.key] = record
    return facts.model_copy(update={"stars": kept})


def _report(run: Run, renamed: Renamed) -> None:
    for change in renamed.changes:
        place = place_of(run.data / change.file, change.line)
        run.report(f"{place}: '{change.id}' corrected: {change.key}: {change.value}")
