"""Issue forms: what GitHub makes of them, what strangers may write instead, what comes of both."""

import json
import re

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from paperlist import load_catalogue
from paperlist.catalogue.reading.folder import parse_file
from paperlist.cli import main
from paperlist.editing import correcting
from paperlist.editing.correcting import KEYS
from paperlist.editing.form_values import field_key
from paperlist.editing.forms import ADD, CORRECT, FORMER, NotAForm, parse_form
from paperlist.editing.inserting import NoPlace
from paperlist.editing.topics import topic_ids
from tests.support.catalogues import ROOT, entry, topic, write_data
from tests.support.filled import body

FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
WORKFLOW = (ROOT / ".github/workflows/forms.yml").read_text("utf-8")
OLD = "# The list.\n\n" + entry(id="flash", title="Attention in a flash", name="Flash # not last")


def form(name):
    return yaml.safe_load((FORMS / f"{name}.yml").read_text("utf-8"))


RULES = "- [X] It is about making language models run faster."
GOOD = {"paper": "2309.06180", "topics": "attention, kv-cache", "rules": RULES}


@pytest.fixture
def data(tmp_path):
    return write_data(tmp_path / "data", OLD)


def papers(data):
    return (data / "papers.yaml").read_text("utf-8")


def accept(data, host, text, *options):
    """The command of the workflow, with the text as the file it writes."""
    path = data.parent / "form.md"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    arguments = ["accept", str(path), "--data", str(data), *host.options, *options]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.mark.parametrize(("name", "fields"), [("add-paper", ADD), ("correct-paper", CORRECT)])
def test_the_headings_are_the_labels_of_the_forms(name, fields):
    asked = [part for part in form(name)["body"] if part["type"] != "markdown"]
    assert {part["attributes"]["label"]: part["id"] for part in asked} == fields


def test_the_forms_offer_what_there_is():
    options = {
        part["id"]: part["attributes"]["options"]
        for name in ("add-paper", "correct-paper")
        for part in form(name)["body"]
        if part["type"] == "dropdown"
    }
    topics = load_catalogue().catalogue.topics
    ids = {f"{topic.name} ({topic.id})": topic.id for topic in topics}
    assert sorted(options["topics"]) == sorted(ids)  # formatting sorts the topics, not the form
    for name in options["topics"]:
        assert topic_ids(name, topics) == (ids[name],)
    together = topic_ids(", ".join(options["topics"]), topics)
    assert together == tuple(ids[name] for name in options["topics"])
    assert all(re.fullmatch(r"[A-Za-z]{2}.+ \(\w+\)|DOI \(doi\)", name) for name in options["key"])
    offered = {*map(field_key, options["key"])}
    assert offered == {*KEYS}, f".github/ISSUE_TEMPLATE/correct-paper.yml: {offered ^ {*KEYS}}"
    assert len(options["key"]) == len(KEYS)


def test_the_workflow_passes_the_text_as_a_file_and_nothing_else_reads_it():
    assert not re.search(r"github\.event\.issue\.(body|title)", WORKFLOW)
    assert "jq --raw-output .issue.body" in WORKFLOW
    assert "make --silent accept FORM=build/form.md" in WORKFLOW
    assert "make --silent decide ISSUE=build/form.md" in WORKFLOW
    assert len(re.findall(r"form\.md", WORKFLOW)) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (body(ADD, **GOOD, name="New"), {"form": "add", "id": "new"}),
        (body(CORRECT, paper="flash", key="venue", value="B"), {"form": "correct", "id": "flash"}),
    ],
)  # fmt: skip
def test_the_outcome_says_which_form_it_was_and_which_paper(data, host, text, expected):
    outcome = data.parent / "outcome.json"
    assert accept(data, host, text, "--outcome", str(outcome)).exit_code == 0
    assert json.loads(outcome.read_text("utf-8")) == expected


def test_a_form_that_is_refused_has_no_outcome(data, host):
    outcome = data.parent / "outcome.json"
    assert accept(data, host, "x", "--outcome", str(outcome)).exit_code == 1
    assert not outcome.exists()


def test_a_topic_may_be_on_a_line_of_its_own(data, host):
    topics = "- Attention (attention)\n2. KV Cache"
    assert accept(data, host, body(ADD, **{**GOOD, "topics": topics})).exit_code == 0
    added = next(p for p in load_catalogue(data).catalogue.papers if p.id != "flash")
    assert added.topics == ("attention", "kv-cache")


def test_a_form_with_the_labels_of_before(data, host):
    """Issues stay open when the labels of the forms change."""
    given = {"paper": "flash", "key": "venue", "value": "ICLR 2024", "why": "https://a.b/"}
    text = body(CORRECT, **given)
    for before, label in FORMER.items():
        text = text.replace(f"### {label}\n", f"### {before}\n")
    assert "Paper to correct" not in text
    assert accept(data, host, text).exit_code == 0
    assert "  venue: ICLR 2024\n" in papers(data)


