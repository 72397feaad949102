"""The functions of the explorer, run in a browser and compared with plain Python."""

import json
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from paperlist.catalogue.facts import Abstract, CountRecord, Facts, RepositoryRecord, WorkRecord
from paperlist.catalogue.load import load_catalogue
from paperlist.exports import FORMATS
from paperlist.publishing.selection import Selection, Wanted
from paperlist.publishing.site_info import Site
from paperlist.searching import Searcher
from paperlist.searching.text import fold, is_before, parse_span
from paperlist.site.explorer.filters import STARS
from paperlist.site.explorer.index import render_abstracts, render_index
from tests.searching import queries
from tests.support import many, reference
from tests.support.builds import SAMPLE
from tests.support.catalogues import lines
from tests.support.reference import BUNDLES, ENGINES, NOTHING, PAPERS, TOPICS, exported
from tests.support.visits import Visit

# Each example goes through the whole list or a whole file.
FEWER = settings(max_examples=50)
IDS = [paper["id"] for paper in PAPERS]
PICKED = [name for name, form in FORMATS.items() if form.is_picked]
KINDS = sorted({paper.get("kind", "paper") for paper in PAPERS})
VENUES = sorted({reference.series(paper) for paper in PAPERS} - {""})
KNOWN = {
    "topic": [topic["id"] for topic in TOPICS],
    "not": [topic["id"] for topic in TOPICS],
    "kind": KINDS,
    "venue": VENUES,
    "collection": [*BUNDLES],
    "engine": sorted(set.union(*ENGINES.values())),
    "abstracts": ["yes"],
}
CHOICES = [name for name in KNOWN if name not in ("topic", "not", "abstracts")]


class Module:
    """The script of the site in a browser."""

    def __init__(self, window):
        self.page = window.open("about/")
        self.page.evaluate(
            """async home => {
              window.m = await import(`${home}assets/explorer.js`)
              const read = async name => (await fetch(`${home}assets/${name}.json`)).json()
              window.i = m.readIndex(await read("explorer"))
              m.addSummaries(i, await read("summaries"))
              window.scope = { isNew: () => false }
              window.known = known =>
                Object.fromEntries(Object.entries(known).map(([k, v]) => [k, new Set(v)]))
              window.plain = counts => Object.fromEntries(
                Object.entries(counts).map(([k, v]) => [k, Object.fromEntries(v)]))
            }""",
            window.site.url,
        )

    def run(self, script, *values):
        return self.page.evaluate(f"values => (({script}))(...values)", [*values])


@pytest.fixture(scope="module")
def module(chromium, whole):
    window = Visit(chromium, whole)
    yield Module(window)
    window.context.close()
    assert window.wrong == []


# Text, dates, queries


@given(text=lines)
def test_folding_is_the_same(module, text):
    assert module.run("text => m.fold(text)", text) == fold(text)


def test_the_tables_of_texts_and_dates_are_read_as_in_python(module):
    read = """(folded, spans) => [folded.map(m.fold), spans.map(text => {
      const span = m.parseSpan(text)
      if (!span) return null
      const { from, to } = m.parseSpan(m.writeSpan(span))
      return [from, to]
    })]"""
    texts = [[*queries.FOLDED], [*queries.SPANS]]
    expected = [[*queries.FOLDED.values()], [*queries.SPANS.values()]]
    assert module.run(read, *texts) == expected


FIND = "(text, words) => m.makeFinder(words)(text).map(([a, b]) => text.slice(a, b))"


@given(text=lines, data=st.data())
def test_what_is_highlighted_was_searched(module, text, data):
    folded = fold(text)
    start = data.draw(st.integers(0, max(0, len(folded) - 1)))
    word = folded[start : start + data.draw(st.integers(1, 8))].strip()
    if not word:
        return
    found = module.run(FIND, text, [word])
    assert found
    assert all(word in fold(part) for part in found)


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("KV 缓存量化", ["kv缓存"], ["KV 缓存"]),
        ("FlashAttention-2: Faster", ["flashattention 2"], ["FlashAttention-2"]),
        ("Adrian Łańcucki", ["lancucki"], ["Łańcucki"]),
        ("KV and kv", ["kv"], ["KV", "kv"]),
        ("nothing", ["kv"], []),
    ],
)
def test_highlights_are_in_the_original_text(module, text, words, marked):
    assert module.run(FIND, text, words) == marked


