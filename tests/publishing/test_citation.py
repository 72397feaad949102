"""What a citation says of a paper; one renderer for one paper and for all."""

import hashlib
import os
import subprocess
import sys

import pytest

from paperlist.catalogue.facts import ArxivRecord
from paperlist.catalogue.names import Name
from paperlist.exports import CITATIONS, render_citations
from paperlist.publishing.citation import cite
from paperlist.publishing.selection import Selection
from tests.support.catalogues import ROOT, catalogue, paper
from tests.support.citations import real_papers
from tests.support.hostile import SITE

FOUND = {"title": "A", "date": "2026-01-01", "source": "https://arxiv.org/"}
RECORD = ArxivRecord(primary_class="cs.LG", **FOUND)


@pytest.mark.parametrize("org", ["UC Berkeley", "Ada & Sons"])
def test_an_author_may_be_an_organisation(org):
    found = cite(paper(authors=[org, "Ada Lovelace"], org=[org])).authors
    assert found == (Name(org, is_group=True), Name("Lovelace", "Ada"))


@pytest.mark.parametrize(
    ("kind", "authors"),
    [("paper", ()), ("report", ()), *((kind, ("NVIDIA",)) for kind in ("blog", "docs", "code"))],
)
def test_the_institution_of_a_paper_or_a_report_is_not_its_author(kind, authors):
    found = cite(paper(kind=kind, org=["NVIDIA"]))
    assert tuple(name.whole for name in found.authors) == authors
    assert found.organisations == ("NVIDIA",)


def test_organisations_are_the_authors_only_if_none_is_known():
    found = cite(paper(kind="blog", authors=["Ada Lovelace", "et al."], org=["NVIDIA"]))
    assert found.authors == (Name("Lovelace", "Ada"),)
    assert found.organisations == ("NVIDIA",)
    assert found.is_cut


def test_a_citation_has_the_names_of_the_list_that_are_in_its_title():
    found = cite(paper(title="Faster Zorba-Like Serving"), names=frozenset({"Zorba", "Orca"}))
    assert found.names == {"Zorba"}


def test_a_citation_has_the_organisations_of_the_paper_that_are_in_its_title():
    item = paper(
        title="Serving at Meta and ByteDance", org=["Meta", "Bytedance", "Rice University"]
    )
    assert cite(item).names == {"Meta", "ByteDance"}
    assert cite(paper(title="A meta study", org=["Meta"])).names == frozenset()


def test_an_export_of_some_papers_has_the_names_of_the_whole_list():
    named, other = paper(id="a", name="Zorba"), paper(id="b", title="Faster Zorba Serving")
    chosen = Selection(catalogue(named, other), SITE, (other,), "Some")
    assert [each.names for each in chosen.citations] == [{"Zorba"}]


@pytest.mark.parametrize(
    ("facts", "publisher"),
    [
        ({}, "arXiv"),
        ({"arxiv": None, "url": "https://example.org/"}, ""),
        ({"venue": "ICLR 2024"}, ""),
        ({"kind": "report", "org": ["A", "B"]}, "A, B"),
        ({"kind": "report"}, "arXiv"),
        ({"kind": "code", "org": ["A"]}, ""),
        ({"org": ["A"]}, "arXiv"),
    ],
)
def test_the_publisher_is_the_institution_of_a_report_or_arxiv(facts, publisher):
    assert cite(paper(**facts)).publisher == publisher


def test_no_authors_and_no_organisations_are_no_names():
    found = cite(paper())
    assert found.authors == ()
    assert not found.is_cut


@pytest.mark.parametrize(
    ("venue", "form", "name", "year"),
    [
        ("ICLR 2024", "inproceedings", "ICLR", 2024),
        ("ES-FoMo @ ICML 2023", "inproceedings", "ES-FoMo @ ICML", 2023),
        ("Findings of ACL 2024", "inproceedings", "Findings of ACL", 2024),
        ("TMLR 2023", "article", "TMLR", 2023),
        ("IEEE TPDS 2023", "article", "IEEE TPDS", 2023),
        ("Neural Networks 2025", "article", "Neural Networks", 2025),
        ("High-Confidence Computing 2024", "article", "High-Confidence Computing", 2024),
        ("ACM Computing Surveys 2025", "article", "ACM Computing Surveys", 2025),
        ("Journal of A & B 2020", "article", "Journal of A & B", 2020),
        ("NeurIPS", "inproceedings", "NeurIPS", 2019),
        ("NeurIPS 2023 Workshop", "inproceedings", "NeurIPS Workshop", 2023),
        ("arXiv 2024", "paper", None, 2019),
        (None, "paper", None, 2019),
    ],
)
def test_a_venue_is_a_conference_or_a_journal_with_its_year(venue, form, name, year):
    found = cite(paper(venue=venue, date="2019-01-31"))
    assert (found.form, found.venue_name, found.year) == (form, name, year)


