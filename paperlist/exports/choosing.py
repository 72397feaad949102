"""What an export contains: the whole list, a topic, or the papers that its conditions choose."""

from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.problems import quote
from paperlist.catalogue.reading.entries import did_you_mean
from paperlist.catalogue.values import Malformed, parse_date
from paperlist.exports.formats import FORMATS
from paperlist.publishing.selection import Selection, Wanted, by_topic
from paperlist.publishing.site_info import Site


class CannotChoose(Exception):
    """The message says what cannot be chosen; `condition` is the field of Wanted, if one is."""

    def __init__(self, message: str, condition: str = "") -> None:
        super().__init__(message)
        self.condition = condition


def require_known(wanted: Wanted, catalogue: Catalogue) -> None:
    """Every id exists; whether a paper meets all conditions is another question."""
    named = (
        ("topics", wanted.topics, [topic.id for topic in catalogue.topics]),
        ("ids", wanted.ids, [*catalogue.by_id]),
        (
            "collection",
            [] if wanted.collection is None else [wanted.collection],
            [each.id for each in catalogue.collections],
        ),
        (
            "path",
            [] if wanted.path is None else [wanted.path],
            [each.id for each in catalogue.paths],
        ),
    )
    for condition, names, known in named:
        for name in names:
            if name not in known:
                hint = did_you_mean(name, known)
                message = f"{quote(name)} is not in the list" + (f"; {hint}" if hint else "")
                raise CannotChoose(message, condition)
    if wanted.since is not None:
        _require_date(wanted.since)


def select(form: str, wanted: Wanted, catalogue: Catalogue, site: Site) -> Selection:
    """The selection of a single topic is the one of its page, which has a feed of its own."""
    chosen = Selection(catalogue, site, wanted.choose(catalogue), site.name)
    if wanted == Wanted(topics=wanted.topics) and len(wanted.topics) == 1:
        name = f"topics/{wanted.topics[0]}"
        chosen = next(each for each in by_topic(catalogue, site) if each.file == name)
    parts = FORMATS[form].parts
    if wanted != Wanted() and (parts == "none" or (parts == "topic" and not chosen.page)):
        covers = "the whole list" if parts == "none" else "the whole list or a single topic"
        options = "--topic, --collection, --path, --id and --since"
        raise CannotChoose(f"{form} covers {covers} only; remove {options}")
    return chosen


def _require_date(since: str) -> None:
    try:
        parse_date(since if "-" in since else f"{since}-01")
    except Malformed:
        message = f"invalid date {quote(since)}; use 2024, 2024-03 or 2024-03-17"
        raise CannotChoose(message, "since") from None
