"""BibTeX and BibLaTeX that a program reads back: key, title, names, venue, date, identifiers."""

import re
import unicodedata

import pytest
from hypothesis import given
from pybtex.database import parse_string
from pybtex.errors import set_strict_mode

from paperlist.catalogue.facts import ArxivRecord
from paperlist.exports.bibtex import MONTHS, render_biblatex, render_bibtex
from paperlist.publishing.citation import cite
from tests.support.catalogues import paper
from tests.support.citations import FEWER, ODD, ODD_DOIS, odd_paper, papers, real_papers, told
from tests.support.latex import plain, printed

RENDER = {"bibtex": render_bibtex, "biblatex": render_biblatex}
BOTH = pytest.mark.parametrize("style", RENDER)

DOI_SIGNS = {"%5C": "\\", "%7B": "{", "%7D": "}"}

set_strict_mode()


def read(style, *items):
    """The entries by key, in their order."""
    return parse_string(RENDER[style](map(cite, items)), "bibtex").entries


def one(style, **facts):
    (entry,) = read(style, paper(**facts)).values()
    return entry


def fields(style, **facts):
    return dict(one(style, **facts).fields)


def names(entry):
    """Given name, particles with family name, suffix, as BibTeX splits them."""
    return [
        tuple(
            plain(" ".join(words))
            for words in (
                person.first_names + person.middle_names,
                person.prelast_names + person.last_names,
                person.lineage_names,
            )
        )
        for person in entry.persons.get("author", [])
    ]


def date(found):
    """The date, of BibTeX from year and month."""
    if "date" in found:
        assert not {"year", "month"} & set(found)
        return found["date"]
    months = [None, *MONTHS]
    month = f"-{months.index(found['month'][:3].lower()):02}" if "month" in found else ""
    return found["year"] + month


def facts(key, entry):
    found = dict(entry.fields)
    people = [" ".join(filter(None, (given, *rest))) for given, *rest in names(entry)]
    venue = found.get("booktitle", found.get("journal", found.get("journaltitle")))
    assert found.get("archivePrefix", found.get("eprinttype", "")).lower() == (
        "arxiv" if "eprint" in found else ""
    )
    return {
        "key": key,
        "title": plain(found["title"]),
        "authors": people[:-1] if people[-1:] == ["others"] else people,
        "is_cut": people[-1:] == ["others"],
        "venue": None if venue is None else plain(venue),
        "date": date(found),
        "arxiv": found.get("eprint"),
        "doi": re.sub("%(5C|7B|7D)", lambda sign: DOI_SIGNS[sign[0]], found.get("doi", "")) or None,
        "url": found["url"],
        "note": plain(found["note"]) if "note" in found else None,
    }


def expected(style, item):
    """BibTeX has no days, and reads many spaces as one."""
    found = told(item)
    found["date"] = found["date"] if style == "biblatex" else found["date"][:7]
    return {key: squeeze(value) for key, value in found.items()}


def squeeze(value):
    if isinstance(value, list):
        return [squeeze(each) for each in value]
    return " ".join(printed(value).split()) if isinstance(value, str) else value


def compare(style, *items):
    found = [facts(key, entry) for key, entry in read(style, *items).items()]
    wanted = [expected(style, item) for item in items]
    assert [{key: squeeze(value) for key, value in each.items()} for each in found] == wanted


@BOTH
def test_every_paper_of_the_data_comes_back(style):
    compare(style, *real_papers())


@BOTH
@FEWER
@given(item=papers)
def test_a_paper_comes_back(style, item):
    compare(style, item, item.model_copy(update={"id": "the-other-one"}))


@BOTH
@pytest.mark.parametrize("text", ODD)
def test_odd_text_comes_back(style, text):
    """BibTeX counts braces whether or not a backslash stands before them."""
    compare(style, odd_paper(text), paper(id="next"))


