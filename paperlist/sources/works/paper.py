"""What every source shares: the listed paper, and what the source knows about it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from paperlist.catalogue.names import parse_name
from paperlist.catalogue.repositories import parse_repository
from paperlist.catalogue.spelling import same_title, title_key
from paperlist.catalogue.values import DOI, ET_AL, MAX_TEXT

Field = Literal["venue", "doi", "code"]
FIELDS: tuple[Field, ...] = get_args(Field)
# DOIs of these begin with: arXiv, bioRxiv, SSRN, Preprints.org, Research Square, TechRxiv, OSF,
# Zenodo.
PREPRINT_DOIS = (
    *("10.48550/", "10.1101/", "10.2139/ssrn", "10.20944/preprints", "10.21203/rs"),
    *("10.36227/techrxiv", "10.31219/", "10.5281/zenodo"),
)
# Code is there; Hugging Face has mostly models and data.
CODE_HOSTS = {"github.com", "gitlab.com", "codeberg.org"}


@dataclass(frozen=True)
class Listed:
    """A paper of the list; `titles` are that of its entry and that of arXiv."""

    titles: tuple[str, ...]
    authors: tuple[str, ...]
    arxiv: str | None = None
    doi: str | None = None
    lacks: frozenset[Field] = frozenset()
    """The fields that its entry does not have."""
    needs_licence: bool = True
    is_recent: bool = False
    """Less than half a year old: hardly any is published yet."""

    def agrees(self, title: str, authors: Iterable[str]) -> bool:
        """Whether a record is about this paper.

        The title is the same, and so are half of the family names of the shorter list of authors.
        """
        if not title_key(title) or not any(same_title(title, each) for each in self.titles):
            return False
        own, others = _families(self.authors), _families(authors)
        shorter = min(len(own), len(others))
        return shorter > 0 and 2 * len(own & others) >= shorter


def _families(authors: Iterable[str]) -> frozenset[str]:
    names = {title_key(parse_name(author).family) for author in authors if author != ET_AL}
    return frozenset(names - {""})


@dataclass(frozen=True)
class Known:
    """What a source knows about a paper; `source` is the page that anybody can look at."""

    source: str
    suggestions: Mapping[Field, str] = field(default_factory=dict)
    citations: int | None = None
    licence: str | None = None


@dataclass(frozen=True)
class Source:
    """A host with records of papers."""

    name: str
    addresses: Callable[[Listed], list[str]]
    """Where it may have a record of the paper: the first one that agrees counts."""
    read: Callable[[str, Listed], Known | None]
    """None if the response is about another paper; raises RequestFailed if it is invalid."""


def suggested(
    venue: str | None = None, doi: str | None = None, code: str | None = None
) -> dict[Field, str]:
    """Those that an entry may have."""
    repository = parse_repository(code or "")
    is_code = repository and repository.host in CODE_HOSTS
    values: dict[Field, str | None] = {
        "venue": venue,
        "doi": published(doi or ""),
        "code": repository.url if repository and is_code else None,
    }
    return {key: value for key, value in values.items() if value and len(value) <= MAX_TEXT}


def published(doi: str) -> str | None:
    """None for a DOI of a preprint. DBLP has those of the ACL Anthology in upper case."""
    if not DOI.fullmatch(doi) or doi.lower().startswith(PREPRINT_DOIS):
        return None
    return doi.lower() if doi.startswith("10.18653/") else doi
