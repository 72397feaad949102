"""The pages as files, with a configuration beside them: for a generator that runs no hooks."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from os import path as ospath
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urljoin

import yaml
from yaml_env_tag import construct_env_tag

from paperlist.exports.files import render_files
from paperlist.model import Catalogue
from paperlist.navigation import navigation, with_sections
from paperlist.pages import Page, fill, render_pages, render_redirects
from paperlist.site import Site
from paperlist.words import LANGUAGES, load_words

MATTER = "---\n"
MARK = "# Written by `paperlist write`, which removes this folder and makes it anew.\n"


class CannotWrite(Exception):
    """The folder holds what somebody else has put there, two pages want one address, or the
    configuration is none."""


class _Loader(yaml.SafeLoader):
    """Settings may come from the environment; names of Python things are not needed here."""


_Loader.add_constructor("!ENV", construct_env_tag)


@dataclass(frozen=True)
class Edition:
    """The site in one language: its configuration file and what that holds."""

    config: Path
    settings: dict[str, Any]
    site_url: str
    alternates: tuple[tuple[str, str], ...]
    """Each language of the site and the address of its front page."""

    @property
    def language(self) -> str:
        return str(self.settings["extra"]["language"])

    @property
    def docs(self) -> Path:
        return self.config.parent / str(self.settings["docs_dir"])

    @property
    def is_translation(self) -> bool:
        return self.language != self.alternates[0][0]

    @cached_property
    def site(self) -> Site:
        return Site(
            language=self.language,  # type: ignore[arg-type]
            url=self.site_url.rstrip("/"),
            repo_url=str(self.settings.get("repo_url") or "").rstrip("/"),
            name=str(self.settings["site_name"]),
            description=str(self.settings.get("site_description") or ""),
            license=str(self.settings["extra"].get("license") or ""),
            main_url=self.alternates[0][1].rstrip("/") if self.is_translation else "",
            translations=tuple(language for language, _ in self.alternates[1:]),
            live_badges=self.settings["extra"].get("badges") == "live",
            from_files=True,
        )


def load_editions(config: Path) -> list[Edition]:
    """The site of this configuration and its translations."""
    try:
        return _editions(config)
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, OSError) as error:
        reason = " ".join(str(error).split())
        raise CannotWrite(f"{config} is no configuration of such a site: {reason}") from error


def _editions(config: Path) -> list[Edition]:
    settings = _load(config)
    own, root = settings["extra"]["language"], str(settings["site_url"])
    others = settings["extra"].get("translations") or {}
    addresses = {own: root, **{language: urljoin(root, f"{language}/") for language in others}}
    files = {own: config, **{name: config.with_name(file) for name, file in others.items()}}
    return [
        Edition(file, _load(file), addresses[name], tuple(addresses.items()))
        for name, file in files.items()
    ]


def write_site(catalogue: Catalogue, config: Path, folder: Path) -> int:
    """All pages of all languages; returns their number. The folder is replaced whole."""
    if folder.exists() and not _is_ours(folder):
        raise CannotWrite(f"{folder} holds other files: name a new folder")
    editions = load_editions(config)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        made.chmod(0o755)
        number = sum(_write_edition(catalogue, edition, made, folder) for edition in editions)
        if folder.exists():
            shutil.rmtree(folder)
        made.rename(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return number


def _is_ours(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    config = folder / "mkdocs.yml"
    return not any(folder.iterdir()) or (
        config.is_file() and config.read_text("utf-8")[:20] == MARK[:20]
    )


def _write_edition(catalogue: Catalogue, edition: Edition, made: Path, folder: Path) -> int:
    docs = made / edition.language
    pages = {page.uri: page for page in render_pages(catalogue, edition.site)}
    taken = {_address(uri) for uri in pages}
    shutil.copytree(edition.docs, docs)
    for path in sorted(docs.rglob("*.md")):
        uri = path.relative_to(docs).as_posix()
        if _address(uri) in taken:
            raise CannotWrite(f"{edition.docs / uri} has the address of a generated page")
        text, metadata = fill(path.read_text("utf-8"), uri, catalogue, edition.site)
        meta = _alternates(edition, uri) | {"metadata": metadata}
        path.write_text(_with_meta(text, meta), "utf-8")
    for uri, page in pages.items():
        path = docs / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page_text(page, edition), "utf-8")
    files = (*render_redirects(catalogue, edition.site), *render_files(catalogue, edition.site))
    for uri, text in files:
        path = docs / uri
        if uri.endswith(".md") or (uri == "robots.txt" and path.exists()):
            continue  # the first would become a page; the other is the adopter's own
        if path.exists():
            raise CannotWrite(f"{edition.docs / uri} has the address of a generated file")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")
    settings = yaml.safe_dump(
        _settings(catalogue, edition, folder), allow_unicode=True, sort_keys=False
    )
    (made / edition.config.name).write_text(MARK + settings, "utf-8")
    return len(list(docs.rglob("*.md")))


def _page_text(page: Page, edition: Edition) -> str:
    meta = _alternates(edition, page.uri) | {"metadata": page.metadata}
    return f"{_with_meta(page.head, meta)}\n\n{page.body}\n"


def _with_meta(text: str, meta: dict[str, Any]) -> str:
    """The page with more front matter; JSON is YAML too."""
    lines = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in meta.items()
    )
    return f"---\n{lines}{text.removeprefix(MATTER) if text.startswith(MATTER) else MATTER + text}"


def _alternates(edition: Edition, uri: str) -> dict[str, Any]:
    """The page in every language, for the head of the page and the menu."""
    if len(edition.alternates) < 2:
        return {}
    page = _address(uri)
    links = [(language, urljoin(root, page)) for language, root in edition.alternates]
    return {"alternate": list(_named(links))}


def _named(links: list[tuple[str, str]]) -> Iterator[dict[str, str]]:
    for language, link in links:
        name = load_words(language)["language"]
        yield {"lang": language, "name": name, "link": link}


def _address(uri: str) -> str:
    """Where a page stands below the address of its site: papers/orca.md at papers/orca/."""
    folder, _, name = uri.removesuffix(".md").rpartition("/")
    parts = [part for part in (folder, name if name not in ("index", "README") else "") if part]
    return "".join(f"{part}/" for part in parts)


def _settings(catalogue: Catalogue, edition: Edition, folder: Path) -> dict[str, Any]:
    """The whole configuration, with what the hooks would add; paths are relative to the folder."""
    sections = navigation(catalogue, edition.site)
    overrides = edition.config.resolve().parent / edition.settings["theme"]["custom_dir"]
    alternate = list(_named(list(edition.alternates))) if edition.alternates[1:] else []
    words = {language: dict(load_words(language)) for language in LANGUAGES}
    return edition.settings | {
        "site_url": edition.site_url,
        "docs_dir": edition.language,
        "site_dir": f"site/{edition.language}" if edition.is_translation else "site",
        "hooks": [],
        "watch": [],
        "theme": edition.settings["theme"]
        | {"custom_dir": ospath.relpath(overrides, folder.resolve())},
        "nav": with_sections(edition.settings["nav"], sections)[0],
        "extra": edition.settings["extra"]
        | {"alternate": alternate, "words": words, "root_url": edition.alternates[0][1]},
    }


def _load(config: Path) -> dict[str, Any]:
    """The settings of a file over those of the file it inherits, as MkDocs joins them."""
    settings: dict[str, Any] = yaml.load(config.read_text("utf-8"), _Loader)  # noqa: S506
    parent = settings.pop("INHERIT", None)
    return _joined(_load(config.parent / parent), settings) if parent else settings


def _joined(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _joined(old, value)
        else:
            merged[key] = value
    return merged
