"""`paperlist export`: the papers that were asked for, as the bytes of one file."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from paperlist.catalogue.load import load_catalogue
from paperlist.cli import main
from paperlist.exports import FORMATS
from paperlist.publishing.selection import Selection, Wanted, by_collection, by_topic, whole_list
from paperlist.publishing.site_info import Site
from paperlist.site.writing import load_editions
from tests.support import builds
from tests.support.builds import ROOT, SAMPLE
from tests.support.catalogues import DATA, PATH, catalogue, collection, entry, paper, topic

FORMS = [*FORMATS]
BARE = [name for name, form in FORMATS.items() if not form.is_addressed]
ADDRESSED = [name for name in FORMS if name not in BARE]
SITE = Site("en", "https://example.org/list", "https://github.com/a/b", "Papers")

# Three topics, five papers, joined from 2023 to 2024.
PAPERS = [
    ("both", "2024-05", "[bread, yeast]", "2024-05-09"),
    ("bread-new", "2024-03", "[bread]", "2024-03-17"),
    ("bread-old", "2023-11", "[bread]", "2024-02-29"),
    ("yeast-old", "2022-01", "[yeast]", "2023-12-31"),
    ("cake", "2021-01", "[cake]", "2024-01-01"),
]
ENTRIES = "".join(
    f"- {{id: {name}, title: The {name}, date: {date}, url: https://example.org/{name}, "
    f"topics: {topics}, added: {added}}}\n"
    for name, date, topics, added in PAPERS
)
TOPICS = "".join(
    f"- {{id: {name}, name: {name}, name_zh: {name}, description: D., description_zh: 述。}}\n"
    for name in ("bread", "yeast", "cake", "nothing")
)
COLLECTIONS = "".join(
    f"- {{id: {name}, title: C, title_zh: 合集, pages: 9, date: 2024-05-01, "
    f"url: https://example.org/a.zip, contents: [{{name: A{papers}}}]}}\n"
    for name, papers in [("v1", ", papers: [cake, bread-old]"), ("v2", "")]
)


def run(*args):
    return CliRunner().invoke(main, ["export", *map(str, args)])


def chosen(*args):
    """The ids that a small list gives for these options."""
    result = run("csl-json", *args)
    assert (result.exit_code, result.stderr) == (0, "")
    return [item["id"] for item in json.loads(result.stdout)]


@pytest.fixture
def small(tmp_path, monkeypatch):
    """The command runs where there is a list, and nothing else of the project."""
    (tmp_path / "data").mkdir()
    builds.write_list(tmp_path, ENTRIES, TOPICS, COLLECTIONS)
    steps = [{"paper": name, "why": "W.", "why_zh": "述。"} for name in ("cake", "both")]
    (tmp_path / "data/paths.yaml").write_text(entry(PATH, items=json.dumps(steps)), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def configured(small):
    for name in ("mkdocs.yml", "mkdocs.zh.yml"):
        shutil.copy(SAMPLE / name, small)
    return small


@pytest.fixture(scope="module")
def real():
    return load_catalogue(DATA).catalogue


@pytest.fixture
def at_home(monkeypatch):
    monkeypatch.chdir(SAMPLE)


# What is printed


def test_the_help_names_every_format():
    assert set(FORMS) <= set(run("--help").stdout.replace(",", " ").replace(".", " ").split())


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_list_is_the_file_of_the_site(rendered, at_home, monkeypatch, form):
    monkeypatch.setenv("SITE_URL", rendered.url)
    monkeypatch.delenv("REPO_URL", raising=False)
    result = run(form)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes == (rendered.folder / FORMATS[form].file).read_bytes()


@pytest.mark.parametrize("form", FORMS)
def test_a_part_is_what_the_format_makes_of_it(real, at_home, form):
    newest = max(real.papers, key=lambda item: item.added)
    topic, since = newest.topics[0], newest.added[:4]
    papers = Wanted(topics=[topic], since=since).choose(real)
    assert 0 < len(papers) < len(real.papers)
    site = load_editions(Path("mkdocs.yml"))[0].site
    result = run(form, "--topic", topic, "--since", since)
    if FORMATS[form].parts != "any":
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"{form} covers the whole list" in result.stderr
        return
    expected = FORMATS[form].render(Selection(real, site, papers, site.name))
    assert (result.exit_code, result.stdout_bytes) == (0, expected.encode())


@pytest.mark.parametrize("form", FORMS)
def test_a_file_has_the_bytes_that_are_printed(configured, form):
    part = [] if FORMATS[form].parts == "none" else ["--topic", "bread"]
    result = run(form, *part, "--output", "out")
    assert (result.exit_code, result.output) == (0, "")
    assert (configured / "out").read_bytes() == run(form, *part).stdout_bytes


SCRIPT = """
import sys
from paperlist.cli import main
for form in sys.argv[1:]:
    main(["export", form], standalone_mode=False)
    sys.stdout.buffer.flush()
