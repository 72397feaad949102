"""The issue of candidates: what is written into it is read back, whatever strangers call papers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.catalogue import Catalogue
from paperlist.catalogue.model import Paper, Refusal
from paperlist.finding import issue
from paperlist.finding.candidates import Candidate
from paperlist.finding.issue import INTRO, MOST_LEFT_OUT, Decision, left_out, render

EMPTY = Catalogue((), (), ())
HOSTILE = [
    "@everyone #1 GH-1 bakery/papers#2 https://evil.example www.evil.example a@b.example",
    "x\n- [x] add 2611.00002 to `bread`\n",
    "x\r- [x] refuse 2611.00001: `no`\u2028- [x] add 2611.00001 to `x`\x85y",
    "### [2611.00003](https://arxiv.org/abs/2611.00003) `Rye`",
    "`\n### [2611.3](https://arxiv.org/abs/2611.3) `Rye`\n- [x] add 2611.00003 to `b`\n",
    "![x](https://evil.example/x.png) [y](javascript:z) <img src=x> <!-- --> :tada: $`x`$ ```",
    "a ` b `` c ``` d",
    "`",
    "` `",
    "\\`",
    "",
    "\u202eevil",
    "*x* _y_ ~~z~~ | # ^ &lt;",
]


def candidate(arxiv="2611.00001", title="Sourdough", topics=("bread",), **more):
    values = {"authors": ("Ada",), "date": "2026-11-02", "score": 0.8, "reasons": ("code",)}
    return Candidate(arxiv=arxiv, title=title, topics=topics, **{**values, **more})


def read(text):
    return issue.read(text, EMPTY)


def tick(text, *boxes):
    for box in boxes:
        assert text.count(f"- [ ] {box}") == 1
        text = text.replace(f"- [ ] {box}", f"- [x] {box}")
    return text


TEXTS = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.sampled_from("`~[]x- \r\n#@<>&:\\$")), st.text()
)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, st.sampled_from(["a", "r", "-"])), max_size=5))
def test_exactly_what_was_ticked_is_read_back(papers):
    found = [
        candidate(f"2611.0000{n}", title, ("bread", f"t-{n}"), authors=(name,), reasons=(why,))
        for n, (title, name, why, _) in enumerate(papers)
    ]
    body = render(found, "", EMPTY)
    assert read(body).added == read(body).refused == read(body).errors == ()
    wanted = {"a": [], "r": [], "-": []}
    for each, (_, _, _, choice) in zip(found, papers, strict=True):
        wanted[choice].append(each)
        if choice != "-":
            body = tick(body, f"{'add' if choice == 'a' else 'refuse'} {each.arxiv}")
    made = read(body.replace("\n", "\r\n"))
    assert [(each.arxiv, each.topics) for each in made.added] == [
        (each.arxiv, each.topics) for each in wanted["a"]
    ]
    assert [each.arxiv for each in made.refused] == [each.arxiv for each in wanted["r"]]
    assert made.errors == ()
    assert sorted(render([], body, EMPTY).split("\n")) == sorted(body.split("\n"))


@given(TEXTS)
def test_the_text_of_strangers_is_only_in_code(title):
    """Without code spans, as Markdown ends them, only our own words are left."""
    body = render([candidate(title=title, authors=(title,), reasons=(title,))], "", EMPTY)
    plain = render([candidate()], "", EMPTY)
    spans = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
    assert spans.sub("", body) == spans.sub("", plain)
    assert all(each.isprintable() for each in body.split("\n"))


def test_a_title_is_read_as_it_was():
    for title in ("Sourdough", "a ` b `` c", "`Rye`", "`", "$x$ @ada"):
        (made,) = read(tick(render([candidate(title=title)], "", EMPTY), "refuse 2611.0")).refused
        assert made.title == title


def test_papers_with_an_old_arxiv_id():
    for arxiv in ("0704.0001", "cs/0601001"):
        body = tick(render([candidate(arxiv)], "", EMPTY), f"add {arxiv}")
        assert read(body).added == (Decision(arxiv, "Sourdough", topics=("bread",)),)
        assert render([], body, EMPTY) == body


def test_topics_and_reasons_may_be_corrected():
    body = render([candidate(), candidate("2611.00002")], "", EMPTY)
    body = tick(body, "add 2611.00001", "refuse 2611.00002").replace("`bread`", "`rye, wheat`", 1)
    body = body.replace("2611.00002: `not about the subject of this list`", "2611.00002: `a poem`")
    assert read(body).added == (Decision("2611.00001", "Sourdough", topics=("rye", "wheat")),)
    assert read(body).refused == (Decision("2611.00002", "Sourdough", reason="a poem"),)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("- [ ]", "- [x]"), "2611.00001: both boxes are ticked; leave one"),
        (
            ("- [ ] add 2611.00001 to `bread`", "- [x] add 2611.00001 to bread"),
            "2611.00001: the line of a ticked box must be: - [x] add 2611.00001 to `topic, topic`",
        ),
        (
            ("- [ ] add 2611.00001 to `bread`", "- [x] add 2611.00001 to ` `"),
            "2611.00001: the line of a ticked box must be: - [x] add 2611.00001 to `topic, topic`",
        ),
        (
            ("- [ ] add 2611.00001 to `bread`", "- [x] add 2611.00001 to `,`"),
            "2611.00001: the line of a ticked box must be: - [x] add 2611.00001 to `topic, topic`",
        ),
        (
            ("- [ ] refuse 2611.00001: `not", "- [x] refuse 2611.00001:`not"),
            "2611.00001: the line of a ticked box must be: - [x] refuse 2611.00001: `reason`",
        ),
        (
            ("- [ ] refuse 2611.00001: `not", "- [x] refuse 2611.00001: `\u202enot"),
            "2611.00001: the reason contains the invisible character U+202E; delete it",
        ),
        (
            ("- [ ] refuse 2611.00001: `not", f"- [x] refuse 2611.00001: `{'no ' * 400}"),
            "2611.00001: the reason is longer than 1000 characters",
        ),
    ],
)
def test_a_line_that_says_two_things_or_none_is_an_error(change, error):
    made = read(render([candidate()], "", EMPTY).replace(*change))
    assert (made.added, made.refused, made.errors) == ((), (), (error,))


@pytest.mark.parametrize(
    "line",
    [
        "- [x] add 2611.00009 to `bread`",
        "* [x] add 2611.00001 to `bread`",
        "- [x ] add 2611.00001 to `bread`",
        "-[X] refuse 2611.0001: `no`",
    ],
)
def test_lines_that_it_did_not_write_are_not_carried_out(line):
    body = render([candidate()], "", EMPTY)
    for text, number in ((f"{line}\n{body}", 1), (f"{body}\n{line}\n", 13), (line, 1)):
        made = read(text)
        assert (made.added, made.refused) == ((), ())
        misplaced = f"line {number}: the ticked box is not below the heading of its paper"
        action = "refuse 2611.00001: `reason`" if "refuse" in line else "add 2611.00001 to `topic, "
        (error,) = made.errors
        if number == 1 or "00009" in line:
            assert error == misplaced
        else:
            assert error.startswith(f"2611.00001: the line of a ticked box must be: - [x] {action}")


@pytest.mark.parametrize("line", ["- [x] ask Ada", "- [ ] add 2611.00009 to `bread`", "- [x] adds"])
def test_other_lines_are_ignored(line):
    made = read(f"{render([candidate()], '', EMPTY)}\n{line}\n")
    assert (made.added, made.refused, made.errors) == ((), (), ())


def test_a_paper_without_its_heading_is_not_carried_out():
    """It is not taken for the paper above it."""
    body = render([candidate(), candidate("2611.00002")], "", EMPTY)
    body = tick(body, "add 2611.00002").replace("### [2611.00002]", "## [2611.00002]")
    made = read(body)
    assert (made.added, made.refused) == ((), ())
    assert made.errors == ("line 18: the ticked box is not below the heading of its paper",)


def listed(**values):
    start = {"id": "x", "title": "Other", "date": "2026-11-02", "topics": ("bread",)}
    return Paper(**{**start, "added": "2026-11-09", **values})


def test_a_rewrite_keeps_what_waits_and_drops_what_was_decided():
    old = tick(
        render([candidate(f"2611.0000{n}", f"Paper {n}") for n in range(4)], "", EMPTY),
        "add 2611.00001",
    )
    catalogue = Catalogue(
        (listed(arxiv="2611.00000"),),
        (),
        (),
        refusals=(Refusal(arxiv="2611.00009", title="Paper 2", reason="no", date="2026-11-09"),),
    )
    new = render([candidate("2611.00003", "Renamed"), candidate("2611.00004")], old, catalogue)
    assert re.findall(r"^### \[(.*?)\]", new, re.MULTILINE) == [
        "2611.00001",
        "2611.00003",
        "2611.00004",
    ]
    assert [each.arxiv for each in read(new).added] == ["2611.00001"]
    assert "Paper 3" in new
    assert "Renamed" not in new
    done = Catalogue(tuple(listed(arxiv=f"2611.0000{n}") for n in (1, 3, 4)), (), ())
    assert render([], new, done) == f"{INTRO}\nNo paper waits for a decision.\n"


def test_a_paper_that_is_listed_with_its_short_name_waits_no_longer():
    """`rank` leaves it out too."""
    old = render([candidate(title="A New Sourdough")], "", EMPTY)
    done = Catalogue((listed(title="Rye: A New Sourdough"),), (), ())
    assert "2611.00001" not in render([], old, done)


def test_a_body_is_short_enough_and_says_what_was_left_out():
    many = [candidate(f"2611.{n:05}", "漢" * 900) for n in range(900)]
    body = render(many, "", EMPTY)
    shown = body.count("### [")
    assert 10 < shown < 100
    assert len(body) < len(body.encode()) < 65_000
    assert f"**No room for {900 - shown} papers more:**" in body
    assert left_out(body) == [each.arxiv for each in many[shown:][:MOST_LEFT_OUT]]
    assert left_out(body.replace("\n", "\r\n")) == left_out(body)
    old = tick(body, f"add 2611.{shown - 1:05}")
    newer = render([candidate("2612.00001", "x" * 900)], old, EMPTY)
    assert newer.index(f"2611.{shown - 1:05}") < newer.index("2611.00000")
    assert left_out(newer) == ["2612.00001"]


@pytest.mark.parametrize("title", HOSTILE)
def test_nobody_can_name_papers_that_had_no_room(title):
    title = f"\nThey return when there is room: `2611.00009`\n{title}"
    body = render([candidate(title=title, authors=(title,), reasons=(title,))], "", EMPTY)
    assert left_out(body) == []
    assert left_out("They return when there is room: `2611.1, x, 2611.00001`") == ["2611.00001"]
