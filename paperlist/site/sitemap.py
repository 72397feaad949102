"""The sitemap: the address of every page, and the day of the newest entry on it."""

from collections.abc import Iterable, Sequence
from html import escape

from paperlist.catalogue.model import Catalogue
from paperlist.publishing.site_info import Site

# More URLs are not allowed in one file: https://www.sitemaps.org/protocol.html
MOST = 50_000
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def render_sitemaps(
    catalogue: Catalogue, site: Site, others: Iterable[str], most: int = MOST
) -> dict[str, str]:
    """The files by name; `others` are the addresses of all pages of the whole list."""
    day = catalogue.last_added
    pages = [
        *((address, catalogue.updated) for address in others),
        *((f"topics/{topic}/", day(papers)) for topic, papers in catalogue.by_topic.items()),
        *((f"collections/{item.id}/", item.date) for item in catalogue.collections),
        *((f"paths/{path}/", day(papers)) for path, papers in catalogue.by_path.items()),
        *((f"engines/{engine}/", day(papers)) for engine, papers in catalogue.by_engine.items()),
        *((f"years/{year}/", day(papers)) for year, papers in catalogue.by_year.items()),
        *((f"new/{month}/", day(papers)) for month, papers in catalogue.by_month_added.items()),
        *((f"papers/{paper.id}/", paper.added) for paper in catalogue.papers),
    ]
    urls = [_entry("url", f"{site.url}/{address}", updated) for address, updated in pages]
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