"""


def test_other_processes_and_terminals_print_the_same_bytes(at_home):
    """Sets have another order in each process; not every terminal takes every character."""
    printed = []
    for more in ({"PYTHONHASHSEED": "1", "PYTHONIOENCODING": "ascii"}, {"PYTHONHASHSEED": "2"}):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, *FORMS],
            env={**os.environ, "PYTHONPATH": str(ROOT), **more},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        printed.append(done.stdout)
    assert printed[0] == printed[1]
    assert not printed[0].decode("utf-8").isascii()


# Which papers


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", "both bread-new bread-old yeast-old cake"),
        ("--topic yeast", "both yeast-old"),
        ("--topic cake --topic yeast", "both yeast-old cake"),
        ("--id cake --id both", "both cake"),
        ("--collection v1", "bread-old cake"),
        ("--since 2024", "both bread-new bread-old cake"),
        ("--since 2024-02", "both bread-new bread-old"),
        ("--since 2024-03-17", "both bread-new"),
        ("--since 2024-03-18", "both"),
        ("--topic bread --since 2024-03", "both bread-new"),
        ("--topic bread --collection v1", "bread-old"),
        ("--topic yeast --topic cake --id cake --id both --since 2024-05", "both"),
        ("--collection v1 --id cake --since 2024", "cake"),
        ("--path first", "cake both"),
        ("--path first --topic yeast", "both"),
    ],
)
def test_the_options_choose(small, options, expected):
    assert chosen(*options.split()) == expected.split()


conditions = st.fixed_dictionaries(
    {},
    optional={
        "topics": st.lists(st.sampled_from("abc"), min_size=1, max_size=2),
        "collection": st.sampled_from(["v1", "v2", "v3"]),
        "ids": st.lists(st.sampled_from(["p0", "p1", "p2"]), min_size=1, max_size=2),
        "since": st.sampled_from(["2023", "2024-02", "2024-02-02"]),
    },
)
LISTED = catalogue(
    paper(id="p0", topics=("a", "b"), added="2022-12-31", date="2022-01"),
    paper(id="p1", topics=("b",), added="2024-02-01", date="2023-01"),
    paper(id="p2", topics=("c",), added="2024-02-02", date="2023-01"),
    paper(id="p3", topics=("a", "c"), added="2024-03-01", date="2022-05"),
    collections=[
        collection(id="v1", contents=[{"name": "A", "papers": ["p0"]}, {"name": "B"}]),
        collection(id="v2", contents=[{"name": "A", "papers": ["p2", "p0"]}]),
    ],
)


@given(conditions)
def test_papers_are_those_that_every_condition_chooses_newest_first(given_all):
    alone = [set(Wanted(**{key: value}).choose(LISTED)) for key, value in given_all.items()]
    expected = set(LISTED.papers).intersection(*alone)
    papers = Wanted(**given_all).choose(LISTED)
    assert list(papers) == [item for item in LISTED.newest_first if item in expected]


@given(st.lists(st.sampled_from("abc"), min_size=1), st.sampled_from(["topics", "ids"]))
def test_one_of_several_topics_or_ids_is_enough(names, key):
    values = names if key == "topics" else [f"p{ord(name) - 97}" for name in names]
    alone = [set(Wanted(**{key: [value]}).choose(LISTED)) for value in values]
    assert set(Wanted(**{key: values}).choose(LISTED)) == set().union(*alone)


def test_a_collection_that_there_is_not_has_no_papers():
    assert Wanted(collection="v9").choose(LISTED) == ()


def test_a_selection_is_as_new_as_its_newest_paper():
    def updated(papers):
        return Selection(LISTED, SITE, papers, "T").updated

    assert updated(LISTED.by_topic["b"]) == "2024-02-01"
    assert updated(()) == "2024-03-01"
    assert Selection(catalogue(), SITE, (), "T").updated == ""


def test_the_site_has_the_whole_list_every_topic_and_every_collection():
    whole = whole_list(LISTED, SITE)
    assert (whole.papers, whole.title, whole.page, whole.file) == (
        LISTED.newest_first,
        "Papers",
        "",
        "papers",
    )
    topics = {each.file: [item.id for item in each.papers] for each in by_topic(LISTED, SITE)}
    assert topics == {"topics/a": ["p3", "p0"], "topics/b": ["p1", "p0"], "topics/c": ["p2", "p3"]}
    collections = by_collection(LISTED, SITE)
    assert [(each.file, each.page, each.title) for each in collections] == [
        ("collections/v1", "collections/v1/", "A bundle"),
        ("collections/v2", "collections/v2/", "A bundle"),
    ]
    assert [[item.id for item in each.papers] for each in collections] == [["p0"], ["p2", "p0"]]


def test_files_of_a_topic_stay_where_they_were():
    renamed = topic("now", formerly=("first", "second"))
    (found,) = by_topic(catalogue(paper(topics=("now",)), topics=(renamed,)), SITE)
    assert (found.file, found.page) == ("topics/now", "topics/now/")
    assert found.former == ("topics/first", "topics/second")
    assert found.first_page == "topics/first/"
    assert by_topic(LISTED, SITE)[0].first_page == "topics/a/"


# What is refused


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--topic bred", "--topic: 'bred' is not in the list; did you mean 'bread'?"),
        (
            "--topic cake --topic yaest",
            "--topic: 'yaest' is not in the list; did you mean 'yeast'?",
        ),
        ("--topic 面包", "--topic: '面包' is not in the list\n"),
        ("--id bread-nwe", "--id: 'bread-nwe' is not in the list; did you mean 'bread-new'?"),
        ("--collection vv1", "--collection: 'vv1' is not in the list; did you mean 'v1'?"),
        ("--topic=", "--topic: '' is not in the list\n"),
        ("--id=", "--id: '' is not in the list\n"),
        ("--path firts", "--path: 'firts' is not in the list; did you mean 'first'?"),
        ("--collection=", "--collection: '' is not in the list\n"),
    ],
)
def test_an_unknown_name_exits_2_with_the_nearest(small, options, message):
    result = run("bibtex", *options.split(), "--output", "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Error: Invalid value for {message}" in result.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize(
    "since",
    ["", "24", "2024-", "2024-1", "2024-13", "2024-00", "2024-02-30", "2024-02-00", "2024-3-17",
     "20240317", "2024-03-17T00", "2024/03", "yesterday", "-2024", "２０２４", "2024-03-17\n"],
)  # fmt: skip
def test_a_bad_date_exits_2(small, since):
    result = run("bibtex", f"--since={since}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Invalid value for --since: invalid date '" in result.stderr
    assert "; use 2024, 2024-03 or 2024-03-17\n" in result.stderr


@pytest.mark.parametrize("options", ["--since 2025", "--topic nothing", "--collection v2",
                                     "--topic yeast --id cake"])  # fmt: skip
def test_when_nothing_matches_the_command_says_so(small, options):
    Path("old").write_text("old\n", "utf-8")
    for output in ([], ["--output", "new"], ["--output", "old"]):
        result = run("bibtex", *options.split(), *output)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("error: no paper matches")
        assert result.stderr.count("\n") == 1
    assert sorted(path.name for path in small.iterdir()) == ["data", "old"]
    assert Path("old").read_text("utf-8") == "old\n"


@pytest.mark.parametrize("args", [[], ["xml"], ["bibtex", "ris"], ["bibtex", "--topics", "bread"]])
def test_wrong_usage_exits_2(small, args):
    assert run(*args).exit_code == 2


def test_data_with_errors_gives_its_problems_and_no_output(small):
    builds.edit(small / "data" / "papers.yaml", "date: 2024-05", "date: never")
    result = run("bibtex", "--output", "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(
        "data/papers.yaml:1:37: error: date 'never' is not a valid date ["
    )
    assert result.stderr.endswith("\n1 error, 0 warnings\n")
    assert not Path("out").exists()


def test_data_with_a_warning_is_exported(small):
    builds.edit(small / "data" / "papers.yaml", "The cake", "The cake.")
    assert "cake" in chosen()


# Where it is written, where the configuration is


@pytest.mark.parametrize("output", ["none/out", "data", "old/out"])
def test_a_file_that_cannot_be_written_exits_1(small, output):
    Path("old").write_text("old\n", "utf-8")
    result = run("bibtex", "--output", output)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"error: cannot write {output}: ")
    assert result.stderr.count("\n") == 1
    assert sorted(path.name for path in small.iterdir()) == ["data", "old"]


def test_a_disk_that_is_full_leaves_the_old_file(small, monkeypatch):
    def refuse(*args):
        raise OSError(28, "No space left on device")

    Path("old").write_text("old\n", "utf-8")
    monkeypatch.setattr(Path, "replace", refuse)
    result = run("bibtex", "--output", "old")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "error: cannot write old: No space left on device\n"
    assert sorted(path.name for path in small.iterdir()) == ["data", "old"]
    assert Path("old").read_text("utf-8") == "old\n"


@pytest.mark.parametrize("form", BARE)
def test_citations_need_the_data_alone(small, form):
    result = run(form)
    assert (result.exit_code, result.stderr) == (0, "")
    named = [name for name, *_ in PAPERS if name in result.stdout]
    assert named == [] if form == "pdfs" else len(named) == len(PAPERS)


@pytest.mark.parametrize("form", ADDRESSED)
def test_what_holds_addresses_needs_the_configuration(small, form):
    result = run(form, "--output", "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: Invalid value for --config: 'mkdocs.yml' does not exist" in result.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize("form", ADDRESSED)
def test_addresses_are_those_of_the_configuration(configured, monkeypatch, form):
    monkeypatch.setenv("SITE_URL", "https://bakery.example/bread/")
    moved = configured / "settings"
    moved.mkdir()
    for path in configured.glob("mkdocs*.yml"):
        path.rename(moved / path.name)
    result = run(form, "--config", moved / "mkdocs.yml")
    assert result.exit_code == 0
    assert "https://bakery.example/bread/" in result.stdout
    name = yaml.load((SAMPLE / "mkdocs.zh.yml").read_text("utf-8"), yaml.BaseLoader)["site_name"]
    assert name not in result.stdout


def test_the_data_may_stand_elsewhere(small):
    (small / "data").rename(small / "papers")
    assert chosen("--data", small / "papers")[0] == "both"
    assert run("bibtex").exit_code == 1


@pytest.mark.parametrize(
    "text",
    ["site_name: A\n", "- a\n", "a: [\n", "extra: {language: en}\nsite_url: [\n"],
    ids=["no language", "a list", "no YAML", "cut"],
)
def test_a_configuration_that_is_none_is_named_in_a_line(small, text):
    (small / "mkdocs.yml").write_text(text, "utf-8")
    result = run("json")
    assert result.exit_code == 2
    last = result.stderr.splitlines()[-1]
    assert last.startswith(
        "Error: Invalid value for --config: mkdocs.yml is not a valid configuration"
    )


def test_a_feed_of_one_topic_is_that_of_the_site(at_home, real):
    site = load_editions(Path("mkdocs.yml"))[0].site
    (chosen,) = [each for each in by_topic(real, site) if each.file == "topics/moe"]
    result = run("atom", "--topic", "moe")
    assert result.stdout_bytes == FORMATS["atom"].render(chosen).encode()


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_list_can_be_exported(small, form):
    """`make list` of a new list; only conditions that choose nothing are a mistake."""
    for name in ("papers", "collections", "paths"):
        Path(f"data/{name}.yaml").write_text("[]\n", "utf-8")
    result = run(form, "--config", SAMPLE / "mkdocs.yml")
    assert (result.exit_code, result.stderr) == (0, "")
