"""Links to PDFs, one per line, as download programs read them."""

from paperlist.publishing.links import pdf_url
from paperlist.publishing.selection import Selection


def render_pdfs(selection: Selection) -> str:
    """Omits papers without a PDF."""
    return "".join(f"{url}\n" for paper in selection.papers if (url := pdf_url(paper)))
