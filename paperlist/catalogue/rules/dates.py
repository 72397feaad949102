"""The rule that no date is in the future; the command that checks knows the day."""

from collections.abc import Iterator
from datetime import date, timedelta

from paperlist.catalogue.fields import FieldType, names_of
from paperlist.catalogue.model import MODELS
from paperlist.catalogue.problems import Problem, quote
from paperlist.catalogue.reading.entries import Entry
from paperlist.catalogue.reading.folder import DataFolder
from paperlist.catalogue.reading.source import Scalar
from paperlist.catalogue.rules.one_entry import is_valid
from paperlist.catalogue.values import parse_date

DATES = names_of(FieldType.DATE, *MODELS)


def check_future(data: DataFolder) -> Iterator[Problem]:
    """No day is after tomorrow, UTC, and the date of a paper is not after the month of tomorrow.

    Tomorrow has begun somewhere. In these examples today is 2026-11-28; a build has no today.

    Fails:

        - date: 2026-11
          added: 2026-11-30

    Passes:

        - date: 2026-11-30
          added: 2026-11-29
    """
    if not data.today:
        return
    tomorrow = (date.fromisoformat(data.today) + timedelta(days=1)).isoformat()
    for entry, key, text, length in _dates(data):
        if text.text[:length] > tomorrow[:length]:
            message = f"{key} {quote(text.text)} is in the future: today is {data.today}"
            hint = f"write `{key}: {data.today[: len(text.text)]}`, or correct the year"
            yield entry.problem(text, "future-date", message, hint)


def _dates(data: DataFolder) -> Iterator[tuple[Entry, str, Scalar, int]]:
    """Every date with its key, and the length of the part that counts."""
    for each in data.lists:
        for entry in each.entries:
            published = entry.scalar("date") if each is data.papers else None
            texts = ((key, text) for key, text in entry.texts() if key in DATES)
            for key, text in texts:
                if is_valid(parse_date, text):
                    # A paper may be announced before its day; its month is right then.
                    yield entry, key, text, 7 if text is published else 10
