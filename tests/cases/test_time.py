"""Every reader takes time in proportion to what it reads, also if that was made to be slow.

The only tests of time: each takes its input three times as long, twice, in one process. Three
times the input may take five times as long, since machines are noisy; quadratic readers take nine.
"""

import itertools
import json
import time
from contextlib import suppress

import pytest
from click.testing import CliRunner

from paperlist import load_catalogue
from paperlist.catalogue.authors import names_in
from paperlist.catalogue.model import Topic
from paperlist.catalogue.values import Malformed, split_list
from paperlist.catalogue.venues import read_venue
from paperlist.cli import main
from paperlist.editing.author_lists import split_authors
from paperlist.editing.form_values import identify
from paperlist.editing.forms import parse_form
from paperlist.editing.topics import topic_ids
from paperlist.editing.working_copy import EditError, empty_data
from paperlist.history import compare
from paperlist.importing import import_list, read_list
from paperlist.sources.arxiv import parse_feed
from paperlist.sources.doi import parse_record
from paperlist.sources.network import RequestFailed
from paperlist.sources.text import plain_text
from tests.support.hosts import FEED, atom_entry, csl

pytestmark = pytest.mark.time
MOST = 5
TOPIC = {"name": "B", "name_zh": "b", "description": "B.", "description_zh": "B。"}
ENTRY = {"title": "Loaf", "date": "2024-01", "topics": ["bread"], "added": "2024-04-01"}
FACT = {"date": "2024-01-01", "source": "https://arxiv.org/abs/2401.00001"}
numbers = itertools.count()


def entry(**facts):
    return {"id": "loaf", "arxiv": "2401.00001"} | ENTRY | facts


def data(folder, papers, topics=("bread",), facts=None):
    """Texts are new each time: a cache of titles would answer the second time."""
    folder.mkdir(exist_ok=True)
    new = str(next(numbers))
    text = papers if isinstance(papers, str) else json.dumps(papers)
    (folder / "papers.yaml").write_text(text.replace("NEW", new), "utf-8")
    (folder / "topics.yaml").write_text(json.dumps([{"id": each} | TOPIC for each in topics]))
    (folder / "collections.yaml").write_text("[]\n")
    if facts:
        (folder / "facts.json").write_text(json.dumps(facts).replace("NEW", new))
    return folder


def long_title(folder, n):
    title = "NEW " + "a: " * n
    record = FACT | {"title": "NEW " + "b: " * n}
    return data(folder, [entry(title=title.strip())], facts={"arxiv": {"2401.00001": record}})


def unknown_keys(folder, n):
    return data(folder, [entry(**{f"keeNEW{i}": "x" for i in range(n)})])


def one_id(folder, n):
    return data(folder, [entry(title=f"x{i}") for i in range(n)])


def unknown_topics(folder, n):
    unknown = [f"tuppic-NEW-{i}" for i in range(10)]
    return data(folder, [entry(topics=unknown)], [f"topic-{i}" for i in range(n)])


def unknown_engines(folder, n):
    runs = [{"engine": f"xNEW{i}", "state": "documented", "url": "https://a.b/"} for i in range(n)]
    return data(folder, [entry(runs_in=runs)])


def many_authors(folder, n):
    return data(folder, [entry(authors=[f"Ada NEW{i}" for i in range(n)])])


def former_ids(folder, n):
    made = [entry(id=f"loaf{i}", formerly=[f"f{i}"], arxiv=f"2401.{i:05}") for i in range(n)]
    return data(folder, made)


def broken_entries(folder, n):
    return data(folder, "- id: a\n  titel: 'x'\n  date: 2024\n  topics: [x, y]\n" * n)


def open_quote(folder, n):
    return data(folder, "- id: a\n" + "\n" * n + "  title: 'x\n")


def quotes(folder, n):
    return data(folder, "- id: a\n  title: " + '"' * n + "\n")


def colons(folder, n):
    return data(folder, "- id: a\n  title: " + "a: " * n + "\n")


