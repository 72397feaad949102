"""The options that select papers, and the site that their files name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from paperlist.cli.group import existing
from paperlist.exports.choosing import CannotChoose
from paperlist.publishing import Site
from paperlist.publishing.selection import Wanted
from paperlist.site.editions import InvalidConfiguration, load_editions

NAMES = {
    "topics": "--topic",
    "collection": "--collection",
    "path": "--path",
    "ids": "--id",
    "since": "--since",
}
OPTIONS = (
    click.option("--topic", "topics", multiple=True, help="Papers of this topic; can be repeated."),
    click.option("--collection", help="Papers of this collection."),
    click.option("--path", help="Papers of this reading path, in its order."),
    click.option("--id", "ids", multiple=True, help="The paper with this id; can be repeated."),
    click.option("--since", help="Papers added since then: 2024, 2024-03 or 2024-03-17."),
)


def selection_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command gets what is `wanted` in their place."""

    @wraps(command)
    def call(**options: Any) -> None:
        wanted = Wanted(**{name: options.pop(name) for name in NAMES})
        command(wanted=wanted, **options)

    made = call
    for option in reversed(OPTIONS):
        made = option(made)
    return made


@contextmanager
def choice_errors_exit() -> Iterator[None]:
    try:
        yield
    except CannotChoose as error:
        if error.condition:
            raise click.BadParameter(str(error), param_hint=NAMES[error.condition]) from None
        raise click.UsageError(str(error)) from None


@contextmanager
def configuration_errors_exit() -> Iterator[None]:
    try:
        yield
    except InvalidConfiguration as error:
        raise click.BadParameter(str(error), param_hint="--config") from None


def site_or_exit(config: Path) -> Site:
    with configuration_errors_exit():
        return load_editions(existing(config))[0].site
