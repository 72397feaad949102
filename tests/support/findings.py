"""Facts, and a list with one finding of each kind about its papers."""

from dataclasses import replace

from paperlist.catalogue.facts import Facts
from tests.support.catalogues import catalogue, paper

TODAY = "2026-11-28"
SOURCE = "https://example.org/source"
CODE = "https://github.com/some-lab/some-code"
KEY = "some-lab/some-code"
LINK = "https://example.org/paper.html"


def with_facts(book, **tables):
    """A repository without a count has one star."""
    stars = {key: {"count": 1, **each} for key, each in tables.get("stars", {}).items()}
    return replace(book, facts=Facts(**tables | {"stars": stars}))


def value(**more):
    """A record of a table, or what it holds, from today."""
    return {"date": TODAY, "source": SOURCE, **more}


def link(verdict, **more):
    return {"verdict": verdict, "date": TODAY, **more}


def arxiv(**more):
    return {"2307.00001": value(**{"title": "Some paper", **more})}


def suggested(**fields):
    values = {key: value(value=text) for key, text in fields.items()}
    return {"some-paper": {"date": TODAY, "suggestions": values}}


def well(**facts):
    """A paper about which there is nothing to say."""
    start = {"authors": ["Ada Lovelace"], "venue": "ICLR 2024", "code": CODE, "summary": "S."}
    return paper(**{**start, **facts})


def one(item, **tables):
    """A list with one paper; with no facts at all, there is a fact about it all the same."""
    return with_facts(catalogue(item), **(tables or {"arxiv": arxiv()}))


def sized(*sizes):
    """Papers of topics t0, t1 and so on with these numbers of papers."""
    names = [f"t{place}" for place, size in enumerate(sizes) for _ in range(size)]
    return catalogue(*(well(id=f"p{n}", topics=(name,)) for n, name in enumerate(names)))