@pytest.mark.parametrize("text", ODD)
def test_odd_text_comes_back_where_only_biblatex_has_it(text):
    facts = {"authors": ["Ada Lovelace"], "kind": "report"}
    found = fields("biblatex", name=text.strip(), org=[text, "Another"], **facts)
    assert squeeze(plain(found["shorttitle"])) == squeeze(text)
    assert squeeze(plain(found["institution"])) == squeeze(f"{text}, Another")


@BOTH
@pytest.mark.parametrize("doi", ODD_DOIS)
def test_an_odd_doi_comes_back(style, doi):
    compare(style, paper(doi=doi), paper(id="next"))


def test_author_fields_are_ascii_wherever_a_letter_decomposes():
    """BibTeX reads bytes: the initial of "Íñigo" in UTF-8 would be half a letter."""
    authors = [name for item in real_papers() for name in (*item.authors, *item.org)]
    assert not all(map(str.isascii, authors))
    text = render_bibtex(map(cite, real_papers()))
    lines = "".join(line for line in text.splitlines() if line.startswith("  author "))
    parts = {letter: unicodedata.normalize("NFD", letter) for letter in lines}
    assert [letter for letter in parts if letter != parts[letter] or letter in "łŁøØßæÆ"] == []


@pytest.mark.parametrize(
    ("author", "latex"),
    [
        ("Íñigo Goiri", r"Goiri, {\'I}{\~n}igo"),
        ("Łukasz Kaiser", r"Kaiser, {\L}ukasz"),
        ("Étienne de Gaulle", r"de Gaulle, {\'E}tienne"),
        ("ETH Zürich AI", r"{ETH Z{\"u}rich AI}"),
        ("王小明", "{王小明}"),
    ],
)
def test_letters_with_accents_are_spelled_for_bibtex_alone(author, latex):
    cited = [cite(paper(authors=[author, "et al."]))]
    assert f" = {{{latex} and others}},\n" in render_bibtex(cited)
    assert render_biblatex(cited).isascii() == author.isascii()


def test_letters_with_accents_are_spelled_in_every_text():
    assert render_bibtex([cite(odd_paper("Öl-2 für Łódź"))]).isascii()


def test_pybtex_reads_the_accents_of_the_authors():
    for entry, item in zip(read("bibtex", *real_papers()).values(), real_papers(), strict=True):
        people = entry.persons.get("author", [])
        rich = [(*each.rich_first_names, *each.rich_middle_names) for each in people]
        given = {str(name) for names in rich for name in names}
        assert given <= {word for name in item.authors for word in name.split()}


@BOTH
@pytest.mark.parametrize(
    "word", ["LLM", "W4A8", "FlashAttention-2", "8-bit", "KV", "vLLM", "GPT-4", "K-cache", "C"]
)
def test_capitals_and_digits_inside_a_word_are_kept(style, word):
    assert f"{{{word}}}" in fields(style, title=f"On {word} models")["title"]


@pytest.mark.parametrize(
    ("title", "latex"),
    [
        ("(KV) cache", "({KV}) cache"),
        ("LLM.int8(): a", "{LLM.int8}(): a"),
        ("R&D in a_B", r"{R\&D} in {a\_B}"),
        ("“LUT” & co", r"“{LUT}” \& co"),
    ],
)
def test_signs_around_a_word_stay_outside_its_braces(title, latex):
    assert fields("bibtex", title=title)["title"] == latex


@BOTH
@pytest.mark.parametrize("word", ["Attention", "attention", "a"])
def test_plain_words_are_left_to_the_style(style, word):
    assert fields(style, title=word)["title"] == word


