"""Links of another list: which paper one leads to, or which repository."""

from urllib.parse import urlsplit

from paperlist.catalogue.addresses import arxiv_in_doi, arxiv_of, doi_of
from paperlist.catalogue.repositories import Repository, parse_repository
from paperlist.sources.identifiers import Identifier


def identifier_of(address: str) -> Identifier | None:
    """None for a page that has no identifier in its address."""
    if paper_id := arxiv_of(address):
        return Identifier("arxiv", paper_id)
    doi = doi_of(address)
    if doi is None:
        return None
    number = arxiv_in_doi(doi)
    return Identifier("arxiv", number) if number else Identifier("doi", doi)


def with_https(address: str) -> str:
    scheme, separator, rest = address.partition("://")
    is_known = separator and scheme.lower() in ("http", "https", "ftp")
    return f"https://{rest}" if is_known else address


def repository_at(address: str) -> Repository | None:
    """The repository, if the link leads to it and not to a page inside it."""
    repository = parse_repository(address)
    if repository is None:
        return None
    parts = [part for part in urlsplit(address).path.split("/") if part]
    return repository if len(parts) == repository.path.count("/") + 1 else None