def test_the_tables_of_queries_are_read_as_in_python(module):
    read = """queries => {
      const write = ({ not, field, text, isStart }) =>
        `${not ? "-" : ""}${field && `${field}:`}${text}${isStart ? "*" : ""}`
      return queries.map(query => { const { alternatives, unclear } = m.parseQuery(query)
        return [alternatives.map(terms => terms.map(write)), unclear] })
    }"""
    words = {query: ([[*map(fold, words)]], []) for query, words in queries.WORDS.items()}
    table = words | queries.TERMS
    answers = map(tuple, module.run(read, [*table]))
    assert dict(zip(table, answers, strict=True)) == table


# The address


WORDS = ["kv", "dao", "attention", "2307.08691", "int8", "量化", "KV缓存", "-survey", "llama",
         '"long context"', "author:dao", "title:kv", "venue:iclr", "topic:kv-cache", "topic:量化",
         "topic:eviction", "缓存淘汰", "engine:vllm", "-engine:sglang",
         "date:2023..2024-06", "-date:2024", "-author:li", "author:", "e", "-e",
         "date:x", "OR", "或", "quant*", "e*", "org:nvidia", "added:2024..", "foo:bar"]  # fmt: skip
several = st.lists(st.sampled_from(KNOWN["topic"]), max_size=3, unique=True)
DATES = ["", "2023", "2023..2024-06", "2024-03..", "..2022", "2024-01-15..2024-02"]
typed_words = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)
SORTS = ["", "newest", "oldest", "name", "recommended", "added", "stars", "citations"]


@st.composite
def states(draw, q=typed_words):
    """States that a reader can reach."""
    topic = draw(several)
    return NOTHING | {
        "q": draw(q),
        "abstracts": draw(st.booleans()),
        "topic": topic,
        "match": draw(st.sampled_from(["any", "all"])) if len(topic) > 1 else "any",
        "not": [each for each in draw(several) if each not in topic],
        "date": draw(st.sampled_from(DATES)),
        **{name: draw(st.sampled_from(["", "", "", *KNOWN[name]])) for name in CHOICES},
        "code": draw(st.booleans()),
        "recommended": draw(st.sampled_from([0, 0, 2, 3])),
        "stars": draw(st.sampled_from([0, 0, 0, 0, 100, 10000])),
        "ids": draw(
            st.one_of(st.just([]), st.lists(st.sampled_from(IDS), max_size=9, unique=True))
        ),
        "sort": draw(st.sampled_from(SORTS)),
    }


typed = lines.map(lambda text: " ".join(text.split()))
READ = "(search, all) => m.readAddress(search, known(all))"
WRITE = "state => m.writeAddress(state)"


@given(state=states(typed), new=st.booleans())
def test_every_state_has_an_address_that_gives_it_back(module, state, new):
    state = state | {"new": new}
    address = module.run(WRITE, state)
    read = module.run(READ, address, KNOWN)
    assert read == {"state": state, "ignored": []}
    assert module.run(WRITE, read["state"]) == address
    assert not set(' "<>') & set(address)


def test_the_whole_list_has_no_query(module):
    assert module.run(WRITE, NOTHING) == ""
    assert module.run(READ, "", KNOWN) == {"state": NOTHING, "ignored": []}


def test_addresses_are_readable(module):
    state = NOTHING | {
        "q": "kv", "topic": ["quantization", "kv-cache"], "date": "2023..2024-06", "sort": "name",
    }  # fmt: skip
    address = "?q=kv&topic=quantization,kv-cache&date=2023..2024-06&sort=name"
    assert module.run(WRITE, state) == address
    assert module.run(READ, address, KNOWN)["state"] == state