@BOTH
@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Tri Dao", ("Tri", "Dao", "")),
        ("Carlo C. Del Mundo", ("Carlo C.", "Del Mundo", "")),
        ("Michiel de Jong", ("Michiel", "de Jong", "")),
        ("Sammy Davis Jr.", ("Sammy", "Davis", "Jr.")),
        ("NVIDIA", ("", "NVIDIA", "")),
        ("vLLM", ("", "vLLM", "")),
        ("Research and Development Team", ("", "Research and Development Team", "")),
        ("Rock AND Roll", ("", "Rock AND Roll", "")),
        ("Sammy Davis, Jr.", ("Sammy", "Davis", "Jr.")),
        ("Davis, Jr., Sammy", ("Sammy", "Davis", "Jr.")),
        ("García Montes, Gabriel", ("Gabriel", "García Montes", "")),
        ("José Ortiz y Gasol", ("José", "Ortiz y Gasol", "")),
        ("de la Vega Ruiz, Ana", ("Ana", "de la Vega Ruiz", "")),
        ("Mistral AI team", ("", "Mistral AI team", "")),
        ("A, B, C, D", ("", "A, B, C, D", "")),
        ("O{pen} AI", ("", "O{pen} AI", "")),
    ],
)
def test_a_name_is_split_as_it_should_be(style, author, name):
    entry = one(style, authors=["Ada Lovelace", author, "Alan Turing"])
    assert names(entry) == [("Ada", "Lovelace", ""), name, ("Alan", "Turing", "")]


@pytest.mark.parametrize(
    ("author", "latex"),
    [
        ("Tri Dao", "Dao, Tri"),
        ("Ludwig van der Berg", "van der Berg, Ludwig"),
        ("Sammy Davis Jr.", "Davis, Jr., Sammy"),
        ("NVIDIA", "{NVIDIA}"),
        ("Van den Broeck, Guy", "Van den Broeck, Guy"),
        # BibTeX takes "Ortiz y" for particles of Gasol.
        ("Ortiz y Gasol, Mary", "{Ortiz y Gasol}, Mary"),
        ("Montes de Oca, Mary", "{Montes de Oca}, Mary"),
        ("de Ortiz y Gasol, Mary", "{de Ortiz y Gasol}, Mary"),
        ("San Martin de Oca, Mary", "{San Martin de Oca}, Mary"),
        ("de la Vallee Poussin, Mary", "de la Vallee Poussin, Mary"),
    ],
)
def test_the_family_name_comes_first(author, latex):
    for render in RENDER.values():
        assert f" = {{{latex} and others}},\n" in render([cite(paper(authors=[author, "et al."]))])


@BOTH
def test_a_list_that_was_cut_ends_with_others(style):
    entry = one(style, authors=["Ada Lovelace", "et al."])
    assert names(entry) == [("Ada", "Lovelace", ""), ("", "others", "")]


@BOTH
def test_an_organisation_is_one_name(style):
    entry = one(style, org=["UC Berkeley", "Hugging Face"], kind="blog")
    assert names(entry) == [("", "UC Berkeley", ""), ("", "Hugging Face", "")]


@BOTH
def test_no_authors_are_no_field(style):
    assert "author" not in one(style).persons


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"name": "FLA_2"}, "FLA_2"),
        ({"title": "{Title}"}, "{Title}"),
        ({"authors": ["et al."]}, "Some paper"),
        ({"authors": ["Ada Lovelace"]}, None),
        ({"org": ["NVIDIA"], "kind": "blog"}, None),
        ({"org": ["NVIDIA"], "kind": "report"}, "Some paper"),
    ],
)
def test_bibtex_sorts_an_entry_without_authors_by_a_key(facts, key):
    found = fields("bibtex", **facts).get("key")
    assert (plain(found) if found else found) == key
    assert "key" not in fields("biblatex", **facts)