def spaces(folder, n):
    return data(folder, [entry(title="a" + " " * 900 + "b", note="x") for _ in range(n)])


def near_titles(folder, n):
    made = [entry(id=f"a{i}", title=f"A NEW {i} b: c", arxiv=f"2401.{i:05}") for i in range(n)]
    return data(folder, made)


CHECKED = {
    long_title: 1000, unknown_keys: 5000, one_id: 500, unknown_topics: 300, unknown_engines: 500,
    many_authors: 1000, former_ids: 250, broken_entries: 250, open_quote: 50_000, quotes: 50_000,
    colons: 20_000, spaces: 100, near_titles: 250,
}  # fmt: skip


def seconds(make, use, size):
    made = make(size)
    start = time.process_time()
    use(made)
    return time.process_time() - start


def grows_too_fast(make, use, size):
    """Best of three, by turns: what slows the machine for a while slows both sizes."""

    def jumps(size):
        rounds = [(seconds(make, use, size), seconds(make, use, 3 * size)) for _ in range(3)]
        earlier, later = (min(taken) for taken in zip(*rounds, strict=True))
        return later > MOST * earlier

    return jumps(size) and jumps(3 * size)


@pytest.mark.parametrize("make", CHECKED, ids=lambda make: make.__name__)
def test_a_check_is_linear(make, tmp_path):
    assert not grows_too_fast(
        lambda size: make(tmp_path / "data", size), load_catalogue, CHECKED[make]
    )


@pytest.mark.parametrize("make", [one_id, unknown_keys, former_ids])
def test_a_comparison_is_linear(make, tmp_path):
    assert not grows_too_fast(
        lambda size: (make(tmp_path / "old", size), make(tmp_path / "new", size)),
        lambda folders: compare(*folders),
        1500 if make is one_id else CHECKED[make],
    )


@pytest.mark.parametrize("make", [one_id, former_ids, many_authors, near_titles])
def test_formatting_is_linear(make, tmp_path):
    assert not grows_too_fast(
        lambda size: make(tmp_path / "data", size),
        lambda folder: CliRunner().invoke(main, ["format", "--data", str(folder)]),
        CHECKED[make],
    )


HEAD = "## Bread\n\n|Date|Title|Paper|Code|\n|-|-|-|-|\n"
ONE = "|2023.05|{}|[p](https://a.b/)|-|\n"


def rows(n, row):
    return HEAD + "".join(row.replace("NUMBER", str(number)) for number in range(n))


