"""The metadata of papers by their identifiers, each from the host that has it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from paperlist.catalogue.problems import quote
from paperlist.sources import arxiv, doi
from paperlist.sources.identifiers import Identifier
from paperlist.sources.metadata import Metadata
from paperlist.sources.network import RequestFailed, session


@dataclass(frozen=True)
class Addresses:
    """The URLs that are requested; tests have a server of their own."""

    arxiv: str = arxiv.ADDRESS
    doi: str = doi.ADDRESS


class NotAvailable(Exception):
    """A paper that cannot be added: the host has no metadata of it, or it was withdrawn."""


def look_up(identifiers: Iterable[Identifier], addresses: Addresses) -> list[Metadata]:
    """The metadata of each paper, in order; raises NotAvailable when one of them has none."""
    try:
        return list(_fetched(list(dict.fromkeys(identifiers)), addresses))
    except RequestFailed as error:
        raise NotAvailable(str(error)) from None


def _fetched(identifiers: list[Identifier], addresses: Addresses) -> Iterator[Metadata]:
    """All papers on arXiv in one request, before the others."""
    ids = [each.text for each in identifiers if each.kind == "arxiv"]
    with session() as hosts:
        on_arxiv = arxiv.fetch_arxiv(hosts, ids, addresses.arxiv) if ids else {}
        for identifier in identifiers:
            metadata = (
                on_arxiv.get(identifier.text)
                if identifier.kind == "arxiv"
                else doi.fetch_doi(hosts, identifier.text, addresses.doi)
            )
            if metadata is None:
                raise NotAvailable(f"arXiv has no paper {identifier.text}")
            if metadata.withdrawn:
                raise NotAvailable(f"{identifier} was withdrawn: {quote(metadata.withdrawn)}")
            yield metadata
