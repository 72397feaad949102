"""Addresses of PDFs, one a line, as programs that download take them."""

from paperlist.links import reading_link
from paperlist.selection import Selection


def render_pdfs(selection: Selection) -> str:
    """Papers without a PDF are left out."""
    links = (reading_link(paper) for paper in selection.papers)
    return "".join(f"{link.url}\n" for link in links if link.word == "link_pdf")
