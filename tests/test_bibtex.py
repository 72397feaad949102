"""BibTeX that a program reads back: key, title, authors, venue, identifiers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from paperlist.exports.bibtex import escape, render_bibtex
from paperlist.load import load_catalogue
from tests.catalogues import DATA, LAW, ids, paper, titles

LATEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    r"\^{}": "^",
    r"\~{}": "~",
    **{f"\\{sign}": sign for sign in "{}&%$#_"},
}


def plain(latex):
    """The text that LaTeX prints: braces only group."""
    names = "|".join(re.escape(name) for name in LATEX)
    return re.sub(rf"{names}|[{{}}]", lambda found: LATEX.get(found[0], ""), latex)


def read(**facts):
    ((key, entry),) = parse_string(render_bibtex(paper(**facts)), "bibtex").entries.items()
    return key, entry


def fields(**facts):
    return dict(read(**facts)[1].fields)


def names(**facts):
    """Authors as the first names, then the last, as BibTeX split them."""
    return [
        (
            plain(" ".join([*person.first_names, *person.middle_names])),
            plain(" ".join([*person.prelast_names, *person.last_names])),
        )
        for person in read(**facts)[1].persons.get("author", [])
    ]


def test_an_entry_of_a_conference():
    found = render_bibtex(
        paper(
            id="llm-int8",
            title="LLM.int8(): 8-bit Matrix Multiplication for Transformers at Scale",
            authors=["Tim Dettmers", "Mike Lewis"],
            venue="NeurIPS 2022",
            date="2022-08",
            arxiv="2208.07339",
        )
    )
    assert (
        found
        == """\
@inproceedings{llm-int8,
  title         = {{LLM.int8}(): {8-bit} Matrix Multiplication for Transformers at Scale},
  author        = {Tim Dettmers and Mike Lewis},
  booktitle     = {NeurIPS},
  year          = {2022},
  eprint        = {2208.07339},
  archivePrefix = {arXiv},
  url           = {https://arxiv.org/abs/2208.07339},
}
"""
    )


def test_an_entry_without_venue_has_year_and_month():
    found = render_bibtex(paper(date="2023-09-12", arxiv=None, doi="10.1145/1", note="Withdrawn"))
    assert (
        found
        == """\
@misc{some-paper,
  title = {Some paper},
  year  = {2023},
  month = sep,
  doi   = {10.1145/1},
  url   = {https://doi.org/10.1145/1},
  note  = {Withdrawn},
}
"""
    )


@LAW
@given(ids, titles.filter(lambda text: not set(text) & set("{}")))
def test_key_and_title_come_back(paper_id, title):
    key, entry = read(id=paper_id, title=title)
    assert key == paper_id
    assert plain(entry.fields["title"]) == title


@pytest.mark.parametrize("text", ["A { B", "A } B", "{}", "}{", "@misc{x", "{LLM}", "a \\{ b"])
def test_a_brace_does_not_end_the_entry(text):
    """BibTeX counts braces whether or not a backslash stands before them."""
    found = fields(title=text, note=text)
    assert plain(found["title"]) == text
    assert plain(found["note"]) == text
    assert names(authors=[text]) == [("", text)]


@pytest.mark.parametrize(
    "word", ["LLM", "W4A8", "FlashAttention-2", "8-bit", "KV", "vLLM", "GPT-4"]
)
def test_capitals_and_digits_inside_a_word_are_kept(word):
    assert f"{{{word}}}" in fields(title=f"On {word} models")["title"]


@pytest.mark.parametrize("word", ["Attention", "attention", "a"])
def test_plain_words_are_left_to_the_style(word):
    assert fields(title=word)["title"] == word


words = st.from_regex(r"[A-ZÉ中][a-zé]{1,8}", fullmatch=True).filter(lambda word: word != "And")


@LAW
@given(st.lists(st.tuples(words, words), min_size=1, max_size=5, unique=True))
def test_authors_come_back(people):
    assert names(authors=[f"{first} {last}" for first, last in people]) == people


@pytest.mark.parametrize("name", ["NVIDIA", "vLLM", "Research and Development Team"])
def test_a_group_is_one_name(name):
    assert names(authors=["Ada Lovelace", name]) == [("Ada", "Lovelace"), ("", name)]


@pytest.mark.parametrize("name", ["Rock AND Roll", "Sammy Davis, Jr.", "A, B, C, D", "Lab, Inc."])
def test_a_name_with_and_or_a_comma_is_one_name(name):
    found = names(authors=["Ada Lovelace", name])
    assert len(found) == 2
    assert " ".join(found[1]).strip() == name


def test_a_list_that_was_cut_ends_with_others():
    assert names(authors=["Ada Lovelace", "et al."]) == [("Ada", "Lovelace"), ("", "others")]


def test_organisations_stand_for_unknown_authors():
    assert names(org=["NVIDIA", "Hugging Face"]) == [("", "NVIDIA"), ("Hugging", "Face")]


def test_no_authors_are_no_field():
    assert "author" not in fields()


@pytest.mark.parametrize(
    ("venue", "kind", "key", "name", "year"),
    [
        ("ICLR 2024", "inproceedings", "booktitle", "ICLR", "2024"),
        ("TMLR 2023", "article", "journal", "TMLR", "2023"),
        ("ACM Computing Surveys 2025", "article", "journal", "ACM Computing Surveys", "2025"),
        ("Journal of A & B 2020", "article", "journal", r"Journal of A \& B", "2020"),
        ("ES-FoMo @ ICML 2023", "inproceedings", "booktitle", "ES-FoMo @ ICML", "2023"),
    ],
)
def test_a_venue_is_a_conference_or_a_journal_with_its_year(venue, kind, key, name, year):
    _, entry = read(venue=venue, date="2019-01")
    assert (entry.type, entry.fields[key], entry.fields["year"]) == (kind, name, year)
    assert "month" not in entry.fields


@pytest.mark.parametrize("venue", ["NeurIPS", "NeurIPS 2023 Workshop"])
def test_a_venue_is_not_lost_when_the_year_does_not_end_it(venue):
    assert "NeurIPS" in " ".join(fields(venue=venue).values())


def test_a_doi_is_what_a_program_can_look_up():
    doi = "10.1007/978-3-031-19775-8_1"
    assert fields(arxiv=None, doi=doi)["doi"] == doi


@pytest.mark.parametrize(
    ("facts", "url"),
    [
        ({"url": "https://example.org/a%20b_c#d"}, "https://arxiv.org/abs/2307.00001"),
        ({"arxiv": None, "url": "https://example.org/a%20b_c#d"}, "https://example.org/a%20b_c#d"),
        ({"arxiv": None, "doi": "10.1145/1"}, "https://doi.org/10.1145/1"),
        ({"arxiv": None, "code": "https://github.com/a/b"}, "https://github.com/a/b"),
    ],
)
def test_the_address_is_where_to_read_it(facts, url):
    assert fields(**facts)["url"] == url


@LAW
@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_escaped_text_prints_as_it_was(text):
    latex = escape(text)
    assert plain(latex) == text
    names = "|".join(re.escape(name) for name in LATEX)
    assert not set(re.sub(names, "", latex)) & set("\\{}&%$#_^~")


def test_every_paper_of_the_data_comes_back():
    papers = load_catalogue(DATA).catalogue.papers
    found = parse_string("\n".join(map(render_bibtex, papers)), "bibtex").entries
    assert list(found) == [item.id for item in papers]
    assert [plain(found[item.id].fields["title"]) for item in papers] == [p.title for p in papers]
    for item in papers:
        people = found[item.id].persons.get("author", [])
        assert len(people) == len(item.authors or item.org)
