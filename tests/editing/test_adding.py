"""A new entry: what it holds, and that it changes nothing but its own lines."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from paperlist.catalogue.fields import RESERVED_IDS
from paperlist.catalogue.reading.folder import parse_file
from paperlist.editing import inserting
from paperlist.editing.adding import needs_topics
from paperlist.editing.inserting import NoPlace
from paperlist.editing.known import differences, find_known, find_listed
from paperlist.editing.new_entry import Overrides, make_id, make_record, taken_ids
from paperlist.sources.identifiers import parse_identifier
from paperlist.sources.metadata import Metadata
from tests.support.catalogues import DATA, catalogue, entry, load_texts, paper, titles

TODAY = "2026-11-26"
OVERRIDES = Overrides(("attention",))


def work(title="A title", **more):
    facts = {"authors": ("Ada Lovelace",), "date": "2023-09", "arxiv": "2309.06180"}
    return Metadata(title, **{**facts, "source": "https://arxiv.org/abs/2309.06180", **more})


def record(work, overrides=OVERRIDES, known=()):
    return make_record(work, overrides, catalogue(*known), TODAY)


def test_a_record_has_its_keys_in_the_order_of_an_entry():
    overrides = Overrides(("attention",), "https://github.com/a/b", None, "SOSP 2023", "3")
    made = record(work("vLLM: Easy and Fast", doi="10.1145/1"), overrides)
    assert list(made.items()) == [
        ("id", "vllm"),
        ("name", "vLLM"),
        ("title", "vLLM: Easy and Fast"),
        ("authors", ("Ada Lovelace",)),
        ("date", "2023-09"),
        ("venue", "SOSP 2023"),
        ("arxiv", "2309.06180"),
        ("doi", "10.1145/1"),
        ("code", "https://github.com/a/b"),
        ("topics", ("attention",)),
        ("recommended", "3"),
        ("added", TODAY),
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("FlashAttention-2: Faster Attention", "FlashAttention-2"),
        ("LLM.int8(): 8-bit Matrix Multiplication", "LLM.int8()"),
        ("Llama 2: Open Foundation Models", "Llama 2"),
        ("Attention is all: A Study", None),
        ("Towards Speed: A Study", None),
        ("Ratios of 1:2 in Practice", None),
        ("Orca:", None),
        ("Orca", None),
    ],
)
def test_a_name_stands_before_a_colon(title, name):
    assert record(work(title)).get("name") == name


def test_a_name_given_counts_more_and_one_that_is_the_title_is_none():
    assert record(work("X: Y"), Overrides(("a",), name="Zed"))["name"] == "Zed"
    assert "name" not in record(work("Zed"), Overrides(("a",), name="Zed"))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("FlashAttention-2", "flashattention-2"),
        ("LLM.int8()", "llm-int8"),
        ("A Survey of the Efficient Inference of Large Language Models",
         "survey-efficient-inference-large-language"),
        ("Łańcucki's Café", "lancucki-s-cafe"),
        ("注意力机制", "zhu-yi-li-ji-zhi"),
        ("LLM推理的KV 缓存（Cache）与安全问题", "llm-tui-li-de-kv-huan-cun-cache"),
        ("安全", "an-quan"),
        ("量子化の手法", "paper-2309-06180"),
        ("2023", "paper-2309-06180"),
        ("The Of", "the-of"),
        ("Index", "paper-2309-06180"),
        ("Øre", "ore"),
        ("Straße der Æsir", "strasse-der-aesir"),
        ("Đuro Þórr", "duro-thorr"),
        ("ılık ħ Œuvre", "ilik-h-oeuvre"),
        ("α-Flow", "alpha-flow"),
        ("λScale", "lambda-scale"),
        ("αβ-CROWN", "alpha-beta-crown"),
        ("∞Bench", "infinity-bench"),
        ("Pre³", "pre3"),
        ("Ελλάδα", "paper-2309-06180"),
        ("CON", "con-2023"),
        ("Com¹", "com1-2023"),
        ("Con Cache", "con-cache"),
        ("x" * 200, "x" * 70),
    ],
)  # fmt: skip
def test_an_id_is_made_of_words(text, made):
    assert make_id(text, "2309.06180", "2023", ()) == made


@pytest.mark.parametrize("name", sorted(RESERVED_IDS))
def test_no_new_id_is_reserved(name):
    assert make_id(name.upper(), "", "2023", ()) == f"{name}-2023"


def test_an_id_that_is_taken_gets_the_year_and_then_a_number():
    known = [paper(id="orca"), paper(id="other", formerly=["orca-2023"], title="B")]
    taken = taken_ids(catalogue(*known))
    assert make_id("Orca", "", "2023", taken) == "orca-2023-2"
    assert make_id("Orca", "", "2024", taken) == "orca-2024"


def test_long_lists_of_authors_are_cut_as_the_list_does():
    names = tuple(f"Given Family{number}" for number in range(13))
    assert record(work(authors=names))["authors"] == (*names[:10], "et al.")
    assert record(work(authors=names[:12]))["authors"] == names[:12]
    assert "authors" not in record(work(authors=()))


def test_capitals_are_mended_with_the_words_of_the_list():
    known = [paper(title="KV Cache in vLLM with attention"), paper(id="b", title="The KV cache")]
    title = "ATTENTION OF THE KV CACHE IN VLLM: FASTER AND FASTER"
    made = record(work(title), known=known)
    assert made["title"] == "Attention of the KV Cache in vLLM: Faster and Faster"
    assert record(work("KV CACHE for all"))["title"] == "KV CACHE for all"
    assert record(work("BLOOM"))["title"] == "BLOOM"
    assert record(work("FP8: THE WAY"))["title"] == "FP8: The Way"


@pytest.mark.parametrize(
    ("venue", "publication", "stated"),
    [
        ("Information Fusion 2024", "journal", "journal"),
        ("TMLR 2024", "journal", None),
        ("SOSP 2024", "conference", None),
        ("Journal of Caches 2024", "conference", "conference"),
        ("Advances 2024", "chapter", "chapter"),
        (None, "journal", None),
        ("SOSP 2024", None, None),
    ],
)
def test_the_publication_is_stated_where_the_venue_does_not_say_it(venue, publication, stated):
    made = record(work(venue=venue, publication=publication))
    assert made.get("publication") == stated


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("arXiv:2307.00001v2", {}),
        ("10.48550/arXiv.2307.00001", {}),
        ("2401.00001", {"arxiv": None, "url": "https://huggingface.co/papers/2401.00001"}),
        ("2401.00001", {"doi": "10.48550/arXiv.2401.00001"}),
        ("https://doi.org/10.1145/ABC", {"doi": "10.1145/abc"}),
        ("10.1145/abc", {"arxiv": None, "url": "https://dl.acm.org/doi/pdf/10.1145/abc"}),
        ("10.1145/abc", {"pdf": "https://dl.acm.org/doi/pdf/10.1145/abc"}),
    ],
)
def test_a_paper_is_found_by_each_of_its_identifiers(text, links):
    known = paper(**links)
    assert find_listed(parse_identifier(text), catalogue(known)) == known


def test_another_identifier_is_not_listed():
    known = paper(url="https://example.org/2401.00001", code="https://arxiv.org/abs/2401.00001")
    assert find_listed(parse_identifier("2401.00001"), catalogue(known)) is None


@pytest.mark.parametrize(
    "same",
    [
        {"arxiv": "2307.00001"},
        {"arxiv": None, "doi": "10.1145/A"},
        {"title": "some  PAPER!"},
        {"title": "Some \\textbf{paper}"},
    ],
)
def test_a_paper_of_the_list_is_known(same):
    known = paper(doi="10.1145/a")
    assert find_known(work(**{"title": "Other", **same}), catalogue(known)) == known


def test_a_new_paper_is_not_known():
    assert find_known(work(), catalogue(paper())) is None
    assert (
        find_known(work(arxiv=None, doi="10.1/x"), catalogue(paper(arxiv=None, url="https://a.b/")))
        is None
    )


def test_what_differs_is_told_key_by_key():
    known = paper(
        title="Some paper",
        authors=["Ada Lovelace", "Bo Li", "et al."],
        code="https://github.com/a/b",
    )
    overrides = Overrides(
        ("attention", "kv-cache"), "https://github.com/a/c", "Some", "SOSP 2023", "2"
    )
    found = work(
        "Another paper", authors=("Ada Lovelace", "Cy Day"), arxiv="2307.00001", doi="10.1/x"
    )
    assert list(differences(known, found, overrides)) == [
        "title is 'Some paper', https://arxiv.org/abs/2309.06180 has 'Another paper'",
        "authors are 'Ada Lovelace, Bo Li, et al.', https://arxiv.org/abs/2309.06180 has "
        "'Ada Lovelace, Cy Day'",
        "name is missing: 'Some'",
        "venue is missing: 'SOSP 2023'",
        "doi is missing: '10.1/x'",
        "code is 'https://github.com/a/b', not 'https://github.com/a/c'",
        "recommended is missing: '2'",
        "topic 'kv-cache' is missing",
    ]


def test_what_is_the_same_differs_in_nothing():
    known = paper(title="Some paper: with a subtitle", authors=["Ada  lovelace", "et al."])
    found = work("Some Paper", authors=("Ada Lovelace", "Bo Li"), arxiv="2307.00001")
    assert list(differences(known, found, OVERRIDES)) == []


def insert_entries(text, records, shown="f"):
    return inserting.insert_entries(parse_file(text, shown), records).text


NEW = {"id": "new", "title": "New: one", "date": "2023-07", "topics": ("attention",),
       "arxiv": "2307.09999", "added": TODAY}  # fmt: skip
MADE = ['- id: new', '  title: "New: one"', "  date: 2023-07", "  topics: [attention]",
        '  arxiv: "2307.09999"', f"  added: {TODAY}"]  # fmt: skip


def dated(name, date):
    return f"- id: {name}\n  date: {date}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# top\n\n", f"# of b\n{dated('b', '2023-07')}"),
        (f"# top\n{dated('a', '2023-08-01')}\n# part\n\n", f"# of b\n# b\n{dated('b', '2023-06')}"),
        (dated("a", "2023-08"), dated("b", "2023-07-31") + "\n" + dated("c", "2024-01")),
        ("", dated("b", "2022-01")),
        ("# about the file\n", dated("b", "2022-01")),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_an_entry_stands_above_the_first_of_its_month_or_older(before, after, ending):
    text = (before + after).replace("\n", ending)
    made = "".join(f"{line}{ending}" for line in [*MADE, ""])
    expected = before.replace("\n", ending) + made + after.replace("\n", ending)
    assert insert_entries(text, [NEW], "f") == expected


@pytest.mark.parametrize("rest", ["", "\n", "\n  # tail\n", "\n\n# the end\n", "\n# the end"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_oldest_goes_to_the_end(rest, ending):
    before = dated("a", "2023-08").rstrip("\n")
    tail = "\n  # tail" if "tail" in rest else ""
    text = (before + rest).replace("\n", ending)
    made = insert_entries(text, [NEW], "f")
    lines = [before + tail, "", *MADE, ""]
    start = "\n".join(lines).replace("\n", ending)
    assert made == start + text.removeprefix((before + tail).replace("\n", ending)).removeprefix(
        ending
    )


def test_several_entries_go_each_to_its_place():
    text = dated("a", "2023-08") + "\n" + dated("b", "2023-07") + "\n" + dated("c", "2022-01")
    dates = {"v": "2021-05", "w": "2023-07", "x": "2024-01", "y": "2023-07", "z": "2024-02"}
    records = [{**NEW, "id": name, "date": date} for name, date in dates.items()]
    made = insert_entries(text, records, "f")
    assert [each["id"] for each in yaml.safe_load(made)] == list("zxawybcv")
    assert made.count("\n\n") == 7


def test_an_empty_list_and_a_list_set_in():
    assert insert_entries("# top\n[]  # none\n", [NEW], "f") == "\n".join(
        ["# top", *MADE, "# none", ""]
    )
    made = insert_entries("  - id: a\n    date: 2023-01\n", [NEW], "f")
    assert made.startswith("  - id: new\n    title: ")
    assert [each["id"] for each in yaml.safe_load(made)] == ["new", "a"]


@pytest.mark.parametrize("text", ["[{id: a, date: 2023-01}]\n", "-\n  id: a\n  date: 2023-01\n"])
def test_a_file_without_a_place_is_told(text):
    with pytest.raises(NoPlace):
        insert_entries(text, [NEW], "f")


@settings(max_examples=12)
@given(titles, st.lists(titles, max_size=14), st.sampled_from(["2016-03", "2023-07", "2099-12"]))
def test_the_list_with_one_more(title, authors, date):
    """Of the real list: all its bytes stay, and one paper is more."""
    text = (DATA / "papers.yaml").read_text("utf-8")
    made = {**NEW, "title": title, "authors": tuple(authors), "date": date}
    after = insert_entries(text, [made], "papers.yaml")
    before, _, behind = after.partition("- id: new\n")
    rest = behind.partition("\n\n")[2]
    assert text in (before + rest, f"{before}{rest}".removesuffix("\n"))
    (added,) = [each for each in yaml.load(after, yaml.CBaseLoader) if each["id"] == "new"]
    assert added == {**made, "topics": ["attention"], "authors": authors}


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["2023-01", "2023-07", "2024-05-06"]), max_size=4), titles)
def test_add_then_load_is_the_catalogue_and_one_more(dates, title):
    entries = [
        entry(id=f"p{n}", title=f"Paper {n}", date=date, arxiv=f'"2201.0000{n}"')
        for n, date in enumerate(dates)
    ]
    text = "\n".join(entries) or "[]\n"
    before = load_texts(text).catalogue.papers
    loaded = load_texts(insert_entries(text, [{**NEW, "title": title}], "f"))
    if loaded.catalogue:
        new = loaded.catalogue.by_id["new"]
        assert (new.title, new.topics, new.added) == (title, ("attention",), TODAY)
        assert [each for each in loaded.catalogue.papers if each != new] == list(before)
    else:
        assert {"title"} == {p.message.partition(" ")[0] for p in loaded.problems}


def test_only_a_new_paper_without_topics_needs_some():
    listed = catalogue(paper(arxiv="2309.06180"))
    without = Overrides(())
    assert needs_topics(work(), without, catalogue())
    assert not needs_topics(work(), without, listed)
    assert not needs_topics(work(), OVERRIDES, catalogue())
