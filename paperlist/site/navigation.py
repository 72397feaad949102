"""The generated pages in the nav of the site."""

import html
from collections.abc import Iterable

from paperlist.catalogue.model import Catalogue
from paperlist.publishing.site_info import Site
from paperlist.publishing.translations import translated

Nav = list[object]
START = "start.md"
"""The page of the reading paths."""
ENGINES = "engines/index.md"
COLLECTIONS = "collections/index.md"
OPTIONAL = (START, ENGINES, COLLECTIONS)
"""A list without paths, engines or collections does not have these pages."""


def navigation(catalogue: Catalogue, site: Site) -> dict[str, list[dict[str, str]]]:
    """Index page of a section to its pages, with labels escaped: the theme prints them raw."""
    return {
        "topics/index.md": [
            {html.escape(translated(topic, "name", site.language)): f"topics/{topic.id}.md"}
            for topic in catalogue.topics
        ],
        COLLECTIONS: [
            {html.escape(translated(item, "title", site.language)): f"collections/{item.id}.md"}
            for item in catalogue.collections
        ],
        START: [
            {html.escape(translated(path, "title", site.language)): f"paths/{path.id}.md"}
            for path in catalogue.paths
        ],
        ENGINES: [
            {html.escape(engine.name): f"engines/{engine.id}.md"} for engine in catalogue.engines
        ],
    }


def with_sections(
    nav: Iterable[object], sections: dict[str, list[dict[str, str]]]
) -> tuple[Nav, set[str]]:
    """The nav with the pages of each section below its index page, and all pages in the nav."""
    full: Nav = []
    listed: set[str] = set()
    for item in nav:
        made = item
        if isinstance(item, dict):
            ((title, target),) = item.items()
            if isinstance(target, list):
                below, inner = with_sections(target, sections)
                made, listed = {title: below}, listed | inner
            elif target in OPTIONAL and not sections[target]:
                continue
            elif target in sections:
                made = {title: [target, *sections[target]]}
                listed |= {target, *(uri for each in sections[target] for uri in each.values())}
            else:
                listed.add(target)
        full.append(made)
    return full, listed