@pytest.mark.parametrize(
    ("address", "state", "ignored"),
    [
        ("?foo=bar", {}, ["foo=bar"]),
        ("?topic=kv-cache,nothing", {"topic": ["kv-cache"]}, ["topic=nothing"]),
        ("?topic=", {}, ["topic="]),
        ("?date=soon&code=1&new=maybe", {}, ["date=soon", "code=1", "new=maybe"]),
        ("?date=2023..2023", {"date": "2023"}, []),
        ("?sort=worst&kind=song&venue=X", {}, ["sort=worst", "kind=song", "venue=X"]),
        ("?year=2024", {"date": "2024"}, []),
        ("?year=2023&date=2024", {"date": "2023"}, ["date=2024"]),
        ("?year=soon", {}, ["year=soon"]),
        ("?recommended=1", {}, ["recommended=1"]),
        ("?recommended=3", {"recommended": 3}, []),
        ("?stars=1000&abstracts=yes", {"stars": 1000, "abstracts": True}, []),
        ("?stars=5&abstracts=no", {}, ["stars=5", "abstracts=no"]),
        ("?match=all&topic=kv-cache", {"topic": ["kv-cache"]}, []),
        (
            "?topic=kv-cache&not=kv-cache,attention",
            {"topic": ["kv-cache"], "not": ["attention"]},
            [],
        ),
        ("?q=a&q=b", {"q": "a"}, ["q=b"]),
        ("?ids=orca,../x", {"ids": ["orca"]}, ["ids=../x"]),
        ("?toString=1&__proto__=2", {}, ["toString=1", "__proto__=2"]),
        ("?q=%FF%", {"q": "\ufffd%"}, []),
        ("?", {}, []),
    ],
)  # fmt: skip
def test_unknown_parameters_are_ignored_and_reported(module, address, state, ignored):
    assert module.run(READ, address, KNOWN) == {"state": NOTHING | state, "ignored": ignored}


@given(search=st.text(st.sampled_from("abqtopic=&,.%?+-20 3")))
def test_any_address_ends_in_a_state(module, search):
    state = module.run(READ, f"?{search}", KNOWN)["state"]
    again = module.run(READ, module.run(WRITE, state), KNOWN)
    assert again == {"state": state, "ignored": []}


# Filters, order, counts

CHOOSE = "state => m.choose(i, state, scope).papers.map(paper => paper.id)"


@FEWER
@given(state=states())
def test_a_view_shows_what_the_reference_finds(module, state):
    assert module.run(CHOOSE, state) == reference.choose(**state)


@FEWER
@given(query=typed_words)
def test_a_query_alone_finds_what_the_reference_finds(module, query):
    assert module.run(CHOOSE, NOTHING | {"q": query}) == reference.choose(q=query)


def test_the_tables_of_results_are_found_as_in_python(module):
    find = f"(states) => states.map({CHOOSE})"
    table = queries.FIRST | queries.FOUND
    answers = module.run(find, [NOTHING | {"q": query.strip()} for query in table])
    found = dict(zip(table, answers, strict=True))
    assert {
        query: found[query][: len(ids)] for query, ids in queries.FIRST.items()
    } == queries.FIRST
    assert {query: found[query] for query in queries.FOUND} == queries.FOUND
    near = module.run(
        "queries => queries.map(query => m.nearQuery(i, query, scope))", [*queries.NEAR]
    )
    assert dict(zip(queries.NEAR, near, strict=True)) == queries.NEAR


COUNTS = "state => plain(m.choose(i, state, scope).counts)"


def expected_counts(state, papers=PAPERS, known=KNOWN):
    """The number of papers with each option chosen, by the reference."""

    def left(**change):
        return len(reference.choose(**state | change))

    topic, out = state["topic"], state["not"]
    ends = parse_span(state["date"]) or ("", "")
    years = {paper["date"][:4] for paper in papers}
    return {
        "topic": {
            each: left(topic=topic if each in topic else [*topic, each]) for each in known["topic"]
        },
        "one": {each: left(topic=[each], match="any") for each in known["topic"]},
        "not": {each: left(**{"not": [*out, each]}) for each in known["topic"]},
        "year": {year: left(date=year) for year in years},
        "from": {year: left(date=ordered(year, ends[1])) for year in years},
        "to": {year: left(date=ordered(ends[0], year)) for year in years},
        **{name: {each: left(**{name: each}) for each in known[name]} for name in CHOICES},
        "code": {"yes": left(code=True)},
        "recommended": {level: left(recommended=int(level)) for level in "23"},
        "stars": {level: left(stars=int(level)) for level in STARS},
        "new": {},
    }


def ordered(start, end):
    """Swaps ends that are in the wrong order."""
    turned = start and end and is_before(end, start)
    return f"{end}..{start}" if turned else f"{start}..{end}"


def without_zero(counts):
    return {name: {key: n for key, n in found.items() if n} for name, found in counts.items()}


