"""Where the PDF of a paper is: on some hosts, the address of its page contains that of its file."""

import re
from urllib.parse import urlsplit

from paperlist.catalogue.model import Paper
from paperlist.catalogue.repositories import raw_address
from paperlist.publishing.links import pdf_url

# A page, and the address of its file.
PAGES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(page), file)
    for page, file in (
        (r"https://arxiv\.org/(?:abs|html)/([^?#]+)", r"https://arxiv.org/pdf/\1"),
        (r"https://openreview\.net/forum\?id=([\w-]+).*", r"https://openreview.net/pdf?id=\1"),
        (r"https://aclanthology\.org/(?!.*\.pdf)([\w.-]+)/?", r"https://aclanthology.org/\1.pdf"),
        (
            r"https://proceedings\.mlr\.press/(v\d+)/([\w-]+)\.html",
            r"https://proceedings.mlr.press/\1/\2/\2.pdf",
        ),
        (
            r"https://www\.usenix\.org/conference/([\w-]+)/presentation/([\w-]+)",
            r"https://www.usenix.org/system/files/\1-\2.pdf",
        ),
    )
)


def pdf_address(paper: Paper) -> str | None:
    """None if the entry names no PDF and no page whose PDF is known."""
    link = pdf_url(paper) or paper.url
    if link is None:
        return None
    address = file_address(link)
    return address if address != link or link == pdf_url(paper) else None


def file_address(link: str) -> str:
    """The address of the file, of a page that shows it; any other link as it is."""
    if link.endswith(".pdf") and (address := raw_address(link)) != link:
        return address
    for page, file in PAGES:
        if match := page.fullmatch(link):
            return match.expand(file)
    return link


def host_of(address: str) -> str:
    return urlsplit(address).hostname or ""
