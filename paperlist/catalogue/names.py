"""The names of authors: people with a family name and a given name, and groups."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import yaml

# A name is used on the page in each language and in many files, and after every edit.
CACHED = 65536

SUFFIX = re.compile(r"(?i:jn?r|sn?r)\.?|II|III|IV|2n?d|3r?d|4th")
# What is in names besides letters: J.-P. O’Brien, Charles (Chuck) Smith, Gerard 't Hooft.
SIGNS = frozenset(" .-‐‑–'‘’`·\"“”()")
# These only after a comma: Ramesh V has an initial there.
AFTER_COMMA = re.compile(
    rf"{SUFFIX.pattern}|VI{{0,3}}|IX|Junior|Senior|Esq\.?|Ph\.? ?D\.?|M\.? ?D\.?|M\.? ?Sc\.?"
)
_WORDS: Mapping[str, str] = yaml.safe_load(
    Path(__file__).with_name("names.yaml").read_text("utf-8")
)
PARTICLES, EAST_ASIAN_FAMILIES, VIETNAMESE_FAMILIES, GROUP_WORDS, ORGANISATIONS, GROUP_PARTS = (
    frozenset(_WORDS[key].split())
    for key in (
        "particles",
        "east_asian_families",
        "vietnamese_families",
        "group_words",
        "organisations",
        "group_parts",
    )
)
# Words that join two family names: Ortega y Gasset, Costa e Silva, Puig i Cadafalch.
JOINS = {"y", "e", "i"}
# Words that follow a family name and belong to it: Cardoso Filho.
AFTER_FAMILY = {"Filho", "Junior", "Júnior"}
# OpenAI, GenAI; and what groups in China are: university, institute, laboratory, company, team.
GROUP_ENDING = re.compile(
    "[a-z]AI$|(?:大学|学院|研究院|研究所|实验室|公司|集团|团队|小组|中心|委员会)$"
)
EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


@dataclass(frozen=True)
class Name:
    """A person. A group, or a name that cannot be split, has no given name."""

    family: str
    given: str = ""
    suffix: str = ""
    is_group: bool = False
    begins_with_family: bool = False

    @cached_property
    def whole(self) -> str:
        """As readers read it. Chinese, Japanese and Korean names begin with the family name."""
        parts = (self.given, self.family, self.suffix)
        if self.begins_with_family or _is_east_asian(self.family):
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
    """A name with commas: "Henry Jones, Jr.", "Jones, Henry", "Jones, Jr., Henry"."""
    first, *rest = parts
    named = [first, *(part for part in rest if not AFTER_COMMA.fullmatch(part))]
    suffix = " ".join(part for part in rest if AFTER_COMMA.fullmatch(part))
    match named:
        case [whole]:
            name = _split(whole, suffix)
            # An initial: "Jones, V".
            return name if name.given or suffix != "V" else Name(whole, suffix)
        case [family, given]:
            return _without_suffix(family, given, suffix)
    return None


def _can_split(part: str) -> bool:
    """Whether a name can have these words; a list of names has 'and'."""
    words = [word for word in part.split() if not SUFFIX.fullmatch(word)]
    if not words:
        return bool(part)
    letters = "".join(words)
    is_plain = all(char in SIGNS or unicodedata.category(char)[0] in "LM" for char in letters)
    return is_plain and _is_word(part) and {"and", "et"}.isdisjoint(part.lower().split())


def _is_word(text: str) -> bool:
    return text.lstrip("'‘’`")[:1].isalpha()


def _names_group(parts: list[str]) -> bool:
    """ "Gemini Team, Google" or "Lab & Sons, Inc.", but neither "Lab, Ada" nor "Li, Huawei"."""
    first, *_, last = parts
    if len(first.split()) == 1 and first not in ORGANISATIONS:
        is_person = last in ORGANISATIONS and _is_east_asian_family(first)
        return _is_group(last) and not is_person
    return _is_group(last) or _is_group(first)


def _is_group(text: str) -> bool:
    words = [word.strip("()[],") for word in text.split()]
    # Huawei and Xiaomi are given names too: Huawei Li.
    is_company = not (len(words) == 2 and _is_east_asian_family(words[1]))
    return any(
        _is_group_word(word, is_only=len(words) == 1)
        or (is_company and word.strip(".") in ORGANISATIONS)
        for word in words
    )


def _is_group_word(word: str, *, is_only: bool) -> bool:
    lower = word.lower()
    has_digit = re.search(r"\d", word) and not is_only and not SUFFIX.fullmatch(word)
    return bool(
        has_digit
        or GROUP_ENDING.search(word)
        or not GROUP_WORDS.isdisjoint({lower, lower.strip(".")})
        or not GROUP_PARTS.isdisjoint(re.split(r"[-.]", word))
    )


def _without_suffix(family: str, given: str, suffix: str) -> Name:
    """The suffix is after either: "Jones Jr., Henry", "Jones, Henry Jr."."""
    for text in (family, given):
        *words, last = text.split()
        if words and SUFFIX.fullmatch(last):
            kept, suffix = " ".join(words), f"{last} {suffix}".strip()
            return Name(kept, given, suffix) if text == family else Name(family, kept, suffix)
    return Name(family, given, suffix)


def _split(author: str, suffix: str = "") -> Name:
    """The last word is the family name, together with the particles before it."""
    whole = f"{author} {suffix}".strip()
    words = author.split()
    if len(words) > 1 and SUFFIX.fullmatch(words[-1]):
        suffix = f"{words.pop()} {suffix}".strip()
    if _is_group(author):
        return Name(whole, is_group=True)
    if _is_vietnamese(words):
        return Name(words[0], " ".join(words[1:]), suffix, begins_with_family=True)
    start = _family_start(words)
    if start == 0 or not _is_word(words[-1]) or _is_east_asian(author):
        return Name(whole)
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)


def _family_start(words: list[str]) -> int:
    last = len(words) - 1
    if words[0].islower() and words[0].capitalize() in PARTICLES and not words[-1].islower():
        return 0  # a family name alone: van den Berg
    end = last - 1 if last > 1 and words[last] in AFTER_FAMILY else last
    start = next((n for n in range(1, last) if _is_particle(words, n)), end)
    return start - 1 if 0 < start < last and words[start] in JOINS else start


def _is_particle(words: list[str], place: int) -> bool:
    word, last = re.sub("[‘’`]", "'", words[place]), words[-1]
    is_lower = word.islower() and not last.islower() and word.replace("'", "").isalpha()
    return is_lower or (word.capitalize() in PARTICLES and not _is_east_asian_family(last))


def _is_vietnamese(words: list[str]) -> bool:
    """Nguyen Van An, in the order of Vietnam: a family name, then a middle name usual there."""
    return (
        len(words) > 2
        and _plain(words[0]) in VIETNAMESE_FAMILIES
        and _plain(words[1]) in ("Van", "Thi")
        and not _is_east_asian_family(words[-1])
    )


def _is_east_asian_family(word: str) -> bool:
    return _plain(word) in EAST_ASIAN_FAMILIES


def _plain(word: str) -> str:
    """Trần as Tran."""
    letters = unicodedata.normalize("NFD", word.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _is_east_asian(text: str) -> bool:
    return bool(EAST_ASIAN.search(text))
