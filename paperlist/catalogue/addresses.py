"""Which paper a link leads to: a paper on arXiv, one with a DOI, or only the page itself."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from paperlist.catalogue.values import ARXIV, DOI

# Two rules look at every link, and again after every edit.
CACHED = 65536
# arXiv and its mirrors, and the paths of sites that show its papers.
ARXIV_SITES = re.compile(
    r"(?:(?:browse|export|ftp|static|ar5iv\.labs|lanl|[a-z]{2})\.)?arxiv\.org/|xxx\.lanl\.gov/"
    r"|(?:ar5iv|alphaxiv|arxiv-vanity)\.org/|arxiv-vanity\.com/"
    r"|(?:huggingface\.co|hf\.co|hf-mirror\.com)/papers/|papers\.cool/arxiv/"
    r"|(?:api\.)?semanticscholar\.org/(?=arxiv[/:])|dblp\.org/rec/journals/corr/(?=abs-)",
    re.IGNORECASE,
)
# Parts of an address around the id: arXiv:, abs-, and the version.
AROUND_ID = re.compile(r"(?i)^(?:arxiv:\s*|abs-)|(?:\s?v\d+)?(?:\.pdf)?$")
DOI_LINK = re.compile(r"https?://(?:(?:dx|www)\.)?doi\.org/", re.IGNORECASE)
ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
# Their paths contain the DOI: /doi/abs/10.1145/…, /article/10.1007/…
PUBLISHERS = re.compile(
    r"(?:[\w-]+\.)*(?:acm\.org|springer\.com|wiley\.com|tandfonline\.com|sagepub\.com|siam\.org"
    r"|acs\.org|science\.org|informs\.org|worldscientific\.com|aps\.org|annualreviews\.org"
    r"|pnas\.org|frontiersin\.org|royalsocietypublishing\.org|computer\.org"
    r"|ieeecomputersociety\.org)"
)
# Here the version of a preprint follows its DOI.
PREPRINT_SERVERS = re.compile(r"(?:bio|med)rxiv\.org")
TRACKING = re.compile(r"utm_\w+|fbclid|gclid")


def arxiv_of(text: str) -> str | None:
    """The arXiv id in an id or a link, without version and class; None for anything else."""
    if "/" not in text and ARXIV.fullmatch(text):  # most are
        return text
    host, path = _parts(text)
    if not host:
        return _arxiv_id(text.strip())
    site = ARXIV_SITES.match(f"{host}{path}")
    if not site:
        return arxiv_in_doi(path.lstrip("/")) if DOI_LINK.match(text) else None
    parts = f"{host}{path}"[site.end() :].rstrip("/").split("/")
    # An old id has two parts: cs/0112017.
    return _arxiv_id(parts[-1]) or _arxiv_id("/".join(parts[-2:]))


def _arxiv_id(text: str) -> str | None:
    text = AROUND_ID.sub("", text)
    text = re.sub(r"^(\d{4})-(\d{4,5})$", r"\1.\2", text)  # dblp has abs-2307-08691
    # The class is not a part of an old id: math.GT/0309136 is math/0309136.
    text = re.sub(r"^([a-z-]+)\.[A-Z]{2}/", r"\1/", text)
    return text if ARXIV.fullmatch(text) else None


def doi_of(address: str) -> str | None:
    """The DOI in an address of doi.org or of a publisher, as written there."""
    host, path = _parts(address)
    doi = ""
    if DOI_LINK.match(address):
        doi = re.sub(r"(?i)^/*(?:doi:)?", "", path).rstrip("/")
    elif PREPRINT_SERVERS.fullmatch(host) and (found := re.search(r"/(10\.1101/[\d.]+)", path)):
        doi = found[1].rstrip(".")
    elif PUBLISHERS.fullmatch(host) and (found := re.search(r"/(10\.\d{4,9}/[^/]+)", path)):
        doi = re.sub(r"(?i)(\.full)?\.pdf$", "", found[1])
    return doi if DOI.fullmatch(doi) else None


def doi_url(doi: str) -> str:
    return f"https://doi.org/{doi_path(doi)}"


def doi_path(doi: str) -> str:
    """The DOI as the path of an address."""
    return quote(doi, safe="/:;()._-")


def arxiv_in_doi(doi: str) -> str | None:
    """The arXiv id in the DOI that DataCite gives a paper on arXiv."""
    inside = ARXIV_DOI.fullmatch(doi)
    return arxiv_of(inside[1]) if inside else None


@lru_cache(CACHED)
def paper_key(field: str, text: str) -> str | None:
    """The same text for all values that lead to one paper; None for a link that leads to none.

    Behind '#' is the place in a page; two places of a page may be two papers.
    """
    if field == "code":  # a DOI of code is not one of a paper
        number = arxiv_of(text)
        return f"arXiv {number}" if number else None
    if field not in ("arxiv", "doi"):
        return _link_key(text)
    number = arxiv_of(text) if field == "arxiv" else arxiv_in_doi(text)
    return f"{'arXiv' if number or field == 'arxiv' else 'DOI'} {number or text.lower()}"


def _link_key(address: str) -> str | None:
    if number := arxiv_of(address):
        return f"arXiv {number}"
    doi = doi_of(address)
    return f"DOI {doi.lower()}" if doi else _page_key(address)


def _page_key(address: str) -> str | None:
    """The address without what makes no difference to the page that it leads to."""
    host, path = _parts(address)
    if not host:
        return None
    query = dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))
    if host == "openreview.net" and path in ("/forum", "/pdf") and "id" in query:
        return f"OpenReview {query['id']}"
    if host == "aclanthology.org" and (paper := re.fullmatch(r"/([\w.-]+?)(?:\.pdf)?/?", path)):
        return f"DOI 10.18653/v1/{paper[1].lower()}"  # the Anthology makes its DOIs so
    kept = urlencode({key: value for key, value in query.items() if not TRACKING.fullmatch(key)})
    path = re.sub(r"(/index\.html?)?/*$", "", path)
    fragment = urlsplit(address).fragment
    return f"{host}{path}{'?' if kept else ''}{kept}{'#' if fragment else ''}{fragment}"


def _parts(address: str) -> tuple[str, str]:
    """Host without www., and path; both are empty for any other text."""
    try:
        parts = urlsplit(address.strip())
        return (parts.hostname or "").removeprefix("www."), unquote(parts.path)
    except ValueError:
        return "", ""
