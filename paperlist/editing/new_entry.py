"""A new entry: its fields from the metadata of a source and from what the contributor gives."""

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from paperlist.catalogue.fields import is_reserved
from paperlist.catalogue.model import Catalogue, Paper
from paperlist.catalogue.values import ID, MAX_ID
from paperlist.catalogue.venues import read_venue
from paperlist.sources.metadata import SMALL_WORDS, Metadata, Spellings, fix_capitals, is_upper_case

Record = Mapping[str, str | tuple[str, ...]]

# An id takes this many words of a title.
ID_WORDS = 5
ID_SYLLABLES = 8
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
# In Japanese, Chinese characters sound different.
KANA = re.compile("[\u3040-\u30ff]")
# Letters that Unicode does not take apart; those with a stroke or a hook have a base in their name.
LETTERS = str.maketrans({
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th",
    "ð": "d", "Ð": "D", "ı": "i", "ŋ": "ng", "Ŋ": "Ng", "ĸ": "k", "ə": "e", "∞": " infinity ",
})  # fmt: skip
BASE = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH .+")
GREEK = re.compile(r"GREEK (?:SMALL|CAPITAL) LETTER (?:FINAL )?([A-Z]+)")
# One to three Greek letters are symbols; more are a word.
GREEK_WORD = re.compile("[\u0391-\u03c9]{4,}")


@dataclass(frozen=True)
class Overrides:
    """What the contributor gives: topics, and values that replace those of the source."""

    topics: tuple[str, ...] = ()
    code: str | None = None
    name: str | None = None
    venue: str | None = None
    recommended: str | None = None


def make_record(
    metadata: Metadata, overrides: Overrides, catalogue: Catalogue, today: str
) -> Record:
    """The fields of the new entry in their order; `today` is YYYY-MM-DD."""
    title = metadata.title
    if is_upper_case(title):
        title = fix_capitals(title, Spellings(paper.title for paper in catalogue.papers))
    name = overrides.name or name_in(title)
    identifier = metadata.arxiv or metadata.doi or ""
    values = {
        "id": make_id(name or title, identifier, metadata.date[:4], taken_ids(catalogue)),
        "name": name if name != title else None,
        "title": title,
        "authors": metadata.shown_authors or None,
        "date": metadata.date,
        "venue": overrides.venue or metadata.venue,
        "kind": metadata.kind if metadata.kind != "paper" else None,
        "publication": _stated_publication(metadata, overrides.venue or metadata.venue),
        "arxiv": metadata.arxiv,
        "doi": metadata.doi,
        "code": overrides.code,
        "topics": overrides.topics,
        "recommended": overrides.recommended,
        "added": today,
    }
    return in_order(values)


def _stated_publication(metadata: Metadata, venue: str | None) -> str | None:
    """What the source says of a published paper, where its venue seems to be something else."""
    is_said = venue is None or read_venue(venue).publication == metadata.publication
    return None if is_said else metadata.publication


def in_order(values: Mapping[str, str | tuple[str, ...] | None]) -> Record:
    """The fields of an entry in their order, without those that have no value."""
    return {key: value for key in Paper.model_fields if (value := values.get(key))}


def name_in(title: str) -> str | None:
    """FlashAttention-2 in 'FlashAttention-2: Faster Attention'; two words when one is a number."""
    name, colon, rest = title.partition(": ")
    words = name.split(" ")
    is_name = len(words) == 1 or (len(words) == 2 and re.fullmatch(r"[vV]?[\d.]+", words[1]))
    return name if colon and rest and is_name and len(name) <= 40 else None


def make_id(text: str, fallback: str, year: str, taken: Container[str]) -> str:
    """Words joined by '-'; if the id is taken, the year makes it unique, then a number."""
    return next(each for each in _ids(_start(text, fallback), year) if each not in taken)


class NewIds:
    """The same for many entries: each id is given once."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._left: dict[tuple[str, str], Iterator[str]] = {}

    def take(self, stated: str) -> str | None:
        """The id that is written already, if an entry may have it."""
        is_id = len(stated) <= MAX_ID and ID.fullmatch(stated)
        if not is_id or stated in self._taken or is_reserved(stated):
            return None
        self._taken.add(stated)
        return stated

    def make(self, text: str, fallback: str, year: str) -> str:
        start = _start(text, fallback)
        left = self._left.setdefault((start, year), _ids(start, year))
        made = next(each for each in left if each not in self._taken)
        self._taken.add(made)
        return made


def _ids(start: str, year: str) -> Iterator[str]:
    if not is_reserved(start):
        yield start
    yield f"{start}-{year}"
    for number in count(2):
        yield f"{start}-{year}-{number}"


def _start(text: str, fallback: str) -> str:
    return _words_of_id(text) or _words_of_id(f"paper {fallback}")


def _words_of_id(text: str) -> str:
    """The first significant words, or syllables of Chinese; empty when there is no Latin letter."""
    if HAN.search(text) and not KANA.search(text):
        kept = _latin_words(_in_pinyin(text))[:ID_SYLLABLES]
    else:
        words = _latin_words(text)
        kept = ([word for word in words if word not in SMALL_WORDS] or words)[:ID_WORDS]
    made = "-".join(kept)[: MAX_ID - 10].strip("-")
    return made if re.search("[a-z]", made) and made != "index" else ""


def _in_pinyin(text: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 (slow, and rarely needed)

    return " ".join(lazy_pinyin(text))


def _latin_words(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", text.translate(LETTERS))
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    latin = "".join(map(_latin, GREEK_WORD.sub(" ", letters)))
    return re.findall(r"[a-z0-9]+", latin.encode("ascii", "ignore").decode().lower())


def _latin(character: str) -> str:
    """o for ø; alpha, as a word, for α."""
    name = "" if character.isascii() else unicodedata.name(character, "")
    if match := BASE.fullmatch(name):
        return match[1]
    match = GREEK.match(name)
    return f" {match[1].replace('LAMDA', 'LAMBDA')} " if match else character


def taken_ids(catalogue: Catalogue) -> set[str]:
    """The ids that papers have, had, or had until they were removed."""
    former = {old for paper in catalogue.papers for old in paper.formerly}
    former |= {old for paper in catalogue.removed.values() for old in paper.formerly}
    return {*catalogue.by_id, *catalogue.removed, *former}
