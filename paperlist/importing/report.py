"""The report of an import: a line for every row, what to check in it, and the totals."""

from collections import Counter
from collections.abc import Iterator

from paperlist.catalogue.problems import count_of, printable, quote
from paperlist.importing.merging import Import, Outcome

MOST_MERGED = 10
LEAST_READ = 0.8


def report_lines(imported: Import, file: str) -> Iterator[str]:
    """`file` is the imported file as the lines call it."""
    for outcome in imported.outcomes:
        prefix = "skipped: " if outcome.kind == "refused" else ""
        yield printable(f"{file}:{outcome.line}: {prefix}{outcome.message}")
        yield from (printable(f"  check: {each}") for each in outcome.to_check)
    for topic, name in imported.new_topics.items():
        message = f"new topic '{topic}' from section {quote(name)}"
        yield f"{message}: write its description in topics.yaml"
    yield from _warnings(imported.outcomes)
    yield _totals(imported.outcomes)


def _warnings(outcomes: list[Outcome]) -> Iterator[str]:
    """When a person should look at the list again: these are signs of a misread column."""
    merged = Counter(outcome.id for outcome in outcomes if outcome.kind == "merged")
    for paper, count in merged.items():
        if count > MOST_MERGED:
            yield f"warning: {count} rows were merged into '{paper}'; check that they are one paper"
    read = sum(outcome.kind != "refused" for outcome in outcomes)
    if read < LEAST_READ * len(outcomes):
        yield f"warning: only {read} of {count_of(len(outcomes), 'row')} could be imported"


def _totals(outcomes: list[Outcome]) -> str:
    kinds = Counter(outcome.kind for outcome in outcomes)
    rows = count_of(len(outcomes), "row")
    to_check = sum(len(outcome.to_check) for outcome in outcomes)
    return (
        f"{rows}: {kinds['imported']} imported, {kinds['merged']} merged, "
        f"{kinds['known']} already listed, {kinds['refused']} skipped; {to_check} to check"
    )
