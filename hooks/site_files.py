"""The generated pages and files of the site, as MkDocs has them."""

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from site_settings import config_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paperlist import Problem


def generated_pages(config: MkDocsConfig) -> "Iterator[File]":
    from paperlist.site import render_pages

    pages = config.extra["pages"] = {}
    for page in render_pages(config.extra["renderer"]):
        pages[page.uri] = page
        in_nav = page.uri in config.extra["in_nav"]
        inclusion = InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV
        yield File.generated(config, page.uri, content=page.head, inclusion=inclusion)


def generated_files(config: MkDocsConfig) -> "Iterator[File]":
    from paperlist.site import render_files, render_redirects

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
