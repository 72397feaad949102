"""The texts of the whole site: the pages that the theme has rendered, filled in, and all files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.problems import Problem
from paperlist.site.files import FileMaker, file_makers, redirect_makers
from paperlist.site.navigation import navigation
from paperlist.site.pages import HEALTH, MARKERS, Page, PageMaker, page_makers
from paperlist.site.rendering import Renderer
from paperlist.site.shared import Shared
from paperlist.site.shell import Shell, marker, tidy
from paperlist.site.sitemap import render_sitemaps

PAPER = "papers/*.md"
"""The uri of the shell that papers share."""
# Places of pages written by hand, and the template for each.
PLACES = {template.removesuffix(".html"): template for template in MARKERS.values()}


@dataclass(frozen=True)
class ThemedSite:
    """The site in one language, and what the theme has rendered of it."""

    renderer: Renderer
    folder: str
    """Below the site of the main language: "" for that language, else zh/ and the like."""
    roots: Mapping[str, str]
    """The URL of the front page in every language."""
    pages: Mapping[str, PageMaker]
    """All generated pages by uri."""
    by_hand: tuple[str, ...]
    """The uris of the pages written by hand."""
    own_files: frozenset[str] = frozenset()
    """The paths of the other files by hand, which replace generated ones."""
    problems: tuple[Problem, ...] = ()
    """Shown above the content of every page."""
    shells: dict[str, Shell] = field(default_factory=dict)
    """By uri; a paper without one has that of `PAPER`."""
    rendered: dict[str, str] = field(default_factory=dict)
    """By uri: pages that the theme has rendered with their values."""

    @cached_property
    def papers(self) -> tuple[str, ...]:
        return tuple(uri for uri in self.pages if uri.startswith("papers/"))

    @cached_property
    def files(self) -> dict[str, FileMaker]:
        """The path of every generated file, and the function for its text."""
        maps = {name: partial(str, text) for name, text in self.sitemaps.items()}
        made = redirect_makers(self.renderer) | file_makers(self.renderer) | maps
        return {path: make for path, make in made.items() if path not in self.own_files}

    @cached_property
    def sitemaps(self) -> dict[str, str]:
        """By name."""
        lists = [uri for uri in self.pages if "/" not in uri or uri.endswith("/index.md")]
        lists.remove(HEALTH)
        addresses = [address_of(uri) for uri in (*self.by_hand, *lists)]
        return render_sitemaps(self.renderer.catalogue, self.renderer.site, addresses)

    @cached_property
    def paths(self) -> set[str]:
        """Those of all generated pages and files."""
        return {*map(path_of, self.pages), *self.files}

    @property
    def clashes(self) -> list[str]:
        """The paths of generated files that are also folders of generated files."""
        return sorted({folder for path in self.paths for folder in _folders(path)} & self.paths)

    def shell_of(self, uri: str) -> Shell | None:
        """None if the theme has rendered the page with its values."""
        is_paper = uri.startswith("papers/")
        return self.shells.get(uri) or (self.shells.get(PAPER) if is_paper else None)

    @cached_property
    def banner(self) -> str:
        return self.renderer.render("problems.html", "", problems=self.problems)


def with_catalogue(
    sites: Iterable[ThemedSite], catalogue: Catalogue, problems: Iterable[Problem]
) -> list[ThemedSite]:
    """The same site with other data; empty if that is not enough, because the nav changes, a page
    besides those of papers is new, or a new page has the path of one by hand."""
    shared, made = Shared(catalogue), []
    errors = tuple(problem for problem in problems if problem.severity == "error")
    for old in sites:
        renderer = Renderer(catalogue, old.renderer.site, shared)
        site = replace(old, renderer=renderer, pages=page_makers(renderer), problems=errors)
        if _has_other_pages(old, site):
            return []
        made.append(site)
    return made


def _has_other_pages(old: ThemedSite, new: ThemedSite) -> bool:
    """Whether the theme has to render pages again."""
    before, after = (navigation(each.renderer.catalogue, new.renderer.site) for each in (old, new))
    has_new = {*new.pages} - {*new.papers} != {*old.pages} - {*old.papers}
    return before != after or has_new or not new.paths.isdisjoint(map(path_of, new.by_hand))


def fits(site: ThemedSite) -> bool:
    """Whether the filled shell of the papers is what the theme rendered."""
    shell = site.shells.get(PAPER)
    return all(
        shell and shell.fill(page_values(site, site.pages[uri]())) == text
        for uri, text in site.rendered.items()
    )


def site_texts(site: ThemedSite) -> dict[str, FileMaker]:
    """The path of every page with a shell and of every file, and the function for its text."""
    made: dict[str, FileMaker] = {
        path_of(uri): partial(_by_hand, site, uri) for uri in site.by_hand if uri in site.shells
    }
    for uri, make in site.pages.items():
        if shell := site.shell_of(uri):
            made[path_of(uri)] = partial(_generated, site, make, shell)
    return made | site.files


def all_texts(sites: Iterable[ThemedSite]) -> Iterator[tuple[str, FileMaker]]:
    """Those of all languages, with paths below the main site. All languages of a page come
    together: they share what they have in common."""
    made = [(site.folder, site_texts(site)) for site in sites]
    for path in dict.fromkeys(path for _, texts in made for path in texts):
        yield from ((f"{folder}{path}", texts[path]) for folder, texts in made if path in texts)


def page_values(site: ThemedSite, page: Page) -> dict[str, str]:
    """What a generated page has at each place of a shell."""
    address = address_of(page.uri)
    return {
        "title": page.title,
        "description": page.description,
        "canonical": f"{site.renderer.site.url}/{address}",
        "heading": page.heading,
        "body": page.body,
        "metadata": tidy(page.metadata),
        "banner": site.banner,
    } | {f"alternate_{language}": f"{root}{address}" for language, root in site.roots.items()}


def mark_content(html: str) -> str:
    """A page written by hand with a marker of a shell for each comment that a template replaces."""
    for comment, template in MARKERS.items():
        html = html.replace(comment, marker(template.removesuffix(".html")))
    return html


def address_of(uri: str) -> str:
    """The path of a page below the URL of its site: papers/orca/ for papers/orca.md."""
    folder, _, name = uri.removesuffix(".md").rpartition("/")
    parts = [part for part in (folder, name if name not in ("index", "README") else "") if part]
    return "".join(f"{part}/" for part in parts)


def path_of(uri: str) -> str:
    """The file of a page below its site."""
    return f"{address_of(uri)}index.html"


def _folders(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _generated(site: ThemedSite, make: PageMaker, shell: Shell) -> str:
    return shell.fill(page_values(site, make()))


def _by_hand(site: ThemedSite, uri: str) -> str:
    shell = site.shells[uri]
    parts = {
        place: site.renderer.render_parts(template, uri)
        for place, template in PLACES.items()
        if place in shell.places
    }
    values = {place: part.body for place, part in parts.items()}
    metadata = "".join(tidy(part.metadata) for part in parts.values())
    return shell.fill({**values, "metadata": metadata, "banner": site.banner})
