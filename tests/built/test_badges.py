"""Facts that programs found: badges of stars, classes of arXiv, and a file of them gone wrong."""

import json
import re

import pytest
from click.testing import CliRunner

from paperlist.cli import main
from tests.support import builds
from tests.support.builds import one, text

DAY = "2026-11-01"
SOURCE = "https://api.github.com/graphql"
RECORD = {
    "title": "Some paper",
    "authors": ["Ada Lovelace"],
    "primary_class": "cs.LG",
    "date": DAY,
    "source": "https://arxiv.org/abs/2307.00001",
}
# The count of each repository, and how a badge has it; of two shown forms the first is English.
COUNTS = {
    "none": (0, "0"),
    "one": (1, "1"),
    "hundreds": (999, "999"),
    "thousand": (1000, "1.0k"),
    "more": (1234, "1.2k"),
    "ten": (14213, "14.2k"),
    "many": (99949, "99.9k"),
    "round": (99950, "100k"),
    "lots": (123456, "123k"),
}
ENTRY = """\
- id: {id}
  title: On {id} loaves
  date: 2024-01
  arxiv: "2401.000{number}"
  code: {code}
  topics: [bread]
  added: 2024-04-01

"""
CODES = {
    **{name: f"https://github.com/bakery/{name}" for name in COUNTS},
    "cased": "https://github.com/Bakery/CASED",
    "uncounted": "https://github.com/bakery/uncounted",
    "deep": "https://github.com/bakery/more/tree/main/loaf",
    "elsewhere": "https://bakery.example/code",
}
STARS = {
    **{f"bakery/{name}": count for name, (count, _) in COUNTS.items()},
    "bakery/Cased": 2500,
    "other/repository": 7,
}
SHOWN = {name: shown for name, (_, shown) in COUNTS.items()} | {"cased": "2.5k", "deep": "1.2k"}
EXACT = {name: count for name, (count, _) in COUNTS.items()} | {"cased": 2500, "deep": 1234}
SAID = {"": "{count} stars on {day}", "zh/": "截至 {day}，{count} 颗星"}


def facts(stars):
    return {
        "stars": {
            repository: {"count": count, "date": DAY, "source": SOURCE}
            for repository, count in stars.items()
        },
        "arxiv": {"2401.00010": {**RECORD, "title": "On none loaves"}},
    }


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("counted")
    project = builds.copy_project(folder / "project")
    papers = "".join(
        ENTRY.format(id=name, number=number, code=code)
        for number, (name, code) in enumerate(CODES.items(), start=10)
    )
    builds.write_list(project, papers, collections="[]\n")
    (project / "data/facts.json").write_text(json.dumps(facts(STARS)), "utf-8")
    run = builds.build(project, folder / "site", "--strict")
    assert run.returncode == 0, run.stdout
    return builds.Site(folder / "site", "https://bakery.example/list/")


def badge(counted, home, paper):
    """The badge in the table of the front page."""
    row = counted.pages[home].get_element_by_id(f"p-{paper}")
    return one(row, "pl-code")


def both(home, paper):
    said = SAID[home].format(count=EXACT[paper], day=DAY)
    return said.replace("1 stars", "1 star") if paper == "one" else said


@pytest.mark.parametrize("home", SAID)
@pytest.mark.parametrize("paper", SHOWN)
def test_a_badge_shows_its_count_in_short(counted, home, paper):
    stars = one(badge(counted, home, paper), "pl-code__stars")
    assert stars.xpath("string(./*[@aria-hidden='true'])") == SHOWN[paper]


@pytest.mark.parametrize("home", SAID)
@pytest.mark.parametrize("paper", SHOWN)
def test_a_mouse_is_told_the_exact_count_and_its_day(counted, home, paper):
    assert badge(counted, home, paper).get("title") == both(home, paper)


@pytest.mark.parametrize("home", SAID)
@pytest.mark.parametrize("paper", SHOWN)
def test_a_screen_reader_is_told_the_exact_count_and_its_day(counted, home, paper):
    link = badge(counted, home, paper)
    for hidden in link.xpath(".//*[@aria-hidden='true']"):
        hidden.drop_tree() if hidden.tail else hidden.getparent().remove(hidden)
    comma = {"": ", ", "zh/": "，"}[home]
    assert text(link).endswith(f"{comma}{both(home, paper)}")
    assert text(one(link, "pl-code__stars")) == f"{comma}{both(home, paper)}"


