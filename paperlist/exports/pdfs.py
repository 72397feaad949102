"""Addresses of PDFs, one a line, as programs that download take them."""

from paperlist.publishing.links import pdf_url
from paperlist.publishing.selection import Selection


def render_pdfs(selection: Selection) -> str:
    """Papers without a PDF are left out."""
    return "".join(f"{url}\n" for paper in selection.papers if (url := pdf_url(paper)))
