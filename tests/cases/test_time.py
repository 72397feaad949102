"""Every reader takes time in proportion to what it reads, also if that was made to be slow.

The only tests of time: each doubles its input twice, in one process, and compares. Twice the
input may take 3.2 times as long, since machines are noisy; quadratic readers take four times.
"""

import itertools
import json
import time

import pytest
from click.testing import CliRunner

from paperlist import load_catalogue
from paperlist.cli import main
from paperlist.history import compare

MOST = 3.2
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
    """Best of three."""
    taken = []
    for _ in range(3):
        made = make(size)
        start = time.process_time()
        use(made)
        taken.append(time.process_time() - start)
    return min(taken)


def grows_too_fast(make, use, size):
    times = (seconds(make, use, size * factor) for factor in (1, 2, 4))
    return all(later > MOST * earlier for earlier, later in itertools.pairwise(times))


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
        3000 if make is one_id else CHECKED[make],
    )


@pytest.mark.parametrize("make", [one_id, former_ids, many_authors, near_titles])
def test_formatting_is_linear(make, tmp_path):
    assert not grows_too_fast(
        lambda size: make(tmp_path / "data", size),
        lambda folder: CliRunner().invoke(main, ["format", "--data", str(folder)]),
        CHECKED[make],
    )


def test_a_quadratic_function_is_found():
    assert grows_too_fast(
        lambda size: [*range(size)], lambda made: [each for each in made if -each in made], 1000
    )
