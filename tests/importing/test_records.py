"""Lists of records as other programs write them, and the lines of their mistakes."""

import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from paperlist.cli import main
from paperlist.importing.readers import NothingToRead, read_list
from paperlist.importing.records.drafts import read_item
from paperlist.importing.records.items import Item
from paperlist.importing.rows import UnreadLine


def items(text, form):
    found = read_list(text)
    assert found.format == form
    return found.rows


def draft(text, form):
    (item,) = items(text, form)
    return read_item(item)


def bib(fields, kind="article", key="k"):
    return draft(f"@{kind}{{{key},\n title = {{A Title}}, year = 2024,\n {fields}\n}}\n", "BibTeX")


LINK = "url = {https://example.org/a}"

# BibTeX


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("Example, Ada and Sample, Bo", ("Ada Example", "Bo Sample")),
        ("Ada Example AND Bo Sample and others", ("Ada Example", "Bo Sample", "et al.")),
        (r"M{\"u}ller, J{\"o}rg and \'Etienne Dupont", ("Jörg Müller", "Étienne Dupont")),
        ("{van der Berg}, Jos", ("Jos van der Berg",)),
        ("Jones, Jr., Henry", ("Henry Jones Jr.",)),
        ("García Montes, Gabriel", ("García Montes, Gabriel",)),
        ("{Some Team and Friends} and Bo Sample", ("Some Team and Friends", "Bo Sample")),
        ("family=Person, given=Cy, prefix=von", ("Cy von Person",)),
        ("Tri Dao and\n    Daniel Y. Fu", ("Tri Dao", "Daniel Y. Fu")),
        ("others", ()),
        ("", ()),
    ],
)
def test_authors_of_bibtex(written, authors):
    assert bib(f"author = {{{written}}}, {LINK}").authors == authors


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("{{Amber}: Caching Sums}", "Amber: Caching Sums"),
        ("{{Large Language Models} in {V}iew}", "Large Language Models in View"),
        (r"{G{\"o}del \& Escher of $O(n^2)$}", "Gödel & Escher of O(n²)"),
        ('"Quoted {B}asalt"', "Quoted Basalt"),
        (r"{About 50\% of \textbf{all}}", "About 50% of all"),
        ("{Two\n  lines.}", "Two lines"),
        ("{Keys~and ``Values''}", "Keys and “Values”"),
        ('{Part} # " and " # {rest}', "Part and rest"),
    ],
)
def test_a_title_of_bibtex(written, title):
    text = f"@misc{{k, title = {written}, year = 2024, {LINK}}}"
    assert draft(text, "BibTeX").title == title


@pytest.mark.parametrize(
    ("fields", "arxiv"),
    [
        ("eprint = {2401.00001}, archivePrefix = {arXiv}", "2401.00001"),
        ("eprint = {2401.00001v2}, eprinttype = {arxiv}", "2401.00001"),
        ("eprint = {arXiv:2401.00001}", "2401.00001"),
        ("arxivId = {2401.00001}", "2401.00001"),
        ("journal = {arXiv preprint arXiv:2401.00001}", "2401.00001"),
        ("journal = {CoRR}, volume = {abs/2401.00001}, eprint = {2401.00001}", "2401.00001"),
        ("url = {http://arxiv.org/abs/2401.00001}", "2401.00001"),
        ("note = {arXiv:2401.00001 [cs]}", "2401.00001"),
        ("doi = {10.48550/arXiv.2401.00001}", "2401.00001"),
        ("eprint = {0309136}, archivePrefix = {arXiv}, primaryClass = {math.GT}", "math/0309136"),
        (f"eprint = {{12345}}, eprinttype = {{jstor}}, {LINK}", None),
    ],
)
def test_an_arxiv_id_of_bibtex(fields, arxiv):
    found = bib(fields)
    assert (found.arxiv, found.venue, found.doi) == (arxiv, None, None)


