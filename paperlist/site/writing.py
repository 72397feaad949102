"""Writes the pages as files with a configuration, for a generator that does not run hooks."""

import json
import os
import shutil
from collections.abc import Container, Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urljoin

import yaml

from paperlist.catalogue.languages import LANGUAGES
from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.reading.files import files_below
from paperlist.publishing.words import load_words
from paperlist.site.editions import Edition, load_editions
from paperlist.site.files import file_makers, redirect_makers
from paperlist.site.filling import address_of
from paperlist.site.navigation import navigation, with_sections
from paperlist.site.pages import Page, fill, render_pages
from paperlist.site.rendering import Renderer
from paperlist.site.target import CannotWrite, check_target, move_files

FENCE = "---\n"
# Files in Markdown that are not pages: each generator would make pages of them, so they are copied
# to the site after the build.
MARKDOWN = "markdown"
HEADER = "# Written by `paperlist write`, which writes it again.\n"


def write_site(catalogue: Catalogue, config: Path, folder: Path) -> int:
    """Writes the pages of all languages and returns their number.

    Files that it wrote before are replaced or removed, and no others.
    """
    check_target(folder)
    editions = load_editions(config)
    for edition in editions:
        if _real(folder).is_relative_to(_real(edition.docs)):
            raise CannotWrite(f"{folder} is in {edition.docs}: choose a folder elsewhere")
    try:
        return _write(catalogue, editions, _real(folder))
    except OSError as error:
        raise CannotWrite(f"cannot write {folder}: {error.strerror}") from error


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))


def _write(catalogue: Catalogue, editions: list[Edition], folder: Path) -> int:
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        number = sum(_write_edition(catalogue, edition, made, folder) for edition in editions)
        move_files(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return number


def _write_edition(catalogue: Catalogue, edition: Edition, made: Path, folder: Path) -> int:
    docs = made / edition.language
    renderer = Renderer(catalogue, edition.site)
    pages = {page.uri: page for page in render_pages(renderer)}
    _copy_docs(edition.docs, docs)
    _fill_docs(edition, docs, renderer, {address_of(uri) for uri in pages})
    for uri, page in pages.items():
        path = docs / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page_text(page, edition), "utf-8")
    _write_files(edition, made, renderer)
    settings = yaml.safe_dump(
        _settings(catalogue, edition, folder), allow_unicode=True, sort_keys=False
    )
    (made / edition.config.name).write_text(HEADER + settings, "utf-8")
    return len(list(docs.rglob("*.md")))


def _copy_docs(docs: Path, target: Path) -> None:
    try:
        paths = list(files_below(docs))
    except OSError as error:
        raise CannotWrite(f"{error.filename}: {error.strerror}") from None
    for path in paths:
        copy = target / path.relative_to(docs)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)


def _fill_docs(edition: Edition, docs: Path, renderer: Renderer, taken: Container[str]) -> None:
    """Adds to the pages written by hand what the hooks add; `taken` are generated addresses."""
    for path in sorted(docs.rglob("*.md")):
        uri = path.relative_to(docs).as_posix()
        if address_of(uri) in taken:
            raise CannotWrite(f"{edition.docs / uri} has the address of a generated page")
        text, metadata = fill(_read(path, edition.docs / uri), uri, renderer)
        meta = _alternates(edition, uri) | {"metadata": metadata}
        path.write_text(_with_meta(text, meta), "utf-8")


def _read(path: Path, shown: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise CannotWrite(f"{shown} is not UTF-8 text") from None


def _write_files(edition: Edition, made: Path, renderer: Renderer) -> None:
    for uri, make in (redirect_makers(renderer) | file_makers(renderer)).items():
        path = made / (MARKDOWN if uri.endswith(".md") else edition.language) / uri
        if uri == "robots.txt" and path.exists():
            continue  # the project may have its own
        if path.exists():
            raise CannotWrite(f"{edition.docs / uri} has the address of a generated file")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(), "utf-8", newline="")


def _page_text(page: Page, edition: Edition) -> str:
    meta = _alternates(edition, page.uri) | {"metadata": page.metadata}
    return f"{_with_meta(page.head, meta)}\n\n{page.body}\n"


def _with_meta(text: str, meta: dict[str, Any]) -> str:
    """Adds to the front matter of a page; JSON is valid YAML."""
    lines = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in meta.items()
    )
    return f"---\n{lines}{text.removeprefix(FENCE) if text.startswith(FENCE) else FENCE + text}"


def _alternates(edition: Edition, uri: str) -> dict[str, Any]:
    """The page in every language, for its `<head>` and the language menu."""
    if len(edition.alternates) < 2:
        return {}
    page = address_of(uri)
    links = [(language, urljoin(root, page)) for language, root in edition.alternates]
    return {"alternate": list(_named(links))}


def _named(links: list[tuple[str, str]]) -> Iterator[dict[str, str]]:
    for language, link in links:
        yield {"lang": language, "name": LANGUAGES[language], "link": link}


def _settings(catalogue: Catalogue, edition: Edition, folder: Path) -> dict[str, Any]:
    """The configuration with the settings that the hooks add; paths are relative to the folder."""
    sections = navigation(catalogue, edition.site)
    overrides = edition.config.resolve().parent / edition.settings["theme"]["custom_dir"]
    alternate = list(_named(list(edition.alternates))) if edition.alternates[1:] else []
    words = {language: dict(load_words(language)) for language, _ in edition.alternates}
    return edition.settings | {
        "site_url": edition.site_url,
        "docs_dir": edition.language,
        "site_dir": f"site/{edition.language}" if edition.is_translation else "site",
        "hooks": [],
        "watch": [],
        "theme": edition.settings["theme"]
        | {"custom_dir": os.path.relpath(overrides, folder.resolve())},
        "nav": with_sections(edition.settings["nav"], sections)[0],
        "extra": edition.settings["extra"]
        | {
            "alternate": alternate,
            "words": words,
            "root_url": edition.alternates[0][1],
            "offline": False,  # a hook makes the service worker
        },
    }
