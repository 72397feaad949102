"""RIS that a program reads back."""

import pytest
import rispy
from hypothesis import given

from paperlist.exports.ris import CUT, render_ris
from paperlist.publishing.citation import cite
from tests.support.catalogues import paper
from tests.support.citations import FEWER, ODD, ODD_DOIS, odd_paper, papers, real_papers, told


def read(*items):
    """The records, after a check that each of their tags is known."""
    found = rispy.loads(render_ris(map(cite, items)))
    assert not [record["unknown_tag"] for record in found if "unknown_tag" in record]
    return found


def name(text):
    family, given, suffix, *_ = [*text.split(", "), "", ""]
    return " ".join(filter(None, (given, family, suffix)))


def facts(record):
    notes = record.get("notes", [])
    arxiv = record.get("accession_number", "")
    assert record.get("date", record["year"]).startswith(record["year"])
    assert arxiv.startswith("arXiv:") or not arxiv
    return {
        "key": record["id"],
        "title": record["title"],
        "authors": [name(text) for text in record.get("authors", [])],
        "is_cut": CUT in notes,
        "venue": record.get("secondary_title"),
        "date": record.get("date", record["year"]).rstrip("/").replace("/", "-"),
        "arxiv": arxiv.removeprefix("arXiv:") or None,
        "doi": record.get("doi"),
        "url": ";".join(record["urls"]),
        "note": next((note for note in notes if note != CUT), None),
    }


def without_commas(item):
    """A comma inside a name is for RIS the end of the family name."""
    changes = {"authors": item.authors, "org": item.org}
    return item.model_copy(
        update={key: tuple(t.replace(",", ";") for t in texts) for key, texts in changes.items()}
    )


def test_every_paper_of_the_data_comes_back():
    assert [facts(each) for each in read(*real_papers())] == [told(p) for p in real_papers()]


@FEWER
@given(papers)
def test_a_paper_comes_back(item):
    item = without_commas(item)
    assert [facts(each) for each in read(item, item)] == [told(item)] * 2


@pytest.mark.parametrize("text", ODD)
def test_odd_text_comes_back(text):
    item = without_commas(odd_paper(text))
    (record,) = read(item)
    assert facts(record) == told(item)
    assert record["short_title"] == item.name


@pytest.mark.parametrize("doi", ODD_DOIS)
def test_an_odd_doi_comes_back(doi):
    assert read(paper(doi=doi))[0]["doi"] == doi


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"venue": "TMLR 2024"}, "JOUR"),
        ({"venue": "ICLR 2024"}, "CPAPER"),
        ({"venue": "Information Fusion 2024", "publication": "journal"}, "JOUR"),
        ({"venue": "TMLR 2024", "publication": "conference"}, "CPAPER"),
        ({"venue": "Advances 2024", "publication": "chapter"}, "CHAP"),
        ({}, "RPRT"),
        ({"kind": "report"}, "RPRT"),
        ({"kind": "blog"}, "BLOG"),
        ({"kind": "docs"}, "ELEC"),
        ({"kind": "code"}, "COMP"),
    ],
)
def test_the_type_is_that_of_the_kind(facts, kind):
    assert read(paper(**facts))[0]["type_of_reference"] == kind


def test_family_name_given_name_and_suffix_are_apart():
    authors = ["Michiel de Jong", "Davis, Jr., Sammy", "NVIDIA", "Lab, Inc."]
    assert read(paper(authors=authors))[0]["authors"] == [
        "de Jong, Michiel",
        "Davis, Sammy, Jr.",
        "NVIDIA",
        "Lab Inc.",
    ]


@pytest.mark.parametrize(("date", "found"), [("2023-07", "2023/07/"), ("2023-07-09", "2023/07/09")])
def test_a_date_has_three_places(date, found):
    assert read(paper(date=date))[0]["date"] == found


def test_a_report_names_all_its_publishers():
    """Readers keep one publisher of a record."""
    item = paper(kind="report", authors=["Ada Lovelace"], org=["NVIDIA", "Hugging Face"])
    assert read(item)[0]["publisher"] == "NVIDIA, Hugging Face"


def test_a_record_begins_with_its_type_and_ends_with_its_end():
    lines = render_ris([cite(paper())]).splitlines()
    assert lines[0] == "TY  - RPRT"
    assert lines[-1] == "ER  - "
    assert all(line[2:6] == "  - " for line in lines)


def test_no_papers_are_no_records():
    assert read() == []
