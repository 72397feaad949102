"""The generated pages and files of the site."""

from paperlist.site.files import render_files
from paperlist.site.pages import fill, render_pages, render_redirects
from paperlist.site.rendering import Renderer
from paperlist.site.writing import write_site

__all__ = ["Renderer", "fill", "render_files", "render_pages", "render_redirects", "write_site"]
