"""The identifier of a paper from what a reader pastes: an arXiv id, a DOI or a link."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from paperlist.catalogue.values import ARXIV, DOI, Malformed

HINT = "write an arXiv id (2309.06180), a DOI (10.1145/3600006.3613165), or a link to one"
# arXiv serves a paper at several hosts and paths.
ARXIV_ADDRESS = re.compile(
    r"(?:(?:https?|ftp)://)?(?:(?:www|browse|export|ftp|[a-z]{2})\.)?arxiv\.org"
    r"/(?:abs|pdf|html|ps|format|src|e-print|ftp/arxiv/papers|arxiv/papers)/(.+)",
    re.IGNORECASE,
)
DOI_ADDRESS = re.compile(r"(?:https?://)?(?:[\w.-]+/(?:[\w-]+/)*)?(10\.\d{4,9}/.+)", re.IGNORECASE)
# The DOI that DataCite gives a paper on arXiv.
ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
VERSION = re.compile(r"v\d+$")


@dataclass(frozen=True)
class Identifier:
    """`text` is as in an entry: an arXiv id without its version, a DOI without https://doi.org/."""

    kind: Literal["arxiv", "doi"]
    text: str

    def __str__(self) -> str:
        return f"{'arXiv' if self.kind == 'arxiv' else 'DOI'} {self.text}"


def parse_identifier(text: str) -> Identifier:
    """Ids may have a version, a prefix or be links; raises Malformed for everything else."""
    if paper_id := arxiv_id(text):
        return Identifier("arxiv", paper_id)
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
    """The arXiv id in an id, a prefixed id or a link to arXiv; None for anything else."""
    text = re.sub(r"(?i)^arxiv:\s*", "", text.strip())
    if address := ARXIV_ADDRESS.fullmatch(text):
        text = unquote(address[1]).partition("?")[0].partition("#")[0].rstrip("/")
        text = re.sub(r"(?i)\.pdf$", "", text)
        # FTP paths have a folder for each month: 2309/2309.06180v1
        text = re.sub(r"^\d{4}/(?=\d{4}\.\d)", "", text)
    text = VERSION.sub("", re.sub(r"\s*\[[\w.-]+\]$", "", text))
    # An old id does not include the class: math.GT/0309136 is math/0309136.
    text = re.sub(r"^([a-z-]+)\.[A-Z]{2}/", r"\1/", text)
    return text if ARXIV.fullmatch(text) else None
