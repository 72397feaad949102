"""The identifier of a paper from what a reader pastes: an arXiv id, a DOI or a link."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote

from paperlist.catalogue.addresses import ARXIV_DOI, arxiv_in_doi, arxiv_of, doi_of
from paperlist.catalogue.values import DOI, Malformed

HINT = "write an arXiv id (2309.06180), a DOI (10.1145/3600006.3613165), or a link to one"
ADDRESS = re.compile(
    r"(?:(?:https?|ftp):)?(?://)?(?P<rest>(?:[a-z0-9-]+\.)+[a-z]+(?::\d+)?/\S+)", re.IGNORECASE
)
# What the margin of a PDF has after the id: [cs.LG] 12 Sep 2023.
STAMP = re.compile(
    r"(?<=\d)\s*(?:\[[\w.-]+\]|\(?[a-z-]+\.[A-Z]{2}\)?)?(?:\s+\d{1,2} [A-Z][a-z]+ \d{4})?$"
)
LABEL = re.compile(
    r"(?:(?:arxiv|corr)(?: preprint| e-?print)?(?: id)?\s*[:./]?\s*|/?(?:abs|pdf)/)+", re.IGNORECASE
)
DOI_LABEL = re.compile(
    r"(?:(?:urn|info):)?doi\s*[:/]?\s*(?=10\.|(?:https?://|(?:dx\.|www\.)?doi\.org))", re.IGNORECASE
)
DOI_INSIDE = re.compile(r"(?:/|[?&](?:id|doi)=)(10\.\d{4,9}/[^?#&]+)", re.IGNORECASE)
# What is around an identifier in a sentence; then also in Markdown and BibTeX. A DOI may have some
# of these characters.
AROUND = (
    re.compile(r"\s+"),
    re.compile(r"[\s\[\]{}<>\"“”「」《》【】,;]+|(?<!\w)\(|(?<=[a-z\u4e00-\u9fff]):(?=https?:|\d)"),
)
# Pages of a paper at its publisher.
PAGE = re.compile(
    r"(?:/(?:abstract|full|fulltext|full-text|pdf|epdf|meta|html)|(?:\.full)?\.pdf)$", re.I
)
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
    """Ids may have a version, a prefix or be links; raises Malformed for everything else.

    Of other text, such as a reference or the title of a page, the only identifier inside counts.
    """
    bare = _bare(text)
    found = _identifier(bare)
    inside = {found} if found else _inside(bare)
    if len(inside) == 1:
        return inside.pop()
    if inside:
        message = f"has several identifiers: {', '.join(sorted(map(str, inside)))}"
        raise Malformed("arxiv-id", message, "write one of them")
    raise Malformed("arxiv-id", "is neither an arXiv id nor a DOI", HINT)


def _identifier(text: str) -> Identifier | None:
    if paper_id := _arxiv_id(text):
        return Identifier("arxiv", paper_id)
    doi = _doi(text)
    if doi and ARXIV_DOI.fullmatch(doi):
        paper_id = arxiv_in_doi(doi)
        return Identifier("arxiv", paper_id) if paper_id else None
    return Identifier("doi", doi) if doi else None


def _inside(text: str) -> set[Identifier]:
    for around in AROUND:
        parts = (_bare(part) for part in around.split(text) if part)
        if found := {each for part in parts if (each := _identifier(part))}:
            return found
    return set()


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
    number = LABEL.sub("", PAGE.sub("", text), count=1)
    return arxiv_of(STAMP.sub("", number)) or arxiv_of(_address(text))


def _doi(text: str) -> str | None:
    text = DOI_LABEL.sub("", text, count=1)
    if address := _address(text):
        if doi := doi_of(address):
            return doi
        found = DOI_INSIDE.search(unquote(address))
        text = PAGE.sub("", found[1]) if found else ""
    doi = re.sub(r"(?i)(\.full)?\.pdf$", "", text).rstrip(f"{PUNCTUATION}/")
    return doi if DOI.fullmatch(doi) else None


def _address(text: str) -> str:
    """With https, which people leave out; empty for other text."""
    address = ADDRESS.fullmatch(text)
    return f"https://{address['rest']}" if address else ""
