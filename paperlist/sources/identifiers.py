"""The identifier of a paper from what a reader pastes: an arXiv id, a DOI or a link."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote

from paperlist.catalogue.values import ARXIV, DOI, Malformed

HINT = "write an arXiv id (2309.06180), a DOI (10.1145/3600006.3613165), or a link to one"
# arXiv serves a paper at several hosts and paths, and these sites show papers of arXiv.
ARXIV_HOSTS = re.compile(
    r"(?:[a-z]{2}\.|www\.|browse\.|export\.|ftp\.|static\.|ar5iv\.labs\.)?arxiv\.org"
    r"|(?:www\.)?(?:ar5iv|alphaxiv|arxiv-vanity)\.org|(?:www\.)?arxiv-vanity\.com"
)
MIRRORS = re.compile(
    r"(?:www\.)?(?:huggingface\.co|hf\.co)/papers|(?:www\.)?papers\.cool/arxiv"
    r"|(?:www\.|api\.)?semanticscholar\.org/arxiv"
)
ADDRESS = re.compile(
    r"(?:(?:https?|ftp):)?(?://)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]+)(?::\d+)?/(?P<path>.+)",
    re.IGNORECASE,
)
# What the margin of a PDF has after the id: [cs.LG] 12 Sep 2023.
STAMP = re.compile(
    r"(?<=\d)\s*(?:\[[\w.-]+\]|\(?[a-z-]+\.[A-Z]{2}\)?)?(?:\s+\d{1,2} [A-Z][a-z]+ \d{4})?$"
)
LABEL = re.compile(r"(?:arxiv(?: preprint| e-?print)?(?: id)?\s*[:.]?\s*)+", re.IGNORECASE)
DOI_LABEL = re.compile(
    r"(?:(?:urn|info):)?doi\s*[:/]?\s*(?=10\.|(?:https?://|(?:dx\.|www\.)?doi\.org))", re.IGNORECASE
)
DOI_INSIDE = re.compile(r"(?:[\w.:-]+/)*?(10\.\d{4,9}/.+)", re.IGNORECASE)
# The DOI that DataCite gives a paper on arXiv.
ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
# Pages of a paper at its publisher.
PAGE = re.compile(
    r"(?:/(?:abstract|full|fulltext|full-text|pdf|epdf|meta|html)|(?:\.full)?\.pdf)$", re.I
)
VERSION = re.compile(r"\s?v\d+$", re.IGNORECASE)
BRACKETS = {"<": ">", "(": ")", "[": "]", "{": "}", '"': '"', "'": "'", "“": "”", "‘": "’",
            "「": "」", "《": "》", "【": "】", "`": "`"}  # fmt: skip
PUNCTUATION = ".,;:!?。，；：！？、"


@dataclass(frozen=True)
class Identifier:
    """`text` is as in an entry: an arXiv id without its version, a DOI without https://doi.org/.

    Case makes no difference between two DOIs.
    """

    kind: Literal["arxiv", "doi"]
    text: str = field(compare=False)
    key: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.text.lower())

    def __str__(self) -> str:
        return f"{'arXiv' if self.kind == 'arxiv' else 'DOI'} {self.text}"


def parse_identifier(text: str) -> Identifier:
    """Ids may have a version, a prefix or be links; raises Malformed for everything else."""
    text = _bare(text)
    if paper_id := _arxiv_id(text):
        return Identifier("arxiv", paper_id)
    if doi := _doi(text):
        inside = ARXIV_DOI.fullmatch(doi)
        if inside is None:
            return Identifier("doi", doi)
        if paper_id := _arxiv_id(inside[1]):
            return Identifier("arxiv", paper_id)
    raise Malformed("arxiv-id", "is neither an arXiv id nor a DOI", HINT)


def arxiv_id(text: str) -> str | None:
    """The arXiv id in an id, a prefixed id or a link to arXiv; None for anything else."""
    return _arxiv_id(_bare(text))


def _bare(text: str) -> str:
    """Without the brackets, quotes and punctuation around it, and with plain characters."""
    text = "".join(
        c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf"
    )
    text = " ".join(text.split())
    while text and (text[-1] in PUNCTUATION or BRACKETS.get(text[0]) == text[-1]):
        text = (text[:-1] if text[-1] in PUNCTUATION else text[1:-1]).strip()
    if text.endswith(")") and text.count("(") < text.count(")"):
        text = text[:-1]
    return text


def _arxiv_id(text: str) -> str | None:
    if paper_id := _numbered(STAMP.sub("", LABEL.sub("", PAGE.sub("", text), count=1))):
        return paper_id
    address = ADDRESS.fullmatch(text)
    if address is None:
        return None
    host, path = address["host"].lower(), _path(address["path"])
    if mirror := MIRRORS.match(f"{host}/{path}"):
        path = f"{host}/{path}"[mirror.end() :]
    elif not ARXIV_HOSTS.fullmatch(host):
        return None
    parts = [LABEL.sub("", PAGE.sub("", part)) for part in path.strip("/").split("/")]
    # An old id has two parts: cs/0112017.
    found = (_numbered("/".join(parts[-size:])) for size in (1, 2) if len(parts) >= size)
    return next(filter(None, found), None)


def _numbered(text: str) -> str | None:
    """An old id does not include the class: math.GT/0309136 is math/0309136."""
    text = re.sub(r"^([a-z-]+)\.[A-Z]{2}/", r"\1/", VERSION.sub("", text.strip()))
    return text if ARXIV.fullmatch(text) else None


def _doi(text: str) -> str | None:
    text = DOI_LABEL.sub("", text, count=1)
    if address := ADDRESS.fullmatch(text):
        host, path = address["host"].lower(), _path(address["path"])
        is_resolver = host in ("doi.org", "dx.doi.org", "www.doi.org")
        found = DOI_INSIDE.fullmatch(path if is_resolver else PAGE.sub("", path))
        text = found[1] if found else ""
    doi = re.sub(r"(?i)(\.full)?\.pdf$", "", text).rstrip(f"{PUNCTUATION}/")
    return doi if DOI.fullmatch(doi) else None


def _path(path: str) -> str:
    return unquote(re.split("[?#]", path, maxsplit=1)[0]).rstrip("/")
