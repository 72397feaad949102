"""The MkDocs events: load the data, add its pages and files, report its problems."""

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
    from collections.abc import Iterator, Mapping, Sequence

    from paperlist import Catalogue, Problem
    from paperlist.publishing import Site

log = logging.getLogger("mkdocs.hooks.papers")
logging.getLogger("jieba").disabled = True  # it logs how it loads its dictionary at every start

# MkDocs runs this file once per process: this is kept across rebuilds on purpose.
last_valid: dict[Path, "Catalogue"] = {}


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """The list of an earlier build in the same process is not used."""
    last_valid.clear()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    if "catalogue" not in config.extra:  # a translation gets it from the main site
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
    """The words of every language: the 404 page uses those of all languages of the site."""
    from paperlist.catalogue.languages import LANGUAGES
    from paperlist.publishing.words import load_words

    try:
        for language in (config.extra["language"], *(config.extra.get("translations") or ())):
            load_words(language)
        return {language: load_words(language) for language in LANGUAGES}
    except ValueError as error:
        raise PluginError(f"{config_file(config).name}: {error}") from error


def site_of(config: MkDocsConfig) -> "Site":
    from paperlist.publishing.site_info import Site

    if not config.site_url:
        raise PluginError("site_url is missing: feeds and exports need absolute URLs")
    return Site(
        language=config.extra["language"],
        url=config.site_url.rstrip("/"),
        repo_url=(config.repo_url or "").rstrip("/"),
        name=config.site_name,
        description=config.site_description or "",
        license=config.extra.get("license", ""),
        main_url=config.extra.get("root_url", "").rstrip("/"),
        translations=tuple(config.extra.get("translations") or ()),
        live_badges=config.extra.get("badges") == "live",
    )


def load_data(config: MkDocsConfig) -> None:
    from paperlist import load_catalogue

    loaded = load_catalogue(config_file(config).parent / "data")
    report(config, loaded.problems, stop=loaded.catalogue is None)
    config.extra["catalogue"] = loaded.catalogue or last_valid[config_file(config)]


@event_priority(100)  # before the plugins, so that they see the generated pages
def on_files(files: Files, config: MkDocsConfig) -> Files:
    hand_written = (*files.documentation_pages(), *files.static_pages(), *files.media_files())
    existing = {file.dest_uri: file for file in hand_written}
    collisions = []
    for file in (*generated_pages(config), *generated_files(config)):
        if file.dest_uri == "robots.txt" and file.dest_uri in existing:
            continue  # the project has its own
        if other := existing.get(file.dest_uri):
            collisions.append(collision(other, file.url, config))
            files.remove(other)
        files.append(file)
    report(config, collisions, stop=bool(collisions))
    return files


def generated_pages(config: MkDocsConfig) -> "Iterator[File]":
    from paperlist.site.pages import render_pages

    pages = config.extra["pages"] = {}
    for page in render_pages(config.extra["renderer"]):
        pages[page.uri] = page
        in_nav = page.uri in config.extra["in_nav"]
        inclusion = InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV
        yield File.generated(config, page.uri, content=page.head, inclusion=inclusion)


def generated_files(config: MkDocsConfig) -> "Iterator[File]":
    from paperlist.site.files import render_files
    from paperlist.site.pages import render_redirects

    renderer = config.extra["renderer"]
    for uri, text in (*render_redirects(renderer), *render_files(renderer)):
        file = File.generated(config, f"{uri}.txt", content=text.encode())
        file.dest_uri = file.url = uri  # a static file, even if it ends with .md
        yield file


def collision(file: File, url: str, config: MkDocsConfig) -> "Problem":
    from paperlist import Problem

    path = Path(file.abs_src_path or file.src_uri)
    shown = path.relative_to(config_file(config).parent).as_posix()
    language, main = config.extra["language"], config.extra["languages"][0]
    place = f"/{url}" if language == main else f"/{language}/{url}"
    message = f"this file has the address of a generated one, {place}"
    return Problem(shown, 1, 1, "address-collision", message, "give the file another name")


def on_page_content(html: str, page: DocPage, config: MkDocsConfig, files: Files) -> str:
    """The search plugin reads the page next: until then a generated page has its search words."""
    generated = config.extra["pages"].get(page.file.src_uri)
    # Sitemap dates come from the data: the same data gives the same bytes on any day.
    updated = generated.updated if generated else config.extra["catalogue"].updated
    page.update_date = updated or page.update_date
    if not generated:
        return html
    page.meta["heading"] = html
    page.meta["tags"] = [escape(name) for name in generated.names]  # the theme does not escape tags
    return f"{html}{generated.search}"


def on_page_context(
    context: TemplateContext, page: DocPage, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """The HTML is added last: if Markdown and search read it, a build takes twice as long."""
    from paperlist.site.pages import fill

    generated = config.extra["pages"].get(page.file.src_uri)
    if generated:
        page.content = page.meta["heading"] + generated.body
        page.meta["metadata"] = generated.metadata
    else:
        filled = fill(page.content or "", page.file.src_uri, config.extra["renderer"])
        page.content, page.meta["metadata"] = filled
    return context


def on_post_build(config: MkDocsConfig) -> None:
    last_valid[config_file(config)] = config.extra["catalogue"]


def config_file(config: MkDocsConfig) -> Path:
    """An absolute path: MkDocs has it as typed in the first build only."""
    return Path(config.config_file_path).resolve()


def report(config: MkDocsConfig, problems: "Sequence[Problem]", *, stop: bool) -> None:
    """Logs problems; errors stop a build, `serve` shows them above the last valid list."""
    for problem in problems:
        log.log(logging.ERROR if problem.severity == "error" else logging.WARNING, problem)
    if stop and config_file(config) not in last_valid:
        raise PluginError("the site cannot be built because of the errors above")
    config.extra.setdefault("problems", []).extend(
        problem for problem in problems if problem.severity == "error"
    )
