"""Venues in brackets before or after the title of a row: [NeurIPS'24], (ACL 2023)."""

import re
from dataclasses import dataclass
from itertools import repeat

from paperlist.catalogue.problems import quote
from paperlist.catalogue.spelling import title_key

BRACKETS = tuple(zip("[(（【［{<《", "])）】］}>》", strict=True))
START = re.compile(
    "|".join(rf"^\s*\{a}([^\{a}\{b}]{{2,60}})\{b}\s*[:：|｜-]?\s*" for a, b in BRACKETS)
    + r"|^\s*([^|｜]{2,60}?)\s*[|｜]\s*"
)
END = re.compile(
    "|".join(rf"[\s—–-]{{0,3}}\{a}([^\{a}\{b}]{{2,60}})\{b}[\s.]*$" for a, b in BRACKETS)
    + r"|\s*[|｜]\s*([^|｜]{2,60}?)\s*$"
)
# Without brackets, only a known venue with its year is certain.
BARE = (
    re.compile(r"^([^:：]{3,40}?)\s*[:：]\s*"),
    re.compile(r"[,.;，。；]\s*(?:In )?([^,.;，。；]{3,40})\.?$"),
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)|['’‘ʼ`´]\s?(\d{2})(?!\w)")
SHORT_YEAR = re.compile(r"(?<=[A-Za-z])[ -]?(\d{2})(?!\w)")
MOST_TAGS = 3
PRESENTED = re.compile(r"(?i)\b(?:oral|spotlight|poster|highlight|best|outstanding|award)\b")
# How a paper was presented is not a part of the venue's name.
REMARK = re.compile(
    r"\b(?:oral|spotlight|poster|highlight|(?:best|outstanding|distinguished) paper|runner-up"
    r"|honou?rable mention|notable|top[ -]?\d+ ?%|award|candidate|nominee|presentation|paper"
    r"|accepted|published|to appear|(?:long|short|main|full)(?: paper| track| conference)?)\b",
    re.IGNORECASE,
)
PREPRINT = re.compile(
    r"(?i)(?:(?:ar|bior|medr|techr)xiv|corr|e?-?(?:pre)?prints?|under review|submitted)\b.*"
)
DATE = re.compile(r"(?:19|20)\d{2}(?:\s*[./年-]\s*\d{1,2}(?:\s*[./月-]\s*\d{1,2})?日?)?|['’]\d{2}")
KNOWN = {
    *("aaai", "aacl", "acl", "acmmm", "aistats", "asplos", "atc", "ccs", "cgo", "chi", "cikm"),
    *("coling", "colm", "colt", "conll", "corl", "cvpr", "dac", "date", "eacl", "eccv", "emnlp"),
    *("eurosys", "fast", "fpga", "hotnets", "hotos", "hpca", "hpdc", "iccad", "iccv", "icde"),
    *("iclr", "icml", "icpp", "icra", "ics", "icse", "ijcai", "infocom", "interspeech", "ipdps"),
    *("iros", "isca", "iswc", "jmlr", "kdd", "micro", "mlsys", "naacl", "nature", "ndss"),
    *("neurips", "nips", "nsdi", "osdi", "pact", "pldi", "popl", "ppopp", "rtas", "rtss", "sc"),
    *("science", "sigcomm", "sigir", "sigmod", "socc", "sosp", "tacl", "tmlr", "uai", "vldb"),
    *("wacv", "wsdm", "www"),
}
# Beside the name of a venue: USENIX ATC, Findings of ACL, NeurIPS Workshop.
BESIDE = {
    *("acm", "conference", "demo", "demonstrations", "findings", "ieee", "in", "industry", "of"),
    *("on", "proceedings", "security", "sigkdd", "symposium", "system", "the", "track", "usenix"),
    *("workshop", "workshops"),
}


@dataclass(frozen=True)
class Tag:
    """`venue` has its year, or is empty; `to_check` is what a person should look at."""

    venue: str = ""
    to_check: str = ""


def take_tags(text: str) -> tuple[str, list[Tag]]:
    """The rest of a title cell, and the tags that were before and behind it."""
    text, tags = " ".join(text.split()), []
    for pattern in (*repeat(START, MOST_TAGS), *repeat(END, MOST_TAGS)):
        if found := pattern.search(text):
            inside = next(filter(None, found.groups()))
            rest = text[: found.start()] + text[found.end() :]
            # Behind a title, a year alone may be a part of it.
            is_date = pattern is START and DATE.fullmatch(inside.strip())
            tag = Tag() if is_date else read_tag(inside, rest)
            if tag and title_key(rest):
                tags.append(tag)
                text = rest
    for pattern in BARE:
        found = pattern.search(text)
        tag = read_tag(found[1], "") if found else None
        rest = pattern.sub("", text, count=1)
        if tag and tag.venue and not tag.to_check and title_key(rest):
            tags.append(tag)
            text = rest
    return text, tags


def read_tag(text: str, title: str) -> Tag | None:
    """None for other text, such as the short name of the paper with this title."""
    text = " ".join(text.split())
    if PREPRINT.fullmatch(text):
        return Tag()
    name = _trimmed(REMARK.sub("", text))
    if not name:
        return Tag(to_check=f"ignored: {quote(text)}") if PRESENTED.search(text) else None
    years = [found[1] or _full(found[2]) for found in YEAR.finditer(name)]
    name = _trimmed(YEAR.sub(" ", name))
    is_known = _is_known(name)
    if not years and (number := SHORT_YEAR.search(name)) and _is_known(SHORT_YEAR.sub("", name)):
        years, name, is_known = [_full(number[1])], _trimmed(SHORT_YEAR.sub("", name)), True
    if not name or (title_key(name) in title_key(title) and not (is_known and years)):
        return None
    looks_so = is_known or re.fullmatch(r"[A-Z][A-Za-z&./ -]*[A-Z][A-Za-z&./ -]*", name)
    if len({*years}) == 1 and looks_so:
        venue = f"{_named(name)} {years[0]}"
        return Tag(venue, "" if is_known else f"is this a venue: {quote(venue)}")
    if is_known and (len(years) > 1 or not name.istitle()):
        return Tag(to_check=f"venue without a clear year left out: {quote(text)}")
    return Tag(to_check=f"ignored: {quote(text)}") if years else None


def _is_known(name: str) -> bool:
    words = [word for word in re.findall(r"[a-z]+", name.lower()) if word not in BESIDE]
    return bool(words) and ("".join(words) in KNOWN or KNOWN.issuperset(words))


def _named(name: str) -> str:
    """Findings of ACL, as its own title has it, for ACL Findings."""
    found = re.fullmatch(r"(?i)(?:(\w+)[ -]findings|findings(?: of)?(?: the)? (\w+))", name)
    return f"Findings of {found[1] or found[2]}" if found else name


def _trimmed(text: str) -> str:
    text = re.sub(r"(?i)^(?:accepted|published|to appear|in|at|by|to|the|proc\.|@)\s+", "", text)
    return re.sub(r"\s+", " ", text).strip(" ,;:/-–—@·&+()（）'’‘`")


def _full(year: str) -> str:
    return f"{'19' if year > '69' else '20'}{year}"