IMPORTED = {
    "brackets of organisations": lambda n: HEAD + ONE.format("A " + "（@()" * n),
    "one tag": lambda n: HEAD + ONE.format(f"A <a title='{'<a ' * n}'>b</a>"),
    "images": lambda n: HEAD + ONE.format(f"A <img title='{'<img ' * n}'>"),
    "two long titles": lambda n: HEAD + ONE.format("ab" * n) + ONE.format("ba" * n),
    "open brackets": lambda n: HEAD + ONE.format("[" * n),
    "half links": lambda n: HEAD + ONE.format("a](" * n),
    "backticks": lambda n: HEAD + ONE.format("".join("`" * (i % 90) + "x" for i in range(n // 20))),
    "stars": lambda n: HEAD + ONE.format("***a " * n),
    "pipes": lambda n: HEAD + ONE.format("|" * n),
    "half entities": lambda n: HEAD + ONE.format("&" * n),
    "emoji": lambda n: HEAD + ONE.format("🔥 " * n + "A" + " 🔥" * n),
    "tags": lambda n: HEAD + ONE.format("A " + "[ICLR 2024]" * n),
    "a long line": lambda n: "a" * n * 50 + "|\n\n" + HEAD + ONE.format("A"),
    "quotes": lambda n: ">" * n + "\n" + HEAD + ONE.format("A"),
    "anchors": lambda n: "<a id=x></a>\n\n" * n + HEAD + ONE.format("A"),
}
TABLES = {
    "rows": lambda n: rows(n, "|2023.05|Title NUMBER|[p](https://a.b/NUMBER)|-|\n"),
    "rows without links": lambda n: rows(n, "|2023.05|Title NUMBER|-|-|\n"),
    "rows of one name": lambda n: rows(n, "|2023.05|[Loaf] Title NUMBER|[p](https://a.b/NUMBER)|\n"),
    "rows of one link": lambda n: rows(n, "|2023.05|Title NUMBER|[p](https://a.b/)|\n"),
    "rows of one paper": lambda n: rows(n, "|2023.05|Title|[p](https://a.b/NUMBER)|\n"),
    "upper case": lambda n: rows(n, "|2023.05|SOME WORDS NUMBER|[p](https://a.b/NUMBER)|\n"),
    "refused titles": lambda n: rows(n, f"|2023.05|NUMBER {'x' * 1100}|[p](https://a.b/NUMBER)|\n"),
    "headings": lambda n: "".join(
        f"{HEAD}{ONE}".replace("Bread", f"One two three four five {i}").format(f"Title {i}")
        for i in range(n)
    ),
}  # fmt: skip


def imported(text):
    import_list(read_list(text).rows, empty_data("2026-11-26"))


@pytest.mark.parametrize("name", IMPORTED)
def test_an_import_is_linear_in_a_cell(name):
    assert not grows_too_fast(IMPORTED[name], imported, 2000)


@pytest.mark.parametrize("name", TABLES)
def test_an_import_is_linear_in_its_rows(name):
    assert not grows_too_fast(TABLES[name], imported, 60)


BREAD = Topic(id="bread", **TOPIC)
FORMS = {
    split_authors: [
        ";", "Ada Bee; ", "A, ", "et al. ", ", et al", " and A B", "0000-", "*", "\n", "(",
    ],
    names_in: [";", "A, ", ", et al", " and A B"],
    split_list: [";", "a;", "\n", "- a\n", "a, "],
    lambda text: topic_ids(text, [BREAD]): [";", "bread, ", "a,", "\n"],
    read_venue: [";", "(", " (", "2023 ", "'23 ", "oral "],
    identify: ["arXiv:", "doi:", "10.1234/", "(", ".", "a/", "[cs.LG]", "%20"],
    parse_form: ["\n", "### Topics\n", "### a\n"],
    plain_text: [
        "$", "$a ", "{", "\\", "\\frac{", "<math", "<i>", "&amp;", "<sup>", "\u0301", "<a a",
    ],
    lambda text: parse_feed(FEED.replace("{entries}", atom_entry("2309.06180", "A", doi=text))): [
        "10.1/a,", "10.", "a,"
    ],
    lambda text: parse_record(json.dumps(csl("10.1/x", "A", event=f"({text}")), "10.1/x"): [
        "A", "(",
    ],
}  # fmt: skip


def quietly(read):
    def run(text):
        with suppress(EditError, Malformed, ValueError, RequestFailed):
            read(text)

    return run


@pytest.mark.parametrize(
    ("read", "piece"), [(read, piece) for read, pieces in FORMS.items() for piece in pieces]
)
def test_a_reader_of_forms_and_answers_is_linear(read, piece):
    assert not grows_too_fast(lambda n: "Ada Bee" + piece * n, quietly(read), 400)


@pytest.mark.parametrize("host", ["arxiv", "doi"])
def test_an_answer_is_linear_in_its_authors(host):
    def answer(n):
        if host == "arxiv":
            return FEED.replace("{entries}", atom_entry("2309.06180", "A", ["Ada Bee"] * n))
        return json.dumps(csl("10.1/x", "A", author=[{"given": "Ada", "family": "Bee"}] * n))

    read = parse_feed if host == "arxiv" else lambda text: parse_record(text, "10.1/x")
    assert not grows_too_fast(answer, read, 1250)


def test_a_quadratic_function_is_found():
    def pairs(made):
        for _ in made:
            for _ in made:
                pass

    assert grows_too_fast(range, pairs, 500)
