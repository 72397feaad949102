"""The fields of one record: each mistake has a message of our own, with its line and column."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.catalogue.model import Collection, Paper
from paperlist.catalogue.reading.entries import did_you_mean, read_entry, split_entries
from paperlist.catalogue.reading.source import parse_source
from tests.support.catalogues import BUNDLE, FACTS, entry, load_texts


def entries(text):
    return split_entries(parse_source(text, "p")[0], "p")


def wrong(text, model=Paper):
    """The problems of the first entry as 'line:column message', in file order."""
    value, problems = read_entry(entries(text)[0][0], model)
    assert (value is None) == bool(problems)
    found = sorted((p.line, p.column, p.message) for p in problems)
    return [f"{line}:{column} {message}" for line, column, message in found]


def hints(text, model=Paper):
    return [p.hint for p in read_entry(entries(text)[0][0], model)[1]]


def test_an_entry_of_good_shape_is_a_value():
    value, problems = read_entry(entries(entry(authors="[Ada]", recommended="3"))[0][0], Paper)
    assert problems == []
    assert (value.id, value.arxiv, value.authors, value.recommended) == (
        "some-paper",
        "2307.00001",
        ("Ada",),
        3,
    )


def test_every_key_of_the_model_has_an_example_that_is_right():
    for model, facts in ((Paper, entry), (Collection, lambda **more: entry(BUNDLE, **more))):
        for name, field in model.model_fields.items():
            example = field.examples[0].replace("…", "words to write")
            assert wrong(facts(**{name: example}), model) == []


def test_a_list_of_authors_has_an_end():
    names = ", ".join(f"A{number}" for number in range(5001))
    (told,) = wrong(entry(authors=f"[{names}]"), Paper)
    assert told.endswith("'authors' has more than 5000 items")
    assert wrong(entry(authors=f"[{names.removesuffix(', A5000')}]"), Paper) == []


@pytest.mark.parametrize("text", ["a text", "id: a", '"[]"', "{}"])
def test_a_file_that_is_no_list_has_no_entries(text):
    found, problems = entries(text)
    assert found == []
    assert [str(p) for p in problems] == [
        "p:1:1: error: the file must be a list of entries [entry-list]\n"
        "  hint: start each entry with '- ' and its first key, such as '- id: …'"
    ]


def test_an_entry_that_has_no_keys_is_told_and_the_others_are_kept():
    found, problems = entries("- a text\n- id: b\n- [c]\n-\n")
    assert [item.number for item in found] == [2]
    assert [(p.line, p.message) for p in problems] == [
        (n, "this entry has no keys") for n in (1, 3, 4)
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("- {id: a, name: b, title: c}", "'a'"),
        ("- {id: '', name: b, title: c}", "'b'"),
        ("- {id: [], title: c}", "'c'"),
        ("- {date: 2023-07}", "number 1"),
    ],
)
def test_an_entry_is_called_by_what_it_has(text, label):
    assert entries(text)[0][0].label == label


def test_an_unknown_key_is_told_with_the_nearest_known_one():
    assert wrong(entry(tittle="x")) == ["7:3 unknown key 'tittle'"]
    assert hints(entry(tittle="x")) == ["did you mean 'title'?"]


def test_an_unknown_key_like_no_other_is_told_with_all_keys():
    assert hints(entry(qqq="x"))[0].startswith("the valid keys are id, formerly, name, aka, title")


@pytest.mark.parametrize("key", ["id", "title", "date", "topics", "added"])
def test_a_required_key_that_is_missing_is_told_at_the_entry(key):
    name = "'some-paper'" if key != "id" else "'Some paper'"
    assert wrong(entry(**{key: None})) == [f"1:3 entry {name} has no '{key}'"]
    assert hints(entry(**{key: None}))[0].startswith(f"write `{key}: ")


@pytest.mark.parametrize("key", ["id", "title", "date", "arxiv", "code", "kind", "recommended"])
@pytest.mark.parametrize("value", ["[x]", "{x: y}", "[]", "{}"])
def test_a_list_in_place_of_a_text(key, value):
    text = entry(**{key: value})
    line = list(dict.fromkeys([*FACTS, key])).index(key) + 1
    assert wrong(text) == [f"{line}:{len(key) + 5} '{key}' must be text"]
    assert hints(text)[0].startswith(f"write `{key}: ")


@pytest.mark.parametrize("key", ["topics", "authors", "org", "aka"])
@pytest.mark.parametrize("value", ["x", '""', "{x: y}"])
def test_a_text_in_place_of_a_list(key, value):
    text = entry(**{"topics": None, key: value} if key != "topics" else {"topics": value})
    assert f"'{key}' must be a list" in " ".join(wrong(text))
    assert any(hint.startswith(f"write `{key}: [") for hint in hints(text))


@pytest.mark.parametrize("key", ["authors", "org", "aka"])
@pytest.mark.parametrize("item", ["[x]", "{x: y}"])
def test_a_list_holds_texts_only(key, item):
    column = len(key) + 9
    assert wrong(entry(**{key: f"[a, {item}]"})) == [f"7:{column} '{key}' must be a list of texts"]


def test_topics_are_one_at_least():
    assert wrong(entry(topics="[]")) == ["5:11 'topics' is an empty list"]


@pytest.mark.parametrize(
    ("topics", "message"),
    [
        ('["a\\tb"]', "5:12 topics 'a\\u0009b' contains the invisible character U+0009"),
        ("[[attention]]", "5:12 'topics' must be a list of texts"),
        ("[KV Cache, MoE]", None),
    ],
)
def test_a_list_of_one_bad_topic_is_not_called_empty(topics, message):
    found = wrong(entry(topics=topics))
    assert not any("empty" in line for line in found)
    assert message is None or found == [message]


@pytest.mark.parametrize("value", ["", '""', "'  '"])
def test_an_empty_value_is_told_as_empty(value):
    assert [line.partition(" ")[2] for line in wrong(entry(title=value))] == ["'title' is empty"]


def test_a_required_value_that_is_empty_is_not_to_be_removed():
    assert "remove" not in hints(entry(title='""'))[0]


def test_an_empty_item_is_not_told_as_an_empty_list():
    assert wrong(entry(authors='[Ada, ""]')) != ["7:18 'authors' is empty"]


def test_the_last_of_two_values_is_the_one_judged():
    text = entry() + "  date: never\n"
    assert wrong(text) == ["7:9 date 'never' is not a valid date"]


@pytest.mark.parametrize(
    ("contents", "found"),
    [
        ("[]", ["7:13 'contents' is an empty list"]),
        ("x", ["7:13 'contents' must be a list"]),
        ("[{name: A}, x]", ["7:25 'contents' must be a list of items with keys"]),
        ("[{name: A}, {nam: B}]", ["7:25 this item has no 'name'", "7:26 unknown key 'nam'"]),
        ("[{name: A}, {name: B, papers: c}]", ["7:43 'papers' must be a list"]),
        ("[{name: A}, {name: [B]}]", ["7:32 'name' must be text"]),
        ("[{name: A}, {name: }]", ["7:32 'name' is empty"]),
        ("[{name: A}, {name: B, papers: [C]}]", []),
    ],
)
def test_a_record_inside_a_record_is_told_at_its_own_place(contents, found):
    assert wrong(entry(BUNDLE, contents=contents), Collection) == found


@pytest.mark.parametrize(
    "contents", ["[{nam: A}]", "[{name: A, x: B}]", "[{name: A, papers: b}]", "[x]"]
)
def test_a_list_of_one_bad_record_is_not_called_empty(contents):
    assert not any("empty" in line for line in wrong(entry(BUNDLE, contents=contents), Collection))


def test_every_hint_shows_an_example():
    for contents in ("[{name: A}, x]", "[{name: A}, []]", "x", "[{}]"):
        assert all("…" not in hint for hint in hints(entry(BUNDLE, contents=contents), Collection))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("atention", "did you mean 'attention'?"),
        ("Attention", "did you mean 'attention'?"),
        ("zzz", ""),
        ("", ""),
        ("attention" * 9, ""),
    ],
)
def test_the_nearest_known_word_is_offered(text, hint):
    assert did_you_mean(text, ["kv-cache", "attention"]) == hint


# Nodes of any shape under keys that are known, nearly known or strange.
nodes = st.recursive(
    st.sampled_from(["", "a", "2307.00001", "2023-07-01", "https://example.org", "中", "[x", "'"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "papers", "id", "0", ""]), inner, max_size=3)
    ),
    max_leaves=6,
)
keys = st.sampled_from([*Paper.model_fields, *Collection.model_fields, "tittle", "", "0"])


@given(st.dictionaries(keys, nodes, max_size=8), st.sampled_from([Paper, Collection]))
def test_a_record_of_any_shape_is_a_value_or_has_problems_inside_it(record, model):
    text = f"- {json.dumps(record, ensure_ascii=False)}\n"
    value, problems = read_entry(entries(text)[0][0], model)
    assert (value is None) == bool(problems)
    assert all(p.line == 1 and 3 <= p.column <= len(text) and p.message for p in problems)


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("summary_xx", "add 'xx' to paperlist/catalogue/languages.yaml, or remove the key"),
        ("aka_xx", "add 'xx' to paperlist/catalogue/languages.yaml, or remove the key"),
        ("name_en", "did you mean 'name'?"),
        ("sumary", "did you mean 'summary'?"),
    ],
)
def test_a_translation_into_an_unknown_language_is_not_taken_for_a_typing_mistake(key, hint):
    (problem,) = load_texts(entry(**{key: "x"})).problems
    assert (problem.rule, problem.hint) == ("unknown-key", hint)


def test_the_hint_for_words_to_search_for_is_the_same_in_a_topic():
    (problem,) = load_texts(topics=entry({"id": "a", "name": "A", "description": "An A.",
                                          "aka_xx": "[x]"})).problems  # fmt: skip
    assert problem.hint.startswith("add 'xx' to paperlist/catalogue/languages.yaml")