@pytest.mark.parametrize("n", range(12))
def test_each_option_counts_the_papers_it_would_leave(module, n):
    """Nothing set, one filter of each kind, several at once."""
    state = (
        NOTHING
        | [
            {},
            {"topic": ["kv-cache"]},
            {"topic": ["kv-cache", "quantization"]},
            {"topic": ["kv-cache", "quantization"], "match": "all"},
            {"not": ["kv-cache"], "code": True},
            {"date": "2023..2024-06"},
            {"date": "2024", "q": "attention"},
            {"venue": "ICLR", "recommended": 2},
            {"kind": "docs"},
            {"collection": "v0.1", "q": "llm"},
            {"engine": "vllm"},
            {
                "q": "-kv author:li",
                "topic": ["attention"],
                "not": ["quantization"],
                "date": "2024..",
            },
            {"ids": ["orca", "pagedattention", "flashattention-2"], "recommended": 3},
        ][n]
    )
    assert without_zero(module.run(COUNTS, state)) == without_zero(expected_counts(state))


@pytest.fixture(scope="module")
def many_tables(module, tmp_path_factory):
    """Of ten thousand papers, which the browser has as the index `large`."""
    folder = tmp_path_factory.mktemp("many")
    many.write_many(folder, 10_000)
    catalogue = load_catalogue(folder).catalogue
    index = render_index(catalogue)
    module.run("text => { window.large = m.readIndex(JSON.parse(text)) }", index)
    return reference.tables([*many.make(10_000)], catalogue)


@pytest.fixture
def many_papers(many_tables, monkeypatch):
    """The reference has them too."""
    for name, table in many_tables.items():
        monkeypatch.setattr(reference, name, table)
    return many_tables["PAPERS"]


LARGE = "state => m.choose(large, state, scope).papers.map(paper => paper.id)"


@pytest.mark.parametrize(
    "state",
    [
        {"q": "a"},
        {"q": "attention kv"},
        {"q": "title:attention -author:li", "sort": "name"},
        {"q": '"kv cache" date:2021..', "topic": ["kv-cache", "quantization"]},
        {"q": "topic:quantization", "code": True, "sort": "oldest"},
        {"date": "2022-03..2024", "not": ["kv-cache"], "recommended": 2, "sort": "added"},
    ],
)
def test_ten_thousand_papers_are_filtered_and_sorted_like_few(module, many_papers, state):
    assert module.run(LARGE, NOTHING | state) == reference.choose(**state)


@pytest.mark.parametrize("state", [{"q": "attention", "date": "2021.."}, {"topic": ["kv-cache"]}])
def test_ten_thousand_papers_are_counted_like_few(module, many_papers, state):
    state = NOTHING | state
    venues = sorted({reference.series(paper) for paper in many_papers} - {""})
    known = KNOWN | {"venue": venues, "kind": ["paper"], "collection": [], "engine": []}
    counts = module.run("state => plain(m.choose(large, state, scope).counts)", state)
    assert without_zero(counts) == without_zero(expected_counts(state, many_papers, known))


def test_papers_are_sorted_by_what_they_have_in_common_with_some(module):
    papers = module.run(
        """(likeness, positions) => {
          const sums = m.likenessTo(likeness, positions)
          return m.sortByLikeness(i.papers.slice(0, 5), sums).map(({ position }) => position) }""",
        [[1, 9, 2, 5], [0, 9], [0, 5, 3, 1], [2, 1, 4, 8], [3, 8]],
        [0, 3],
    )
    assert papers == [1, 4, 2, 0, 3]  # 9, 8, 5 + 1, and those themselves


@pytest.fixture(scope="module")
def known_facts(module):
    """Stars, citations and abstracts of some papers, which the browser has as the index `known`."""
    listed = load_catalogue(SAMPLE / "data").catalogue
    coded = [each.id for each in listed.papers if each.code_repository]
    stars = {each: 7 * 3**n % 50_000 for n, each in enumerate(coded) if n % 4}
    citations = {each: 5 * 7**n % 900 for n, each in enumerate(IDS) if n % 3}
    abstracts = {
        each.id: f"The KV-cache of № {n}, by Łańcucki: “{listed.papers[-n].title}”"
        for n, each in enumerate(listed.papers)
        if each.arxiv and n % 2
    }
    facts = Facts(
        stars={
            listed.by_id[each].code_repository.key: RepositoryRecord(count=count, **SAID)
            for each, count in stars.items()
        },
        works={
            each: WorkRecord(date=SAID["date"], citations=CountRecord(count=count, **SAID))
            for each, count in citations.items()
        },
    )
    told = {listed.by_id[each].arxiv: Abstract(text=t, **SAID) for each, t in abstracts.items()}
    listed = replace(listed, facts=facts, abstracts=told)
    start = """(index, abstracts) => {
      window.known_facts = m.readIndex(JSON.parse(index))
      m.addAbstracts(known_facts, JSON.parse(abstracts)) }"""
    module.run(start, render_index(listed), render_abstracts(listed))
    # Papers share repositories.
    counts = {each.id: listed.stars_of(each) for each in listed.papers}
    stars = {each: record.count for each, record in counts.items() if record}
    return {"STARS": stars, "CITATIONS": citations, "SEARCHER": Searcher(listed)}


