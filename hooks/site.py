"""The MkDocs events: load the data, add its pages, let the theme render each kind of page."""

import logging
import marshal
from html import escape
from types import SimpleNamespace
from typing import BinaryIO, Literal
from urllib.parse import urlsplit

import jieba
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext
from site_files import check_docs, generated_pages, remove_collisions, themed_site
from site_pages import is_exact, page_of, set_values, without_inner_pages
from site_problems import last_valid, report
from site_settings import config_file, load_all_words, site_of

logging.getLogger("jieba").disabled = True  # it logs how it loads its dictionary at every start


def read_at_once(file: BinaryIO) -> object:
    """jieba reads its dictionary of 9 MB value by value, which takes four times as long."""
    return marshal.loads(file.read())  # noqa: S302 - as jieba itself does


jieba.marshal = SimpleNamespace(load=read_at_once, dump=marshal.dump)


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
    # Of what the theme stores, such as the palette: all languages.
    config.extra["scope"] = f"{urlsplit(site.home).path}/"
    sites = config.extra.setdefault("sites", [])
    shared = sites[0].renderer.shared if sites else None
    renderer = config.extra["renderer"] = Renderer(config.extra["catalogue"], site, shared)
    by_hand = config.extra.setdefault("nav_by_hand", config.nav or [])
    config.nav, config.extra["in_nav"] = with_sections(
        by_hand, navigation(renderer.catalogue, site)
    )
    return config


def load_data(config: MkDocsConfig) -> None:
    from paperlist import load_catalogue

    loaded = load_catalogue(config_file(config).parent / "data")
    report(config, loaded.problems, stop=loaded.catalogue is None)
    config.extra["catalogue"] = loaded.catalogue or last_valid[config_file(config)]


@event_priority(100)  # before the plugins, so that they see the generated pages
def on_files(files: Files, config: MkDocsConfig) -> Files:
    check_docs(config)
    config.extra["themed"] = themed_site(files, config)
    if remove_collisions(files, config):
        config.extra["themed"] = themed_site(files, config)
    for file in generated_pages(config):
        files.append(file)
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The search plugin reads the page next: until then a generated page has its search words."""
    # MkDocs writes the newest of these into the compressed sitemap: the same data, the same bytes.
    page.update_date = config.extra["catalogue"].updated or "1970-01-01"
    generated = page_of(page, config)
    if not generated:
        return html
    page.meta["tags"] = [escape(name) for name in generated.names]  # the theme does not escape tags
    if generated.is_paper:
        page.meta["search"] = {"exclude": True}
    return f"{html}{generated.search}"


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """The theme gets markers instead of values, see `paperlist.site.shell`."""
    from paperlist.site import mark_content, page_values
    from paperlist.site.shell import marker

    themed, generated = config.extra["themed"], page_of(page, config)
    if not generated:
        page.content, page.meta["metadata"] = mark_content(page.content or ""), marker("metadata")
    elif is_exact(page, config):
        set_values(page, page_values(themed, generated).__getitem__, themed.roots)
    else:
        set_values(page, marker, themed.roots)
    page.meta["banner"] = themed.banner if is_exact(page, config) else marker("banner")
    if generated and generated.is_paper:
        context["nav"] = without_inner_pages(nav)
    return context


@event_priority(-100)  # after the plugins: a shell has what they add
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    from paperlist.site import PAPER
    from paperlist.site.shell import cut, tidy

    uri, output, themed = page.file.src_uri, tidy(output), config.extra["themed"]
    if is_exact(page, config):
        themed.rendered[uri] = output
    else:
        themed.shells[uri] = cut(output)
        if uri in themed.papers:
            themed.shells.setdefault(PAPER, themed.shells[uri])
    return output


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The sitemap of the theme lacks the pages that it does not render."""
    if template_name != "sitemap.xml":
        return output_content
    return str(config.extra["themed"].sitemaps[template_name])


def on_post_build(config: MkDocsConfig) -> None:
    last_valid[config_file(config)] = config.extra["catalogue"]
    config.extra["sites"].append(config.extra["themed"])
