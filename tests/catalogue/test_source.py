"""YAML text to nodes: every scalar is text, and whatever is not plain data is refused in a line."""

import errno
import os

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from paperlist.catalogue.reading import source
from paperlist.catalogue.reading.source import (
    Mapping,
    Scalar,
    Sequence,
    SourceError,
    load_source,
    parse_source,
)
from tests.support.catalogues import DATA, lines

SLOW_LOADER = yaml.Loader


def node(text):
    return parse_source(text, "f")[0]


def refusal(text, loader=source.FAST_LOADER):
    with pytest.raises(SourceError) as caught:
        parse_source(text, "f", loader)
    problem = caught.value.problem
    return problem.line, problem.column, problem.message


def refused_file(path):
    with pytest.raises(SourceError) as caught:
        load_source(path, "data/papers.yaml")
    assert caught.value.problem.path == "data/papers.yaml"
    return caught.value.problem


@pytest.mark.parametrize(
    "word",
    ["2205.14130", "NO", "yes", "null", "~", "1e3", "0x10", "2023-07-15", "012", ".nan", "12:30"],
)
def test_a_scalar_is_text_as_written(word):
    assert node(f"- id: {word}\n").items[0].pairs[0][1].text == word


def test_a_missing_value_is_the_empty_text():
    assert node("- id:\n").items[0].pairs[0][1].text == ""


def test_nodes_know_where_they_start_and_end():
    root = node('- id: a\n  topics:\n    - b\n    - "c\n      d"\n')
    record = root.items[0]
    key, topics = record.pairs[1]
    assert isinstance(root, Sequence)
    assert isinstance(record, Mapping)
    assert (root.line, root.column, root.end_line) == (1, 1, 5)
    assert (record.line, record.column, record.end_line) == (1, 3, 5)
    assert key == Scalar("topics", 2, 3, 2)
    assert topics.items == (Scalar("b", 3, 7, 3), Scalar("c d", 4, 7, 5))


def test_columns_count_characters_and_not_bytes():
    assert node("- {é中😀: x}\n").items[0].pairs[0][1].column == 9


def test_windows_line_ends_count_as_one_line():
    assert node("- id: a\r\n- id: b\r\n").items[1].line == 2


@pytest.mark.parametrize(
    "text",
    [
        "- a: >-\n    folded\n    text\n\n- b: c\n",
        "- a: |\n    kept\n\n\n# remark\n- b: c\n",
        "- a: [b,\n  c\n  ]\n- b: c\n",
        '- a: "quoted\n    text"\n- b: c\n',
        "- a: plain\n    text\n\n- b: c\n",
    ],
)
def test_an_entry_ends_before_the_next_begins(text):
    first, second = node(text).items
    assert first.end_line < second.line


def test_an_entry_ends_with_its_last_line():
    assert node("- a: [b,\n  c\n  ]\n- b: c\n").items[0].end_line == 3


def test_a_repeated_key_is_told_and_the_rest_is_still_read():
    root, repeated = parse_source("- id: a\n  id: b\n  name: c\n", "f")
    assert [str(problem) for problem in repeated] == [
        "f:2:3: error: key 'id' appears twice, first on line 1 [repeated-key]\n"
        "  hint: a new entry starts with '- id: …'"
    ]
    assert len(root.items[0].pairs) == 3


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 1, 1, "file is empty"),
        ("# only a remark\n", 1, 1, "file is empty"),
        ("- id: a\n  name:\tb\n", 2, 8, "tab character"),
        ("- id: a\n\tname: b\n", 2, 1, "tab character"),
        ("- id: a\n  name: \x00\n", 2, 9, "control character U+0000"),
        ("- id: a\u2028- id: b\n", 1, 8, "control character U+2028"),
        ("- id: a\r- id: b\n", 1, 8, "control character U+000D"),
        ("- id: a\n  name: \ufeffb\n", 2, 9, "control character U+FEFF"),
        ("- id: \ud800\n", 1, 7, "control character U+D800"),
        ("- &x id: a\n", 1, 3, "anchors and aliases (& and *) are not supported"),
        ("- id: a\n- *x\n", 2, 3, "anchors and aliases (& and *) are not supported"),
        ("- id: a\n  <<: *x\n", 2, 7, "anchors and aliases (& and *) are not supported"),
        ("- id: !x a\n", 1, 7, "tag '!x' is not supported"),
        ("- id: !!int 3\n", 1, 7, "tag 'tag:yaml.org,2002:int' is not supported"),
        ("- !!python/x {}\n", 1, 3, "tag 'tag:yaml.org,2002:python/x' is not supported"),
        ("- id: a\n---\n- id: b\n", 2, 1, "a second document starts here"),
        ("- [a]: b\n", 1, 3, "a key must be text"),
        ("- {a: b}: c\n", 1, 3, "a key must be text"),
        ("- ? [a]\n  : b\n", 1, 5, "a key must be text"),
        ("[" * 21, 1, 21, "nested deeper than 20 levels"),
        ("- " * 21 + "a\n", 1, 41, "nested deeper than 20 levels"),
    ],
)  # fmt: skip
def test_what_a_catalogue_never_holds_is_refused_where_it_stands(text, line, column, message):
    assert refusal(text) == (line, column, message)
    assert refusal(text, SLOW_LOADER) == (line, column, message)


def test_twenty_levels_are_not_too_deep():
    assert isinstance(node("[" * 20 + "]" * 20), Sequence)


def test_a_file_that_is_missing(tmp_path):
    assert refused_file(tmp_path / "papers.yaml").message == "file is missing"


