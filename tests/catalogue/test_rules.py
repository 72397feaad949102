"""What must hold within and between entries: each rule fails for the entry that breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.catalogues import (
    BUNDLE,
    ENGINES,
    REFUSAL,
    TOPICS,
    entry,
    ids,
    load_texts,
    told,
)

OTHER = entry(id="other", title="Other", arxiv='"2307.00002"')


def both(**changes):
    """The problems of two entries that have only the changed values in common."""
    second = {"id": "other", "title": "Other", "arxiv": '"2307.00002"', **changes}
    return told(entry(**changes) + entry(**second))


def hints(papers, **files):
    return [problem.hint for problem in load_texts(papers, **files).problems]


def severities(papers):
    return {problem.severity for problem in load_texts(papers).problems}


def test_two_different_papers_break_no_rule():
    assert both() == []


def test_an_id_stands_once():
    assert both(id="same") == [
        "7:7 id 'same' appears twice, first in 'same' at data/papers.yaml:1:7"
    ]


def test_an_id_of_a_topic_or_a_collection_stands_once():
    assert told(topics=TOPICS + TOPICS) == [
        f"data/topics.yaml{line}:7 id '{name}' appears twice, "
        f"first in '{name}' at data/topics.yaml:{line - 10}:7"
        for line, name in ((11, "attention"), (16, "kv-cache"))
    ]
    assert told(collections=entry(BUNDLE) * 2) == [
        "data/collections.yaml8:7 id 'v0.1' appears twice, "
        "first in 'v0.1' at data/collections.yaml:1:7"
    ]


def test_three_entries_of_one_id_are_told_with_the_first():
    assert [line.split(" at ")[1] for line in told(entry() * 3) if " id " in line] == [
        "data/papers.yaml:1:7"
    ] * 2


def test_an_arxiv_id_stands_once():
    assert both(arxiv='"2307.00009"') == [
        "10:10 arxiv '2307.00009' appears twice, first in 'some-paper' at data/papers.yaml:4:10"
    ]
    assert hints(entry() + entry(id="other", title="Other")) == [
        "remove this entry and add its topics to the first one"
    ]


@pytest.mark.parametrize("second", ["10.1145/AbC", "10.1145/ABC"])
def test_a_doi_stands_once_whatever_its_case(second):
    papers = entry(doi="10.1145/abc") + OTHER + f"  doi: {second}\n"
    assert told(papers) == [
        f"14:8 doi '{second}' appears twice, first in 'some-paper' at data/papers.yaml:7:8"
    ]


@pytest.mark.parametrize(
    "second", ["Flash attention", "FLASH-ATTENTION!", "Flash  Attention", "ＦｌａｓｈAttention"]
)
def test_a_title_stands_once_whatever_its_case_spaces_and_signs(second):
    papers = entry(title="Flash Attention") + entry(id="other", title=second, arxiv='"2307.00002"')
    found = [line for line in told(papers) if "twice" in line]
    assert found == [
        f"8:10 title '{second}' appears twice, first in 'some-paper' at data/papers.yaml:2:10"
    ]


@pytest.mark.parametrize("second", ["Flash Attention 2", "Blitz", "注意力", "ω-Attention"])
def test_titles_that_differ_in_letters_are_two(second):
    papers = entry(title="Flash Attention") + entry(id="other", title=second, arxiv='"2307.00002"')
    assert told(papers) == []


@pytest.mark.parametrize("link", ["arxiv", "doi", "url", "code"])
def test_one_of_four_links_is_enough(link):
    good = {
        "arxiv": '"2307.1"',
        "doi": "10.1145/1",
        "url": "https://x.org",
        "code": "https://x.org",
    }
    good["arxiv"] = '"2307.00001"'
    assert told(entry(**{"arxiv": None, link: good[link]})) == []


def test_an_entry_without_a_link_is_told_at_the_entry():
    assert told(entry(arxiv=None, pdf="https://example.org/a.pdf")) == [
        "1:3 entry 'some-paper' has no link"
    ]


def test_a_link_that_is_there_but_empty_is_not_told_twice():
    assert told(entry(arxiv=None, code='""')) == ["6:9 'code' is empty"]


@pytest.mark.parametrize("date", ["2024-04", "2024-04-30", "1999-12"])
def test_a_paper_is_not_older_than_its_arxiv_id(date):
    papers = entry(date=date, arxiv='"2406.14909"')
    assert told(papers) == [f"3:9 arXiv 2406.14909 is from 2024-06, but date is {date}"]
    assert hints(papers) == ["write `date: 2024-06`, or correct the arXiv id"]


@pytest.mark.parametrize("date", ["2024-05", "2024-06", "2024-07-01", "2026-01"])
def test_a_paper_may_be_a_month_older_than_its_arxiv_id_or_newer(date):
    assert told(entry(date=date, arxiv='"2406.14909"')) == []


def test_a_year_of_difference_is_counted_in_months():
    assert told(entry(date="2023-12", arxiv='"2401.00001"')) == []
    assert told(entry(date="2023-11", arxiv='"2401.00001"')) == [
        "3:9 arXiv 2401.00001 is from 2024-01, but date is 2023-11"
    ]


def test_an_arxiv_id_of_the_old_form_has_a_month_too():
    assert told(entry(date="1999-12", arxiv="cs/0703001")) == [
        "3:9 arXiv cs/0703001 is from 2007-03, but date is 1999-12"
    ]
    assert told(entry(date="1998-05", arxiv="cs/9805001")) == []


@pytest.mark.parametrize(
    ("date", "arxiv"), [("2023-07", '"2399.12345"'), ("2020-02-30", '"2307.00001"')]
)
def test_an_ill_formed_date_or_arxiv_id_is_told_once(date, arxiv):
    assert len(told(entry(date=date, arxiv=arxiv))) == 1


def test_et_al_is_the_last_author():
    assert told(entry(authors="[Ada, et al.]")) == []
    assert told(entry(authors="[Ada, et al., Bob]")) == ["7:18 'et al.' is not the last author"]


def test_et_al_is_not_the_only_author():
    assert len(told(entry(authors="[et al.]"))) == 1


def test_a_topic_is_one_of_the_list():
    assert told(entry(topics="[atention, zzz]")) == [
        "5:12 topic 'atention' is not in data/topics.yaml",
        "5:22 topic 'zzz' is not in data/topics.yaml",
    ]
    assert hints(entry(topics="[atention, zzz]")) == [
        "did you mean 'attention'?",
        "the topics are listed in data/topics.yaml",
    ]


def test_only_the_first_200_unknown_topics_have_a_nearest_one():
    """Each search compares the text with every known id."""
    found = hints(entry(topics=f"[{', '.join(f'atention{n}' for n in range(202))}]"))
    assert found[:200] == ["did you mean 'attention'?"] * 200
    assert found[200:] == ["the topics are listed in data/topics.yaml"] * 2


def test_a_topic_is_named_once():
    assert told(entry(topics="[attention, kv-cache, attention]")) == [
        "5:33 topic 'attention' appears twice"
    ]


def test_a_topic_that_is_no_id_is_told_once():
    papers = entry(topics="[attention, KV Cache, Attention]")
    assert told(papers) == [
        "5:23 topic 'KV Cache' is not in data/topics.yaml",
        "5:33 topic 'Attention' is not in data/topics.yaml",
    ]
    assert hints(papers) == ["did you mean 'kv-cache'?", "did you mean 'attention'?"]


@pytest.mark.parametrize(
    ("title", "lost"),
    [("C# thing # foo", "# foo"), ("Plain #1 # one", "#1 # one"), ("A  # b", "# b")],
)
def test_text_that_a_comment_cuts_is_reported(title, lost):
    (line,) = [line for line in told(entry(title=title)) if "cut off" in line]
    assert line.endswith(f"is cut off at the comment '{lost}'")
    assert severities(entry(title=title)) == {"warning"}


@pytest.mark.parametrize("title", ['"A # b"', "'A # b'", "A#b", "C# thing"])
def test_text_in_quotes_is_not_cut(title):
    assert told(entry(title=title)) == []


def test_a_comment_after_a_date_is_a_comment():
    assert told(entry(date="2023-07 # the first version")) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://github.com/a/b", "https://github.com/A/b"),
        ("https://github.com/a/b", "https://github.com/a/b/"),
        ("https://github.com/a/b", "https://github.com/a/b.git"),
        ("https://github.com/a/b.git", "https://github.com/a/b/tree/main"),
        ("https://github.com/A/b/tree/main", "https://github.com/a/b/tree/dev"),
    ],
)
def test_a_repository_has_one_spelling(first, second):
    papers = entry(code=first) + entry(id="other", title="Other", arxiv='"2307.00002"', code=second)
    found = told(papers)
    assert len(found) == 1
    assert found[0].startswith("14:9 repository 'https://github.com/")
    assert found[0].endswith("at data/papers.yaml:7:9")


def test_a_repository_has_one_spelling_in_code_and_repo():
    papers = entry(code="https://github.com/a/b") + OTHER + "  repo: A/b\n"
    assert len(told(papers)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://github.com/a/b", "https://github.com/a/b"),
        ("https://github.com/a/b", "https://github.com/a/b/tree/main/c"),
        ("https://github.com/a/b", "https://github.com/a/c"),
        ("https://example.org/a/b", "https://example.org/A/b"),
    ],
)
def test_one_spelling_or_two_repositories_are_fine(first, second):
    papers = entry(code=first) + entry(id="other", title="Other", arxiv='"2307.00002"', code=second)
    assert told(papers) == []


@pytest.mark.parametrize(
    "code", ["https://[x", "https://a\u2100b/c/d", "http://[", "https://[/a/b"]
)
def test_a_link_that_no_parser_takes_is_a_problem_and_no_crash(code):
    assert len(told(entry(code=f'"{code}"'))) == 1


@pytest.mark.parametrize(
    ("title", "message", "fixed"),
    [
        ("Two  spaces", "has repeated, leading or trailing spaces", "Two spaces"),
        (" Outer ", "has repeated, leading or trailing spaces", "Outer"),
        ("Full stop.", "ends with a full stop", "Full stop"),
    ],
)
def test_a_title_has_single_spaces_and_no_full_stop(title, message, fixed):
    papers = entry(title=f'"{title}"')
    assert told(papers) == [f"2:10 title '{title}' {message}"]
    assert hints(papers) == [f"write '{fixed}'"]
    assert severities(papers) == {"warning"}


def test_a_title_with_both_mistakes_has_two_warnings():
    papers = entry(title='"Both  of them. "')
    assert [line.partition("' ")[2] for line in told(papers)] == [
        "has repeated, leading or trailing spaces",
        "ends with a full stop",
    ]
    assert hints(papers) == ["write 'Both of them.'", "write 'Both of them'"]


@pytest.mark.parametrize("title", [".", " . ", ". .", "..", "a.."])
def test_a_title_of_dots_alone_makes_no_crash(title):
    assert all(
        "full stop" not in line or title == ". ." for line in told(entry(title=f'"{title}"'))
    )


def test_an_ellipsis_is_no_full_stop():
    assert told(entry(title="And so on...")) == []


def test_the_hint_has_the_whole_title_however_long():
    whole = " ".join(["word"] * 40)
    assert whole in hints(entry(title=f'"{whole}."'))[0]
    assert whole in hints(entry(title=f'"{whole}  {whole}"'))[0]


def test_a_space_that_does_not_break_is_not_told_as_doubled():
    assert not any("doubled" in line for line in told(entry(title='"No\u00a0break"')))


@pytest.mark.parametrize("key", ["name", "summary", "summary_zh", "note"])
def test_other_text_has_single_spaces_too(key):
    assert told(entry(**{key: '"a  b."'})) == [
        f"7:{len(key) + 5} {key} 'a  b.' has repeated, leading or trailing spaces"
    ]


@pytest.mark.parametrize("key", ["authors", "org", "aka"])
def test_the_texts_of_a_list_have_single_spaces_too(key):
    assert told(entry(**{key: '[a, "b  c"]'})) == [
        f"7:{len(key) + 9} {key} 'b  c' has repeated, leading or trailing spaces"
    ]


def test_the_contents_of_a_collection_have_single_spaces_too():
    found = told(collections=entry(BUNDLE, contents='[{name: "a  b"}]'))
    assert found == [
        "data/collections.yaml7:21 name 'a  b' has repeated, leading or trailing spaces"
    ]


@pytest.mark.parametrize("title", ['"a\\nb"', "|\n    a", ">\n    a\n    b"])
def test_a_line_break_is_told_once(title):
    assert len(told(entry(title=title))) == 1


@pytest.mark.parametrize("title", ["FP8 FORMATS FOR DEEP LEARNING", "FOUR WORDS ARE ENOUGH"])
def test_a_title_is_not_all_upper_case(title):
    papers = entry(title=title)
    assert told(papers) == [f"2:10 title '{title}' is all upper case"]
    assert severities(papers) == {"warning"}


@pytest.mark.parametrize(
    "title", ["GPU KV CACHE", "FP8 FORMATS FOR Deep LEARNING", "论文 标题 一 二 三", "1 2 3 4 5"]
)
def test_short_names_and_letters_without_case_are_not_all_upper_case(title):
    assert told(entry(title=title)) == []


def test_a_collection_names_papers_of_the_list():
    contents = "[{name: A, papers: [some-paper, som-paper]}, {name: B, papers: [zzz]}]"
    bundle = entry(BUNDLE, contents=contents)
    assert told(entry(), collections=bundle) == [
        "data/collections.yaml7:45 paper 'som-paper' is not in data/papers.yaml",
        "data/collections.yaml7:77 paper 'zzz' is not in data/papers.yaml",
    ]
    assert hints(entry(), collections=bundle) == [
        "did you mean 'some-paper'?",
        "the ids are listed in data/papers.yaml",
    ]


@pytest.mark.parametrize("name", ['""', "Some Paper"])
def test_a_paper_of_a_collection_that_is_no_id_is_told_once(name):
    contents = f"[{{name: A}}, {{name: B, papers: [some-paper, {name}]}}]"
    assert len(told(entry(), collections=entry(BUNDLE, contents=contents))) == 1


@given(st.lists(ids, max_size=6))
def test_a_catalogue_has_as_many_ids_as_papers(names):
    papers = [
        entry(id=f'"{name}"', title=f"Paper {n}", arxiv=f'"2307.{n:05}"')
        for n, name in enumerate(names)
    ]
    loaded = load_texts("".join(papers) or "[]")
    twice = len(names) - len(set(names))
    assert len(loaded.problems) == twice
    assert (loaded.catalogue is None) == bool(twice)


def test_a_former_id_belongs_to_one_entry():
    papers = entry(formerly="[other, old, ancient]") + entry(
        id="other", title="Other", arxiv='"2307.00002"', formerly="[old, new]"
    )
    assert told(papers) == [
        "7:14 former id 'other' is used by 'other' at data/papers.yaml:8:7",
        "14:14 former id 'old' is used by 'some-paper' at data/papers.yaml:7:21",
    ]


def test_an_entry_is_not_its_own_former_self():
    assert told(entry(formerly="[some-paper]")) == [
        "7:14 former id 'some-paper' is used by 'some-paper' at data/papers.yaml:1:7"
    ]


def run(**changes):
    facts = {"engine": "vllm", "state": "documented", "url": "https://example.org/", **changes}
    return "{" + ", ".join(f"{key}: {value}" for key, value in facts.items()) + "}"


def test_an_engine_is_one_of_the_list():
    papers = entry(runs_in=f"[{run()}, {run(engine='vlm')}, {run(engine='zzz')}]")
    assert [line.partition(" ")[2] for line in told(papers, engines=ENGINES)] == [
        "engine 'vlm' is not in data/engines.yaml",
        "engine 'zzz' is not in data/engines.yaml",
    ]
    assert hints(papers, engines=ENGINES) == [
        "did you mean 'vllm'?",
        "write an id of data/engines.yaml, or add the engine there first",
    ]


def test_without_a_list_of_engines_every_engine_is_unknown():
    assert told(entry(runs_in=f"[{run()}]")) == ["7:22 engine 'vllm' is not in data/engines.yaml"]


def test_an_engine_may_have_several_proofs_and_a_proof_several_engines():
    runs = [run(), run(url="https://example.org/2"), run(engine="sglang")]
    assert told(entry(runs_in=f"[{', '.join(runs)}]"), engines=ENGINES) == []
    assert told(entry(runs_in=f"[{run()}, {run(state='implemented')}]"), engines=ENGINES) == [
        "7:84 engine 'vllm' appears twice with the same link"
    ]


@pytest.mark.parametrize("runs", ["vllm", "[vllm]", "[[vllm]]", "{engine: vllm}", "[{}]", "[]"])
def test_engines_of_another_form_make_no_crash(runs):
    assert bool(told(entry(runs_in=runs), engines=ENGINES)) == (runs != "[]")


@pytest.mark.parametrize(
    ("refused", "listed"),
    [
        ({"arxiv": '"2307.00001"'}, "arxiv '2307.00001'"),
        ({"arxiv": None, "url": "https://example.org/a/"}, "url 'https://example.org/a/'"),
        ({"arxiv": None, "doi": "10.1145/1"}, "doi '10.1145/1'"),
        ({"title": "SOME paper!"}, "title 'SOME paper!'"),
    ],
)
def test_what_was_refused_is_not_listed(refused, listed):
    seen = entry(REFUSAL, **refused)
    paper = entry(url="https://example.org/a", doi="10.1145/1")
    (problem,) = load_texts(paper, seen=seen).problems
    assert problem.message.startswith(f"{listed} is listed as 'some-paper' at data/papers.yaml:")
    assert problem.severity == "error"


def test_a_similar_title_may_be_refused():
    assert told(entry(title="Some paper, part two"), seen=entry(REFUSAL, title="Some paper")) == []


def test_a_refused_paper_has_a_link_and_is_named_once():
    seen = entry(REFUSAL) + entry(REFUSAL, arxiv=None) + entry(REFUSAL, title="Third")
    assert told(seen=seen) == [
        "data/seen.yaml5:3 entry 'A refused paper' has no link",
        "data/seen.yaml5:10 title 'A refused paper' appears twice, "
        "first in 'A refused paper' at data/seen.yaml:2:10",
        "data/seen.yaml8:10 arxiv '2401.00001' appears twice, "
        "first in 'A refused paper' at data/seen.yaml:1:10",
    ]


@pytest.mark.parametrize("link", ["doi", "url", "code"])
def test_one_link_of_any_kind_is_enough(link):
    value = "10.1145/1" if link == "doi" else "https://example.org/a"
    assert told(seen=entry(REFUSAL, arxiv=None, **{link: value})) == []


GONE = {"id": "gone", "formerly": "[gone-once]", **REFUSAL}


@pytest.mark.parametrize(
    "names",
    [
        {"id": "gone"},
        {"id": "gone-once"},
        {"formerly": "[gone]"},
        {"formerly": "[earlier, gone-once]"},
    ],
)
def test_the_ids_of_a_removed_paper_are_never_used_again(names):
    (problem,) = load_texts(entry(**names), seen=entry(GONE)).problems
    used = "gone-once" if "gone-once" in str(names) else "gone"
    column = {"gone": 7, "gone-once": 14}[used]
    line = {"gone": 1, "gone-once": 2}[used]
    assert (problem.rule, problem.path, problem.hint) == (
        "removed-id", "data/papers.yaml", "choose another id",
    )  # fmt: skip
    assert problem.message == (
        f"id '{used}' is that of a removed paper, see data/seen.yaml:{line}:{column}"
    )


def test_two_removed_papers_have_ids_of_their_own():
    other = {"arxiv": '"2401.00002"', "title": "Another"}
    (problem,) = load_texts(seen=entry(GONE) + entry(GONE, formerly=None, **other)).problems
    assert (problem.rule, problem.line) == ("repeated-id", 7)
    (problem,) = load_texts(seen=entry(GONE) + entry(GONE, id="other", **other)).problems
    assert (problem.rule, problem.line) == ("former-id", 8)


def test_only_a_paper_that_was_in_the_list_has_former_ids():
    (problem,) = load_texts(seen=entry(GONE, id=None)).problems
    assert (problem.rule, problem.line, problem.column) == ("missing-id", 1, 13)
    assert problem.message == "entry 'A refused paper' has 'formerly' but no 'id'"


def test_a_collection_keeps_a_paper_that_was_removed():
    bundle = entry(BUNDLE, contents="[{name: A, papers: [gone, some-paper]}]")
    assert told(entry(), collections=bundle, seen=entry(GONE)) == []
    assert len(told(entry(), collections=bundle, seen=entry(REFUSAL))) == 1
    # The papers of a file that cannot be read are not known.
    assert len(told(entry(), collections=bundle, seen="- id: [\n")) == 1


def links(first, second):
    """The problems of two entries, each with one link."""
    papers = [
        entry(**{"arxiv": None, **dict([first])}),
        entry(**{"id": "other", "title": "Other", "arxiv": None, **dict([second])}),
    ]
    return load_texts("".join(papers)).problems


PAPER = ("arxiv", '"2307.00001"')
PAGE = ("url", "https://example.org/x.html")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("arxiv", "math.GT/0309136"), ("arxiv", "math/0309136")),
        (PAPER, ("url", "https://arxiv.org/pdf/2307.00001v2")),
        (("url", "https://arxiv.org/abs/2307.00001"), PAPER),
        (PAPER, ("doi", "10.48550/arXiv.2307.00001")),
        (PAPER, ("code", "https://arxiv.org/abs/2307.00001")),
        (("doi", "10.1145/1"), ("url", "https://dl.acm.org/doi/10.1145/1")),
        (("doi", "10.1145/Ab"), ("doi", "10.1145/aB")),
        (PAGE, PAGE),
        (PAGE, ("url", "https://www.example.org/x.html?utm_medium=x")),
        (PAGE, ("url", "https://example.org/x.html#abstract")),
        (("url", "https://example.org/x#page=2"), ("url", "https://example.org/x/")),
        (("url", "https://openreview.net/forum?id=a"), ("url", "https://openreview.net/pdf?id=a")),
    ],
)
def test_a_paper_has_one_entry_however_each_leads_to_it(first, second):
    (found,) = [problem for problem in links(first, second) if problem.rule == "repeated-paper"]
    assert (found.line > 6, found.severity) == (True, "error")
    line = 4 if first[0] == "arxiv" else 6
    assert found.message.startswith(f"{second[0]} ")
    assert found.message.endswith(f"'some-paper' at data/papers.yaml:{line}:{len(first[0]) + 5}")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("url", "https://example.org/all#one"), ("url", "https://example.org/all#two")),
        (("url", "https://example.org/x?id=1"), ("url", "https://example.org/x?id=2")),
        (("code", "https://github.com/a/b"), ("code", "https://github.com/a/b")),
        (("url", "https://example.org/X"), ("url", "https://example.org/x")),
        (("url", "https://arxiv.org/list/cs.LG"), PAPER),
    ],
)
def test_two_links_are_two_papers(first, second):
    assert links(first, second) == ()


def test_a_part_of_a_documentation_may_have_its_own_entry():
    whole = entry(arxiv=None, url="https://example.org/docs/", kind="docs")
    part = {"id": "part", "title": "A part", "url": "https://example.org/docs/#part"}
    assert told(whole + entry(arxiv=None, kind="docs", **part)) == []
    part["url"] = "https://example.org/docs"
    assert len(told(whole + entry(arxiv=None, kind="docs", **part))) == 1


def test_one_entry_may_lead_to_its_paper_twice():
    doi, url = "10.1145/3582016", "https://dl.acm.org/doi/pdf/10.1145/3582016"
    assert told(entry(arxiv=None, doi=doi, url=url, pdf=url)) == []


def test_a_refused_paper_is_found_by_its_link_too():
    seen = entry(REFUSAL, arxiv=None, url="https://arxiv.org/abs/2307.00001v1")
    (problem,) = load_texts(entry(), seen=seen).problems
    assert problem.message.startswith("url 'https://arxiv.org/abs/2307.00001v1' is listed as")
    again = entry(REFUSAL, arxiv=None, url="http://www.example.org/a/", title="Another")
    both = entry(REFUSAL, arxiv=None, url="https://example.org/a") + again
    assert "repeated-refusal" in {problem.rule for problem in load_texts(seen=both).problems}


@pytest.mark.parametrize(
    ("key", "value", "message", "hint"),
    [
        ("url", "https://arxiv.org/abs/2401.00001v2", "leads to arXiv 2401.00001",
         'write `arxiv: "2401.00001"` instead'),
        ("doi", "10.48550/arXiv.2401.00001", "leads to arXiv 2401.00001",
         'write `arxiv: "2401.00001"` instead'),
        ("code", "https://arxiv.org/abs/2401.00001", "leads to arXiv 2401.00001",
         'write `arxiv: "2401.00001"` instead'),
        ("url", "https://doi.org/10.1145/3600006", "leads to DOI '10.1145/3600006'",
         "write `doi: '10.1145/3600006'` instead"),
    ],
)  # fmt: skip
def test_an_id_has_its_own_field(key, value, message, hint):
    (problem,) = load_texts(entry(arxiv=None, **{key: value})).problems
    assert (problem.severity, problem.hint) == ("warning", hint)
    assert problem.message == f"{key} '{value}' {message}"


@pytest.mark.parametrize(
    ("number", "hint"),
    [("2307.00001", "remove `url`: `arxiv` has this link"),
     ("2307.00002", "remove `url`, or correct `arxiv`")],
)  # fmt: skip
def test_a_link_beside_the_id_of_a_paper(number, hint):
    assert hints(entry(url=f"https://arxiv.org/abs/{number}")) == [hint]


def test_a_page_of_a_publisher_may_be_beside_the_doi():
    assert told(entry(url="https://dl.acm.org/doi/10.1145/1", doi="10.1145/1")) == []


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com1", "lpt9"])
def test_windows_has_no_folder_for_some_ids(name):
    assert told(entry(id=name)) == [f"1:7 id '{name}' is reserved: Windows has no such folder"]
    assert len(told(entry(formerly=f"[{name}]"))) == 1
    assert told(entry(id=f"{name}-cache")) == []


def test_ids_of_other_files_are_folders_too():
    assert len(told(topics=TOPICS.replace("id: attention", "id: nul"))) == 1
    assert len(told(collections=entry(BUNDLE, id="con.1"))) == 1


@pytest.mark.parametrize(
    "authors", ["[Ada B, Ada B]", "[Ada B, Bob, ada b.]", '[Ada Bee, "Bee, Ada"]', "[张三, 张三]"]
)
def test_an_author_is_named_once(authors):
    (problem,) = load_texts(entry(authors=authors)).problems
    assert (problem.rule, problem.severity) == ("repeated-author", "warning")


def test_two_authors_may_have_one_name():
    note = "Two of the authors are called Wei Wang."
    assert told(entry(authors="[Wei Wang, Bo Li, Wei Wang]", note=note)) == []


@pytest.mark.parametrize(
    ("key", "value", "severity"),
    [
        ("authors", "[Ada Bee；Cal Dee]", "error"),
        ("authors", "[Ada Bee; Cal Dee]", "error"),
        ("authors", '["Ada Bee, Cal Dee, Eva Fox"]', "warning"),
        ("authors", "[Ada Bee and Cal Dee]", "warning"),
        ("authors", "[Ada Bee, and Cal Dee]", "warning"),
        ("authors", "[Ada Bee et al.]", "warning"),
        ("org", "[MIT；CMU]", "error"),
        ("aka", "[FA2、Flash]", "error"),
    ],
)
def test_an_item_of_a_list_is_one_name(key, value, severity):
    (problem,) = load_texts(entry(**{key: value})).problems
    assert (problem.rule, problem.severity) == ("joined-names", severity)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("authors", '["García Montes, Gabriel"]'),
        ("authors", '["Henry Jones, Jr."]'),
        ("authors", "[Department of Physics and Astronomy]"),
        ("org", '["Meta Platforms, Inc", Johnson & Johnson]'),
        ("note", "Ada Bee；Cal Dee"),
    ],
)
def test_a_name_may_have_a_comma_or_an_and(key, value):
    assert told(entry(**{key: value})) == []


PROOF = "[{engine: vllm, state: documented, url: https://a.org/, date: 2026-11-30}]"


@pytest.mark.parametrize(
    ("changes", "is_wrong"),
    [
        ({"added": "2026-11-29"}, False),
        ({"added": "2026-11-30"}, True),
        ({"added": "2062-11-28"}, True),
        ({"date": "2026-11"}, False),
        ({"date": "2026-11-30"}, False),
        ({"date": "2026-12"}, True),
        ({"date": "2027-01-01"}, True),
        ({"runs_in": PROOF}, True),
    ],
)
def test_no_date_is_in_the_future(changes, is_wrong):
    found = load_texts(entry(**changes), today="2026-11-28", engines=ENGINES).problems
    assert [each.rule for each in found] == ["future-date"] * is_wrong
    assert load_texts(entry(**changes), engines=ENGINES).problems == ()


def test_tomorrow_may_be_in_the_next_month_or_year():
    papers = entry(date="2027-01", added="2027-01-01")
    assert load_texts(papers, today="2026-12-31").problems == ()
    assert len(load_texts(papers, today="2026-12-30").problems) == 2


def test_dates_of_other_files_are_not_in_the_future():
    seen, bundle = (entry(facts, date="2027-01-01") for facts in (REFUSAL, BUNDLE))
    found = load_texts(today="2026-11-28", seen=seen, collections=bundle).problems
    assert [each.rule for each in found] == ["future-date"] * 2


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"added": None}, "write `added: 2026-11-28`"),
        ({"added": "today"}, "write YYYY-MM-DD: 2026-11-28"),
        ({"added": "2026-10"}, "write YYYY-MM-DD: 2026-10-01"),
        ({"date": "soon"}, "write YYYY-MM or YYYY-MM-DD: 2026-11"),
        ({"added": "2036-11-28"}, "write `added: 2026-11-28`, or correct the year"),
        ({"date": "2036-11"}, "write `date: 2026-11`, or correct the year"),
    ],
)
def test_a_hint_has_the_date_of_today(changes, hint):
    (problem,) = load_texts(entry(**changes), today="2026-11-28").problems
    assert problem.hint == hint