@pytest.mark.parametrize(
    ("fields", "kind", "venue"),
    [
        ("booktitle = {ICML}", "inproceedings", "ICML 2024"),
        ("booktitle = {Proceedings of X}, series = {SOSP '23}", "inproceedings", "SOSP 2023"),
        ("booktitle = {Symposium on Samples (SOS)}", "inproceedings", "SOS 2024"),
        ("journal = {Journal of Samples}", "article", "Journal of Samples 2024"),
        ("journaltitle = {Journal of Samples}", "article", "Journal of Samples 2024"),
        ("booktitle = {Neurips}", "inproceedings", "NeurIPS 2024"),
        ("howpublished = {Blog}", "misc", None),
    ],
)
def test_a_venue_of_bibtex(fields, kind, venue):
    assert bib(f"{fields}, {LINK}", kind).venue == venue


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("month = jul", "2024-07"),
        ("month = {July}", "2024-07"),
        ("month = 7", "2024-07"),
        ('month = jul # "~15"', "2024-07-15"),
        ("month = 3, day = 5", "2024-03-05"),
        ("date = {2023-06-12}", "2023-06-12"),
        ("date = {2023-06/2023-08}", "2023-06"),
        ("month = foo", "2024-01"),
    ],
)
def test_a_date_of_bibtex(fields, date):
    found = bib(f"{fields}, {LINK}")
    assert found.date == date
    assert ("only the year is known: 2024" in found.to_check) == (date == "2024-01")


def test_strings_and_volumes_of_bibtex():
    text = """\
% Encoding: UTF-8
@String(JOS = {Journal of Samples})
@comment{a comment}
@article{one, title={One}, journal=jos, year=2020, url={https://example.org/1}}
@inproceedings(two, title={Two (of two)}, crossref={Vol}, url={https://example.org/2})
@proceedings{vol, title={Proceedings of X}, booktitle={XCONF}, year=2021}
"""
    one, two, volume = items(text, "BibTeX")
    assert read_item(one).venue == "Journal of Samples 2020"
    assert (two.line, read_item(two).title, read_item(two).venue) == (
        5,
        "Two (of two)",
        "XCONF 2021",
    )
    assert volume == UnreadLine(6, "@proceedings is not a paper: 'Proceedings of X'")


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("@misc{b,\n  title = {Open brace,\n}", "a brace or a quote is not closed"),
        ('@misc{b, title = "Open quote}', "a brace or a quote is not closed"),
        ("@misc{b title = {x}}", "there is no comma after the key"),
        ("@misc{b, title {x}}", "',' or '=' is missing"),
        ("@misc(b, title = {x}", "a brace or a quote is not closed"),
    ],
)
@pytest.mark.parametrize("where", ["first", "last"])
def test_a_broken_entry_is_named_and_the_others_are_read(broken, reason, where, capsys):
    good = f"@misc{{good, title={{Good}}, year=2024, {LINK}}}"
    parts = [broken, good] if where == "first" else [good, broken]
    found = items("\n".join(parts), "BibTeX")
    (refused,) = [row for row in found if isinstance(row, UnreadLine)]
    assert refused.reason.endswith(reason)
    assert refused.line == (1 if where == "first" else 2)
    assert [read_item(row).title for row in found if isinstance(row, Item)] == ["Good"]
    assert capsys.readouterr().err == ""


def test_entries_in_parentheses():
    text = f"""\
@misc(one, title = "One ) of {{"}}two{{"}} (x)", year = 2024, {LINK})
@misc ( two , title = {{Two :) {{)}} \\& (more)}}, {LINK}, year = 2023, )
@misc{{three, title = {{Three)}}, year = 2022, {LINK}}}
"""
    found = [(item.id, item.title, item.date) for item in items(text, "BibTeX")]
    assert found == [
        ("one", 'One ) of "two" (x)', "2024"),
        ("two", "Two :) ) & (more)", "2023"),
        ("three", "Three)", "2022"),
    ]


def test_an_empty_address_of_bibtex_is_ignored():
    fields = r"howpublished = {\url{}}"
    (item,) = items(f"@misc{{k, title = {{T}}, {fields}, {LINK}}}", "BibTeX")
    assert item.urls == items(f"@misc{{k, title = {{T}}, {LINK}}}", "BibTeX")[0].urls


def test_keys_that_are_ids_stay():
    assert bib(LINK, key="kwon2023efficient").id == "kwon2023efficient"
    for key in ("Person_2024", "DBLP:conf/x", "12", "64f0c2a1b2c3d4e5f6a7b8c9", ""):
        assert bib(LINK, key=key).id == ""


