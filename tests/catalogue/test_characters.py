"""Characters of an input method or a word processor: the hint names them and what to write."""

import pytest

from tests.support.catalogues import entry, load_texts

COMMA = "'，' is a full-width comma; write ,"
COLON = "'：' is a full-width colon; write :"
QUOTE = "'“' is a curly quote; write \""


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"topics": "[attention，kv-cache]"}, COMMA),
        ({"topics": "[attention、kv-cache]"}, "'、' is an ideographic comma; write ,"),
        ({"topics": "［attention］"}, "'［' is a full-width left square bracket; write ["),
        ({"topics": "[attention】"}, "'】' is a lenticular bracket; write ]"),
        ({"topics": "[“attention”]"}, QUOTE),
        ({"arxiv": "“2307.00001”"}, QUOTE),
        ({"id": "“some-paper”"}, QUOTE),
        ({"name": "“Name: the rest”"}, QUOTE),
        ({"name": '"Name”'}, "'”' is a curly quote; write \""),
        ({"date": "２０２３-07"}, "'２' is a full-width digit two; write 2"),
        ({"date": "2023–07"}, "'–' is an en dash; write -"),
        ({"added": "2023—08—01"}, "'—' is an em dash; write -"),
        ({"url": "https：//example.org"}, COLON),
        ({"url": "https://example.org/a。"}, "'。' is an ideographic full stop; write ."),
        ({"kind": "‘report’"}, "'‘' is a curly quote; write '"),
        ({"recommended": "２"}, "'２' is a full-width digit two; write 2"),
        ({"repo": "vllm‑project/vllm"}, "'‑' is a no-break hyphen; write -"),
        ({"doi": "10.1145/3600006\u00a0"}, "U+00A0 is a no-break space; write a space"),
    ],
)
def test_a_wrong_value(changes, hint):
    (problem,) = load_texts(entry(**changes)).problems
    assert (problem.hint, problem.severity) == (hint, "error")


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("  date: 2023-07", "  date：2023-07", COLON),
        ("- id: some-paper", "- id：some-paper", COLON),
        ("- id: some-paper", "－ id: some-paper", "'－' is a full-width hyphen-minus; write -"),
        ("- id: some-paper", "– id: some-paper", "'–' is an en dash; write -"),
        ("  date", "\u3000\u3000date", "U+3000 is an ideographic space; write a space"),
        ("  date", "\u00a0 date", "U+00A0 is a no-break space; write a space"),
    ],
)
def test_a_wrong_line(old, new, hint):
    (problem,) = load_texts(entry().replace(old, new)).problems
    assert problem.hint == hint


def test_an_entry_without_keys():
    (problem,) = load_texts("- id：some-paper\n").problems
    assert (problem.rule, problem.hint) == ("entry-type", COLON)


def test_a_wrong_key():
    hints = [p.hint for p in load_texts(entry().replace("date:", "ｄate:")).problems]
    assert "'ｄ' is a full-width latin small letter d; write d" in hints


def test_text_for_readers_may_have_any_of_them():
    texts = {"title": "注意力：“快”，但省", "note": "（见附录）、—", "summary_zh": "一句话。"}
    assert load_texts(entry(**texts, summary="A “word”.")).problems == ()


@pytest.mark.parametrize("quoted", ["“Some paper”", "‘Some paper’", "「Some paper」"])
def test_text_that_is_in_curly_quotes(quoted):
    (problem,) = load_texts(entry(title=quoted)).problems
    assert problem.message == f"title '{quoted}' is in curly quotes"
    assert (problem.severity, problem.hint) == ("warning", "write 'Some paper'")


@pytest.mark.parametrize("title", ["“A” and “B”", "“A” in B", "A “B”", "Tom’s"])
def test_quotes_inside_a_text(title):
    assert load_texts(entry(title=title)).problems == ()
