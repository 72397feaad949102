"""`paperlist diff`: every entry of both versions is told once, whatever the versions hold."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import markdown
import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from paperlist.cli import main
from paperlist.history import revisions
from paperlist.history.diff import Change, Difference, compare, load_entries, render_diff_markdown
from tests.support.catalogues import DATA, ROOT, titles

OLD = """\
- {id: gone, title: Gone, date: 2020-01}
- {id: same, title: Same, date: 2021-01}
- {id: kept, title: Kept, topics: [a, b], venue: ICLR 2024, pages: 3}
- {id: first-name, title: Renamed}
"""
NEW = """\
- {id: fresh, title: "Fresh: 新", date: 2024-01}
- {date: 2021-01, id: same, title: Same}
- {id: kept, title: Kept, topics: [b, 丙], pages: 3, note: A note}
- {id: second-name, formerly: [first-name], title: Renamed}
"""
TOPICS = "- {id: kv, name: KV Cache}\n"
TEXT = """\
papers: 1 added, 2 changed, 1 removed
  + fresh  Fresh: 新
  ~ kept  Kept
      topics: ["a", "b"] → ["b", "丙"]
      venue: ICLR 2024 → (none)
      note: (none) → A note
  ~ second-name  Renamed
      id: first-name → second-name
      formerly: (none) → ["first-name"]
  - gone  Gone
topics: 0 added, 0 changed, 1 removed
  - kv  KV Cache
"""
MARKDOWN = """\
### Papers added (1)

- `fresh` Fresh: 新

### Papers changed (2)

- `kept` Kept
  - `topics`: \\["a", "b"\\] → \\["b", "丙"\\]
  - `venue`: ICLR 2024 → (none)
  - `note`: (none) → A note
- `second-name` Renamed
  - `id`: first-name → second-name
  - `formerly`: (none) → \\["first-name"\\]

### Papers removed (1)

- `gone` Gone

### Topics removed (1)

- `kv` KV Cache
"""
PAPERS_TEXT, _, TOPICS_TEXT = TEXT.partition("topics: 0")
TOPICS_TEXT = f"topics: 0{TOPICS_TEXT}"
RECORDS = {
    "papers": {
        "added": [{"id": "fresh", "title": "Fresh: 新", "date": "2024-01"}],
        "changed": [
            {
                "id": "kept",
                "keys": {
                    "topics": {"old": ["a", "b"], "new": ["b", "丙"]},
                    "venue": {"old": "ICLR 2024", "new": None},
                    "note": {"old": None, "new": "A note"},
                },
            },
            {
                "id": "second-name",
                "keys": {
                    "id": {"old": "first-name", "new": "second-name"},
                    "formerly": {"old": None, "new": ["first-name"]},
                },
            },
        ],
        "removed": [{"id": "gone", "title": "Gone", "date": "2020-01"}],
    },
    "topics": {"added": [], "changed": [], "removed": [{"id": "kv", "name": "KV Cache"}]},
}


def run(*args):
    return CliRunner().invoke(main, ["diff", *map(str, args)])


def told(*args):
    result = run(*args)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def refused(*args):
    """The message, which is a single line."""
    result = run(*args)
    assert isinstance(result.exception, SystemExit), result.exception
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("\n")
    assert result.stderr.count("\n") == 1
    return result.stderr.removesuffix("\n")


def write(folder, **texts):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def git(folder, *args):
    ours = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        ["git", *ours, *args],
        cwd=folder,
        env={**os.environ, **quiet},
        capture_output=True,
        check=True,
    )


def commit(folder, message):
    git(folder, "add", "--all")
    git(folder, "commit", "--allow-empty", "-m", message)
    git(folder, "tag", message)


@pytest.fixture
def versions(tmp_path, monkeypatch):
    """Two folders of data, as they are named from where the command runs."""
    monkeypatch.chdir(tmp_path)
    write(Path("old"), papers=OLD, topics=TOPICS, collections="[]\n")
    write(Path("new"), papers=NEW, topics="[]\n", collections="[]\n")
    return ["old", "new"]


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """The data in a folder of a folder: none, the old, the new, and an edit without a commit."""
    repository = tmp_path_factory.mktemp("repository")
    git(repository, "init", "--initial-branch=main")
    (repository / "README").write_text("No data yet.\n", "utf-8")
    commit(repository, "v0")
    data = write(repository / "lists" / "data", papers=OLD, topics=TOPICS)
    commit(repository, "v1")
    write(data, papers=NEW, topics="[]\n")
    commit(repository, "v2")
    write(data, papers=NEW.replace("A note", "Another note"))
    return repository


@pytest.fixture
def inside(history, monkeypatch):
    monkeypatch.chdir(history / "lists")
    return history


# What is told


def test_text(versions):
    assert told(*versions) == TEXT


def test_markdown_for_the_notes_of_a_release(versions):
    assert told(*versions, "--format", "markdown") == MARKDOWN


TABLE = """\
### Papers

