"""The sitemap: the address of every page, and the day of the newest entry on it."""

from collections.abc import Iterable, Sequence
from html import escape

from paperlist.catalogue.model import Catalogue, Collection, Paper, ReadingPath, Topic
from paperlist.publishing.site_info import Site

# More URLs are not allowed in one file: https://www.sitemaps.org/protocol.html
MOST = 50_000
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


# What a page is about: a year, a month of additions, or None for the whole list.
Item = Paper | Topic | Collection | ReadingPath | str | None


def updated(catalogue: Catalogue, item: Item) -> str:
    """The day of the newest entry on the page of an item."""
    match item:
        case Paper():
            return item.added
        case Topic():
            added = (paper.added for paper in catalogue.by_topic[item.id])
            return max(added, default=catalogue.updated)
        case Collection():
            return item.date
        case ReadingPath():
            return max(catalogue.by_id[paper].added for paper in item.papers)
        case str():
            papers = catalogue.by_year.get(item) or catalogue.by_month_added[item]
            return max(paper.added for paper in papers)
    return catalogue.updated


def render_sitemaps(
    catalogue: Catalogue, site: Site, others: Iterable[str], most: int = MOST
) -> dict[str, str]:
    """The files by name; `others` are the addresses of all pages of the whole list."""
    items: list[tuple[str, Item]] = [
        *((address, None) for address in others),
        *((f"topics/{item.id}/", item) for item in catalogue.topics),
        *((f"collections/{item.id}/", item) for item in catalogue.collections),
        *((f"paths/{item.id}/", item) for item in catalogue.paths),
        *((f"years/{year}/", year) for year in catalogue.by_year),
        *((f"new/{month}/", month) for month in catalogue.by_month_added),
        *((f"papers/{item.id}/", item) for item in catalogue.papers),
    ]
    urls = [
        _entry("url", f"{site.url}/{address}", updated(catalogue, item)) for address, item in items
    ]
    parts = [urls[start : start + most] for start in range(0, len(urls), most)]
    if len(parts) == 1:
        return {"sitemap.xml": _file("urlset", urls)}
    files = {f"sitemap-{n}.xml": _file("urlset", part) for n, part in enumerate(parts, start=1)}
    index = [_entry("sitemap", f"{site.url}/{name}", catalogue.updated) for name in files]
    return {"sitemap.xml": _file("sitemapindex", index), **files}


def _entry(kind: str, url: str, day: str) -> str:
    date = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<{kind}><loc>{escape(url)}</loc>{date}</{kind}>\n"


def _file(kind: str, entries: Sequence[str]) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} {SPACE}>\n{"".join(entries)}</{kind}>\n'
    )