def test_a_page_that_quotes_bibtex_is_not_bibtex():
    text = f"# A list\n\n```bibtex\n@misc{{a, title={{Title}}, year=2024, {LINK}}}\n```\n"
    with pytest.raises(NothingToRead):
        read_list(text)


def test_strings_that_double_each_other_stay_short():
    doubled = "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 60))
    text = f"@string{{a0 = {{xy}}}}\n{doubled}@misc{{k, title = a59 # a59, {LINK}}}"
    (item,) = items(text, "BibTeX")
    assert len(item.title) <= 1000


# RIS


RIS = """\
TY  - CONF
ID  - title-two-lines
TI  - A Title of
 two lines
A1  - Person, Cy
AU  - Sample, Bo
T2  - International Symposium on Samples (ISS)
PY  - 2024/05/03/
DO  - 10.1000/xyz
UR  - http://example.org/a
KW  - caching
N1  - A note.
ER  -
"""


def test_a_record_of_ris():
    found = draft(RIS, "RIS")
    assert (found.title, found.venue, found.date) == (
        "A Title of two lines",
        "ISS 2024",
        "2024-05-03",
    )
    assert (found.authors, found.doi, found.url) == (
        ("Bo Sample",),
        "10.1000/xyz",
        "https://example.org/a",
    )
    assert found.more == {"note": "A note."}


def test_a_broken_record_of_ris_is_named():
    text = f"{RIS}junk\n\nTY  - JOUR\nTI  - No end\n\n{RIS}"
    first, broken, last = items(text, "RIS")
    assert (first.line, last.line) == (1, 19)
    assert broken == UnreadLine(16, "the record has no end (ER)")


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ("TY  - GEN\nPB  - arXiv\nUR  - http://arxiv.org/abs/2306.07629", "paper"),
        ("TY  - RPRT\nM3  - Preprint\nAN  - arXiv:2306.07629\nPB  - arXiv", "paper"),
        ("TY  - RPRT\nPB  - Lab, Inc\nUR  - https://example.org/r", "report"),
        ("TY  - JOUR\nJO  - arXiv preprint arXiv:2306.07629", "paper"),
    ],
)
def test_a_preprint_of_ris_has_no_venue(lines, kind):
    found = draft(f"{lines}\nTI  - A title\nY1  - 2023/6/\nER  - \n", "RIS")
    assert (found.kind, found.venue, found.date) == (kind, None, "2023-06")
    assert found.arxiv == (None if kind == "report" else "2306.07629")
    assert found.org == (("Lab, Inc",) if kind == "report" else ())


# CSL-JSON and other JSON


def test_a_note_of_the_owner_is_not_public():
    note = "Compare this with the talk of May."
    found = draft(RIS.replace("ID  - title-two-lines\n", "").replace("A note.", note), "RIS")
    assert (found.more, found.to_check) == ({}, [f"ignored the note: '{note}'"])
    record = {"type": "article", "title": "A title", "DOI": "10.1000/xyz", "note": note,
              "issued": {"date-parts": [[2024, 5]]}}  # fmt: skip
    for paper_id, more in (("Person_2024", {}), ("amber", {"note": note})):
        assert draft(json.dumps([record | {"id": paper_id}]), "CSL-JSON").more == more


def test_a_note_of_a_program_is_no_note():
    record = {"id": "abc", "title": "A title", "DOI": "10.1000/xyz", "note":
              "This CSL JSON Item was automatically generated by Sampler v1 using a DOI.",
              "issued": {"date-parts": [[2024, 5]]}}  # fmt: skip
    found = draft(json.dumps([record]), "CSL-JSON")
    assert (found.more, found.to_check) == ({}, [])


@pytest.mark.parametrize("name", ["notes", "Remarks", "备注"])
def test_only_a_column_named_note_is_public(name):
    row = f"title,doi,date,{name}\nA title,10.1000/xyz,2024-05,Read again\n"
    assert draft(row, "CSV").more == {}
    assert read_list(row).notes == (f"not read: {name}",)