@pytest.mark.parametrize("kind", ["paper", "report", "blog", "docs", "code"])
def test_without_a_venue_a_paper_is_what_its_kind_says(kind):
    assert cite(paper(kind=kind)).form == kind
    assert cite(paper(kind=kind, venue="ICLR 2024")).form == "inproceedings"


@pytest.mark.parametrize(
    ("date", "venue", "parts"),
    [
        ("2019-01", None, (2019, 1, None)),
        ("2019-01-31", None, (2019, 1, 31)),
        ("2019-01-31", "NeurIPS", (2019, 1, 31)),
        ("2019-01-31", "NeurIPS 2019", (2019, None, None)),
        ("2019-01-31", "NeurIPS 2020", (2020, None, None)),
    ],
)
def test_month_and_day_are_those_of_the_year(date, venue, parts):
    found = cite(paper(date=date, venue=venue))
    assert (found.year, found.month, found.day) == parts


@pytest.mark.parametrize(
    ("arxiv", "records", "primary_class"),
    [
        ("2307.00001", {"2307.00001": RECORD}, "cs.LG"),
        ("2307.00001", {"2307.00002": RECORD}, None),
        ("2307.00001", {"2307.00001": ArxivRecord(**FOUND)}, None),
        ("math.GT/0309136", {"math.GT/0309136": ArxivRecord(**FOUND)}, "math.GT"),
        ("hep-th/9901001", {}, "hep-th"),
        ("math.GT/0309136", {}, "math.GT"),
        ("hep-th/9901001", {"hep-th/9901001": RECORD}, "cs.LG"),
        (None, {"2307.00001": RECORD}, None),
    ],
)
def test_the_class_is_what_arxiv_said_or_what_the_old_id_says(arxiv, records, primary_class):
    item = paper(arxiv=arxiv, doi="10.1145/1")
    assert cite(item, records).primary_class == primary_class


@pytest.mark.parametrize(
    ("facts", "url"),
    [
        ({"url": "https://example.org/a%20b_c#d"}, "https://arxiv.org/abs/2307.00001"),
        ({"arxiv": None, "url": "https://example.org/a%20b_c#d"}, "https://example.org/a%20b_c#d"),
        (
            {"arxiv": None, "url": "https://example.org/a", "pdf": "https://example.org/a.pdf"},
            "https://example.org/a",
        ),
        ({"arxiv": None, "doi": "10.1145/<1>%"}, "https://doi.org/10.1145/%3C1%3E%25"),
        ({"arxiv": None, "code": "https://github.com/a/b"}, "https://github.com/a/b"),
    ],
)
def test_the_address_is_where_to_read_it(facts, url):
    assert cite(paper(**facts)).url == url


def apart(name, text):
    """The entries of a file, as a program picks them out that does not know the format."""
    if name == "csl-json":
        return [line.removesuffix(",") for line in text.splitlines()[1:-1]]
    return text.removesuffix("\n").split("\n\n")


@pytest.mark.parametrize("name", CITATIONS)
def test_a_paper_alone_reads_as_in_the_whole_list(name):
    render, cited = CITATIONS[name].render, [cite(item) for item in real_papers()]
    alone = [apart(name, render([each])) for each in cited]
    assert [[text] for text in apart(name, render(cited))] == alone
    assert all(render([each]).endswith("\n") for each in cited)


def test_one_paper_is_rendered_in_every_format():
    found = render_citations(cite(paper()))
    assert [form for form, _ in found] == [*CITATIONS.values()]
    assert all(text == form.render([cite(paper())]) for form, text in found)


PRINT_DIGEST = """
import hashlib
from tests.publishing.test_citation import digest
print(digest())
"""


def digest():
    cited = [cite(item) for item in real_papers()]
    text = "".join(form.render(cited) for form in CITATIONS.values())
    return hashlib.sha256(text.encode()).hexdigest()


def test_another_run_gives_the_same_bytes():
    found = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "7"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert found.stdout.strip() == digest(), found.stderr
