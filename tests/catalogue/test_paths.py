"""Reading paths: each paper is listed, and named once; every text is in both languages."""

import pytest

from tests.support.catalogues import PATH, REFUSAL, TOPICS, entry, load_texts, told

STEP = "{{paper: {}, why: It comes first., why_zh: 先读。}}"


def steps(*papers):
    return entry(PATH, items=f"[{', '.join(map(STEP.format, papers))}]")


def messages(paths, **files):
    found = load_texts(entry(formerly="[older]"), paths=paths, **files).problems
    return [(each.message, each.hint) for each in found]


def test_a_path_keeps_the_order_of_its_papers():
    papers = entry() + entry(id="second", title="Second", arxiv='"2307.00002"')
    loaded = load_texts(papers, paths=steps("second", "some-paper"))
    assert loaded.problems == ()
    assert loaded.catalogue.paths[0].papers == ("second", "some-paper")


def test_a_list_without_the_file_has_no_path():
    assert load_texts(entry(), TOPICS).catalogue.paths == ()


@pytest.mark.parametrize(
    ("paper", "hint"),
    [
        ("some-papr", "did you mean 'some-paper'?"),
        ("older", "its id is 'some-paper' now"),
        ("gone", "it was removed from the list; remove it here too"),
        ("zzzzzzzz", "the ids are listed in data/papers.yaml"),
    ],
)
def test_every_paper_is_listed(paper, hint):
    seen = entry(REFUSAL, id="gone")
    message = f"paper '{paper}' is not in data/papers.yaml"
    assert messages(steps(paper), seen=seen) == [(message, hint)]


def test_a_paper_is_named_once():
    assert messages(steps("some-paper", "some-paper")) == [
        ("paper 'some-paper' appears twice in path 'first'", "remove one of them")
    ]


def test_the_same_paper_may_be_in_two_paths():
    assert messages(entry(PATH) + entry(PATH, id="second")) == []


@pytest.mark.parametrize("key", ["title_zh", "audience_zh"])
def test_a_text_has_its_translation(key):
    paths = entry(PATH) + entry(PATH, id="second", **{key: None})
    text = key.removesuffix("_zh")
    assert messages(paths) == [
        (
            f"entry 'second' has '{text}' but no '{key}'",
            f"add `{key}: …` in 中文, as other entries do",
        )
    ]


def test_a_reason_has_its_translation():
    items = f"[{STEP.format('some-paper')}, {{paper: second, why: It comes next.}}]"
    papers = entry() + entry(id="second", title="Second", arxiv='"2307.00002"')
    assert [line.partition(" ")[2] for line in told(papers, paths=entry(PATH, items=items))] == [
        "entry 'second' has 'why' but no 'why_zh'"
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"items": "[]"}, "'items' is an empty list"),
        ({"items": None}, "entry 'first' has no 'items'"),
        ({"audience": None}, "entry 'first' has no 'audience'"),
        ({"items": "[{paper: some-paper}]"}, "this item has no 'why'"),
        ({"items": "[some-paper]"}, "'items' must be a list of items with keys"),
    ],
)
def test_a_path_is_complete(changes, message):
    assert message in [text for text, _ in messages(entry(PATH, **changes))]


def test_an_id_is_an_address():
    ((message, _),) = messages(entry(PATH, id="First Path"))
    assert message.startswith("id 'First Path' ")


def test_a_former_id_belongs_to_one_path():
    paths = entry(PATH, formerly="[old]") + entry(PATH, id="second", formerly="[old]")
    ((message, _),) = messages(paths)
    assert message.startswith("former id 'old' is used by 'first'")
