"""A list in parts is the same list: papers, order and exports; mistakes name the part."""

import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.catalogue.load import load_catalogue
from paperlist.catalogue.reading.source import MAX_BYTES
from paperlist.exports import FORMATS
from paperlist.exports.choosing import select
from paperlist.publishing import Site
from paperlist.publishing.selection import Wanted
from tests.support.catalogues import BUNDLE, entry, load_texts, write_parts

SITE = Site("en", "https://papers.example", "https://github.com/a/b")
NEW, OLD = entry(id="new", title="New", arxiv='"2307.00002"'), entry(id="old", title="Old")

months = st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(lambda day: f"{day.year}-{day.month:02}")
names = st.text("0123456789abc-_ é中.", min_size=1, max_size=8).filter(lambda n: n[0] != ".")


@st.composite
def split_lists(draw):
    """The texts of the parts, by name and in their order."""
    dates = draw(st.lists(months, max_size=10))
    entries = [
        entry(id=f"p{n}", title=f"Paper {n}", arxiv=None, url=f"https://e.example/{n}", date=month)
        for n, month in enumerate(dates)
    ]
    cuts = sorted(draw(st.lists(st.integers(0, len(entries)), max_size=4)))
    texts = ["".join(entries[a:b]) for a, b in zip([0, *cuts], [*cuts, None], strict=True)]
    files = st.lists(names, min_size=len(texts), max_size=len(texts), unique_by=str.lower)
    ordered = sorted((f"{name}.yaml" for name in draw(files)), reverse=True)
    return dict(zip(ordered, texts, strict=True))


def load_parts(parts, **others):
    with TemporaryDirectory() as name:
        return load_catalogue(write_parts(Path(name) / "data", parts, **others))


def problems(parts, **others):
    return [str(problem) for problem in load_parts(parts, **others).problems]


@given(split_lists())
def test_parts_are_the_same_list_as_one_file(parts):
    one = load_texts("".join(parts.values()) or "[]\n")
    split = load_parts({name: text or "# none\n[]\n" for name, text in parts.items()})
    assert (split.problems, one.problems) == ((), ())
    assert split.catalogue.papers == one.catalogue.papers
    wanted = Wanted((), None, (), None)
    for name, form in FORMATS.items():
        texts = [form.render(select(name, wanted, each.catalogue, SITE)) for each in (one, split)]
        assert texts[0] == texts[1], name


@given(split_lists())
def test_the_lines_of_a_paper_are_those_of_its_part(parts):
    loaded = load_parts({name: text or "[]\n" for name, text in parts.items()}).catalogue
    assert loaded.source == "papers"
    for each, (file, first, last) in loaded.lines.items():
        lines = parts[file.removeprefix("papers/")].split("\n")[first - 1 : last]
        assert lines[0] == f"- id: {each}"
        assert len([line for line in lines if line.startswith("- ")]) == 1


def test_the_last_name_is_read_first():
    loaded = load_parts({"2023.yaml": OLD, "2024.yaml": NEW}).catalogue
    assert [paper.id for paper in loaded.papers] == ["new", "old"]


def test_an_id_in_two_parts_is_told_with_both_places():
    again = entry(id="old", title="Another", arxiv='"2307.00003"')
    assert problems({"2024.yaml": NEW + OLD, "2023.yaml": again}) == [
        "data/papers/2023.yaml:1:7: error: id 'old' appears twice, first in 'old' at "
        "data/papers/2024.yaml:7:7 [repeated-id]\n  hint: choose another id"
    ]


def test_the_same_paper_in_two_parts():
    (problem,) = problems({"a.yaml": OLD, "b.yaml": entry(id="new", title="New")})
    assert problem.startswith("data/papers/a.yaml:4:10: error: arxiv '2307.00001' appears twice, ")
    assert "first in 'new' at data/papers/b.yaml:4:10 " in problem


