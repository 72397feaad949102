"""`paperlist refresh works`."""

import click

from paperlist.catalogue import Catalogue
from paperlist.catalogue.facts import WorkRecord
from paperlist.catalogue.problems import quote
from paperlist.cli.corrections import Correction, correct_and_print
from paperlist.cli.refreshing import Kind, Run, refresh_options, run_steps
from paperlist.editing import EditError
from paperlist.editing.correcting import find_paper
from paperlist.sources.works.paper import FIELDS, Field
from paperlist.sources.works.refreshing import paper_ids, refresh_works


@click.command("works")
@refresh_options
@click.option(
    "--apply",
    "applied",
    metavar="ID FIELD",
    type=(str, click.Choice(FIELDS)),
    help="Write the suggested venue, doi or code into this entry; sends no requests.",
)
def works(run: Run, applied: tuple[str, Field] | None) -> None:
    """Look up citations, licences, venues, DOIs and code.

    Venues, DOIs and code that entries lack become suggestions in facts.json, from arXiv's comments,
    DBLP, OpenAlex and Hugging Face; `paperlist report` lists them. A paper takes three seconds. An
    interrupted run resumes when it is started again on the same day.
    """
    if applied:
        _apply(run, *applied)
        return
    listed, chosen = paper_ids(run.entries), paper_ids(run.chosen)
    due = run.due.of({key: _date(run.facts.works.get(key)) for key in chosen})
    kind = Kind("Works", "paper", "works", listed, chosen, due)
    run_steps(run, kind, lambda refresh: refresh_works(refresh, due, run.chosen, run.facts))


def _date(record: WorkRecord | None) -> str:
    """Empty for a paper that is due on the same day too."""
    return "" if record is None or record.incomplete else record.date


def _apply(run: Run, paper: str, field: Field) -> None:
    def choose(catalogue: Catalogue) -> Correction:
        key = find_paper(paper, catalogue)
        if value := getattr(catalogue.by_id[key], field):
            raise EditError(f"{quote(key)} already has a {field}: {quote(value)}")
        record = catalogue.facts.works.get(key)
        finding = record and record.suggestions.get(field)
        if not finding:
            hint = f"`paperlist refresh works --only {key}` looks for one"
            raise EditError(f"there is no suggestion for the {field} of {quote(key)}; {hint}")
        return key, field, finding.value

    correct_and_print(run.data, choose)
