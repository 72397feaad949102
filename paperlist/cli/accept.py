"""`paperlist accept`."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

import click

from paperlist.catalogue.entries import did_you_mean
from paperlist.catalogue.load import PAPERS, load_catalogue
from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.problems import quote, render_text
from paperlist.catalogue.values import split_list
from paperlist.cli.add import add
from paperlist.cli.asking import arxiv_option, doi_option
from paperlist.cli.group import data_option
from paperlist.cli.output import changing, fail, load_or_exit, print_text, write_or_exit
from paperlist.editing.adding import NoPlace
from paperlist.editing.correcting import KEYS, LISTS, set_value
from paperlist.editing.forms import NotAForm, parse_form


@click.command()
@click.argument("form", type=click.File(encoding="utf-8", errors="replace"))
@data_option
@arxiv_option
@doi_option
def accept(form: TextIO, data: Path, arxiv_address: str, doi_address: str) -> None:
    """Carry out an issue form: add a paper, or correct one.

    FORM is the text of the issue, a file or - for standard input. Nothing in it is trusted: what
    the check refuses changes nothing.
    """
    try:
        asked = parse_form(form.read())
    except NotAForm as error:
        fail(str(error))
    if asked.kind == "correct":
        _correct(data, asked.values)
        return
    values = dict(asked.values)
    topics = split_list(values.pop("topics", ""))
    if "paper" not in values or not topics:
        fail("an arXiv id, a DOI or an address is needed, and a topic")
    paper = values.pop("paper")
    options = [
        *(f"--topic={topic}" for topic in topics),
        *(f"--{field}={value}" for field, value in values.items()),
        *(f"--data={data}", f"--arxiv-address={arxiv_address}", f"--doi-address={doi_address}"),
    ]
    try:
        add.main([*options, "--", paper], standalone_mode=False)
    except click.UsageError as error:
        fail(error.format_message())


def _correct(data: Path, values: Mapping[str, str]) -> None:
    with changing(data):
        catalogue = load_or_exit(data)
        paper = _paper(values.get("paper", ""), catalogue)
        key = values.get("key", "")
        if key not in KEYS:
            fail(f"{quote(key)} is no key that can be corrected; one of {', '.join(KEYS)}")
        given = values.get("value")
        value = split_list(given) if given and key in LISTS else given
        path = data / PAPERS
        old = path.read_bytes().decode()
        try:
            text = set_value(old, paper, key, value)
        except NoPlace as error:
            fail(f"{path.as_posix()}: {error}; run `paperlist format` first")
        loaded = load_catalogue(data, data.as_posix(), {PAPERS: text})
        if loaded.catalogue is None:
            click.echo(render_text(loaded.problems), nl=False, err=True)
            fail("the entry would be wrong; nothing was changed")
        if text == old:
            fail(f"{quote(paper)} has {'that' if value else 'no'} {key} already")
        write_or_exit(path, text)
    first, last = loaded.catalogue.lines[paper]
    lines = text.splitlines()[first - 1 : last]
    print_text(f"{path.as_posix()}:{first}: '{paper}' corrected: {key}\n")
    print_text("".join(f" {line}\n" for line in lines))


def _paper(text: str, catalogue: Catalogue) -> str:
    """The id, or the end of the page's address; an id that it had is good too."""
    path = re.split("[?#]", text.strip(), maxsplit=1)[0].removesuffix("index.html")
    name = path.rstrip("/").rpartition("/")[2].lower()
    former = {old: paper.id for paper in catalogue.papers for old in paper.formerly}
    found = former.get(name, name)
    if found not in catalogue.by_id:
        hint = did_you_mean(name, catalogue.by_id)
        fail(f"{quote(name)} is no paper of the list" + (f": {hint}" if hint else ""))
    return found
