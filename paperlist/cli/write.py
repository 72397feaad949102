"""`paperlist write`."""

from pathlib import Path

import click

from paperlist.catalogue.problems import count_of, printable
from paperlist.cli.group import config_option, data_option, existing
from paperlist.cli.output import load_or_exit, print_text
from paperlist.site import write_site
from paperlist.site.editions import InvalidConfiguration
from paperlist.site.target import CannotWrite


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@data_option
@config_option
def write(folder: Path, data: Path, config: Path) -> None:
    """Write the generated pages as files.

    FOLDER can then be built by a site generator that does not run the hooks. Files that were
    written there before are replaced or removed; other files stay.
    """
    try:
        number = write_site(load_or_exit(data), existing(config), folder)
    except (CannotWrite, InvalidConfiguration) as error:
        raise click.ClickException(str(error)) from None
    print_text(f"{count_of(number, 'page')} in {printable(str(folder))}\n")
