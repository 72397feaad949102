"""Names in a list of authors: where one ends, and what does not belong to a name."""

import re

from paperlist.catalogue.names import parse_name
from paperlist.catalogue.values import ET_AL

# A comma before one of these does not end a name: "Henry Jones, Jr."
SUFFIX = r"(?i:jn?r|sn?r|esq|inc|ltd|llc|co|corp)\.?|II|III|IV|VI?|2nd|3rd|4th"
DEGREE = r"Ph\.?\s?D\.?|M\.?\s?Sc\.?|M\.D\.|D\.Phil\.?"
# Between two names; every other comma is one of ASCII.
SEPARATOR = re.compile(rf"\s*[;；、]\s*|\s*，(?!\s*(?:{SUFFIX})\s*(?:$|[，,;；、]))\s*")
WORDS = r",?\s+(?:and|und|et|with|\+|/|\||·|•|[-–—])\s+|\s+(?:&|[和与及])\s*|&\s+|\s*[＆／｜]\s*"
# Also AT&T and Ericsson/KTH; between two names of people these join them.
JOINER = re.compile(rf"{WORDS}|[&/|]", re.IGNORECASE)
JOINED = re.compile(WORDS, re.IGNORECASE)
AND = re.compile(r"(?i)^(?:and\s+|&\s*)|(?:\s+and|\s+und|\s*&)$")
CUT = re.compile(
    r"(?<=[\s,，、;；])(?:et\.?\s?al\.?|and\s+(?:\d+\s+)?(?:others|more)|\d+\s+others|\.{3}|…)$"
    r"|[,;]\s*others$|(?<=\S)\s*等人?$",
    re.IGNORECASE,
)
LONGEST_CUT = 40
# A text without a match is one name, as most are: no other pattern is tried.
SEVERAL = re.compile(
    r"[;；、，,&＆/／|｜+·•和与及等]|\s[-–—]\s|\b(?:and|und|et|with)\b|[\u4e00-\u9fff]\s",
    re.IGNORECASE,
)
BESIDE = re.compile(
    r"[^\w .'’-]|[\d_¹²³⁰⁴-⁹]|^-|[a-zß-ÿ]{2}\.$"
    r"|\b(?:Dr|Prof|Mrs?|Ms)\.|\b(?:Ph|M|D)\.?\s?(?:D|Sc|Phil)\b"
)
# Words in names of groups, beside those of names.yaml: "Institute for Physics and Astronomy".
GROUP = re.compile(r"(?i)\b(?:the|of|for|science)\b")
PARTICLE = "van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ter|ten|y|st\\.?"
WORD = r"(?:[A-Z]\.?|[A-Z]\.-?[A-Z]\.|[^\W\d_a-z][\w'’ʼ.-]*\w\.?)"
PERSON = re.compile(rf"{WORD}(?:\s+(?:{PARTICLE}|{WORD}))*\s+{WORD}(?:,?\s+(?:{SUFFIX}))?")
CHINESE = re.compile(r"[\u4e00-\u9fff]{2,4}")
# Two such words may be the two parts of a Japanese name.
SPACED = re.compile(r"[\u4e00-\u9fff]{2,4}(?:\s+[\u4e00-\u9fff]{2,4}){2,}")

