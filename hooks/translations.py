"""Builds the site in every language: each page links to its translations."""

import logging
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext
from site_settings import alternates, is_translation, languages_of, roots_of

log = logging.getLogger("mkdocs.hooks.translations")
# What a translation gets from the main site.
SHARED = (
    "catalogue", "problems", "languages", "root_url", "by_hand", "sites", "is_whole", "served",
)  # fmt: skip


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """In a translation, `root_url` is already set by the main site."""
    languages_of(config)
    config.extra.setdefault("root_url", config.site_url or "")
    config.extra["alternate"] = links_to(config, "")
    config.watch.extend(str(path) for path in configurations(config).values())
    return config


def configurations(config: MkDocsConfig) -> dict[str, Path]:
    """The configuration file of each translation, in the folder of the main one."""
    translations = config.extra.get("translations") or {}
    main = Path(config.config_file_path)
    return {language: main.with_name(name) for language, name in translations.items()}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Warns about pages that one language has and another lacks: the language menu would break."""
    own = {file.src_uri for file in files.documentation_pages() if file.generated_by is None}
    main = config.extra.setdefault("by_hand", own)
    from paperlist.catalogue.problems import printable

    for uri in sorted(own ^ main):
        folder = "docs/" + config.extra["languages"][0] if uri in own else config.docs_dir
        log.warning(
            f"{Path(folder).name}/{printable(uri)} is missing: another language has this page"
        )
    return files


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    page.meta.setdefault("alternate", links_to(config, page.url))
    return context


def links_to(config: MkDocsConfig, url: str) -> list[dict[str, str]]:
    """The URL of a page in every language."""
    return alternates({language: f"{root}{url}" for language, root in roots_of(config).items()})


def on_post_build(config: MkDocsConfig) -> None:
    """Builds each translation into a folder named after its language."""
    if is_translation(config):
        return
    for language, path in configurations(config).items():
        other = load_config(str(path), strict=config.strict)
        if other.extra.get("language") != language:
            raise PluginError(f"{path.name}: set `language: {language}` below `extra`")
        other.site_dir = str(Path(config.site_dir) / language)
        other.site_url = urljoin(config.site_url or "", f"{language}/")
        other.extra.update({key: config.extra[key] for key in SHARED})
        build(other)