def test_items_of_csl_json():
    record = {
        "id": "kwon2023", "type": "paper-conference", "title": "A <i>Title</i> &amp; more",
        "author": [{"family": "Berg", "non-dropping-particle": "van der", "given": "Jos"},
                   {"literal": "Some Team"}, {"literal": "others"}],
        "event-title": "SOSP '23: 29th Symposium", "container-title": "Proceedings of the 29th",
        "issued": {"date-parts": [["2023", 10, 23]]}, "DOI": "10.1145/3600006.3613165",
    }  # fmt: skip
    found = draft(json.dumps({"items": [record]}), "CSL-JSON")
    assert (found.id, found.title, found.venue) == ("kwon2023", "A Title & more", "SOSP 2023")
    assert found.authors == ("Jos van der Berg", "Some Team", "et al.")
    assert (found.date, found.doi) == ("2023-10-23", "10.1145/3600006.3613165")


@pytest.mark.parametrize(
    "record",
    [
        {"title": "A title", "authors": ["Ada X", "Bo Y"], "year": 2024, "url": "https://example.org/a"},
        {"Title": "A title", "Authors": "X, Ada; Y, Bo", "Date": "2024-01", "Link": "https://example.org/a"},
        {"paper": "A title", "author": "X, Ada and Y, Bo", "date": "Jan 2024", "urls": ["https://example.org/a"]},
        {"title": "A title", "authors": [{"name": "Ada X"}, {"first": "Bo", "last": "Y"}],
         "publicationDate": "2024-01", "openAccessPdf": {"url": "https://example.org/a"}},
        {"title": "A title", "authors": "Ada X, Bo Y", "year": "2024", "links": {"web": "https://example.org/a"}},
    ],
)  # fmt: skip
@pytest.mark.parametrize("shape", ["list", "object", "by key", "yaml"])
def test_records_of_json_and_yaml(record, shape):
    shapes = {
        "list": [record],
        "object": {"meta": [1], "papers": [record]},
        "by key": {"k": record},
    }
    text = yaml.safe_dump([record]) if shape == "yaml" else json.dumps(shapes[shape])
    found = draft(text, "YAML" if shape == "yaml" else "JSON")
    assert (found.title, found.authors) == ("A title", ("Ada X", "Bo Y"))
    assert (found.date, found.url) == ("2024-01", "https://example.org/a")


def test_an_abbreviation_is_the_name_and_an_unknown_venue_is_none():
    record = {
        "title": "A title",
        "abbr": "AT",
        "year": 2024,
        "venue": "Unknown",
        "url": "https://a.org",
    }
    found = draft(json.dumps([record]), "JSON")
    assert (found.name, found.venue) == ("AT", None)


def test_json_that_breaks_off_is_read_up_to_there():
    text = '[\n {"title": "One", "url": "https://example.org/1"},\n\n {"title": "Two"\n]'
    one, broken = items(text, "JSON")
    assert (one.line, broken.line) == (2, 4)
    assert broken.reason == "not valid JSON: Expecting ',' delimiter in line 5"


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, '[{"title": ' + "9" * 5000 + "}]", '[{"title"']
)
def test_hostile_json(text):
    try:
        rows = read_list(text).rows
    except NothingToRead:
        return
    assert all(isinstance(row, UnreadLine) for row in rows)


def test_names_of_fields_are_reported():
    text = json.dumps(
        [{"title": "A", "journal": "J", "rating": 5, "stars": 1, "url": "https://a.org/b"}]
    )
    assert read_list(text).notes == ("fields: journal → venue", "not read: rating")


# CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_of_any_delimiter(delimiter):
    head, row = (
        ["Title", "Authors", "Year", "Link"],
        ['"A; title, of two"', '"X, Ada; Y, Bo"', "2024", "https://a.org/b"],
    )
    found = draft("\n".join(delimiter.join(each) for each in (head, row)), "CSV")
    assert (found.title, found.authors) == ("A; title, of two", ("Ada X", "Bo Y"))


@pytest.mark.parametrize(
    ("authors", "found"),
    [
        ("Person, Cy", ("Cy Person",)),
        ("Person, Cy A.", ("Cy A. Person",)),
        ("Cy Person, Bo Sample", ("Cy Person", "Bo Sample")),
        ("张三, 李四", ("张三", "李四")),
        ("张三；李四", ("张三", "李四")),
        ("Cy Person et al.", ("Cy Person", "et al.")),
        ("Cy Person", ("Cy Person",)),
    ],
)
def test_authors_of_a_cell(authors, found):
    assert (
        draft(
            f'title,authors,date,url\nA title,"{authors}",2024-05,https://a.org/b\n', "CSV"
        ).authors
        == found
    )


