"""Parsers for the values in the data: ids, dates, links, texts."""

import re
from datetime import date
from ipaddress import IPv4Address
from typing import Literal, get_args

from paperlist.catalogue.invisible import MOST_MARKS, has_pile, is_invisible
from paperlist.catalogue.problems import RuleId, is_printable, quote

MAX_TEXT = 1000
MAX_ID = 80
ET_AL = "et al."

Kind = Literal["paper", "report", "blog", "docs", "code"]
KINDS: tuple[str, ...] = get_args(Kind)
Publication = Literal["journal", "conference", "chapter", "preprint"]
PUBLICATIONS: tuple[str, ...] = get_args(Publication)
State = Literal["documented", "implemented"]
STATES: tuple[str, ...] = get_args(State)

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# A dot is only before a digit: the files of v1 are v1.bib, v1.biblatex.bib and others.
BUNDLE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+|\.[0-9][a-z0-9]*)*")
# arXiv ids: five digits since 2015, four since April 2007, the old form before that.
ARXIV = re.compile(
    r"(1[5-9]|[2-9][0-9])(0[1-9]|1[0-2])\.[0-9]{5}"
    r"|(07(0[4-9]|1[0-2])|(0[89]|1[0-4])(0[1-9]|1[0-2]))\.[0-9]{4}"
    r"|[a-z-]{2,20}(\.[A-Z]{2})?/(9[1-9]|0[0-7])(0[1-9]|1[0-2])[0-9]{3}"
)
ARXIV_CLASS = re.compile(r"[a-z-]+(\.[A-Za-z-]+)?")
DATE = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])(-[0-9]{2})?")
DAY = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])-[0-9]{2}")
DOI = re.compile(r"10\.[0-9]{4,9}/[!-~]{1,300}")
LINK = re.compile(
    r"https://(?P<host>[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)(?::(?P<port>[0-9]+))?"
    r"([/?#][!#-;=?-\[\]_a-z~]*)?"
)
# A browser reads a host whose last label is such a number as an IPv4 address.
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
REPO = re.compile(r"[A-Za-z0-9](-?[A-Za-z0-9]){0,38}/[A-Za-z0-9_.-]{1,100}")

# A comma between two names, but not the one in "Meta Platforms, Inc".
COMMA = r",(?!\s*(?i:inc|ltd|llc|co|corp)\b)"

# A bullet or a number before an item.
BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")


