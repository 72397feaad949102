"""The text of a title cell: emoji, brackets, short names and organisations."""

import re

from paperlist.catalogue.problems import quote
from paperlist.catalogue.spelling import title_key
from paperlist.catalogue.values import COMMA
from paperlist.editing.new_entry import name_in
from paperlist.importing.rows import LITERAL, is_picture
from paperlist.sources.metadata import clean_title

# Words before a colon that are not a name.
NO_NAMES = {"survey", "position", "review", "perspective", "tutorial", "opinion", "benchmark",
            "report", "paper", "note", "overview", "dataset", "demo", "new", "oral", "spotlight",
            "poster", "workshop", "thesis", "book", "talk", "comment", "综述"}  # fmt: skip

VENUE_YEAR = re.compile(r"\b(?:19|20)\d\d$")


def without_pictures(text: str) -> str:
    text = re.sub(r"^(?:\s*:[a-z0-9_+-]+:)+|(?:\s*:[a-z0-9_+-]+:\d*)+\s*$", "", text)
    start = next((at for at, c in enumerate(text) if not (is_picture(c) or c.isspace())), len(text))
    end = next(
        (
            at
            for at in range(len(text), start, -1)
            if not is_picture(text[at - 1]) and text[at - 1] != " "
        ),
        start,
    )
    return text[start:end]


def cleaned(text: str) -> str:
    """With its brackets, and like the title from any other source."""
    for bracket, placeholder in LITERAL.items():
        text = text.replace(placeholder, bracket)
    return clean_title(text)


def chosen_name(name: str | None, title: str, to_check: list[str]) -> str | None:
    """From a name with a prefix, as 'SP: Ring Attention', the part that is in the title."""
    if not name:
        return None
    name = cleaned(name).strip(':： "“”')
    parts = [part for part in re.split(r"[:：,，]\s*", name) if title_key(part)]
    if len(parts) > 1 and re.fullmatch("[A-Z]{2,3}", parts[0]):
        parts = parts[1:]  # prefixes such as TP and PP group the rows of a section
    if parts and parts != [name]:
        inside = [part for part in parts if title_key(part) in title_key(title)]
        chosen = max(inside, key=len, default=parts[0])
        to_check.append(f"short name {quote(name)} shortened to {quote(chosen)}")
        name = chosen
    if not title_key(name) or name.lower() in NO_NAMES or title_key(name) == title_key(title):
        return None
    return name


def name_before_colon(title: str) -> str | None:
    """FlashAttention-2 in 'FlashAttention-2: Faster Attention', but no word of NO_NAMES."""
    name = name_in(title)
    if not name or name.lower() in NO_NAMES or VENUE_YEAR.search(name):
        return None
    return name if name[0].isupper() or re.search(r"[A-Z\d]", name) else None


def organisations(text: str, to_check: list[str]) -> tuple[str, ...]:
    parts = re.split(rf"\s*(?:&|、|，|;|{COMMA})\s*", text.strip())
    names = [
        cleaned(re.sub(r"(?:\s+|^)(?:etc|et\.? [ae]l)\.?$", "", part)).strip("@ ") for part in parts
    ]
    for name in names:
        if re.fullmatch(r"[\w-]+(\.[\w-]+)+", name):
            to_check.append(f"organisation {quote(name)} is a domain name")
    return tuple(dict.fromkeys(name for name in names if name))
