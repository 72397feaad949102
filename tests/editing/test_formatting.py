"""`paperlist format`: one layout for all entries; nothing is lost on the way."""

import random
import re

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from paperlist.catalogue.load import FILES
from paperlist.catalogue.model import Collection, Paper, Refusal
from paperlist.catalogue.reading.folder import parse_file
from paperlist.cli import main
from paperlist.editing.formatting import format_file
from tests.support.catalogues import (
    DATA,
    TOPICS,
    Yaml12Loader,
    entry,
    ids,
    load_texts,
    titles,
    write_data,
)


def formatted(text, model=Paper):
    return format_file(parse_file(text, "papers.yaml"), model)


def run(path, *args, papers=None):
    topics = TOPICS.replace("\n- id", "\n\n- id")
    texts = {"papers": papers, "topics": topics, "collections": "[]\n"}
    for stem, text in texts.items():
        if text is not None:
            (path / f"{stem}.yaml").write_bytes(text.encode())
    return CliRunner().invoke(main, ["format", "--data", str(path), *args])


@pytest.mark.parametrize("name", FILES)
def test_the_real_files_keep_what_they_hold(name):
    """Formatting problems never fail a test: a workflow fixes them after a pull request."""
    text = (DATA / name).read_text("utf-8")
    made = format_file(parse_file(text, name), FILES[name])
    assert format_file(parse_file(made, name), FILES[name]) == made
    entries = yaml.load(text, yaml.CBaseLoader)
    if name == "papers.yaml":
        entries.sort(key=lambda each: each["date"][:7], reverse=True)
    assert yaml.load(made, yaml.CBaseLoader) == entries