def test_a_paper_is_added(data, host):
    result = accept(data, host, body(ADD, **GOOD, name="New", venue="SOSP 2023",
                                     code="https://github.com/a/b"))  # fmt: skip
    assert (result.exit_code, result.stderr) == (0, "")
    added = load_catalogue(data).catalogue.by_id["new"]
    assert (added.arxiv, added.topics) == ("2309.06180", ("attention", "kv-cache"))
    assert (added.name, added.venue, added.code) == ("New", "SOSP 2023", "https://github.com/a/b")
    assert papers(data).endswith(OLD.partition("\n\n")[2])


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Attention (attention), KV Cache (kv-cache)", ("attention", "kv-cache")),
        ("kv cache", ("kv-cache",)),
        ("注意力，KV 缓存", ("attention", "kv-cache")),
    ],
)
def test_topics_may_be_named(data, host, text, topics):
    assert accept(data, host, body(ADD, **{**GOOD, "topics": text})).exit_code == 0
    added = next(p for p in load_catalogue(data).catalogue.papers if p.id != "flash")
    assert added.topics == topics


def test_a_name_of_a_topic_may_have_commas():
    topics = [topic("edge", name="CPU, Edge & Single GPU"), topic("edge-only", name="Edge")]
    assert topic_ids("Edge, CPU, Edge & Single GPU, gpu", topics) == ("edge-only", "edge", "gpu")
    assert topic_ids("CPU, " * 5000, topics) == ("CPU",)
    assert topic_ids(",;，", topics) == ()


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_fields_left_empty_are_left_out(data, host, ending):
    result = accept(data, host, body(ADD, **GOOD).replace("\n", ending))
    assert result.exit_code == 0
    assert [*yaml.safe_load(papers(data))[0]] == [
        "id", "title", "authors", "date", "arxiv", "topics", "added"
    ]  # fmt: skip


HOSTILE = {
    "an option": {"paper": "--data=/tmp"},
    "an option for the name": {"name": "--dry-run"},
    "a command": {"paper": "2309.06180; rm -rf /"},
    "a command in a name": {"name": "$(touch owned) `touch owned`"},
    "an expression": {"name": "${{ secrets.GITHUB_TOKEN }}"},
    "two papers": {"paper": "2309.06180 2309.06181"},
    "another host": {"paper": "https://evil.example/abs/2309.06180"},
    "the file system": {"paper": "../../etc/passwd"},
    "a script as code": {"code": "javascript:alert(1)"},
    "a line more": {"paper": "2309.06180\n\nadded: never"},
    "a heading more": {"paper": "2309.06180\n\n### Topics\n\nkv-cache"},
    "YAML": {"name": "x\ny: z"},
    "YAML in one line": {"name": '"], title: [a: b #'},
    "markup": {"name": "<script>alert(1)</script>"},
    "a sign that turns text around": {"name": "abc\u202edef"},
    "a sign of a terminal": {"venue": "\x1b[2J"},
    "a topic that is none": {"topics": "attention, politics"},
    "no topic": {"topics": "_No response_"},
    "no paper": {"paper": "_No response_"},
    "a long text": {"name": "x" * 1001},
    "a longer text": {"why": "x" * 30_000},
    "half a letter": {"name": "\ud800"},
}
# Odd, and nobody's harm: text is text.
HARMLESS = {"an option for the name", "a command", "a command in a name", "an expression",
            "YAML in one line", "markup"}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_text_or_refused(data, host, tmp_path, name):
    result = accept(data, host, body(ADD, **{**GOOD, **HOSTILE[name]}))
    assert not (tmp_path / "owned").exists()
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert (result.exit_code == 0) == (name in HARMLESS)
    if name in HARMLESS:
        added = next(p for p in load_catalogue(data).catalogue.papers if p.id != "flash")
        assert added.arxiv == "2309.06180"
        if "name" in HOSTILE[name]:
            assert added.name == HOSTILE[name]["name"]
    else:
        assert papers(data) == OLD
        assert len(result.stderr.splitlines()) <= 5  # one is of the list itself
        assert "\x1b" not in result.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the heading 'arXiv id, DOI or link' is missing; please submit a new form"),
        ("### Topics\n\nattention", "the heading 'arXiv id, DOI or link' is missing"),
        (body(ADD, **GOOD) + "### Topics\n\nkv-cache\n", "the heading 'Topics' appears twice"),
        (body(ADD, **{**GOOD, "code": "a\nb"}), "'Code (link)' must be a single line"),
        (body(ADD, **GOOD, why="<!-- see -->"), "HTML comments are not allowed"),
        (body(ADD, **GOOD) + body(CORRECT, paper="flash", key="code"), "belongs to another form"),
        (
            body(CORRECT, paper="flash", key="code").replace("Paper to correct", "Paper"),
            "the heading 'Paper to correct' is missing; please submit a new form",
        ),
        (body(ADD, **{**GOOD, "paper": "PagedAttention"}), "is neither an arXiv id nor a DOI"),
        (
            body(ADD, **{**GOOD, "topics": "attention\n### Another\nkv-cache"}),
            "the form has no heading 'Another'",
        ),
        (
            body(ADD, **GOOD, code="github.com/a/b"),
            "'Code (link)': 'github.com/a/b' is not an https:// link; write the full address",
        ),
        (
            body(ADD, **GOOD, code="https：//github.com/a/b"),
            "is not an https:// link; '：' is a full-width colon; write :",
        ),
        (
            body(CORRECT, paper="flash", key="title", value="A\nB"),
            "'Correct value' must be a single",
        ),
        ("x" * 20_001, "the text is longer than 20000 characters"),
    ],
)
def test_a_text_that_is_no_form_says_why(data, host, text, message):
    result = accept(data, host, text)
    assert (result.exit_code, papers(data)) == (1, OLD)
    assert message in result.stderr


