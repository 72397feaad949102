"""What a citation says of a paper; names taken apart; one renderer for one paper and for all."""

import hashlib
import os
import subprocess
import sys

import pytest
from hypothesis import given

from paperlist.catalogue.model import ArxivRecord
from paperlist.exports import CITATIONS, render_citations
from paperlist.publishing.citation import Name, cite, parse_name
from tests.support.catalogues import LAW, ROOT, paper
from tests.support.citations import groups, people, real_papers

FOUND = {"title": "A", "date": "2026-01-01", "source": "https://arxiv.org/"}
RECORD = ArxivRecord(primary_class="cs.LG", **FOUND)


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Tri Dao", Name("Dao", "Tri")),
        ("Michael W. Mahoney", Name("Mahoney", "Michael W.")),
        ("Jean-Luc Picard", Name("Picard", "Jean-Luc")),
        ("Michiel de Jong", Name("de Jong", "Michiel")),
        ("Ludwig van der Berg", Name("van der Berg", "Ludwig")),
        ("Mart Van Baalen", Name("Van Baalen", "Mart")),
        ("Carlo C. Del Mundo", Name("Del Mundo", "Carlo C.")),
        ("Sammy Davis Jr.", Name("Davis", "Sammy", "Jr.")),
        ("Robert de la Cruz III", Name("de la Cruz", "Robert", "III")),
        ("Gerard 't Hooft", Name("'t Hooft", "Gerard")),
        ("Van Jacobson", Name("Jacobson", "Van")),
        ("Davis Jr.", Name("Jr.", "Davis")),
        ("Łukasz Kaiser", Name("Kaiser", "Łukasz")),
    ],
)
def test_a_person_has_a_family_name_and_a_given_name(author, name):
    assert parse_name(author) == name


@pytest.mark.parametrize(
    "author",
    ["NVIDIA", "vLLM", "DeepSeek-AI", "Rock AND Roll",
     "Sammy Davis, Jr.", "Lab, Inc.", "A {B} C", "and", "李明"],
)  # fmt: skip
def test_what_cannot_be_taken_apart_is_one_name(author):
    assert parse_name(author) == Name(author)


@LAW
@given(people | groups)
def test_no_word_of_a_name_is_lost_or_moved(author):
    name = parse_name(author)
    assert " ".join(filter(None, (name.given, name.family, name.suffix))) == author
    assert name.family


@pytest.mark.parametrize("org", ["UC Berkeley", "Hugging Face"])
def test_an_organisation_is_one_name(org):
    assert cite(paper(org=[org])).authors == (Name(org, is_group=True),)
    assert cite(paper(authors=[org, "Ada Lovelace"], org=[org])).authors[0] == Name(
        org, is_group=True
    )


@pytest.mark.parametrize(
    "name", ["Qwen Team", "Google Research", "Meta AI", "Research and Development Team"]
)
def test_a_group_is_known_by_its_last_word(name):
    assert parse_name(name) == Name(name, is_group=True)


def test_organisations_stand_only_for_unknown_authors():
    found = cite(paper(authors=["Ada Lovelace", "et al."], org=["NVIDIA"]))
    assert found.authors == (Name("Lovelace", "Ada"),)
    assert found.organisations == ("NVIDIA",)
    assert found.is_cut


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
