"""What the theme gets for each page: values, or markers of a shell."""

from copy import copy
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from site_settings import alternates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paperlist.site.pages import Page as GeneratedPage


def page_of(page: Page, config: MkDocsConfig) -> "GeneratedPage | None":
    """The generated page; None for a page written by hand."""
    make = config.extra["themed"].pages.get(page.file.src_uri)
    return make() if make else None


def is_exact(page: Page, config: MkDocsConfig) -> bool:
    """Whether the theme gets the values of a generated page instead of markers."""
    uri = page.file.src_uri
    is_whole = config.extra["is_whole"] and uri in config.extra["themed"].pages
    return is_whole or uri == config.extra["compared"]


def set_values(page: Page, value: "Callable[[str], str]", languages: "Iterable[str]") -> None:
    """Gives the theme the value, or the marker, of each place of a generated page."""
    from paperlist.site.pages import HEADING_ID

    # The title of a page in the nav is its label there, on every page.
    if page.file.inclusion is InclusionLevel.NOT_IN_NAV:
        page.title = value("title")
    page.canonical_url = value("canonical")
    page.toc = TableOfContents([AnchorLink(value("title"), HEADING_ID, 1)])
    page.content = f'<h1 id="{HEADING_ID}">{value("heading")}</h1>{value("body")}'
    page.meta["description"], page.meta["metadata"] = value("description"), value("metadata")
    links = {language: value(f"alternate_{language}") for language in languages}
    page.meta["alternate"] = alternates(links)


def without_inner_pages(nav: Navigation) -> Navigation:
    """The nav with the first page of each section only: a paper is in none of them."""
    items = [_first_page(item) if isinstance(item, Section) else item for item in nav.items]
    short = Navigation(items, nav.pages)
    short.homepage = nav.homepage
    return short


def _first_page(section: Section) -> StructureItem:
    """With the label of the section, which the tabs of other pages show."""
    page = copy(section.children[0])
    page.title = section.title
    return page