PIECES = [
    *(f"### {heading}\n" for heading in (*ADD, *CORRECT)),
    *("### ", "\n", "\r\n", "attention", "2309.06180", "_No response_", "<!--"),
]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_a_form_or_refused(text):
    try:
        found = parse_form(text)
    except NotAForm:
        return
    several = {"topics", "value"}
    assert all(value and ("\n" not in value or key in several)
               for key, value in found.values.items())  # fmt: skip
    assert {*found.values} <= {*ADD.values(), *CORRECT.values()}


def correct(data, host, **values):
    return accept(data, host, body(CORRECT, why="https://a.b/", **values))


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("title", "Attention: in a flash", '  title: "Attention: in a flash"'),
        ("venue", "ICLR 2024", "  venue: ICLR 2024"),
        ("authors", "Ada Lovelace; Bo Li; et al.", "  authors: [Ada Lovelace, Bo Li, et al.]"),
        ("authors", "Ada Bee, Cal Dee, and Eva Fox", "  authors: [Ada Bee, Cal Dee, Eva Fox]"),
        ("authors", "Bee, Ada；Jones, Jr., Al", '  authors: ["Bee, Ada", "Jones, Jr., Al"]'),
        ("authors", "Ada Bee\n\nCal Dee", "  authors: [Ada Bee, Cal Dee]"),
        ("org", "MIT\nCMU", "  org: [MIT, CMU]"),
        ("topics", "attention、kv-cache", "  topics: [attention, kv-cache]"),
        ("topics", "attention, kv-cache", "  topics: [attention, kv-cache]"),
        ("arxiv", "2307.00002", '  arxiv: "2307.00002"'),
        ("recommended", "3", "  recommended: 3"),
        ("org", "Meta Platforms, Inc, MIT", '  org: ["Meta Platforms, Inc", MIT]'),
        ("summary_zh", "一句话。", "  summary_zh: 一句话。"),
        ("Other names (aka)", "FA; Flash", "  aka: [FA, Flash]"),
        ("Organisations (org)", "MIT", "  org: [MIT]"),
        ("Recommendation (recommended)", "Must read", "  recommended: 3"),
        ("recommended", "recommended", "  recommended: 2"),
        ("recommended", "必读", "  recommended: 3"),
        ("Topics (topics)", "Attention, KV Cache", "  topics: [attention, kv-cache]"),
        ("topics", "KV 缓存；Attention (attention)", "  topics: [kv-cache, attention]"),
    ],
)
def test_a_correction_changes_its_line_only(data, host, key, value, line):
    result = correct(data, host, paper="flash", key=key, value=value)
    assert (result.exit_code, result.stderr) == (0, "")
    before, after = OLD.splitlines(), papers(data).splitlines()
    assert line in after
    changed = [each for each in after if each not in before]
    assert changed == [line]
    field = field_key(key)
    assert len([each for each in before if each not in after]) == (f"  {field}:" in OLD)
    assert f"'flash' corrected: {field}\n" in result.stdout
    assert load_catalogue(data).catalogue.by_id["flash"]


def test_a_correction_that_breaks_a_rule_of_the_strict_check_says_so(data, host):
    result = correct(data, host, paper="flash", key="title", value="A  title.")
    assert result.exit_code == 0
    assert [line.partition("warning: ")[2] for line in result.stderr.splitlines()[::2]] == [
        "title 'A  title.' has repeated, leading or trailing spaces [spaces]",
        "title 'A  title.' ends with a full stop [full-stop]",
    ]


