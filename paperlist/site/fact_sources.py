"""Where the facts of a paper come from that programs found, and when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from paperlist.catalogue.model import Catalogue, Paper
from paperlist.publishing.links import all_links
from paperlist.publishing.site_info import Site

# Verdicts about a link; with another one, nobody knows.
KNOWN = ("fine", "moved", "missing", "gone")


@dataclass(frozen=True)
class Source:
    label: str
    value: str
    date: str
    url: str = ""
    """Empty for links, which are their own source."""

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


def sources_of(
    paper: Paper, catalogue: Catalogue, site: Site, words: Mapping[str, str]
) -> list[Source]:
    found = [
        *_of_repository(paper, catalogue, words),
        *_of_work(paper, catalogue, words),
        *_of_links(paper, catalogue, words),
    ]
    if record := catalogue.facts.arxiv.get(paper.arxiv or ""):
        found.insert(0, Source(words["title_on_arxiv"], "", record.date, record.source))
    abstract = catalogue.abstracts.get(paper.arxiv or "")
    if abstract and site.abstracts:
        found.append(Source(words["abstract"], "", abstract.date, abstract.source))
    return found


def _of_repository(
    paper: Paper, catalogue: Catalogue, words: Mapping[str, str]
) -> Iterator[Source]:
    record = catalogue.stars_of(paper)
    if record:
        yield Source(words["star_count"], str(record.count), record.date, record.source)
    if record and record.licence:
        yield Source(words["code_licence"], record.licence, record.date, record.source)


def _of_work(paper: Paper, catalogue: Catalogue, words: Mapping[str, str]) -> Iterator[Source]:
    if count := catalogue.citations_of(paper):
        yield Source(words["citations"], str(count.count), count.date, count.source)
    record = catalogue.facts.works.get(paper.id)
    if record and (licence := record.licence):
        yield Source(words["paper_licence"], licence.value, licence.date, licence.source)


def _of_links(paper: Paper, catalogue: Catalogue, words: Mapping[str, str]) -> Iterator[Source]:
    """One line for all of them, with the oldest date."""
    links = {link.url: words[link.word] for link in all_links(paper)}
    links |= {paper.code: words["code"]} if paper.code else {}
    records = catalogue.facts.links
    checked = [url for url in links if url in records and records[url].verdict in KNOWN]
    if checked:
        names = ", ".join(links[url] for url in checked)
        yield Source(words["links_checked"], names, min(records[url].date for url in checked))
