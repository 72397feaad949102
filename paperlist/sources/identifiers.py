"""What a reader pastes, an id or an address, to the identifier of a paper."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from paperlist.catalogue.values import ARXIV, DOI, Malformed

HINT = "write an arXiv id (2309.06180), a DOI (10.1145/3600006.3613165), or the address of one"
# arXiv serves the same paper under several hosts and folders.
ARXIV_ADDRESS = re.compile(
    r"(?:(?:https?|ftp)://)?(?:(?:www|browse|export|ftp|[a-z]{2})\.)?arxiv\.org"
    r"/(?:abs|pdf|html|ps|format|src|e-print|ftp/arxiv/papers|arxiv/papers)/(.+)",
    re.IGNORECASE,
)
DOI_ADDRESS = re.compile(r"(?:https?://)?(?:[\w.-]+/(?:[\w-]+/)*)?(10\.\d{4,9}/.+)", re.IGNORECASE)
# DataCite's DOI of a paper on arXiv.
ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
VERSION = re.compile(r"v\d+$")


@dataclass(frozen=True)
class Identifier:
    """`text` as it stands in an entry: an arXiv id without a version, a DOI without address."""

    kind: Literal["arxiv", "doi"]
    text: str

    def __str__(self) -> str:
        return f"{'arXiv' if self.kind == 'arxiv' else 'DOI'} {self.text}"


def parse_identifier(text: str) -> Identifier:
    """Takes ids with and without version, prefix or address; raises Malformed for all others."""
    found = arxiv_id(text)
    if found:
        return Identifier("arxiv", found)
    doi = re.sub(r"(?i)^doi:\s*", "", text.strip())
    if "://" in doi:
        doi = unquote(doi.partition("#")[0].partition("?")[0])
    if address := DOI_ADDRESS.fullmatch(doi):
        doi = re.sub(r"(?i)(\.full)?\.pdf$", "", address[1]).rstrip(".,;/")
        if inside := ARXIV_DOI.fullmatch(doi):
            return parse_identifier(f"arXiv:{inside[1]}")
        if DOI.fullmatch(doi):
            return Identifier("doi", doi)
    raise Malformed("arxiv-id", "is neither an arXiv id nor a DOI", HINT)


def arxiv_id(text: str) -> str | None:
    """The id in an id, a prefixed id or an address of arXiv; None for anything else."""
    text = re.sub(r"(?i)^arxiv:\s*", "", text.strip())
    if address := ARXIV_ADDRESS.fullmatch(text):
        text = unquote(address[1]).partition("?")[0].partition("#")[0].rstrip("/")
        text = re.sub(r"(?i)\.pdf$", "", text)
        # ftp has a folder for each month: 2309/2309.06180v1
        text = re.sub(r"^\d{4}/(?=\d{4}\.\d)", "", text)
    text = VERSION.sub("", re.sub(r"\s*\[[\w.-]+\]$", "", text))
    # The class within an archive is no part of an old id.
    text = re.sub(r"^([a-z-]+)\.[A-Z]{2}/", r"\1/", text)
    return text if ARXIV.fullmatch(text) else None
