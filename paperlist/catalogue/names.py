"""The names of authors: people with a family name and a given name, and groups."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

# A name is used on the page in each language and in many files, and after every edit.
CACHED = 65536

SUFFIX = re.compile(r"(?:[JS]n?r|[js]n?r)\.?|II|III|IV|2nd|3rd|4th")
# What is in names besides letters: J.-P. O’Brien, Charles (Chuck) Smith, Gerard 't Hooft.
SIGNS = frozenset(" .-–'‘’`·\"“”()")
# These only after a comma: Ramesh V has an initial there.
AFTER_COMMA = re.compile(rf"{SUFFIX.pattern}|V|VI|Esq\.?|Ph\.? ?D\.?|M\.?D\.?")
_WORDS: Mapping[str, str] = yaml.safe_load(
    Path(__file__).with_name("names.yaml").read_text("utf-8")
)
PARTICLES, EAST_ASIAN_FAMILIES, GROUP_WORDS, ORGANISATIONS, GROUP_PARTS = (
    frozenset(_WORDS[key].split())
    for key in ("particles", "east_asian_families", "group_words", "organisations", "group_parts")
)
# Words that join two family names: Ortega y Gasset, Costa e Silva, Puig i Cadafalch.
JOINS = {"y", "e", "i"}


@dataclass(frozen=True)
class Name:
    """A person. A group, or a name that cannot be split, has no given name."""

    family: str
    given: str = ""
    suffix: str = ""
    is_group: bool = False

    @property
    def whole(self) -> str:
        """As readers read it. Chinese, Japanese and Korean names begin with the family name."""
        parts = (self.given, self.family, self.suffix)
        if _is_east_asian(self.family):
            parts = (self.family, self.given, self.suffix)
        return " ".join(part for part in parts if part)

    @property
    def inverted(self) -> str:
        """Family name, given name and suffix; a comma inside a group would end its family name."""
        if not self.given:
            return re.sub(r"\s*,\s*", " ", self.family).strip()
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)


@lru_cache(CACHED)
def parse_name(author: str) -> Name:
    """An entry has "Ada Lovelace", or "Lovelace, Ada" to state the family name."""
    parts = [part.strip() for part in author.split(",")]
    is_group = len(parts) > 1 and _names_group(parts)
    if is_group or not all(map(_can_split, parts)):
        return Name(author, is_group=_is_group(author))
    return _split(author) if len(parts) == 1 else _stated(parts) or Name(author)


def _stated(parts: list[str]) -> Name | None:
    match parts:
        case [whole, suffix] if AFTER_COMMA.fullmatch(suffix):
            return _split(whole, suffix)
        case [family, given]:
            return _without_suffix(family, given)
        case [family, suffix, given] if AFTER_COMMA.fullmatch(suffix):
            return Name(family, given, suffix)
        case [family, given, suffix] if AFTER_COMMA.fullmatch(suffix):
            return Name(family, given, suffix)
    return None


def _can_split(part: str) -> bool:
    """It has words as those of names, and is not a list of names."""
    is_plain = all(char in SIGNS or unicodedata.category(char)[0] in "LM" for char in part)
    return is_plain and _is_word(part) and {"and", "et"}.isdisjoint(part.lower().split())


def _is_word(text: str) -> bool:
    return text.lstrip("'‘’`")[:1].isalpha()


def _names_group(parts: list[str]) -> bool:
    """ "Gemini Team, Google" or "Lab & Sons, Inc.", but not "Lab, Ada"."""
    first, *_, last = parts
    is_person = len(first.split()) == 1 and first not in ORGANISATIONS
    return _is_group(last) or (not is_person and _is_group(first))


def _is_group(text: str) -> bool:
    words = [word.strip("()[].,") for word in text.split()]
    has_digit = len(words) > 1 and re.search(r"\d", text)
    return bool(has_digit) or any(
        word.lower() in GROUP_WORDS
        or word in ORGANISATIONS
        or not GROUP_PARTS.isdisjoint(word.split("-"))
        for word in words
    )


def _without_suffix(family: str, given: str) -> Name:
    """The suffix is after either: "Jones Jr., Henry", "Jones, Henry Jr."."""
    for text in (family, given):
        *words, last = text.split()
        if words and SUFFIX.fullmatch(last):
            kept = " ".join(words)
            return Name(kept, given, last) if text == family else Name(family, kept, last)
    return Name(family, given)


def _split(author: str, suffix: str = "") -> Name:
    """The last word is the family name, together with the particles before it."""
    whole = f"{author} {suffix}".strip()
    words = author.split()
    if not suffix and len(words) > 1 and SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    start = _family_start(words)
    if _is_group(author):
        return Name(whole, is_group=True)
    if start == 0 or not _is_word(words[-1]) or _is_east_asian(author):
        return Name(whole)
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)


def _family_start(words: list[str]) -> int:
    last = len(words) - 1
    start = next((n for n in range(1, last) if _is_particle(words, n)), last)
    return start - 1 if 0 < start < last and words[start] in JOINS else start


def _is_particle(words: list[str], place: int) -> bool:
    word, last = words[place], words[-1]
    is_lower = word.islower() and not last.islower() and word.strip("'’").isalpha()
    return is_lower or (word.title() in PARTICLES and last not in EAST_ASIAN_FAMILIES)


def _is_east_asian(text: str) -> bool:
    return bool(re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text))
