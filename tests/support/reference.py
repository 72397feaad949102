"""What the explorer has to find: its filters and orders once more in plain Python over the data
file, its search as `paperlist.searching` does it."""

import re

from click.testing import CliRunner

from paperlist.catalogue.load import load_catalogue
from paperlist.cli import main
from paperlist.searching import Searcher, read_query
from paperlist.searching.text import fold, is_within, parse_span
from tests.support import builds
from tests.support.builds import SAMPLE, newest_first

PAPERS = newest_first(builds.load("papers.yaml"))
TOPICS = builds.load("topics.yaml")
COLLECTIONS = builds.load("collections.yaml")
BUNDLES = {
    item["id"]: {paper for content in item["contents"] for paper in content.get("papers", [])}
    for item in COLLECTIONS
}
NOTHING = {
    "q": "", "abstracts": False, "topic": [], "match": "any", "not": [], "date": "", "kind": "",
    "venue": "", "code": False, "recommended": 0, "stars": 0, "collection": "", "engine": "",
    "new": False, "ids": [], "sort": "",
}  # fmt: skip
# By id of the paper; the sample has none.
STARS = {}
CITATIONS = {}


# The search in Python; tests/searching compares it with a table of queries.
SEARCHER = Searcher(load_catalogue(SAMPLE / "data").catalogue)


def series(paper):
    return re.sub(r" (19|20)\d{2}$", "", paper.get("venue", ""))


ENGINES = {paper["id"]: {run["engine"] for run in paper.get("runs_in", ())} for paper in PAPERS}
SERIES = {paper["id"]: series(paper) for paper in PAPERS}


def passes(paper, state, query, ends):
    topics, wanted = {*paper["topics"]}, {*state["topic"]}
    return (
        (not wanted or (wanted <= topics if state["match"] == "all" else wanted & topics))
        and not topics & {*state["not"]}
        and (not ends or is_within(paper["date"], ends))
        and state["kind"] in ("", paper.get("kind", "paper"))
        and state["venue"] in ("", SERIES[paper["id"]])
        and (not state["code"] or "code" in paper)
        and int(paper.get("recommended", 0)) >= state["recommended"]
        and STARS.get(paper["id"], 0) >= state["stars"]
        and (not state["collection"] or paper["id"] in BUNDLES[state["collection"]])
        and (not state["engine"] or state["engine"] in ENGINES[paper["id"]])
        and (not state["ids"] or paper["id"] in state["ids"])
        and SEARCHER.matches(of_catalogue(paper), query, abstracts=state["abstracts"])  # slowest
    )


def of_catalogue(paper):
    return SEARCHER.catalogue.by_id[paper["id"]]


def tables(papers, catalogue):
    """What `choose` reads about other papers under the topics of the sample."""
    return {
        "PAPERS": newest_first(papers),
        "SEARCHER": Searcher(catalogue),
        "SERIES": {paper["id"]: series(paper) for paper in papers},
    }


def choose(**state):
    """Ids of the papers that a view shows, in its order; all that is not given is not set."""
    state = NOTHING | state
    query, ends = SEARCHER.settle(read_query(state["q"])), parse_span(state["date"])
    is_ranked = any(term.is_ranked for terms in query.alternatives for term in terms)
    found = [paper for paper in PAPERS if passes(paper, state, query, ends)]
    keys = {
        "match": lambda paper: SEARCHER.rank(of_catalogue(paper), query),
        "newest": lambda paper: 0,
        "oldest": lambda paper: paper["date"][:7],
        "name": lambda paper: fold(paper.get("name", paper["title"])),
        "recommended": lambda paper: -int(paper.get("recommended", 0)),
        "stars": lambda paper: -STARS.get(paper["id"], -1),
        "citations": lambda paper: -CITATIONS.get(paper["id"], -1),
        "added": lambda paper: -int(paper["added"].replace("-", "")),
    }
    found.sort(key=keys[state["sort"] or ("match" if is_ranked else "newest")])
    return [paper["id"] for paper in found]


def exported(form, ids):
    """What the command line prints."""
    options = [f"--id={paper}" for paper in ids]
    paths = ["--data", str(SAMPLE / "data"), "--config", str(SAMPLE / "mkdocs.yml")]
    result = CliRunner().invoke(main, ["export", form, *options, *paths])
    assert result.exit_code == 0, result.output
    return result.stdout_bytes.decode()