@pytest.mark.parametrize("home", SAID)
@pytest.mark.parametrize("paper", SHOWN)
def test_a_paper_page_has_the_badge_and_the_exact_count(counted, home, paper):
    page = counted.pages[f"{home}papers/{paper}/"]
    link = one(one(page, "pl-actions"), "pl-code")
    assert link.get("title") == both(home, paper)
    assert f"{EXACT[paper]} ({DAY})" in [text(fact) for fact in one(page, "pl-side").iter("dd")]


@pytest.mark.parametrize("home", SAID)
@pytest.mark.parametrize("paper", ["uncounted", "elsewhere"])
def test_without_a_count_there_is_no_number_and_no_question(counted, home, paper):
    name = CODES[paper].rpartition("/")[2]
    code = {"": "Code: ", "zh/": "代码："}[home]
    links = [badge(counted, home, paper)]
    links += counted.pages[f"{home}papers/{paper}/"].xpath("//*[@class='pl pl-main']/p/a[3]")
    links = [link for link in links if link.get("class") == "pl-code"]
    for link in links:
        assert text(link) == f"{code}{name}"
        assert link.find_class("pl-code__stars") == []
        assert link.get("title") is None
        assert re.findall(r"\d|\?|★", text(link)) == []
    side = text(one(counted.pages[f"{home}papers/{paper}/"], "pl-side"))
    assert DAY not in side
    assert "GitHub" not in side


def test_a_count_of_no_stars_is_shown(counted):
    assert one(badge(counted, "", "none"), "pl-code__stars") is not None


@pytest.mark.parametrize("home", SAID)
def test_a_citation_has_the_class_that_arxiv_gave(counted, home):
    """The paper `none` is the only one that arXiv was asked for."""
    for paper in SHOWN:
        boxes = counted.pages[f"{home}papers/{paper}/"].find_class("pl-cite")
        bibtex, biblatex, *_ = (box.xpath("string(./pre)") for box in boxes)
        assert ("primaryClass  = {cs.LG}" in bibtex) == (paper == "none")
        assert ("eprintclass = {cs.LG}" in biblatex) == (paper == "none")


def test_a_badge_is_part_of_the_page(counted):
    for address, page in counted.pages.items():
        assert page.xpath("//article//img | //article//iframe") == [], address
        for link in page.find_class("pl-code"):
            assert link.xpath(".//@src | .//@style") == [], address


def test_counts_are_not_in_the_search(counted):
    index = (counted.folder / "search/search_index.json").read_text("utf-8")
    assert "123456" not in index
    assert "stars on" not in index


def test_the_real_list_shows_the_numbers_of_its_file_and_no_other(whole):
    file = builds.SAMPLE / "data/facts.json"
    known = json.loads(file.read_text("utf-8")) if file.exists() else {}
    for address, page in whole.pages.items():
        for badge in page.find_class("pl-code"):
            repository = badge.get("href").removeprefix("https://github.com/")
            is_known = repository.lower() in map(str.lower, known.get("stars", {}))
            assert bool(badge.find_class("pl-code__stars")) == is_known, address


# A file gone wrong

GOOD = {"count": 5, "date": DAY, "source": SOURCE}


def wrong_record(**changes):
    return json.dumps({"arxiv": {"2401.00010": RECORD | changes}})


def wrong_stars(**changes):
    return json.dumps({"stars": {"bakery/more": GOOD | changes}})


