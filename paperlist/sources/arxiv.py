"""arXiv's export API: an Atom feed with an entry for each id, to works."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from paperlist.catalogue.problems import quote
from paperlist.catalogue.values import ARXIV_CLASS, Malformed, arxiv_month, parse_doi
from paperlist.sources.identifiers import arxiv_id
from paperlist.sources.metadata import Work, clean_name, clean_text, clean_title
from paperlist.sources.network import Session, Unanswered, fetch

ADDRESS = "https://export.arxiv.org/api/query"
# https://info.arxiv.org/help/api/user-manual.html: the namespaces of the feed.
ATOM = "{http://www.w3.org/2005/Atom}"
ARXIV = "{http://arxiv.org/schemas/atom}"
WITHDRAWN = re.compile(
    r"^\W*withdrawn\b|\bwithdrawn by (?:the )?(?:authors?|arxiv)\b"
    r"|\b(?:this|the) (?:paper|article|submission|manuscript|version|work|preprint|report)"
    r" (?:has been|was|is|is being) withdrawn\b",
    re.IGNORECASE,
)
NOT_A_FEED = "the answer of arXiv is not the feed its API gives"


def fetch_arxiv(session: Session, ids: Sequence[str], address: str = ADDRESS) -> dict[str, Work]:
    """The works by arXiv id, in one request; ids that arXiv has not are missing."""
    query = urlencode({"id_list": ",".join(ids), "max_results": len(ids)}, safe=",/")
    text = fetch(session, f"{address}?{query}", {"Accept": "application/atom+xml"})
    works = {work.arxiv: work for work in parse_feed(text)}
    if len(ids) > 1 and not works:
        raise Unanswered("the answer of arXiv is a feed without entries", is_passing=True)
    # math.GT/0309136 is called math/0309136 there.
    return {each: works[found] for each in ids if (found := arxiv_id(each)) in works}


def parse_feed(text: str) -> list[Work]:
    """Raises Unanswered for what is no feed of papers, arXiv's feed of an error included."""
    # A declaration of entities is all that can make a small document large.
    if "<!DOCTYPE" in text:
        raise Unanswered(NOT_A_FEED)
    try:
        root = ET.fromstring(text)  # noqa: S314
    except ET.ParseError:
        raise Unanswered(NOT_A_FEED) from None
    if root.tag != f"{ATOM}feed":
        raise Unanswered(NOT_A_FEED)
    return [work for entry in root.iter(f"{ATOM}entry") if (work := _work(entry))]


def _work(entry: ET.Element) -> Work | None:
    address = _text(entry, f"{ATOM}id")
    if "/api/errors" in address:
        said = _text(entry, f"{ATOM}summary") or "an error"
        raise Unanswered(f"arXiv refuses the question: {quote(said)}")
    found = arxiv_id(address)
    title = clean_title(_text(entry, f"{ATOM}title"))
    if not found or not title:
        return None
    return Work(
        title=title,
        authors=tuple(_authors(entry.iter(f"{ATOM}author"))),
        date=arxiv_month(found),
        source=f"https://arxiv.org/abs/{found}",
        arxiv=found,
        doi=_doi(_text(entry, f"{ARXIV}doi")),
        primary_class=_class(entry.find(f"{ARXIV}primary_category")),
        withdrawn=_withdrawn(entry),
    )


def _authors(people: Iterable[ET.Element]) -> Iterable[str]:
    names = (clean_name(_text(person, f"{ATOM}name")) for person in people)
    # A collaboration stands among the people, parted by a colon of its own.
    return [name for name in names if name and name != ":"]


def _doi(text: str) -> str | None:
    """Authors type it by hand, several at times."""
    try:
        return parse_doi(text.split(maxsplit=1)[0]) if text else None
    except Malformed:
        return None


def _class(category: ET.Element | None) -> str | None:
    term = category.get("term", "") if category is not None else ""
    return term if ARXIV_CLASS.fullmatch(term) else None


def _withdrawn(entry: ET.Element) -> str:
    """Of an abstract only its beginning: a longer one may be about something withdrawn."""
    comment, summary = _text(entry, f"{ARXIV}comment"), _text(entry, f"{ATOM}summary")
    said = (text for text in (comment, summary[:200]) if WITHDRAWN.search(text))
    return next(said, "")


def _text(entry: ET.Element, name: str) -> str:
    return clean_text(entry.findtext(name, ""))
