"""The MkDocs events: the data is loaded, its pages are added, its problems are told."""

import logging
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as DocPage
from mkdocs.utils.templates import TemplateContext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paperlist import Catalogue, Problem
    from paperlist.publishing import Site

log = logging.getLogger("mkdocs.hooks.papers")
logging.getLogger("jieba").disabled = True  # it tells at every start how it loads its dictionary

# MkDocs runs this file once per process; this outlives a rebuild on purpose.
last_good: dict[Path, "Catalogue"] = {}


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """A build starts with nothing to fall back on, and so does a server."""
    last_good.clear()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    if "catalogue" not in config.extra:  # a translation gets it from the site it belongs to
        load_data(config)
    from paperlist.site import Renderer
    from paperlist.site.navigation import navigation, with_sections

    config.extra["words"] = load_all_words(config)
    site = site_of(config)
    config.extra["renderer"] = Renderer(config.extra["catalogue"], site)
    config.nav, config.extra["in_nav"] = with_sections(
        config.nav or [], navigation(config.extra["catalogue"], site)
    )
    return config


def load_all_words(config: MkDocsConfig) -> "dict[str, Mapping[str, str]]":
    """The words of every language: the page for a missing address has several."""
    from paperlist.catalogue.languages import LANGUAGES
    from paperlist.publishing.words import load_words

    try:
        load_words(config.extra["language"])
        return {language: load_words(language) for language in LANGUAGES}
    except ValueError as error:
        raise PluginError(f"{config_file(config).name}: {error}") from error


def site_of(config: MkDocsConfig) -> "Site":
    from paperlist.publishing.site_info import Site

    if not config.site_url:
        raise PluginError("site_url is missing: feeds and exports hold whole addresses")
    return Site(
        language=config.extra["language"],
        url=config.site_url.rstrip("/"),
        repo_url=(config.repo_url or "").rstrip("/"),
        name=config.site_name,
        description=config.site_description or "",
        license=config.extra.get("license", ""),
        main_url=config.extra.get("root_url", "").rstrip("/"),
        translations=tuple(config.extra["translations"] or ()),
        live_badges=config.extra["badges"] == "live",
    )


def load_data(config: MkDocsConfig) -> None:
    from paperlist import load_catalogue

    loaded = load_catalogue(config_file(config).parent / "data")
    tell(config, loaded.problems, stop=loaded.catalogue is None)
    config.extra["catalogue"] = loaded.catalogue or last_good[config_file(config)]


@event_priority(100)  # before the plugins: they then see the generated pages too
def on_files(files: Files, config: MkDocsConfig) -> Files:
    from paperlist.site.files import render_files
    from paperlist.site.pages import render_pages, render_redirects

    by_hand = (*files.documentation_pages(), *files.static_pages(), *files.media_files())
    taken = {file.dest_uri: file for file in by_hand}
    renderer = config.extra["renderer"]
    collisions, made_pages = [], {}
    for page in render_pages(renderer):
        in_nav = page.uri in config.extra["in_nav"]
        inclusion = InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV
        made = File.generated(config, page.uri, content=page.head, inclusion=inclusion)
        if other := taken.get(made.dest_uri):
            collisions.append(collision(other, made.url, config))
            files.remove(other)
        files.append(made)
        made_pages[page.uri] = page
    for uri, text in (*render_redirects(renderer), *render_files(renderer)):
        if uri == "robots.txt" and uri in taken:
            continue  # who keeps robots away has reasons
        if other := taken.get(uri):
            collisions.append(collision(other, uri, config))
            files.remove(other)
        file = File.generated(config, f"{uri}.txt", content=text.encode())
        file.dest_uri = file.url = uri  # whatever its ending, it is no page
        files.append(file)
    config.extra["made"] = made_pages
    tell(config, collisions, stop=bool(collisions))
    return files


def collision(file: File, url: str, config: MkDocsConfig) -> "Problem":
    from paperlist import Problem

    path = Path(file.abs_src_path or file.src_uri)
    shown = path.relative_to(config_file(config).parent).as_posix()
    language, main = config.extra["language"], config.extra["languages"][0]
    place = f"/{url}" if language == main else f"/{language}/{url}"
    message = f"this file has the address of a generated one, {place}"
    return Problem(shown, 1, 1, "address-collision", message, "give the file another name")


def on_page_content(html: str, page: DocPage, config: MkDocsConfig, files: Files) -> str:
    """The search plugin reads the page next: a generated one holds its search words until then."""
    made = config.extra["made"].get(page.file.src_uri)
    # Dates of the sitemap come from the data: a build of tomorrow gives the same bytes.
    updated = made.updated if made else config.extra["catalogue"].updated
    page.update_date = updated or page.update_date
    if not made:
        return html
    page.meta["heading"] = html
    page.meta["tags"] = [escape(name) for name in made.names]  # the theme prints tags raw
    return f"{html}{made.search}"


def on_page_context(
    context: TemplateContext, page: DocPage, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Our HTML comes last: if Markdown and search read it, a build takes twice as long."""
    from paperlist.site.pages import fill

    made = config.extra["made"].get(page.file.src_uri)
    if made:
        page.content = page.meta["heading"] + made.body
        page.meta["metadata"] = made.metadata
    else:
        filled = fill(page.content or "", page.file.src_uri, config.extra["renderer"])
        page.content, page.meta["metadata"] = filled
    return context


def on_post_build(config: MkDocsConfig) -> None:
    last_good[config_file(config)] = config.extra["catalogue"]


def config_file(config: MkDocsConfig) -> Path:
    """MkDocs gives it as typed at first, and whole when it builds again."""
    return Path(config.config_file_path).resolve()


def tell(config: MkDocsConfig, problems: "Sequence[Problem]", *, stop: bool) -> None:
    """Logs problems; errors end a build, a server shows them above the last good list."""
    for problem in problems:
        log.log(logging.ERROR if problem.severity == "error" else logging.WARNING, problem)
    if stop and config_file(config) not in last_good:
        raise PluginError("the errors above stop the site")
    config.extra.setdefault("problems", []).extend(
        problem for problem in problems if problem.severity == "error"
    )