WRONG = {
    "empty": "",
    "no JSON": '{\n  "stars": {,}\n}',
    "cut short": wrong_stars()[:-5],
    "a mark at its start": "\ufeff{}",
    "not a number": wrong_stars().replace("5", "NaN"),
    "a list": "[]",
    "a text": '"stars"',
    "a number": "5",
    "null": "null",
    "stars is a list": '{"stars": []}',
    "stars is null": '{"stars": null}',
    "another key": '{"stars": {}, "forks": {}}',
    "a count alone": '{"stars": {"bakery/more": 5}}',
    "no repository": '{"stars": {"bakery": {"count": 5, "date": "2026-11-01", "source": "https://a.b"}}}',
    "hostile repository": json.dumps({"stars": {"<b>/../x": GOOD}}),
    "half a letter": '{"stars": {"\\ud800/x": {"count": 5}}}',
    "negative": wrong_stars(count=-1),
    "a fraction": wrong_stars(count=5.5),
    "a word": wrong_stars(count="many"),
    "a number in quotes": wrong_stars(count="5"),
    "true": wrong_stars(count=True),
    "no count": wrong_stars(count=None),
    "infinite": wrong_stars().replace("5", "1e999"),
    "long": wrong_stars().replace("5", "1" * 5000),
    "deep": "[" * 100_000,
    "no day": wrong_stars(date="2026-11"),
    "no such day": wrong_stars(date="2026-02-30"),
    "no date": wrong_stars(date="<b>soon</b>"),
    "no source": wrong_stars(source="javascript:alert(1)"),
    "an unknown key": wrong_stars(rank=1),
    "arxiv is a list": '{"arxiv": []}',
    "no arXiv id": json.dumps({"arxiv": {"../2401": RECORD}}),
    "a class with markup": wrong_record(primary_class="cs.LG<b>"),
    "a class of another field": wrong_record(primary_class="cs.LG}, url = {x"),
    "no title": wrong_record(title=None),
    "authors in a line": wrong_record(authors="Ada Lovelace"),
    "a class without a day": wrong_record(date="soon"),
    "a class without a source": wrong_record(source="javascript:alert(1)"),
}
PROBLEM = r"{}facts\.json:\d+:\d+: error: \S.*\n(  hint: .+\n)?"


def write_facts(folder, content):
    data = content if isinstance(content, bytes) else content.encode()
    (folder / "facts.json").write_bytes(data)


def check(folder):
    """What `paperlist check` prints of this data; a traceback would end the test."""
    result = CliRunner().invoke(main, ["check", "--data", str(folder)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def data(tmp_path):
    (tmp_path / "data").mkdir()
    builds.write_list(tmp_path)
    return tmp_path / "data"


def test_a_good_file_has_no_problem(data):
    write_facts(data, wrong_stars())
    assert check(data)[0] == 0
    write_facts(data, "{}")
    assert check(data)[0] == 0
    write_facts(data, wrong_record())
    assert check(data)[0] == 0


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_one_problem_with_its_place(data, content):
    write_facts(data, content)
    code, printed = check(data)
    place = re.escape(f"{data.as_posix()}/")
    assert re.fullmatch(PROBLEM.format(place) + "1 error, 0 warnings\n", printed)
    assert code == 1


def test_a_file_that_is_not_text_is_one_problem(data):
    write_facts(data, b'{"stars": {"\xff\xfe": 5}}')
    code, printed = check(data)
    assert printed.count("facts.json:1:13: error: ") == printed.count("error: ") == 1
    assert code == 1


def test_a_folder_is_one_problem(data):
    (data / "facts.json").mkdir()
    code, printed = check(data)
    assert printed.count("facts.json:1:1: error: ") == printed.count("error: ") == 1
    assert code == 1


def test_a_problem_tells_the_place_in_the_file(data):
    write_facts(data, '{\n  "stars": {,}\n}')
    assert "facts.json:2:13: error: " in check(data)[1]


def test_a_problem_names_what_is_wrong(data):
    write_facts(data, wrong_stars(count=-1))
    assert "bakery/more" in check(data)[1]
    assert "count" in check(data)[1]


def test_problems_of_other_files_are_told_too(data):
    write_facts(data, "[]")
    builds.edit(data / "papers.yaml", "[bread, yeast]", "[bred]")
    printed = check(data)[1]
    assert "papers.yaml:8:12: error: " in printed
    assert "facts.json:1:1: error: " in printed


@pytest.mark.parametrize("content", ["[]", "\udcff", None], ids=["shape", "bytes", "folder"])
def test_a_build_ends_with_the_problem(project, tmp_path, content):
    path = project / "data/facts.json"
    path.mkdir() if content is None else path.write_text(content, "utf-8", "surrogateescape")
    run = builds.build(project, tmp_path / "site")
    assert run.returncode == 1
    assert "Traceback" not in run.stdout
    assert len(re.findall(r"ERROR +-  data/facts\.json:1:1: error: ", run.stdout)) == 1