def test_problems_are_in_the_order_of_the_list():
    wrong = {"1.yaml": "- id: a\n  x: y\n", "2.yaml": "a: b\n"}
    found = load_parts(wrong, **{"topics.yaml": ""}).problems
    assert [each.path for each in found[:2]] == ["data/papers/2.yaml", "data/papers/1.yaml"]
    assert found[-1].path == "data/topics.yaml"


def test_a_rule_between_files_names_the_file_or_the_folder():
    wrong = entry(id="a", topics="[atention]")
    bundle = entry(BUNDLE, contents="[{name: First, papers: [b]}]")
    first, second = load_parts({"1.yaml": wrong}, **{"collections.yaml": bundle}).problems
    assert first.message == "topic 'atention' is not in data/topics.yaml"
    assert second.message == "paper 'b' is not in data/papers"


def test_a_part_that_cannot_be_read_is_its_only_problem():
    bundle = entry(BUNDLE, contents="[{name: First, papers: [old]}]")
    found = problems({"1.yaml": "- id: [", "2.yaml": NEW}, **{"collections.yaml": bundle})
    assert [each.partition(": ")[0] for each in found] == ["data/papers/1.yaml:1:7"]


def test_every_part_may_be_as_large_as_a_file_may_be(tmp_path):
    data = write_parts(tmp_path, {"1.yaml": OLD, "2.yaml": NEW})
    os.truncate(data / "papers/1.yaml", MAX_BYTES + 1)
    (problem,) = load_catalogue(data).problems
    assert (problem.path, problem.rule) == ("data/papers/1.yaml", "file-size")


def test_a_file_and_a_folder(tmp_path):
    """One problem: nobody wants to read that half the ids are there twice."""
    data = write_parts(tmp_path, {"1.yaml": OLD}, **{"papers.yaml": OLD})
    assert [str(problem) for problem in load_catalogue(data).problems] == [
        "data/papers.yaml:1:1: error: both papers.yaml and papers/ exist [file-and-folder]\n"
        "  hint: move the entries into a file in papers/, and delete papers.yaml"
    ]


@pytest.mark.parametrize("parts", [{}, {"README.md": "Papers by year.\n"}])
def test_a_folder_without_papers(parts):
    assert problems(parts) == [
        "data/papers:1:1: error: the folder has no .yaml file [folder-empty]\n"
        "  hint: add a file such as papers/2024.yaml, with `[]` if there are no papers"
    ]


@pytest.mark.parametrize("name", ["2023.yml", "2023.YAML", "2023.Yml"])
def test_a_name_that_looks_like_a_part(name):
    """Its papers are there: no other file that names them is wrong."""
    bundle = entry(BUNDLE, contents="[{name: First, papers: [old]}]")
    found = problems({"2024.yaml": NEW, name: OLD}, **{"collections.yaml": bundle})
    assert found == [
        f"data/papers/{name}:1:1: error: the file name does not end in .yaml [file-name]\n"
        "  hint: rename it to '2023.yaml'"
    ]


@pytest.mark.parametrize("name", ["a\nb.yaml", "a\u202eb.yaml", os.fsdecode(b"a\xff.yaml")])
def test_a_name_that_cannot_be_printed(name):
    (problem,) = problems({name: OLD})
    assert problem.startswith("data/papers/a\\u")
    assert "error: the file name has an invisible character [file-name]" in problem
    assert problem.count("\n") == 1


@pytest.mark.parametrize("name", ["README.md", ".2024.yaml.swp", ".#2024.yaml", "2024.yaml~"])
def test_other_files_of_the_folder_are_not_read(name):
    loaded = load_parts({"2024.yaml": NEW, name: "- id: ["})
    assert loaded.problems == ()


def test_a_folder_in_the_folder_is_not_read(tmp_path):
    data = write_parts(tmp_path, {"2024.yaml": NEW})
    (data / "papers/older").mkdir()
    (data / "papers/older/2023.yaml").write_text("- id: [")
    assert load_catalogue(data).problems == ()
