"""Metadata from arXiv's export API: an Atom feed with an entry for each id."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlencode
from xml.etree import ElementTree as ET

from paperlist.catalogue.addresses import arxiv_of
from paperlist.catalogue.facts import LONGEST_NOTE
from paperlist.catalogue.problems import quote
from paperlist.catalogue.values import ARXIV_CLASS, Malformed, arxiv_month
from paperlist.sources.identifiers import parse_identifier
from paperlist.sources.metadata import Metadata, clean_authors, clean_name, clean_title
from paperlist.sources.network import RequestFailed, Session, allow, fetch
from paperlist.sources.responses import parse_xml
from paperlist.sources.text import clean_text, plain_text, unseen

ADDRESS = "https://export.arxiv.org/api/query"
# https://info.arxiv.org/help/api/user-manual.html: the namespaces of the feed.
ATOM = "{http://www.w3.org/2005/Atom}"
ARXIV = "{http://arxiv.org/schemas/atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
# The texts that an entry of the list has too.
SHOWN = (f"{ATOM}title", f"{ATOM}name")
PAPER = "(?:paper|article|submission|manuscript|version|work|preprint|report)"
# Not from a conference, which the paper survives.
GONE = r"(?:withdrawn|retracted)\b(?! from (?!(?:the )?arxiv))"
WITHDRAWN = re.compile(
    rf"^\W*(?:{PAPER} |temporarily )?{GONE}|[.,;] (?:temporarily )?{GONE}\W*$"
    r"|\bwithdrawn by (?:the )?(?:authors?|arxiv)\b"
    rf"|\b(?:this|the|our) {PAPER} (?:has been|was|is|is being) {GONE}"
    rf"|\bwithdrawing (?:this|the|our) {PAPER}\b"
    rf"|\b(?:we|authors?) (?:have |wish to |decided to )*withdr[ae]wn? (?:this|the|our) {PAPER}\b",
    re.IGNORECASE,
)
FIRST_DOI = re.compile(r".*?10\.\d+/\S+?(?=[,;]?\s|[,;]\S*10\.\d|$)")
MOST_OF_DOIS = 1000


def fetch_arxiv(
    session: Session, ids: Sequence[str], address: str = ADDRESS
) -> dict[str, Metadata]:
    """By arXiv id, in one request; ids that arXiv does not have are missing."""
    text = fetch_feed(session, ids_address(ids, address))
    papers = {paper.arxiv: paper for paper in parse_feed(text)}
    if len(ids) > 1 and not papers:
        raise RequestFailed("arXiv's response is a feed without entries", is_temporary=True)
    # The feed calls math.GT/0309136 math/0309136.
    return {each: papers[key] for each in ids if (key := arxiv_of(each)) in papers}


def ids_address(ids: Sequence[str], address: str = ADDRESS) -> str:
    query = urlencode({"id_list": ",".join(ids), "max_results": len(ids)}, safe=",/")
    return f"{address}?{query}"


def search_address(query: str, start: int, size: int, address: str = ADDRESS) -> str:
    """Of a page of what a query finds, first the newest."""
    parts = {"search_query": query, "start": start, "max_results": size}
    order = {"sortBy": "submittedDate", "sortOrder": "descending"}
    return f"{address}?{urlencode({**parts, **order})}"


def fetch_feed(session: Session, address: str) -> str:
    allow(session, address)
    return fetch(session, address, {"Accept": "application/atom+xml"})


def parse_feed(text: str) -> list[Metadata]:
    """Raises RequestFailed for text that is not a feed of papers, or is arXiv's error feed."""
    return parse_page(text).papers


@dataclass(frozen=True)
class SearchPage:
    """`total` is the number of papers on all pages."""

    papers: list[Metadata]
    total: int


def parse_page(text: str) -> SearchPage:
    """Raises RequestFailed as parse_feed does."""
    root = parse_xml(text, f"{ATOM}feed", "arXiv's response is not an Atom feed")
    papers = [paper for entry in root.iter(f"{ATOM}entry") if (paper := _metadata(entry))]
    number = _text(root, f"{OPENSEARCH}totalResults")
    return SearchPage(papers, int(number) if number.isascii() and number.isdigit() else 0)


def _metadata(entry: ET.Element) -> Metadata | None:
    address = _text(entry, f"{ATOM}id")
    if "/api/errors" in address:
        message = _text(entry, f"{ATOM}summary") or "unknown error"
        raise RequestFailed(f"arXiv rejected the request: {quote(message)}")
    paper_id = arxiv_of(address)
    title = clean_title(_text(entry, f"{ATOM}title"))
    if not paper_id or not title:
        return None
    return Metadata(
        title=title,
        authors=tuple(clean_authors(_authors(entry.iter(f"{ATOM}author")))),
        date=arxiv_month(paper_id),
        source=f"https://arxiv.org/abs/{paper_id}",
        arxiv=paper_id,
        doi=_doi(_text(entry, f"{ARXIV}doi")),
        primary_class=_class(entry.find(f"{ARXIV}primary_category")),
        classes=_classes(entry),
        comment=_text(entry, f"{ARXIV}comment")[:LONGEST_NOTE],
        journal_ref=_text(entry, f"{ARXIV}journal_ref")[:LONGEST_NOTE],
        abstract=plain_text(entry.findtext(f"{ATOM}summary", "")),
        day=_day(_text(entry, f"{ATOM}published")),
        withdrawn=_withdrawn(entry),
        removed=unseen(*(each.text or "" for name in SHOWN for each in entry.iter(name))),
    )


def _day(text: str) -> str:
    """YYYY-MM-DD of a time."""
    found = re.match(r"\d{4}-\d\d-\d\d(?=T)", text, re.ASCII)
    return found[0] if found else ""


def _authors(people: Iterable[ET.Element]) -> Iterable[str]:
    names = (clean_name(_text(person, f"{ATOM}name")) for person in people)
    # A collaboration is listed among the people, followed by an item that is only a colon.
    return [name for name in names if name and name != ":"]


def _doi(text: str) -> str | None:
    """Authors type this field by hand; it may have several DOIs, or addresses. The first counts."""
    first = FIRST_DOI.match(unquote(text[:MOST_OF_DOIS]))
    try:
        identifier = parse_identifier(first[0] if first else "")
    except Malformed:
        return None
    return identifier.text if identifier.kind == "doi" else None


def _class(category: ET.Element | None) -> str | None:
    term = category.get("term", "") if category is not None else ""
    return term if ARXIV_CLASS.fullmatch(term) else None


def _classes(entry: ET.Element) -> tuple[str, ...]:
    found = (*entry.iter(f"{ARXIV}primary_category"), *entry.iter(f"{ATOM}category"))
    return tuple(dict.fromkeys(each for category in found if (each := _class(category))))


def _withdrawn(entry: ET.Element) -> str:
    """Only the start of the abstract is searched: later text may mention other withdrawals."""
    comment, summary = _text(entry, f"{ARXIV}comment"), _text(entry, f"{ATOM}summary")
    notices = (text for text in (comment, summary[:200]) if WITHDRAWN.search(text))
    return next(notices, "")


def _text(entry: ET.Element, name: str) -> str:
    return clean_text(entry.findtext(name, ""))