def test_a_folder_in_place_of_a_file(tmp_path):
    assert refused_file(tmp_path).message == "is a folder, not a file"


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "data").write_text("x")
    message = refused_file(tmp_path / "data" / "papers.yaml").message
    assert message == f"file cannot be read: {os.strerror(errno.ENOTDIR)}"


def test_a_file_that_is_too_large(tmp_path, monkeypatch):
    path = tmp_path / "papers.yaml"
    path.write_text("- id: a\n")
    monkeypatch.setattr(source, "MAX_BYTES", 8)
    assert load_source(path, "f")[1] == []
    monkeypatch.setattr(source, "MAX_BYTES", 7)
    assert refused_file(path).message == "file is larger than 50 MB"


@pytest.mark.parametrize(
    ("raw", "line", "column", "message"),
    [
        (b"\xef\xbb\xbf- id: a\n", 1, 1, "file starts with a byte order mark"),
        ("- id: é\n".encode("latin-1"), 1, 7, "file is not UTF-8 text"),
        ("- id: a\n  name: 中文\n".encode("gbk"), 2, 9, "file is not UTF-8 text"),
        ("- id: é\n  name: ".encode() + b"\xff\n", 2, 9, "file is not UTF-8 text"),
        ("- id: a\n".encode("utf-16"), 1, 1, "file is not UTF-8 text"),
        (b"- id: \xed\xa0\x80\n", 1, 7, "file is not UTF-8 text"),
    ],
)
def test_a_file_in_another_encoding_is_refused_at_the_first_wrong_byte(
    tmp_path, raw, line, column, message
):
    path = tmp_path / "papers.yaml"
    path.write_bytes(raw)
    problem = refused_file(path)
    assert (problem.line, problem.column, problem.message) == (line, column, message)
    assert "UTF-8" in problem.hint


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nd: [*c,*c,*c]\n",
        "[" * 100_000,
        "{" * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "[{" * 50_000,
        "- id: a\n" + "".join(f"{' ' * n}- \n" for n in range(200)),
        '- "' + "\\" * 100_001,
    ],
    ids=["aliases", "[", "{", "-", "?", "[{", "steps", "backslashes"],
)
def test_a_bomb_ends_in_one_problem(bomb):
    for loader in (source.FAST_LOADER, SLOW_LOADER):
        assert len(refusal(bomb, loader)) == 3


def test_ten_megabytes_of_one_text_are_read():
    assert len(node("- id: " + "x" * 10_000_000).items[0].pairs[0][1].text) == 10_000_000


# Text that looks like a catalogue, with the indents and signs that make YAML hard.
words = st.sampled_from(["a", "id", "2307.1", "b c", "中", "'x'", '"y"', "[a, b]", "{a: b}", "- a"])
values = (
    words | lines | st.sampled_from(["", "|\n    t\n    u", ">-\n    t\n\n    u", '"é\n    u"'])
)
keys = st.builds("{}{}: {}\n".format, st.sampled_from(["- ", "  ", "    - ", ""]), words, values)
likely = st.lists(keys | st.sampled_from(["\n", "# x\n", "---\n", "- a\n"]), max_size=8).map(
    "".join
)


@given(likely | st.text(max_size=80))
def test_any_text_is_read_or_refused_and_nothing_else(text):
    try:
        root, repeated = parse_source(text, "f")
    except SourceError as error:
        repeated, root = [error.problem], None
    last = text.count("\n") + 1
    assert root is None or 1 <= root.line <= root.end_line <= last
    assert all(1 <= p.line <= last and p.column >= 1 and p.message for p in repeated)


@given(likely)
@example("- a: >-\n    x\n    y\n\n- b: c\n")
def test_both_loaders_give_the_same_nodes(text):
    try:
        fast, slow = (parse_source(text, "f", each) for each in (source.FAST_LOADER, SLOW_LOADER))
    except SourceError:
        return
    assert fast == slow


@pytest.mark.parametrize("name", ["papers.yaml", "topics.yaml", "collections.yaml"])
def test_both_loaders_give_the_same_nodes_of_the_data(name):
    fast, slow = (load_source(DATA / name, "f", x) for x in (source.FAST_LOADER, SLOW_LOADER))
    assert fast == slow


def test_an_entry_without_its_dash_is_told_once():
    text = "- id: a\n  name: b\n  id: c\n  name: d\n  title: e\n- id: f\n  name: g\n  name: h\n"
    _, repeated = parse_source(text, "f")
    assert [(problem.line, problem.message) for problem in repeated] == [
        (3, "key 'id' appears twice, first on line 1"),
        (8, "key 'name' appears twice, first on line 7"),
    ]


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> branch"])
def test_a_merge_conflict_is_called_by_its_name(mark):
    with pytest.raises(SourceError) as caught:
        parse_source(f"- id: a\n{mark}\n- id: b\n", "f")
    assert str(caught.value.problem).startswith("f:2:1: error: unresolved merge conflict")


def test_a_file_of_more_than_any_list_has_is_read_no_further(monkeypatch):
    monkeypatch.setattr(source, "MAX_ENTRIES", 3)
    parse_source("- id: a\n" * 3, "f")
    with pytest.raises(SourceError) as caught:
        parse_source("- id: a\n" * 4 + "- [\n", "f")
    problem = caught.value.problem
    assert (problem.line, problem.rule) == (4, "file-size")
    assert problem.message == "file has more than 3 entries"
    monkeypatch.setattr(source, "MAX_NODES", 10)
    with pytest.raises(SourceError, match="more than 10 keys and values"):
        parse_source("- a: [b, c, d, e, f, g, h, i, j]\n", "f")