| | Entry | Change |
|---|---|---|
| added | `fresh` | Fresh: 新 |
| changed | `kept` | `topics`: \\["a", "b"\\] → \\["b", "丙"\\]<br>`venue`: ICLR 2024 → (none)<br>\
`note`: (none) → A note |
| changed | `second-name` | `id`: first-name → second-name<br>\
`formerly`: (none) → \\["first-name"\\] |
| removed | `gone` | Gone |

### Topics

| | Entry | Change |
|---|---|---|
| removed | `kv` | KV Cache |
"""


def test_a_table_for_the_summary_of_a_pull_request(versions):
    assert told(*versions, "--format", "table") == TABLE


def test_json_has_entries_as_written_and_both_values_of_a_key(versions):
    found = json.loads(told(*versions, "--format", "json"))
    nothing = {"added": [], "changed": [], "removed": []}
    assert found == {**RECORDS, "collections": nothing}


def test_the_way_back_adds_what_was_removed(versions):
    found = json.loads(told(*reversed(versions), "--format", "json"))["papers"]
    ids = {kind: {entry["id"] for entry in entries} for kind, entries in found.items()}
    # An older entry says nothing of the name to come.
    assert ids == {
        "added": {"gone", "first-name"},
        "changed": {"kept"},
        "removed": {"fresh", "second-name"},
    }


def test_no_differences_are_said(versions):
    shutil.copytree("old", "copy")
    assert told("old", "copy") == "no differences\n"
    assert told("old", "copy", "--format", "markdown") == "No differences.\n"
    assert told("old", "copy", "--format", "table") == "No differences.\n"
    found = json.loads(told("old", "copy", "--format", "json"))
    nothing = {"added": [], "changed": [], "removed": []}
    assert found == {"papers": nothing, "topics": nothing, "collections": nothing}


def test_the_order_of_entries_and_keys_is_no_difference(versions):
    write(Path("new"), papers="".join(reversed(OLD.splitlines(keepends=True))), topics=TOPICS)
    assert told(*versions) == "no differences\n"


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_terminal_that_lacks_a_character_stops_nothing(versions, form):
    done = subprocess.run(
        [sys.executable, "-m", "paperlist.cli", "diff", *versions, "--format", form],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == told(*versions, "--format", form)


@pytest.mark.parametrize("args", [[], ["old", "new", "more"], ["old", "new", "--format", "xml"]])
def test_wrong_usage_exits_2(versions, args):
    assert run(*args).exit_code == 2


# What is compared


def test_files_are_compared_by_themselves(versions):
    Path("before.yaml").write_text(OLD, "utf-8")
    Path("after.yaml").write_text(NEW, "utf-8")
    assert told("before.yaml", "after.yaml") == PAPERS_TEXT
    assert told("old/papers.yaml", "new/papers.yaml") == PAPERS_TEXT


def test_files_of_topics_are_called_so(versions):
    assert told("old/topics.yaml", "new/topics.yaml") == TOPICS_TEXT


def test_a_file_is_compared_with_its_like_in_a_folder(versions):
    Path("before.yaml").write_text(OLD, "utf-8")
    assert told("before.yaml", "new") == PAPERS_TEXT
    assert told("before.yaml", "--data", "new") == PAPERS_TEXT
    assert told("old", "new/papers.yaml") == PAPERS_TEXT
    assert told("old/topics.yaml", "new") == TOPICS_TEXT


def test_a_file_that_only_one_version_has(versions):
    Path("old/topics.yaml").unlink()
    Path("new/topics.yaml").write_text(TOPICS, "utf-8")
    assert told(*versions).endswith("topics: 1 added, 0 changed, 0 removed\n  + kv  KV Cache\n")
    assert told(*reversed(versions)).endswith("0 changed, 1 removed\n  - kv  KV Cache\n")


def test_refused_papers_are_named_by_their_arxiv_id_or_link(versions):
    url = "https://example.org/a"
    Path("old/seen.yaml").write_text(f"- {{url: {url}, title: A, reason: old}}\n", "utf-8")
    new = f"- {{url: {url}, title: A, reason: new}}\n- {{arxiv: 2401.00010, title: B}}\n"
    Path("new/seen.yaml").write_text(new, "utf-8")
    assert told("old/seen.yaml", "new/seen.yaml") == (
        "seen: 1 added, 1 changed, 0 removed\n"
        f"  + 2401.00010  B\n  ~ {url}  A\n      reason: old → new\n"
    )


def test_other_lists_are_named_by_their_address(versions):
    Path("new/watch.yaml").write_text("- {url: https://example.org/list.md}\n", "utf-8")
    assert told(*versions).endswith(
        "watch: 1 added, 0 changed, 0 removed\n  + https://example.org/list.md\n"
    )


REMOVED = "- {id: gone, arxiv: 2001.00001, title: Gone, reason: a | talk, date: 2026-08-22}\n"


def test_a_removed_paper_is_told_with_its_reason(versions):
    Path("new/seen.yaml").write_text(REMOVED, "utf-8")
    assert "  - gone  Gone\n      reason: a | talk\n" in told(*versions)
    assert "seen: 1 added, 0 changed, 0 removed\n  + gone  Gone\n" in told(*versions)
    markdown = told(*versions, "--format", "markdown")
    assert "### Papers removed (1)\n\n- `gone` Gone\n  - a \\| talk\n" in markdown
    table = told(*versions, "--format", "table")
    assert "| removed | `gone` | Gone<br>a \\| talk |\n" in table
    assert json.loads(told(*versions, "--format", "json"))["seen"]["added"][0]["id"] == "gone"


def test_a_file_that_is_missing_in_a_folder_is_not_compared_with_another(versions):
    Path("seen.yaml").write_text("[]\n", "utf-8")
    result = CliRunner().invoke(main, ["diff", "seen.yaml", "new"])
    assert (result.exit_code, result.stderr) == (
        1, "new/seen.yaml:1:1: error: file is missing [file-missing]\n"
    )  # fmt: skip


def test_the_new_version_is_the_data_unless_given(versions):
    Path("new").rename("data")
    assert told("old") == TEXT


def test_the_real_data_differs_from_nothing_by_all_of_it(tmp_path):
    write(tmp_path, papers="[]\n", topics="[]\n", collections="[]\n")
    for found in compare(tmp_path, DATA):
        keys = ("id", "arxiv", "url") if found.kind in ("seen", "watch") else ("id",)
        entries = load_entries([DATA / f"{found.kind}.yaml"], keys)
        assert {str(entry["id"]) for entry in found.added} == entries.keys() != set()
        assert not found.changed + found.removed
    assert not any(compare(DATA, DATA))


BROKEN = """\
- {id: kept, tittle: Kept, topics: {a: [b]}, date: never}
- {id: no-title}
- {title: No id}
- {id: [a, b], title: [x], name: Odd}
- {id: [a, b], title: [x], name: Twice}
- text
"""


def test_versions_that_break_the_rules_compare(versions):
    write(Path("old"), papers=BROKEN)
    found = json.loads(told(*versions, "--format", "json"))["papers"]
    assert [entry["id"] for entry in found["removed"]] == [
        "no-title",
        "(no id) No id",
        "['a', 'b']",
        "['a', 'b'] (2)",
    ]
    (change,) = found["changed"]
    assert change["keys"]["tittle"] == {"old": "Kept", "new": None}
    assert change["keys"]["topics"] == {"old": {"a": ["b"]}, "new": ["b", "丙"]}
    assert "\n  - no-title\n" in told(*versions)
    assert "\n- `no-title`\n" in told(*versions, "--format", "markdown")


def test_a_former_id_that_is_in_use_makes_no_rename(versions):
    """No rule of today allows it."""
    write(Path("old"), papers="- {id: a}\n", topics="[]\n")
    write(Path("new"), papers="- {id: b, formerly: [a]}\n- {id: a}\n")
    assert told(*versions) == "papers: 1 added, 0 changed, 0 removed\n  + b\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- id: [\n", "new/papers.yaml:1:7: error: the '[' that opens here is not closed"),
        ("", "new/papers.yaml:1:1: error: file is empty"),
        ("- id: \tx\n", "new/papers.yaml:1:7: error: tab character"),
        ("- id: &a x\n", "new/papers.yaml:1:7: error: anchors and aliases"),
    ],
)
def test_a_file_that_is_no_yaml_is_told_as_check_tells_it(versions, text, message):
    write(Path("new"), papers=text)
    result = run(*versions)
    assert (result.exit_code, result.stdout) == (1, "")
    first, *hint = result.stderr.splitlines()
    assert first.startswith(message)
    assert all(line.startswith("  hint: ") for line in hint)
    assert len(hint) <= 1


@pytest.mark.parametrize("text", ["id: a\n", "text\n", "{}\n"])
def test_a_file_that_is_no_list_is_told(versions, text):
    write(Path("new"), papers=text)
    result = run(*versions)
    assert (result.exit_code, result.stdout) == (1, "")
    expected = "new/papers.yaml:1:1: error: the file must be a list of entries [entry-list]\n"
    assert result.stderr.startswith(expected)


# Revisions of git


def test_two_revisions(inside):
    assert told("v1", "v2", "--data", "data") == TEXT
    assert told("HEAD~1", "HEAD") == TEXT


def test_the_new_version_is_the_working_tree_unless_given(inside):
    assert "      note: A note → Another note\n" in told("HEAD")
    assert "      note: (none) → Another note\n" in told("v1")


def test_a_revision_and_a_folder(inside, tmp_path):
    write(tmp_path, papers=NEW, topics="[]\n")
    assert told("v1", tmp_path) == TEXT
    assert told(tmp_path, "v2") == "no differences\n"


def test_a_revision_and_a_file(inside, tmp_path):
    path = write(tmp_path, papers=NEW) / "papers.yaml"
    assert told("v1", path) == PAPERS_TEXT


def test_the_folder_is_found_from_anywhere(inside, monkeypatch, tmp_path):
    monkeypatch.chdir(inside)
    assert told("v1", "v2", "--data", "lists/data") == TEXT
    monkeypatch.chdir(tmp_path)
    assert told("v1", "v2", "--data", inside / "lists" / "data") == TEXT


def test_a_path_comes_before_a_revision_of_its_name(inside):
    try:
        write(Path("v1"), papers=NEW, topics="[]\n")
        assert told("v1", "v2") == "no differences\n"
    finally:
        shutil.rmtree("v1")


@pytest.mark.parametrize(
    "name", ["none", "v9", "HEAD~9", "HEAD:lists/data", "v1..v2", "a b", "é", "x" * 300]
)
def test_neither_path_nor_revision(inside, name):
    expected = f"error: '{name}' is not a file, a folder or a Git revision"
    assert refused(name) == refused("HEAD", name) == expected


def test_a_revision_without_the_data(inside):
    assert refused("v0") == "error: revision 'v0' has no data files in data"


def test_a_folder_without_the_data(versions):
    Path("empty").mkdir()
    for args in (["empty", "new"], ["old", "empty"], ["empty", "empty"]):
        assert refused(*args) == "error: folder 'empty' has no data files"


def test_without_the_folder_of_the_data(versions):
    assert refused("old") == refused("v1", "old") == "error: folder 'data' does not exist"


def test_outside_of_a_repository(versions, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    assert "is not a file, a folder or a Git revision" in refused("HEAD", "--data", "old")


def test_without_git(inside, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "'v1' is not a file, a folder or a Git revision" in refused("v1")
    assert told("data", "data") == "no differences\n"


@pytest.mark.parametrize("name", ["--output=x", "-p", "--all", "-", "--"])
def test_a_revision_that_looks_like_an_option_runs_nothing(inside, monkeypatch, name):
    ran = []
    monkeypatch.setattr(revisions.subprocess, "run", lambda *args, **more: ran.append(args))
    before = sorted(inside.rglob("*"))
    assert f"error: '{name}' is not a file" in refused("--", name)
    assert f"error: '{name}' is not a file" in refused("--", "data", name)
    assert (ran, sorted(inside.rglob("*"))) == ([], before)


@pytest.mark.parametrize("name", ["--output=x", "-p"])
def test_options_of_git_are_not_ours(inside, name):
    assert run(name).exit_code == run("HEAD", name).exit_code == 2


def test_a_mistake_in_a_revision_names_the_revision(history, monkeypatch, tmp_path):
    shutil.copytree(history, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy" / "lists")
    write(Path("data"), papers="- id: [\n")
    commit(Path(), "bad")
    for args in (["bad", "v1"], ["v1", "bad"]):
        result = run(*args)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("bad:papers.yaml:1:7: error: the '[' that opens here")


def test_a_copy_of_a_revision_is_removed(inside):
    with revisions.data_of("v1", Path("data")) as copy:
        assert (copy / "papers.yaml").read_text("utf-8") == OLD
        assert not (copy / "collections.yaml").exists()
    assert not copy.exists()


# Laws

names = st.sampled_from("abcde")
values = st.sampled_from(["1", "2", ["1"], ["1", "2"], {"k": "1"}])
keys = st.dictionaries(st.sampled_from(["title", "name", "x"]), values)


@st.composite
def versions_of_a_file(draw):
    """Entries by id; former ids may be anything, also an id that another entry has."""
    found = {name: {"id": name, **draw(keys)} for name in draw(st.sets(names))}
    for entry in found.values():
        if former := draw(st.lists(names, max_size=2)):
            entry["formerly"] = former
    return found


@pytest.fixture(scope="module")
def differ(tmp_path_factory):
    """What `compare` finds; JSON is YAML."""
    paths = [tmp_path_factory.mktemp("law") / f"{name}.yaml" for name in ("old", "new")]

    def found(*versions):
        for path, entries in zip(paths, versions, strict=True):
            path.write_text(json.dumps([*entries.values()]), "utf-8")
        (difference,) = compare(*paths)
        return difference

    return found


@given(version=versions_of_a_file())
def test_a_version_does_not_differ_from_itself(differ, version):
    assert not differ(version, version)


@given(old=versions_of_a_file(), new=versions_of_a_file())
def test_the_difference_turns_the_old_version_into_the_new_one(differ, old, new):
    found = differ(old, new)
    before = {change.id: change.keys.get("id", (change.id,))[0] for change in found.changed}
    left = {entry["id"] for entry in found.removed}
    assert left.isdisjoint(before.values())
    result = {key: old[key] for key in old if key not in {*left, *before.values()}}
    for change in found.changed:
        changed = {**old[before[change.id]], **{key: b for key, (_, b) in change.keys.items()}}
        assert all(a == old[before[change.id]].get(key) != b for key, (a, b) in change.keys.items())
        assert change.keys
        assert change.id not in result
        result[change.id] = {key: value for key, value in changed.items() if value is not None}
        assert result[change.id] == change.entry
    for entry in found.added:
        assert entry["id"] not in {*result, *old}
        result[entry["id"]] = entry
    assert result == new


# GitHub's Markdown takes a sign of ASCII after "\\" as text.
READER = markdown.Markdown()
READER.ESCAPED_CHARS = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def parse(text):
    """The reader takes `\\&amp;` for an entity: it gets the sign as one."""
    text = text.replace("\\&", "&amp;")
    return html.fromstring(f"<main>{READER.reset().convert(text)}</main>")


def read(text):
    """The items of the lists as a reader sees them: text in code, text after it, tags inside."""
    return [
        (
            item.xpath("string(./code)"),
            " ".join("".join(item.xpath("./text() | ./span/text()")).split()),
            int(item.xpath("count(*[not(self::span)])")),
        )
        for item in parse(text).iter("li")
    ]


@given(titles)
@example("<script>alert(1)</script> | $a$ *b* `c` \\d [e](f) ![g](h) &amp; ~~i~~ #1 \\")
def test_markdown_shows_a_title_as_it_is(title):
    entry = {"id": "a", "title": title}
    difference = Difference("papers", (entry,), (), ({"id": "b", "name": title},))
    assert read(render_diff_markdown([difference])) == [("a", title, 1), ("b", title, 1)]


@given(titles, titles)
@example("<b>", "</ul>")
def test_markdown_shows_a_value_as_it_is(old, new):
    change = Change("a", {"id": "a"}, {"note": (old, new)})
    (_, shown) = read(render_diff_markdown([Difference("papers", (), (change,), ())]))
    assert shown == ("note", f": {old} → {new}", 1)


# No rule lets these in; a version that breaks the rules may have them.
SEVERAL_LINES = "One\n\n# Two\n- three\x1b[31m\u2028four"


def test_a_text_of_several_lines_keeps_to_its_line(versions):
    entry = json.dumps({"id": "a`<b>", "title": SEVERAL_LINES, "k`<i>": SEVERAL_LINES})
    write(Path("old"), papers=OLD)
    write(Path("new"), papers=f"{OLD}- {entry}\n", topics=TOPICS)
    shown = "One\\u000a\\u000a# Two\\u000a- three\\u001b[31m\\u2028four"
    assert told(*versions).split("\n")[1:] == [f"  + a`<b>  {shown}", ""]
    text = told(*versions, "--format", "markdown")
    assert len(text.splitlines()) == 3
    assert len(read(text)) == 1
    page = parse(text)
    assert {element.tag for element in page.iter()} <= {"main", "h3", "ul", "li", "code"}
    assert f"a`<b> {shown}" in " ".join(page.text_content().split())
    write(Path("old"), papers='- {id: "a`<b>"}\n')
    write(Path("new"), papers=f"- {entry}\n")
    assert len(told(*versions).splitlines()) == 4
    text = told(*versions, "--format", "markdown")
    page = parse(text)
    assert {element.tag for element in page.iter()} <= {"main", "h3", "ul", "li", "code"}
    assert page.text_content().count(shown) == 3


def test_files_of_different_things_are_not_compared(versions):
    write(Path("old"), papers="- {id: a}\n", topics="- {id: t}\n")
    result = CliRunner().invoke(main, ["diff", "old/papers.yaml", "old/topics.yaml"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert (
        result.stderr == "error: old/papers.yaml and old/topics.yaml are files of different kinds\n"
    )