SAID = {"date": "2026-11-01", "source": "https://example.org/"}
OF_KNOWN = "state => m.choose(known_facts, state, scope)"


@pytest.mark.parametrize(
    "state",
    [
        {"stars": 100},
        {"stars": 10000, "sort": "citations", "q": "attention"},
        {"sort": "stars"},
        {"sort": "citations", "code": True},
        {"q": "lancucki kv", "abstracts": True},
        {"q": "author:lancucki", "abstracts": True},
        {"q": "lancucki"},
        {"q": '-"the kv cache" quantization', "abstracts": True, "stars": 1000},
    ],
)
def test_facts_are_filtered_sorted_and_searched(module, known_facts, monkeypatch, state):
    for name, table in known_facts.items():
        monkeypatch.setattr(reference, name, table)
    state = NOTHING | state
    script = f"state => (({OF_KNOWN})(state)).papers.map(paper => paper.id)"
    assert module.run(script, state) == reference.choose(**state)
    counts = module.run(f"state => plain((({OF_KNOWN})(state)).counts)", state)
    assert without_zero(counts) == without_zero(expected_counts(state))


def test_a_page_of_a_topic_counts_its_own_papers(module):
    script = """(ids, state) => {
      const { papers, total, counts } =
        m.choose(i, state, { within: new Set(ids), isNew: () => false })
      return [papers.map(paper => paper.id), total, counts.code.get("yes")] }"""
    own = [paper for paper in PAPERS if "kv-cache" in paper["topics"]]
    found = module.run(script, [paper["id"] for paper in own], NOTHING | {"date": "2024"})
    dated = [paper for paper in own if paper["date"].startswith("2024")]
    with_code = sum("code" in paper for paper in dated)
    assert found == [[paper["id"] for paper in dated], len(own), with_code]


# Exports


PICK = """async (file, ids) => {
  const texts = (window.texts ??= {})
  texts[file] ??= await (await fetch(file)).text()
  return m.pickFromExport(file, texts[file], i, new Set(ids))
}"""
some_ids = st.lists(st.sampled_from(IDS), min_size=1, max_size=40, unique=True)


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(SAMPLE / "data").catalogue


@pytest.mark.parametrize("form", PICKED)
def test_what_is_picked_is_what_the_command_line_exports(module, whole, form):
    ids = ["orca", "pagedattention", "llm-int8"]
    hosted = "https://deftruth.github.io/LLMs-Inference-Papers"
    picked = module.run(PICK, whole.url + FORMATS[form].file, ids)
    assert picked.replace(whole.url.rstrip("/"), hosted) == exported(form, ids)


@pytest.mark.parametrize("form", PICKED)
@FEWER
@given(ids=some_ids)
@example(ids=IDS)
@example(ids=IDS[:1])
@example(ids=IDS[-1:])
def test_any_papers_are_picked_as_python_renders_them(module, whole, catalogue, form, ids):
    site = Site("en", whole.url.rstrip("/"), "", "LLM Inference Papers")
    chosen = Selection(catalogue, site, Wanted(ids=ids).choose(catalogue), site.name)
    picked = module.run(PICK, whole.url + FORMATS[form].file, ids)
    assert picked == FORMATS[form].render(chosen)


@pytest.mark.parametrize("form", PICKED)
def test_a_file_of_another_list_is_refused(module, whole, form):
    """With fewer papers, and with papers in another order."""
    file = FORMATS[form].file
    lines = (whole.folder / file).read_bytes().decode().splitlines(keepends=True)
    cut = "".join(lines[:-30] + lines[-1:])
    pick = "(file, text, ids) => m.pickFromExport(file, text, i, new Set(ids))"
    assert module.run(pick, file, cut, ["orca"]) is None
    if form not in ("markdown", "pdfs"):  # these name no ids
        first, second = (paper["id"] for paper in PAPERS[:2])
        text = (whole.folder / file).read_bytes().decode()
        swapped = text.replace(first, "#").replace(second, first).replace("#", second)
        assert module.run(pick, file, swapped, [first]) is None


