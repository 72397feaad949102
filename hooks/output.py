"""Shortens scripts and styles; writes pages of papers and generated files at the end of a build."""

import logging

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.utils import write_file
from site_settings import is_translation

log = logging.getLogger("mkdocs.hooks.papers")
# Each file of our own with its parts.
OWN_FILES = {
    "assets/papers.css": ["papers.css"],
    "assets/papers.js": ["sitemaps.js", "papers.js"],
    "assets/offline.js": ["offline.js"],
}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    config.extra.setdefault("is_whole", False)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Every first visit downloads these; their addresses change with their content."""
    from paperlist.site import versioned
    from paperlist.site.explorer.bundle import shorten

    own = config.extra["own_files"] = {}
    for uri, parts in OWN_FILES.items():
        content = ""
        for part in parts:
            if file := files.get_file_from_path(f"assets/{part}"):
                content += shorten(file.content_string)
                files.remove(file)
        if content:
            files.append(File.generated(config, uri, content=content))
            own[uri] = versioned(uri, content)
    config.extra_css = [own.get(uri, uri) for uri in config.extra_css]
    return files


@event_priority(-100)  # after the translations are built
def on_post_build(config: MkDocsConfig) -> None:
    if is_translation(config):
        return
    from paperlist.site import fits

    if config.extra["is_whole"] or all(fits(site) for site in config.extra["sites"]):
        if config.extra["served"].is_on:
            config.extra["served"].use(config.extra["sites"])
        else:
            write_texts(config)
    else:
        log.warning(
            "the theme renders pages of papers that differ in more places than expected: "
            "each of them is rendered by the theme, which takes longer"
        )
        config.extra["is_whole"] = True
        config.extra["sites"].clear()
        build(config)


def write_texts(config: MkDocsConfig) -> None:
    from paperlist.site import all_texts

    for path, make in all_texts(config.extra["sites"]):
        write_file(make().encode(), f"{config.site_dir}/{path}")
