"""Reads the configuration of the site in each language without MkDocs."""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import yaml
from yaml_env_tag import construct_env_tag

from paperlist.catalogue.problems import quote, short
from paperlist.catalogue.reading.files import read_bytes
from paperlist.catalogue.values import ARXIV_CLASS
from paperlist.publishing.site_info import Site
from paperlist.publishing.words import load_words

MAX_BYTES = 1_000_000
# The message of a YAML error quotes the file.
LONGEST = 1000


class InvalidConfiguration(Exception):
    """The configuration file of the site, or of one of its translations, cannot be used."""


class _Loader(yaml.SafeLoader):
    """Reads `!ENV`; other tags of MkDocs, such as Python names, are not supported."""


_Loader.add_constructor("!ENV", construct_env_tag)


@dataclass(frozen=True)
class Edition:
    """The site in one language: its configuration file and the settings in it."""

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
            language=self.language,
            url=self.site_url.rstrip("/"),
            repo_url=str(self.settings.get("repo_url") or "").rstrip("/"),
            name=str(self.settings["site_name"]),
            description=str(self.settings.get("site_description") or ""),
            license=str(self.settings["extra"].get("license") or ""),
            main_url=self.alternates[0][1].rstrip("/") if self.is_translation else "",
            languages=tuple(language for language, _ in self.alternates),
            live_badges=self.settings["extra"].get("badges") == "live",
            abstracts=self.settings["extra"].get("abstracts", True) is True,
            from_files=True,
        )

    @property
    def arxiv_categories(self) -> tuple[str, ...]:
        """Those whose papers `paperlist find` reads; raises InvalidConfiguration."""
        categories = self.settings["extra"].get("arxiv_categories")
        if not categories or not isinstance(categories, list):
            wanted = "list categories of arXiv below `extra`: `arxiv_categories: [cs.CL, cs.LG]`"
            raise InvalidConfiguration(f"{self.config}: {wanted}")
        for each in map(str, categories):
            if not ARXIV_CLASS.fullmatch(each):
                wrong = f"{quote(each)} in `arxiv_categories` is not a category of arXiv"
                raise InvalidConfiguration(f"{self.config}: {wrong}; write one such as cs.CL")
        return tuple(categories)


def load_editions(config: Path) -> list[Edition]:
    """The site of this configuration and its translations."""
    try:
        return _editions(config)
    except OSError as error:
        raise _invalid(config, f"{error.filename}: {error.strerror}") from error
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise _invalid(config, " ".join(str(error).split())) from error


def _invalid(config: Path, reason: str) -> InvalidConfiguration:
    return InvalidConfiguration(
        f"{config} is not a valid configuration of this site: {short(reason, LONGEST)}"
    )


def _editions(config: Path) -> list[Edition]:
    settings = _load(config)
    own, root = settings["extra"]["language"], str(settings["site_url"])
    others = settings["extra"].get("translations") or {}
    for language in (own, *others):
        load_words(language)  # raises a ValueError for an unknown language or a missing word
    addresses = {own: root, **{language: urljoin(root, f"{language}/") for language in others}}
    files = {own: config, **{name: config.with_name(file) for name, file in others.items()}}
    loaded = {own: settings, **{name: _load(files[name]) for name in others}}
    for name, own_settings in loaded.items():
        if own_settings["extra"]["language"] != name:
            raise ValueError(f"{files[name].name}: set `language: {name}` below `extra`")
    return [
        Edition(files[name], loaded[name], address, tuple(addresses.items()))
        for name, address in addresses.items()
    ]


def _load(config: Path, above: tuple[str, ...] = ()) -> dict[str, Any]:
    """The settings of a file merged over those of the file in INHERIT, as MkDocs merges them."""
    real = os.path.realpath(config)
    if real in above:
        raise ValueError(f"{config.name} inherits from itself")
    text = read_bytes(config, MAX_BYTES).decode()
    settings: dict[str, Any] = yaml.load(text, _Loader)  # noqa: S506
    parent = settings.pop("INHERIT", None)
    return _merged(_load(config.parent / parent, (*above, real)), settings) if parent else settings


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merged(old, value)
        else:
            merged[key] = value
    return merged
