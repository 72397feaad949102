"""The service worker, the list of the pages that it can keep, and the manifest."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from paperlist.catalogue.model import Catalogue
from paperlist.publishing.site_info import Site
from paperlist.publishing.words import load_words
from paperlist.site.explorer.bundle import shorten

WORKER = "worker.js"
PAGE_LIST = "offline.json"
MANIFEST = "manifest.webmanifest"
NAMES = {"prefix": "paperlist pages ", "kept": "paperlist kept "}
"""How the names of the caches start; the same as in overrides/assets/offline.js."""


def render_worker(version: str, files: Iterable[str], site: Site) -> str:
    """The service worker of one build, with the files that the search of the list needs.

    The version changes with every page and file of the site.
    """
    values = {"VERSION": version, "INDEX": [*files], "TEXTS": _texts(site)}
    return _script("worker", values)


def render_leaving_worker() -> str:
    """The service worker that removes itself and what another one has stored."""
    return _script("leave", {})


def _script(name: str, values: Mapping[str, object]) -> str:
    constants = {"NAMES": NAMES, **values}
    lines = (f"const {key} = {json.dumps(value)}\n" for key, value in constants.items())
    return f"{''.join(lines)}{_code(name)}"


@cache
def _code(name: str) -> str:
    return shorten(Path(__file__).with_name(f"{name}.js").read_text("utf-8"))


def _texts(site: Site) -> dict[str, dict[str, str]]:
    """What a page says that is not stored, by the folder of its language."""
    texts = {}
    for language in site.languages or (site.language,):
        words = load_words(language)
        folder = "" if language == site.language else language
        texts[folder] = {
            "language": language,
            "title": words["not_stored"],
            "text": words["not_stored_text"],
            "home": f"{folder}/".lstrip("/"),
        }
    return texts


def render_page_list(
    pages: Mapping[str, tuple[int, str]], catalogue: Catalogue, folders: Iterable[str]
) -> str:
    """`pages` are the size and the checksum of every page by its address below the site."""
    sets = {
        f"topics/{topic.id}/": [f"papers/{paper.id}/" for paper in catalogue.by_topic[topic.id]]
        for topic in catalogue.topics
    }
    for path in catalogue.paths:
        sets[f"paths/{path.id}/"] = [f"papers/{paper}/" for paper in path.papers]
    both = {name: ["", "bookmarks/", name, *papers] for name, papers in sets.items()}
    file = {"folders": [*folders], "sets": both, "pages": pages}
    return json.dumps(file, separators=(",", ":")) + "\n"


def render_manifest(site: Site, icons: Iterable[Mapping[str, str]], color: str) -> str:
    """The web app manifest of the site in one language; paths are relative to it."""
    manifest = {
        "name": site.name,
        "short_name": site.short_name,
        "description": site.description,
        "lang": site.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": color,
        "background_color": "#ffffff",
        "icons": [*icons],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
