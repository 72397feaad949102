"""The report of an import: a line for every row, what to check in it, and the totals."""

from collections import Counter
from collections.abc import Iterator

from paperlist.catalogue.problems import count_of, printable, quote
from paperlist.importing.merging import Import, Outcome


def report_lines(imported: Import, file: str) -> Iterator[str]:
    """`file` is the imported file as the lines call it."""
    for outcome in imported.outcomes:
        prefix = "skipped: " if outcome.kind == "refused" else ""
        yield printable(f"{file}:{outcome.line}: {prefix}{outcome.message}")
        yield from (printable(f"  check: {each}") for each in outcome.to_check)
    for topic, name in imported.new_topics.items():
        message = f"new topic '{topic}' from section {quote(name)}"
        yield f"{message}: write its description in topics.yaml"
    yield _totals(imported.outcomes)


def _totals(outcomes: list[Outcome]) -> str:
    kinds = Counter(outcome.kind for outcome in outcomes)
    rows = count_of(len(outcomes), "row")
    to_check = sum(len(outcome.to_check) for outcome in outcomes)
    return (
        f"{rows}: {kinds['imported']} imported, {kinds['merged']} merged, "
        f"{kinds['known']} already listed, {kinds['refused']} skipped; {to_check} to check"
    )
