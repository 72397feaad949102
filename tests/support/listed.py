"""The data of the sample, read without the code under test."""

from tests.support import builds
from tests.support.builds import newest_first

PAPERS = builds.load("papers.yaml")


TOPICS = builds.load("topics.yaml")


COLLECTIONS = builds.load("collections.yaml")


ENGINES = {engine["id"]: engine["name"] for engine in builds.load("engines.yaml")}


REMOVED = [entry["id"] for entry in builds.load("seen.yaml") if "id" in entry]


BY_ID = {paper["id"]: paper for paper in PAPERS}


NAMES = {topic["id"]: topic["name"] for topic in TOPICS}


def of_topic(topic):
    return [paper for paper in newest_first(PAPERS) if topic in paper["topics"]]


def of_engine(engine):
    return [
        paper
        for paper in newest_first(PAPERS)
        if engine in {run["engine"] for run in paper.get("runs_in", ())}
    ]


def in_collection(collection):
    return [paper for content in collection["contents"] for paper in content.get("papers", [])]


def best_link(paper):
    if "arxiv" in paper:
        return f"https://arxiv.org/pdf/{paper['arxiv']}"
    if "doi" in paper and not paper.keys() & {"pdf", "url"}:
        return f"https://doi.org/{paper['doi']}"
    return paper.get("pdf") or paper.get("url") or paper["code"]


def all_links(paper):
    arxiv = paper.get("arxiv")
    made = [f"https://arxiv.org/abs/{arxiv}"] if arxiv else []
    made += [f"https://doi.org/{paper['doi']}"] if "doi" in paper else []
    return {
        best_link(paper),
        *made,
        *(paper[key] for key in ("url", "pdf", "code") if key in paper),
    }
