"""The CSV that a program reads back, and that a spreadsheet takes for text."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.catalogue.facts import Facts, RepositoryRecord
from paperlist.exports.csv_table import COLUMNS, render_csv
from paperlist.publishing.selection import whole_list
from paperlist.publishing.site_info import Site
from tests.support.builds import newest_first
from tests.support.catalogues import catalogue, paper, titles
from tests.support.listed import PAPERS, best_link
from tests.support.readers import SIGNS, read_csv

SITE = Site("en", "https://papers.example/list", "")
ET_AL = "et al."

formulas = st.builds("{}{}".format, st.sampled_from([*SIGNS, "'=", "''@", "'＝"]), titles)
texts = titles | formulas
several = st.lists(texts.filter(lambda text: "; " not in text), max_size=3)


def render(*papers, stars=None):
    listed = replace(catalogue(*papers), facts=Facts(stars=stars or {}))
    return render_csv(whole_list(listed, SITE))


def row(item, **more):
    (found,) = read_csv(render(item, **more))
    return found


@pytest.fixture(scope="module")
def table(site):
    return (site.folder / "papers.csv").read_bytes().decode("utf-8")


def test_every_value_of_the_data_comes_back(site, table):
    same = ("id", "name", "title", "date", "venue", "doi", "code", "recommended", "note", "added",
            "summary", "summary_zh")  # fmt: skip
    found = read_csv(table)
    assert [each["id"] for each in found] == [each["id"] for each in newest_first(PAPERS)]
    for written, cells in zip(newest_first(PAPERS), found, strict=True):
        assert {key: cells[key] for key in same} == {key: written.get(key, "") for key in same}
        for key in ("aka", "org", "topics"):
            assert cells[key] == "; ".join(written.get(key, []))
        authors = written.get("authors", [])
        assert cells["authors"] == "; ".join(each for each in authors if each != ET_AL)
        assert cells["authors_complete"] == ("yes" if authors and ET_AL not in authors else "no")
        assert cells["kind"] == written.get("kind", "paper")
        arxiv = f"arXiv:{written['arxiv']}" if "arxiv" in written else ""
        assert cells["arxiv"] == arxiv
        assert best_link(written) in {cells[key] for key in ("pdf", "web", "code")} or cells["doi"]
        assert cells["page"] == f"{site.url}papers/{written['id']}/"


def test_lines_end_with_cr_lf_and_there_is_no_other_line_end(table):
    lines = table.split("\r\n")
    assert len(lines) == len(PAPERS) + 2
    assert lines[-1] == ""
    assert not {"\r", "\n"} & {*"".join(lines)}
    assert lines[0] == ",".join(COLUMNS)


def test_no_cell_of_the_data_is_a_formula(table):
    cells = [cell for row in csv.reader(StringIO(table, newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(SIGNS)] == []


def test_quotes_and_commas_stand_in_quotes():
    (_, line, _) = render(paper(title='Say "no", twice', org=["A, B", "C"])).split("\r\n")
    assert ',"Say ""no"", twice",' in line
    assert ',"A, B; C",' in line


@pytest.mark.parametrize("start", ["Good;", "Good; ", 'Good;"', "; ;", "Good;'"])
@pytest.mark.parametrize("sign", SIGNS)
def test_no_cell_is_a_formula_where_semicolons_separate(sign, start):
    title = f'{start}{sign}HYPERLINK("https://evil.example")'
    lines = render(paper(title=title, authors=["A", f"{sign}1"], org=[f"{sign}2"])).splitlines()
    for cells in csv.reader(lines, delimiter=";", quoting=csv.QUOTE_NONE):
        assert [cell for cell in cells if cell.strip(' "').startswith(SIGNS)] == []
    assert row(paper(title=title))["title"] == title


@pytest.mark.parametrize("sign", SIGNS)
def test_a_formula_is_a_text(sign):
    assert f",'{sign}1+1," in render(paper(title=f"{sign}1+1"))


def test_a_value_of_several_lines_stays_in_its_cell():
    """The data has none: a check refuses them. The format would hold them all the same."""
    note = 'First, "quoted"\r\nsecond;\nlast'
    made = paper().model_copy(update={"title": note, "note": note, "org": (note, "B")})
    first, second = read_csv(render(made, paper(id="next", arxiv="2307.00002")))
    assert (first["title"], first["note"], first["org"]) == (note, note, f"{note}; B")
    assert (second["id"], second["title"]) == ("next", "Some paper")


@given(texts, texts, several, several)
def test_a_paper_comes_back(title, note, authors, org):
    found = row(paper(title=title, name=title, note=note, authors=authors, aka=org, org=org))
    assert (found["title"], found["name"], found["note"]) == (title, title, note)
    assert found["authors"] == "; ".join(authors)
    assert found["aka"] == found["org"] == "; ".join(org)


@given(formulas)
def test_no_text_is_a_formula(text):
    item = paper(title=text, name=text, venue=text, note=text, authors=[text], org=[text])
    _, cells = csv.reader(StringIO(render(item), newline=""))
    assert [cell for cell in cells if cell.startswith(SIGNS)] == []


@pytest.mark.parametrize("arxiv", ["2205.14130", "0704.0010", "hep-th/9901001"])
def test_an_arxiv_id_keeps_its_zeros(arxiv):
    assert row(paper(arxiv=arxiv))["arxiv"] == f"arXiv:{arxiv}"


def test_what_is_not_known_is_empty():
    given_facts = {"id", "title", "authors_complete", "date", "kind", "arxiv", "pdf", "topics",
                   "added", "page"}  # fmt: skip
    found = row(paper())
    assert {key for key, cell in found.items() if cell} == given_facts


def test_stars_are_there_with_their_day_where_they_are_known():
    known = {"o/r": RepositoryRecord(count=0, date="2026-01-02", source="https://example.org/")}
    found = row(paper(code="https://github.com/O/R"), stars=known)
    assert (found["repository"], found["stars"], found["stars_date"]) == ("O/R", "0", "2026-01-02")
    other = row(paper(code="https://github.com/o/other"), stars=known)
    assert (other["repository"], other["stars"], other["stars_date"]) == ("o/other", "", "")


def test_an_empty_list_has_its_columns():
    assert render() == f"{','.join(COLUMNS)}\r\n"