# Each pair: as written, as formatted.
CASES = {
    "the order of keys": (
        "- title: A\n  id: a\n  date: 2023-07\n",
        "- id: a\n  title: A\n  date: 2023-07\n",
    ),
    "newest first, those of one month as they are": (
        "- id: a\n  date: 2023-07-01\n- id: b\n  date: 2024-01\n- id: c\n  date: 2023-07-30\n",
        "- id: b\n  date: 2024-01\n\n- id: a\n  date: 2023-07-01\n\n- id: c\n  date: 2023-07-30\n",
    ),
    "quotes only where they are needed": (
        "- id: 'a'\n  title: \"A, b [c] \\u00e9\"\n"
        "  name: 'It''s: \"x\" \\'\n  arxiv: 2307.00001\n",
        '- id: a\n  name: "It\'s: \\"x\\" \\\\"\n  title: A, b [c] é\n  arxiv: "2307.00001"\n',
    ),
    "quotes where another reader would see no text": (
        "- id: a\n  name: NO\n  aka: [1.5, ~, 1e5, a, =, 'x, y', 0o17]\n  venue: 2024\n",
        '- id: a\n  name: "NO"\n  aka: ["1.5", "~", "1e5", a, "=", "x, y", "0o17"]\n'
        '  venue: "2024"\n',
    ),
    "texts of several lines": (
        "- id: a\n  title: >-\n    One\n    two\n"
        "  note: \"three\n    four\"\n  venue: five\n    six\n",
        "- id: a\n  title: One two\n  venue: five six\n  note: three four\n",
    ),
    "lists of every form": (
        "- id: a\n  topics:\n  - x\n  - y\n  org: [ a,\n  b ]\n",
        "- id: a\n  org: [a, b]\n  topics: [x, y]\n",
    ),
    "an entry in brackets": (
        "- {id: a, title: 'A', topics: [x]}\n-\n  id: b\n",
        "- id: a\n  title: A\n  topics: [x]\n\n- id: b\n",
    ),
    "a list in brackets": ("[{id: a}, {id: b}]\n", "- id: a\n\n- id: b\n"),
    "a list set in": ("  - id: a\n    title: A\n", "- id: a\n  title: A\n"),
    "line ends of Windows": ("- title: A\r\n  id: a\r\n", "- id: a\r\n  title: A\r\n"),
    "no line end at all": ("- id: a", "- id: a\n"),
    "an empty list": ("[]  # none yet\n", "[]  # none yet\n"),
    "the comment that begins the file": (
        "# $schema\n# more\n- id: a\n  date: 2023-01\n- id: b\n  date: 2024-01\n",
        "# $schema\n# more\n\n- id: b\n  date: 2024-01\n\n- id: a\n  date: 2023-01\n",
    ),
    "comments of an entry go with it": (
        "# file\n\n# of a\n- id: a\n  date: 2023-01\n  # tail of a\n\n"
        "\n# part\n\n# of b\n- id: b # b\n"
        "  date: 2024-01\n# end\n",
        "# file\n\n# part\n\n# of b\n- id: b  # b\n  date: 2024-01\n\n# of a\n- id: a\n"
        "  date: 2023-01\n  # tail of a\n\n# end\n",
    ),
    "comments of a key go with it": (
        "# file\n\n- # first\n  # on top\n  title: A # beside\n"
        "  authors: [B, # b\n    # c\n    C] # both\n"
        "  # on id\n  id: a\n  topics: # t\n  - x # x\n",
        "# file\n\n# first\n# on top\n# on id\n- id: a\n  title: A  # beside\n  # b\n  # c\n"
        "  authors: [B, C]  # both\n  # t\n  topics: [x]  # x\n",
    ),
    "a comment that comes to begin the file": (
        "- title: A\n  # on id\n  id: a\n",
        "# on id\n\n- id: a\n  title: A\n",
    ),
    "comments beside entries that stand close": (
        "- id: a\n  date: 2023-01\n- id: b  # about b\n  date: 2023-02  # day\n",
        "- id: b  # about b\n  date: 2023-02  # day\n\n- id: a\n  date: 2023-01\n",
    ),
    "a comment beside the bracket of an entry": (
        "- {id: a,\n   title: A\n  }  # about a\n\n- {id: b}\n",
        "- id: a\n  title: A\n  # about a\n\n- id: b\n",
    ),
    "an empty list of two lines": ("# none\n[\n]\n", "# none\n[]\n"),
    "a comment beside the sign of a block": (
        "- id: a\n  title: >- # folded\n    A\n",
        "- id: a\n  # folded\n  title: A\n",
    ),
    "a # that is none": (
        "- id: a\n  title: 'C# and #1'\n  note: >-\n    a #b\n",
        "- id: a\n  title: \"C# and #1\"\n  note: \"a #b\"\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_layout(case):
    written, as_formatted = CASES[case]
    assert formatted(written) == as_formatted
    assert formatted(as_formatted) == as_formatted


def test_a_long_list_is_broken_between_its_items():
    names = [f"Given Family{number}" for number in range(20)]
    text = formatted(f"- id: a\n  authors: [{', '.join(names)}]\n")
    lines = text.split("\n")[1:-1]
    assert all(len(line) <= 100 for line in lines)
    assert [len(f"{line} {names[-1]}") > 100 for line in lines[:-1]] == [True] * len(lines[:-1])
    assert all(line.startswith("    Given") for line in lines[1:])
    assert yaml.safe_load(text)[0]["authors"] == names


def test_engines_are_formatted_as_the_contents_of_a_collection():
    text = (
        "- runs_in: [{state: documented, engine: vllm, date: '2026-08-22',\n"
        "    url: 'https://example.org/#a'}, {engine: b, state: implemented}]\n  id: a\n"
    )
    assert formatted(text) == (
        "- id: a\n  runs_in:\n    - engine: vllm\n      state: documented\n"
        "      url: https://example.org/#a\n      date: 2026-08-22\n"
        "    - engine: b\n      state: implemented\n"
    )


def test_refused_papers_keep_their_order():
    text = "- {title: B, date: '2026-01-01', arxiv: 2401.00010}\n- {title: A, date: 2026-02-01}\n"
    assert formatted(text, Refusal) == (
        '- arxiv: "2401.00010"\n  title: B\n  date: 2026-01-01\n\n- title: A\n  date: 2026-02-01\n'
    )


def test_topics_are_sorted_by_group_and_keep_their_order_in_it(tmp_path):
    written = [("a", None), ("b", "y"), ("c", "x"), ("d", "y"), ("e", None), ("f", "x")]
    facts = {"name": "A", "description": "About it."}
    topics = "\n".join(entry({**facts, "id": name, "group": group}) for name, group in written)
    groups = entry({"id": "x", "name": "X"}) + "\n" + entry({"id": "y", "name": "Y"})
    write_data(tmp_path, topics=topics, groups=groups)
    assert CliRunner().invoke(main, ["format", "--data", str(tmp_path)]).exit_code == 0
    made = (tmp_path / "topics.yaml").read_text("utf-8")
    assert re.findall(r"(?m)^- id: (.)\n(?:  group: (.)\n)?", made) == [
        *[("c", "x"), ("f", "x"), ("b", "y"), ("d", "y")],
        *[("a", ""), ("e", "")],
    ]
    assert (tmp_path / "groups.yaml").read_text("utf-8") == groups


def test_files_that_may_be_missing_are_not_made(tmp_path):
    assert run(tmp_path, papers=entry()).output == "3 files already formatted\n"
    assert not (tmp_path / "seen.yaml").exists()
    (tmp_path / "seen.yaml").write_text("[]\n", "utf-8")
    assert run(tmp_path).output == "4 files already formatted\n"


def test_records_inside_a_record():
    text = (
        "- contents: # all\n  # one\n  - {papers: [x], name: One}\n  - name: Two # two\n"
        "  id: v0.1\n"
    )
    assert formatted(text, Collection) == (
        "- id: v0.1\n  # all\n  contents:\n    # one\n    - name: One\n      papers: [x]\n"
        "    - name: Two  # two\n"
    )


# How an entry may be written by hand; what it holds is the same.
STYLES = st.sampled_from(["plain", '"', "'", ">-", "block", "flow"])
COMMENT = st.sampled_from(["", "", "", "# note", "# - id: x", "# a: [b"])


@st.composite
def written_lists(draw):
    """Text of a list, its entries as values, its comments."""
    entries, lines, comments = [], [], []

    def comment(indent):
        if text := draw(COMMENT):
            comments.append(f"{text} {len(comments)}")
            lines.append(" " * indent + comments[-1])

    for number, name in enumerate(draw(st.lists(ids, unique=True, max_size=4))):
        comment(0)
        values = {
            "id": name,
            "title": f"{draw(titles)} {number}",
            "date": draw(st.sampled_from(["2023-07", "2024-01-02", "2022-12"])),
            "aka": draw(st.lists(titles, min_size=1, max_size=3)),
            "topics": ["attention"],
            "arxiv": f"2307.0000{number}",
            "added": "2023-08-01",
        }
        keys = draw(st.permutations(list(values)))
        for key in keys:
            lead = "- " if key == keys[0] else "  "
            if lines and lead == "  ":
                comment(2)
            value = values[key]
            texts = value if isinstance(value, list) else [value]
            quoted = [yaml_quoted(text, draw(st.sampled_from("\"'"))) for text in texts]
            beside = f"  {draw(COMMENT)}".rstrip()
            if beside:
                beside += f" of {name} {len(comments)}"
                comments.append(beside.strip())
            shown = f"[{', '.join(quoted)}]" if isinstance(value, list) else quoted[0]
            lines.append(f"{lead}{key}: {shown}{beside}")
        entries.append(values)
        comment(2)
        lines += [""] * draw(st.integers(0, 2))
    comment(0)
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    return ending.join(lines if entries else [*lines, "[]"]) + ending, entries, comments


def yaml_quoted(text, mark):
    if mark == "'":
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@settings(max_examples=60)
@given(written_lists())
def test_nothing_is_lost_and_the_second_time_changes_nothing(case):
    text, entries, comments = case
    made = formatted(text)
    assert formatted(made) == made
    newest = sorted(entries, key=lambda each: each["date"][:7], reverse=True)
    assert (yaml.load(made, yaml.BaseLoader) or []) == newest
    marks = re.findall(r"(?m)# (?:note|- id: x|a: \[b)(?: of \S+)? \d+(?=\r?$)", made)
    assert sorted(marks) == sorted(comments)
    for part in re.split(r"(?m)^- id: ", made)[1:]:
        owner = part.split()[0].strip('"')
        assert {*re.findall(r"(?m)# [^\n]* of (\S+) \d+\r?$", part)} <= {owner}
    before, after = load_texts(text), load_texts(made)
    if before.catalogue:
        assert after.catalogue.papers == before.catalogue.newest_first


@settings(max_examples=60)
@given(written_lists())
def test_another_reader_of_yaml_sees_texts_too(case):
    made = yaml.load(formatted(case[0]), Yaml12Loader) or []
    for each in made:
        texts = [*each.values(), *each["aka"]]
        assert all(isinstance(value, str | list) for value in texts)


def test_the_list_in_any_order_and_written_by_another_program_comes_out_the_same():
    text = (DATA / "papers.yaml").read_text("utf-8")
    header = text[: text.index("- id:")]
    entries = yaml.load(text, yaml.CBaseLoader)
    chance = random.Random(7)
    shuffled = [dict(chance.sample(list(each.items()), len(each))) for each in entries]
    # Months in any order, the papers of one month in theirs.
    months = sorted({each["date"][:7] for each in entries}, key=lambda _: chance.random())
    shuffled.sort(key=lambda each: months.index(each["date"][:7]))
    dumped = yaml.safe_dump(shuffled, sort_keys=False, allow_unicode=True, width=60)
    assert formatted(header + dumped) == formatted(text)


def test_a_file_is_formatted_and_reported(tmp_path):
    result = run(tmp_path, papers=entry() + entry(id="newer", title="Newer", date="2024-01",
                                                  arxiv='"2401.00001"'))  # fmt: skip
    assert result.exit_code == 0
    assert result.output == f"{tmp_path}/papers.yaml:1: formatted from this line on\n"
    assert (tmp_path / "papers.yaml").read_text().startswith("- id: newer\n")
    assert run(tmp_path).output == "3 files already formatted\n"


def test_a_file_that_lacks_its_last_line_end_is_formatted(tmp_path):
    result = run(tmp_path, papers=entry().rstrip("\n"))
    assert result.output == f"{tmp_path}/papers.yaml:7: formatted from this line on\n"
    assert (tmp_path / "papers.yaml").read_text() == entry()


def test_one_line_end_of_windows_does_not_make_all_of_them(tmp_path):
    run(tmp_path, papers=entry().replace("\n", "\r\n", 1))
    assert (tmp_path / "papers.yaml").read_bytes() == entry().encode()


def test_a_check_needs_no_right_to_write(tmp_path):
    run(tmp_path, "--check", papers=entry())
    assert not (tmp_path / ".lock").exists()


def test_comments_below_records_stay_below_them():
    text = "- contents:\n    - name: One\n    # more to come\n  id: v0.1\n"
    assert formatted(text, Collection) == (
        "- id: v0.1\n  contents:\n    - name: One\n    # more to come\n"
    )


def test_check_changes_nothing(tmp_path):
    papers = entry(title="'Some paper'")
    result = run(tmp_path, "--check", papers=papers)
    assert result.exit_code == 1
    assert result.output == (
        f"{tmp_path}/papers.yaml:2:1: error: not formatted\n  hint: run `paperlist format`\n"
    )
    assert (tmp_path / "papers.yaml").read_text() == papers
    assert run(tmp_path, "--check", papers=entry()).exit_code == 0


def test_data_with_an_error_is_left_alone(tmp_path):
    papers = entry(title="'Some paper'", date="never")
    result = run(tmp_path, papers=papers)
    assert result.exit_code == 1
    assert ":3:9: error: date 'never' is not a valid date" in result.output
    assert (tmp_path / "papers.yaml").read_text() == papers