@pytest.mark.parametrize("form", PICKED)
@FEWER
@given(data=st.data())
def test_any_text_is_picked_from_or_refused(module, whole, form, data):
    """A truncated or mixed-up file causes no error in the script."""
    text = (whole.folder / FORMATS[form].file).read_bytes().decode()
    start, end = (data.draw(st.integers(0, len(text))) for _ in range(2))
    other = text[:start] + data.draw(st.sampled_from(["", '\n<div id="', "\n@", "|", text[end:]]))
    pick = "(file, text, ids) => m.pickFromExport(file, text, i, new Set(ids))"
    assert isinstance(module.run(pick, FORMATS[form].file, other, ["orca"]), str | None)


# Marks


SLOW_FILES = {
    "blank lines": "\n", "entries": "@a{\n", "one key": "a", "spaces": "  ", "braces": "@misc{{",
}  # fmt: skip


@pytest.mark.parametrize("name", SLOW_FILES)
def test_a_file_of_bookmarks_is_read_in_linear_time(module, name):
    """As test_time.py for the readers in Python."""
    read = """(piece, start) => {
      const best = number => Math.min(...[1, 2, 3].map(() => {
        const text = `@misc{a,}\n@misc{${piece.repeat(number)}`
        const began = performance.now()
        m.readMarksFile(text, "2026-11-25", () => true)
        return performance.now() - began
      }))
      const times = [1, 2, 4].map(factor => best(start * factor))
      return times[1] > 3.2 * times[0] && times[2] > 3.2 * times[1] && times[2] > 20
    }"""
    assert not module.run(read, SLOW_FILES[name], 5_000)


READ_MARKS = "text => m.readMarksFile(text, '2026-11-25', id => i.byId.has(id))"
days = st.dictionaries(st.sampled_from(IDS), st.just("2026-11-25"))
MARKS = st.fixed_dictionaries({"bookmarks": days, "read": days})


@given(marks=MARKS)
def test_a_file_of_marks_is_read_back(module, marks):
    text = module.run("marks => m.writeMarks(marks)", marks)
    assert json.loads(text) == {"version": 1, **marks}
    assert module.run(READ_MARKS, text) == marks


def test_bibtex_of_this_list_gives_its_ids(module, whole):
    text = (whole.folder / "papers.bib").read_text("utf-8")
    found = module.run(READ_MARKS, text)
    assert found == {"bookmarks": dict.fromkeys(IDS, "2026-11-25"), "read": {}}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", "1", "{", '{"bookmarks": 1}', '{"bookmarks": {"a": 1}}',
     '{"bookmarks": ["a"]}', "@comment{a, b}", "orca", "<html>"],
)  # fmt: skip
def test_a_file_without_marks_is_refused(module, text):
    assert module.run(READ_MARKS, text) is None


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_file_is_read_or_refused(module, text):
    found = module.run(READ_MARKS, text)
    assert found is None or set(found) == {"bookmarks", "read"}


VISIT = """([stored, newest, now]) => {
  localStorage.removeItem("v")
  if (stored !== null) localStorage.setItem("v", stored)
  const isNew = m.rememberVisit("v", newest, now)
  return isNew && i.papers.filter(isNew).map(paper => paper.id)
}"""
HOUR = 3_600_000


def test_new_papers_were_added_since_the_last_visit(module):
    days = sorted({paper["added"] for paper in PAPERS})
    then = {"day": days[-3], "ids": [p["id"] for p in PAPERS if p["added"] == days[-3]]}
    now = {"day": days[-1], "ids": [p["id"] for p in PAPERS if p["added"] == days[-1]]}
    later = {paper["id"] for paper in PAPERS if paper["added"] > days[-3]}

    def found(stored, at=100 * HOUR):
        text = stored if stored is None or isinstance(stored, str) else json.dumps(stored)
        new = module.page.evaluate(VISIT, [text, now, at])
        return new if new is None else {*new}

    assert found(None) is None
    assert found({"at": 99 * HOUR, "newest": now, "before": None}) is None
    assert found({"at": 0, "newest": then, "before": now}) == later
    assert found({"at": 99 * HOUR, "newest": now, "before": then}) == later
    assert found({"at": 99 * HOUR, "newest": now, "before": now}) == set()
    partly = {"day": then["day"], "ids": then["ids"][1:]}
    assert found({"at": 0, "newest": partly, "before": now}) == {*later, *then["ids"][:1]}
    for broken in ("{", "null", "1", '{"at": 0}', '{"at": 0, "newest": {"day": 1}}'):
        assert found(broken) is None
