"""The generated pages and files of the site."""

from paperlist.site.explorer.index import versioned
from paperlist.site.filling import (
    PAPER,
    ThemedSite,
    all_texts,
    fits,
    mark_content,
    page_values,
    with_catalogue,
)
from paperlist.site.pages import page_makers
from paperlist.site.rendering import Renderer
from paperlist.site.writing import write_site

__all__ = [
    "PAPER",
    "Renderer",
    "ThemedSite",
    "all_texts",
    "fits",
    "mark_content",
    "page_makers",
    "page_values",
    "versioned",
    "with_catalogue",
    "write_site",
]