def test_a_warning_that_was_there_before_is_not_repeated(data, host):
    assert load_catalogue(data).problems != ()
    assert correct(data, host, paper="flash", key="venue", value="X 2024").stderr == ""


def test_a_correction_to_the_future_is_refused(data, host, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")
    result = correct(data, host, paper="flash", key="date", value="2027-01")
    assert (result.exit_code, papers(data)) == (1, OLD)
    assert "date '2027-01' is in the future: today is 2026-11-26" in result.stderr


def test_a_correction_may_take_a_value_away(data, host):
    assert correct(data, host, paper="flash", key="name").exit_code == 0
    assert "name" not in papers(data)


@pytest.mark.parametrize(
    "paper",
    [
        "flash",
        "https://a.b/papers/flash/",
        "https://a.b/zh/papers/flash",
        " Flash ",
        "https://a.b/papers/flash/#cite",
        "https://a.b/papers/flash/index.html?q=1",
    ],
)
def test_a_paper_is_known_by_its_id_or_its_page(data, host, paper):
    assert correct(data, host, paper=paper, key="venue", value="X 2024").exit_code == 0


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"paper": "flush", "key": "title", "value": "A"},
         "no paper 'flush' in the list; did you mean 'flash'?"),
        ({"key": "title", "value": "A"}, "no paper '' in the list"),
        ({"paper": "https://[", "key": "title", "value": "A"}, "no paper '[' in the list"),
        ({"paper": "flash", "key": "id", "value": "a"}, "'id' cannot be corrected by form"),
        ({"paper": "flash", "value": "a"}, "'' cannot be corrected by form"),
        ({"paper": "flash", "key": "authors", "value": "; ;"}, "'; ;' has no item"),
        ({"paper": "flash", "key": "aka", "value": " 、"}, "'、' has no item"),
        ({"paper": "flash", "key": "topics", "value": "[kv-cach, attention]"},
         "topic 'kv-cach' is not in"),
        ({"paper": "flash", "key": "title"}, "entry 'flash' has no 'title'"),
        ({"paper": "flash", "key": "date", "value": "soon"}, "date 'soon' is not a valid date"),
        ({"paper": "flash", "key": "code", "value": "javascript:x"}, "is not an https:// link"),
        ({"paper": "flash", "key": "topics", "value": "atention"}, "did you mean 'attention'?"),
        ({"paper": "flash", "key": "date", "value": "2023-07"}, "already has this value for date"),
        ({"paper": "flash", "key": "venue"}, "'flash' has no venue to remove"),
        ({"paper": "flash", "key": "note", "value": "a\x07b"}, "control character U+0007"),
    ],
)  # fmt: skip
def test_a_wrong_correction_changes_nothing(data, host, values, message):
    result = correct(data, host, **values)
    assert (result.exit_code, papers(data)) == (1, OLD)
    assert message in result.stderr


def set_value(text, *change):
    return correcting.set_value(parse_file(text, "papers.yaml"), *change).text


@pytest.mark.parametrize(
    "text",
    [
        "- {id: a, venue: X, note: Y}\n",
        "- title: A\n  id: a\n  venue: X\n",
        "- {id: a,\n  title: A}\n",
    ],
)
def test_a_value_that_shares_its_line_is_left_alone(text):
    with pytest.raises(NoPlace):
        set_value(text, "a", "title" if "title" in text else "venue", "New")


def test_comments_and_line_ends_stay():
    text = "- id: a\r\n  # on\r\n  authors: [A, # one\r\n    B] # two\r\n  date: 2023-07\r\n"
    assert set_value(text, "a", "authors", ("C",)) == (
        "- id: a\r\n  # on\r\n  authors: [C]  # one  # two\r\n  date: 2023-07\r\n"
    )
    assert set_value(text, "a", "authors", None) == (
        "- id: a\r\n  # on\r\n  # one\r\n  # two\r\n  date: 2023-07\r\n"
    )
    assert set_value(text, "a", "venue", "X") == (text.replace("07\r\n", "07\r\n  venue: X\r\n"))


def test_several_values_at_once():
    text = "- id: a\n  venue: X\n  note: >-\n    Y\n    Z\n- id: b\n  venue: X # y\n"
    values = {("a", "note"): "N", ("b", "venue"): "V", ("a", "venue"): "W"}
    assert correcting.set_values(parse_file(text, "papers.yaml"), values).text == (
        "- id: a\n  venue: W\n  note: N\n- id: b\n  venue: V  # y\n"
    )


def test_every_workflow_command_of_the_forms_exists():
    named = set(re.findall(r"make (?:--silent )?(\w+)", WORKFLOW))
    targets = set(re.findall(r"(?m)^(\w+):", (ROOT / "Makefile").read_text("utf-8")))
    assert {"accept", "decide", "check"} <= named <= targets
