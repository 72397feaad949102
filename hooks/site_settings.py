"""What the hook of the site reads from the configuration of MkDocs."""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paperlist.publishing import Site


def config_file(config: MkDocsConfig) -> Path:
    """An absolute path: MkDocs has it as typed in the first build only."""
    return Path(config.config_file_path).resolve()


def alternates(links: "Mapping[str, str]") -> list[dict[str, str]]:
    """The link to a page in each language, as the theme takes it."""
    from paperlist.catalogue.languages import LANGUAGES

    return [
        {"lang": language, "name": LANGUAGES[language], "link": link}
        for language, link in links.items()
    ]


def load_all_words(config: MkDocsConfig) -> "dict[str, Mapping[str, str]]":
    """The words of every language: the 404 page uses those of all languages of the site."""
    from paperlist.catalogue.languages import LANGUAGES
    from paperlist.publishing import load_words

    try:
        for language in (config.extra["language"], *(config.extra.get("translations") or ())):
            load_words(language)
        return {language: load_words(language) for language in LANGUAGES}
    except ValueError as error:
        raise PluginError(f"{config_file(config).name}: {error}") from error


def languages_of(config: MkDocsConfig) -> list[str]:
    """All languages of the site; a translation gets them from the main site."""
    own, others = config.extra["language"], config.extra.get("translations") or ()
    languages: list[str] = config.extra.setdefault("languages", [own, *others])
    return languages


def is_translation(config: MkDocsConfig) -> bool:
    return bool(config.extra["language"] != languages_of(config)[0])


def site_of(config: MkDocsConfig) -> "Site":
    from paperlist.publishing import Site

    if not config.site_url:
        raise PluginError("site_url is missing: feeds and exports need absolute URLs")
    return Site(
        language=config.extra["language"],
        url=config.site_url.rstrip("/"),
        repo_url=(config.repo_url or "").rstrip("/"),
        name=config.site_name,
        description=config.site_description or "",
        license=config.extra.get("license", ""),
        main_url=config.extra["root_url"].rstrip("/") if is_translation(config) else "",
        languages=tuple(languages_of(config)),
        live_badges=config.extra.get("badges") == "live",
        abstracts=config.extra.get("abstracts", True) is True,
    )


def roots_of(config: MkDocsConfig) -> "dict[str, str]":
    """The URL of the front page in every language; empty for a site in one language."""
    main, *others = config.extra["languages"]
    root = config.extra["root_url"]
    if not others:
        return {}
    return {main: root, **{language: urljoin(root, f"{language}/") for language in others}}