def test_header_words_in_chinese_and_a_cell_of_two_lines():
    text = (
        '标题,作者,会议,年份,链接\n"一种\n缓存",张三,ICML,2024,https://arxiv.org/abs/2401.00005\n'
    )
    found = draft(text, "CSV")
    assert (found.title, found.venue, found.arxiv) == ("一种 缓存", "ICML 2024", "2401.00005")


def test_a_row_with_too_many_cells_is_refused_with_its_line():
    text = 'title,url\n"Two\nlines",https://a.org/b\nA, title,https://a.org/c\n'
    good, bad = items(text, "CSV")
    assert good.line == 2
    assert bad == UnreadLine(4, "the row has 3 cells, the header has 2")


@pytest.mark.parametrize(
    "text",
    [
        "Some, words\nand more\n",
        "|Title|Link|\n|-|-|\n",
        "- Title, link\n",
        "title\nonly\n",
        "a,b\n1,2\n",
    ],
)
def test_other_text_is_not_a_table(text):
    with suppress(NothingToRead):
        assert read_list(text).format != "CSV"


# YAML


def test_a_list_of_yaml_keeps_numbers_as_they_are_written():
    text = "- title: A title\n  arxiv: 2205.14130\n- title: Another\n  date: 2024-05\n"
    text += "  url: http://a.org/b\n- text\n"
    one, two, other = items(text, "YAML")
    assert read_item(one).arxiv == "2205.14130"
    assert (two.line, read_item(two).url) == (3, "https://a.org/b")
    assert other == UnreadLine(6, "not an object with fields")


# All formats

words = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    [
        "A title",
        "2401.00001",
        "10.1000/x",
        "https://a.org/b",
        "Ada X, Bo Y",
        "2024",
        "ICLR 2024",
        "{",
        '"',
        "et al.",
    ]
)
FIELDS = (
    *("title", "name", "authors", "date", "venue", "org", "arxiv", "doi", "url", "pdf", "code"),
    *("note", "topics", "keywords", "category", "summary", "aka", "id", "kind", "recommended"),
)


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), words), min_size=1, max_size=4))
def test_what_is_imported_passes_the_check_without_a_warning(records):
    known = {"title": "First", "url": "https://a.org/first", "date": "2024-05"}
    with TemporaryDirectory() as name:
        folder = Path(name)
        for stem in ("papers", "topics", "collections"):
            (folder / f"{stem}.yaml").write_text("[]\n", "utf-8")
        (folder / "list.json").write_text(json.dumps([known, *records]), "utf-8")
        totals = json.loads(imported(folder, "--json"))["totals"]
        assert totals.pop("items") == len(records) + 1 == sum(totals.values())
        arguments = ["check", "--strict", "--data", name]
        checked = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert checked.exit_code == 0, checked.output
        before = (folder / "papers.yaml").read_bytes()
        assert " 0 imported, 0 merged" in imported(folder)
        assert (folder / "papers.yaml").read_bytes() == before


def imported(folder, *options):
    arguments = ["import", str(folder / "list.json"), "--into", str(folder), *options]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@given(
    st.text(max_size=300),
    st.sampled_from(
        ["@misc{k, title = {", "TY  - JOUR\n", '[{"title":', "title,url\n", "- title: "]
    ),
)
def test_any_text_ends_in_rows_or_one_line(text, start):
    try:
        rows = read_list(start + text).rows
    except NothingToRead:
        return
    assert rows
    assert all(row.line >= 1 for row in rows)


def test_a_mistake_in_yaml_is_reported_with_its_place():
    text = "- title: Sorting Tokens\n  url: https://a.b/\n- title: Other: Words\n  year: 2024\n"
    found = read_list(text)
    (line,) = found.rows
    assert (found.format, line.line) == ("YAML", 3)
    assert line.reason.startswith("not valid YAML in column ")


def test_items_with_labels_are_markdown_and_not_yaml_with_a_mistake():
    text = "- Title: Sorting Tokens: Words\n  - Link: https://arxiv.org/abs/2401.00001\n"
    assert read_list(text).format == "Markdown"