# What people write around a name, with the words for it.
EXTRAS = {
    "a number": re.compile(r"^(?:\(?\d{1,3}[.)]\s+|[\[【]\d{1,3}[\]】]\s*)(?=[^\W\d])"),
    "a bullet": re.compile(r"^[-*•·–—]\s+"),
    "a title": re.compile(r"^(?:Dr|Prof|Mr|Mrs|Ms)\.\s+(?:Dr\.\s+)?"),
    "a label": re.compile(r"^(?:[Aa]uthors?|作者)\s*[:：]\s*"),
    "quotation marks": re.compile(r"^[\"“”「『]|[\"“”」』]$"),
    "an e-mail address": re.compile(r"\s*[<(（]?[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+[>)）]?"),
    "a link": re.compile(r"\s*[<(（]?https?[:：]//[^\s)）>]+[>)）]?"),
    "an ORCID": re.compile(r"(?i)\s*[(（\[]?(?:orcid\W*)?\d{4}-\d{4}-\d{4}-\d{3}[\dX][)）\]]?"),
    "brackets": re.compile(
        r"\s*(?:\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|【[^【】]*】)$|^[\[{【]|[\]}】]$"
    ),
    "a degree": re.compile(rf",?\s+(?:{DEGREE})$"),
    "a mark": re.compile(r"\s*[*∗†‡§¶¹²³⁰⁴-⁹]+(?:,[*∗†‡§¶¹²³⁰⁴-⁹]+)*$"),
    "a comma": re.compile(r"\s*[,，;；:：]$"),
    "a full stop": re.compile(
        r"(?<=[a-zß-ÿ]{2})(?<!Inc)(?<!Ltd)(?<!Corp)(?<!Esq)(?<!Jnr)(?<!Snr)(?<!Univ)(?<!et al)\.$"
    ),
}
FOOTNOTE = re.compile(r"(?<=[a-zà-ÿ])\d{1,2}(?:,\d{1,2})*$")


def names_in(text: str) -> tuple[str, ...]:
    """The names if the text certainly has several, with et al. as one of them; else the text."""
    if not SEVERAL.search(text):
        return (text,)
    whole, is_cut = without_cut(text)
    if is_cut:
        return (*names_in(whole), ET_AL)
    parts = [part for part in SEPARATOR.split(text) if part]
    if len(parts) < 2 and not _is_group(text):
        parts = split_at_commas(text)
        parts = parts if len(parts) > 2 else [text]  # two may be "Family, Given"
    if len(parts) > 1:
        return tuple(name for part in parts for name in names_in(part))
    text = AND.sub("", text)
    if SPACED.fullmatch(text):
        return tuple(text.split())
    joined = [AND.sub("", part) for part in JOINER.split(text)]
    return tuple(joined) if len(joined) > 1 and all(map(is_person, joined)) else (text,)


def without_cut(text: str) -> tuple[str, bool]:
    """The text without et al. at its end, and whether it had one."""
    is_cut = False
    while cut := CUT.search(text, max(len(text) - LONGEST_CUT, 0)):
        text, is_cut = text[: cut.start()].rstrip("\n\t \u00a0\u3000,，、;；"), True
    return text, is_cut


def may_be_several(text: str) -> bool:
    """Whether it has 'and' or the like, as two authors have and the names of some groups.

    A space between Chinese words is in a name, or between two.
    """
    chinese = re.fullmatch(r"[\u4e00-\u9fff]{2,4}(?:[和与及]|\s+)[\u4e00-\u9fff]{2,4}", text)
    return bool(JOINED.search(text) or chinese)


def without_extras(text: str) -> tuple[str, tuple[str, ...]]:
    """The name alone, and what else there was."""
    if not BESIDE.search(text):
        return text, ()
    found: list[str] = []
    if (plain := re.sub(r"\s*，\s*(?=\S)", ", ", text.strip())) != text.strip():
        found.append("a full-width comma")
    text = plain
    for what, pattern in (*EXTRAS.items(), *EXTRAS.items()):  # one may be behind another
        name = pattern.sub("", text).strip()
        if name and name != text:
            text = name
            found.append(what)
    name = FOOTNOTE.sub("", text)
    if name != text and is_person(name):
        text = name
        found.append("a number")
    return text, tuple(dict.fromkeys(found))


def split_at_commas(text: str) -> list[str]:
    parts = re.split(rf",(?!\s*(?:{SUFFIX}|{DEGREE})\s*(?:,|$))", text)
    return [part.strip() for part in parts if part.strip()]


def is_person(name: str) -> bool:
    """A name of two words or more as people have it, or one in Chinese."""
    return bool(CHINESE.fullmatch(name) or PERSON.fullmatch(name)) and not _is_group(name)


def _is_group(name: str) -> bool:
    return bool(GROUP.search(name)) or parse_name(name).is_group
