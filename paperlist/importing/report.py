"""The report of an import: a line for every item, what to check in it, and the totals."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from paperlist.catalogue.problems import count_of, printable, quote
from paperlist.importing.merging import Import, Outcome

MOST_MERGED = 10
LEAST_READ = 0.8
# What is to check in more items is printed once, with the first of their lines.
MOST_REPEATED = 3


def report_lines(imported: Import, file: str) -> Iterator[str]:
    """`file` is the imported file as the lines call it."""
    repeated = _repeated(imported.outcomes)
    for outcome in imported.outcomes:
        prefix = "skipped: " if outcome.kind == "refused" else ""
        yield printable(f"{file}:{outcome.line}: {prefix}{outcome.message}")
        to_check = (each for each in outcome.to_check if each not in repeated)
        yield from (printable(f"  check: {each}") for each in to_check)
    for message, lines in repeated.items():
        first = ", ".join(map(str, lines[:MOST_REPEATED]))
        yield printable(f"check in {len(lines)} items (lines {first}, …): {message}")
    for topic, name in imported.new_topics.items():
        yield f"new topic '{topic}', named {quote(name)}"
    if imported.new_topics:
        yield "write the descriptions of the new topics in topics.yaml"
    yield from (f"warning: {each}" for each in warnings_of(imported.outcomes))
    yield _totals(imported.outcomes)


def _repeated(outcomes: Sequence[Outcome]) -> Mapping[str, list[int]]:
    lines = defaultdict(list)
    for outcome in outcomes:
        for message in outcome.to_check:
            lines[message].append(outcome.line)
    return {message: found for message, found in lines.items() if len(found) > MOST_REPEATED}


def warnings_of(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """When a person should look at the list again: these are signs of a misread column."""
    counts = Counter(outcome.id for outcome in outcomes if outcome.id)
    for paper, count in counts.items():
        if count - 1 > MOST_MERGED:
            yield f"{count} items are one entry, '{paper}'; check that they are one paper"
    read = sum(outcome.kind != "refused" for outcome in outcomes)
    if read < LEAST_READ * len(outcomes):
        yield f"only {read} of {count_of(len(outcomes), 'item')} could be read"


def _totals(outcomes: Sequence[Outcome]) -> str:
    kinds = Counter(outcome.kind for outcome in outcomes)
    items = count_of(len(outcomes), "item")
    to_check = sum(len(outcome.to_check) for outcome in outcomes)
    return (
        f"{items}: {kinds['imported']} imported, {kinds['merged']} merged, "
        f"{kinds['known']} already listed, {kinds['refused']} skipped; {to_check} to check"
    )