@pytest.mark.parametrize(
    ("facts", "bibtex", "biblatex"),
    [
        ({"venue": "ICLR 2024"}, ("inproceedings", "booktitle"), ("inproceedings", "booktitle")),
        ({"venue": "TMLR 2024"}, ("article", "journal"), ("article", "journaltitle")),
        (
            {"venue": "Advances 2024", "publication": "chapter"},
            ("incollection", "booktitle"),
            ("incollection", "booktitle"),
        ),
        (
            {"venue": "Information Fusion 2024", "publication": "journal"},
            ("article", "journal"),
            ("article", "journaltitle"),
        ),
        ({"venue": "arXiv 2024"}, ("misc", None), ("online", None)),
        ({"venue": "ICLR 2024", "publication": "preprint"}, ("misc", None), ("online", None)),
        ({"publication": "journal"}, ("misc", None), ("online", None)),
        ({}, ("misc", None), ("online", None)),
        ({"kind": "blog"}, ("misc", None), ("online", None)),
        ({"kind": "docs"}, ("misc", None), ("online", None)),
        ({"kind": "code"}, ("misc", None), ("software", None)),
        ({"kind": "report", "org": ["A"]}, ("misc", None), ("report", None)),
        ({"kind": "report"}, ("misc", None), ("online", None)),
    ],
)
def test_the_type_is_that_of_the_kind(facts, bibtex, biblatex):
    for style, wanted in (("bibtex", bibtex), ("biblatex", biblatex)):
        entry = one(style, **facts)
        venues = [key for key in entry.fields if key in ("booktitle", "journal", "journaltitle")]
        assert (entry.type, *(venues or [None])) == wanted


def test_only_a_biblatex_report_has_a_type_and_an_institution():
    facts = {"authors": ["Ada Lovelace"], "org": ["NVIDIA"]}
    report = fields("biblatex", kind="report", **facts)
    assert (report["type"], report["institution"]) == ("techreport", "NVIDIA")
    assert not {"type", "institution"} & set(fields("biblatex", kind="blog", **facts))
    assert not {"type", "institution"} & set(fields("bibtex", kind="report", **facts))


@pytest.mark.parametrize(
    ("venue", "month", "date"),
    [
        (None, "July", "2023-07-31"),
        ("NeurIPS", "July", "2023-07-31"),
        ("NeurIPS 2023", None, "2023"),
        ("NeurIPS 2024", None, "2024"),
    ],
)
def test_a_month_is_told_only_with_its_own_year(venue, month, date):
    facts = {"venue": venue, "date": "2023-07-31"}
    assert fields("bibtex", **facts).get("month") == month
    assert fields("biblatex", **facts)["date"] == date


@pytest.mark.parametrize(
    ("style", "key"), [("bibtex", "primaryClass"), ("biblatex", "eprintclass")]
)
def test_the_class_of_arxiv_is_told_where_it_is_known(style, key):
    record = ArxivRecord(
        title="A", primary_class="cs.LG", date="2026-01-01", source="https://arxiv.org/"
    )
    text = RENDER[style]([cite(paper(), {"2307.00001": record})])
    assert parse_string(text, "bibtex").entries["some-paper"].fields[key] == "cs.LG"
    assert fields(style, arxiv="hep-th/9901001")[key] == "hep-th"
    assert key not in fields(style)


@BOTH
def test_no_papers_are_no_entries(style):
    assert not read(style)
    assert RENDER[style]([]) == ""


@pytest.mark.parametrize(
    ("title", "latex"),
    [
        ("a < b > c | d", r"a \textless{} b \textgreater{} c \textbar{} d"),
        ("α-Entmax of Δ", r"{$\alpha$}-Entmax of {$\Delta$}"),
        ("CO₂ and x² at 10⁻³", "{CO$_2$} and x$^2$ at {10$^{-3}$}"),
    ],
)
def test_a_title_prints_in_every_font(title, latex):
    assert fields("bibtex", title=title)["title"] == latex


def test_the_names_of_the_list_keep_their_capitals():
    cited = [cite(paper(title="Faster Zorba Serving"), names=frozenset({"Zorba"}))]
    for render in RENDER.values():
        assert " = {Faster {Zorba} Serving},\n" in render(cited)
