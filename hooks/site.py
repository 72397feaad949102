"""The MkDocs events: load the data, add its pages and files, report its problems."""

import logging
from html import escape
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as DocPage
from mkdocs.utils.templates import TemplateContext
from site_files import collision, generated_files, generated_pages
from site_problems import last_valid, report
from site_settings import config_file, load_all_words, site_of

logging.getLogger("jieba").disabled = True  # it logs how it loads its dictionary at every start


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
    from paperlist.site import fill

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