class Malformed(ValueError):
    """An invalid value; the hint shows a valid one."""

    def __init__(self, rule: RuleId, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.hint = hint

    @property
    def with_hint(self) -> str:
        """The message and the hint, for one line."""
        return f"{self}; {self.hint}" if self.hint else str(self)


def parse_text(text: str) -> str:
    """One line of visible text; direction marks could disguise it, and other marks hide a text in
    it that only a program reads."""
    if not text.strip():
        raise Malformed("text", "is empty")
    if len(text) > MAX_TEXT:
        raise Malformed("text", f"is longer than {MAX_TEXT} characters")
    if "\n" in text:
        raise Malformed("text", "contains a line break", "write it on one line")
    for character in "" if is_printable(text) else text:
        if is_invisible(character):
            made = character in "\a\b\t\v\f\r\x1b"
            hint = (
                "a backslash in double quotes: write \\\\, or use single quotes"
                if made
                else "delete it"
            )
            raise Malformed(
                "text", f"contains the invisible character U+{ord(character):04X}", hint
            )
    if has_pile(text):
        message = f"has more than {MOST_MARKS} combining marks on one letter"
        raise Malformed("text", message, "delete the marks")
    return text


def parse_label(text: str) -> str:
    """A name or a title: what readers click."""
    if not any(map(str.isalnum, parse_text(text))):
        raise Malformed("text", "has no letter or digit", "write the name as the paper prints it")
    return text


def parse_id(text: str) -> str:
    """The id is a permanent address: /papers/<id>/."""
    return _address(text, ID, "lowercase letters and digits joined by '-': kv-cache")


def parse_bundle_id(text: str) -> str:
    return _address(text, BUNDLE_ID, "lowercase letters, digits, '-', and '.' before a digit: v0.1")


def _address(text: str, form: re.Pattern[str], hint: str) -> str:
    if text == "index":
        raise Malformed("id", "is not a valid id", "'index' is reserved: choose another")
    if len(text) > MAX_ID:
        raise Malformed("id", "is not a valid id", f"at most {MAX_ID} characters")
    if not form.fullmatch(text):
        raise Malformed("id", "is not a valid id", hint)
    return text


def parse_arxiv_id(text: str) -> str:
    """An arXiv id has no version: links then lead to the latest one."""
    if ARXIV.fullmatch(text):
        return text
    inside = re.search(r"\d{4}\.\d{4,5}(?!\d)", text)
    good = inside[0] if inside and ARXIV.fullmatch(inside[0]) else "2307.08691"
    raise Malformed(
        "arxiv-id",
        "is not a valid arXiv id",
        f'write the number only, without a version: arxiv: "{good}"',
    )


def arxiv_month(arxiv: str) -> str:
    """The month of the first version, from a valid id: 2309.06180 is from 2023-09."""
    digits = arxiv.rpartition("/")[2][:4]
    century = "19" if digits.startswith("9") and "/" in arxiv else "20"
    return f"{century}{digits[:2]}-{digits[2:]}"


def month_number(date: str) -> int:
    """Months since the year 0, to compare two dates."""
    return int(date[:4]) * 12 + int(date[5:7])


def parse_doi(text: str) -> str:
    if DOI.fullmatch(text):
        return text
    inside = re.search(r"10\.[0-9]{4,9}/[!-~]+", text)
    is_doi = inside and DOI.fullmatch(inside[0])
    good = quote(inside[0], MAX_TEXT) if inside and is_doi else "10.1145/3600006.3613165"
    raise Malformed("doi", "is not a valid DOI", f"write it without https://doi.org/: doi: {good}")


def parse_date(text: str) -> str:
    """YYYY-MM or YYYY-MM-DD, a day in the calendar."""
    if not _in_calendar(text):
        raise Malformed("date", "is not a valid date", "write YYYY-MM or YYYY-MM-DD: 2023-07")
    return text


def parse_day(text: str) -> str:
    if not _in_calendar(text):
        raise Malformed("date", "is not a valid date", "write YYYY-MM-DD: 2023-09-24")
    if not DAY.fullmatch(text):
        raise Malformed("date", "has no day", f"write YYYY-MM-DD: {text}-01")
    return text


def _in_calendar(text: str) -> bool:
    try:
        date.fromisoformat(text if DAY.fullmatch(text) else f"{text}-01")
    except ValueError:
        return False
    return bool(DATE.fullmatch(text))


def parse_link(text: str) -> str:
    """Only https: the site links to nothing else."""
    if text.startswith("http://"):
        secure = quote(f"https://{text.removeprefix('http://')}", MAX_TEXT)
        raise Malformed("link", "is not an https:// link", f"write {secure}")
    if not text.startswith("https://"):
        inside = re.search(r"https://[^\s<>()\[\]\"']+", text)
        only = quote(inside[0], MAX_TEXT) if inside else ""
        hint = f"the link only: {only}" if only else "the full address: https://…"
        raise Malformed("link", "is not an https:// link", f"write {hint}")
    if re.match(r"https://[^/?#]*@", text):
        raise Malformed("link", "has a user name", "remove everything between https:// and @")
    parts = LINK.fullmatch(text)
    if not parts or len(text) > MAX_TEXT:
        raise Malformed(
            "link",
            "is not a valid link",
            "percent-encode spaces, quotes, < > { } and non-ASCII characters: %20",
        )
    _check_host(parts["host"])
    port = parts["port"]
    if port and (len(port) > 5 or str(int(port)) != port or not 0 < int(port) < 65536):
        raise Malformed("link", "has an invalid port", "write a port from 1 to 65535, or none")
    if port == "443":
        raise Malformed("link", "has a port that https implies", "remove :443")
    return text


def _check_host(host: str) -> None:
    """Raises Malformed unless a browser takes the host as it is written.

    https://url.spec.whatwg.org/#host-parsing
    """
    if host != host.lower():
        hint = f"write {quote(host.lower(), MAX_TEXT)}"
        raise Malformed("link", "has a host in upper case", hint)
    if NUMBER.fullmatch(host.rpartition(".")[2]):
        try:
            is_address = str(IPv4Address(host)) == host
        except ValueError:
            is_address = False
        if not is_address:
            raise Malformed(
                "link", "has a host that ends with a number", "write its name: example.org"
            )
    if "xn--" in host:
        _check_international(host)


def _check_international(host: str) -> None:
    import idna  # noqa: PLC0415 (slow, and rarely needed)

    try:
        is_canonical = idna.encode(idna.decode(host)).decode() == host
    except (idna.IDNAError, UnicodeError):
        is_canonical = False
    if not is_canonical:
        raise Malformed("link", "has an invalid host", "check the part that begins with xn--")


def parse_repo(text: str) -> str:
    if not REPO.fullmatch(text) or text.endswith((".git", "/.", "/..")):
        raise Malformed(
            "repo", "is not a valid repository", "write owner/name: repo: vllm-project/vllm"
        )
    return text


def parse_author(text: str) -> str:
    if re.fullmatch(r"(?i)et\.? ?al\.?|and others|others|等", text) and text != ET_AL:
        raise Malformed(
            "author", "is not a valid author", f"an incomplete list of authors ends with '{ET_AL}'"
        )
    return parse_text(text)


def parse_recommended(text: str) -> int:
    if text not in ("2", "3"):
        raise Malformed(
            "recommended",
            "is not a valid recommendation",
            "2 (recommended) or 3 (must read); otherwise remove the key",
        )
    return int(text)


def parse_pages(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,5}", str(text)):
        raise Malformed("pages", "is not a valid number of pages", "digits only: 286")
    return int(text)


def parse_kind(text: str) -> str:
    if text not in KINDS:
        raise Malformed("kind", "is not a valid kind", f"one of {', '.join(KINDS)}")
    return text


def parse_publication(text: str) -> str:
    if text not in PUBLICATIONS:
        message = "is not a valid publication"
        raise Malformed("publication", message, f"one of {', '.join(PUBLICATIONS)}")
    return text


def parse_state(text: str) -> str:
    if text not in STATES:
        hint = (
            "write documented if the engine's documentation names the paper, implemented if only "
            "its source does; otherwise remove the item"
        )
        raise Malformed("state", "is not a valid state", hint)
    return text


def without_brackets(text: str) -> str:
    """The items of a list that is written as in YAML: [a, b]."""
    inside = re.fullmatch(r"\s*\[([^\[\]]*)\]\s*", text)
    return inside[1] if inside else text


def split_list(text: str) -> tuple[str, ...]:
    """Items on lines of their own or separated by ';', or by ',' if there is neither.

    Also by '；', '、' and '，' in Chinese. A bullet or a number before an item is left out.
    """
    text = without_brackets(text)
    separator = "[;；\n]" if re.search("[;；\n]", text) else f"{COMMA}|[、，]"
    parts = (BULLET.sub("", part) for part in re.split(separator, text))
    return tuple(filter(None, (" ".join(part.split()) for part in parts)))
