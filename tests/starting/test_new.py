"""`paperlist new`: a list of one's own, with nothing of the list it was copied from."""

import re
import subprocess
import sys

import markdown
import pytest
import yaml
from click.testing import CliRunner
from lxml import html

import paperlist.cli.new
from paperlist import load_catalogue
from paperlist.cli import main
from paperlist.site.editions import load_editions
from paperlist.starting import CannotStart, languages_of, pages_url, require_checkout
from paperlist.starting.swaps import Swap, swapped
from tests.support import builds, own
from tests.support.builds import ROOT
from tests.support.forks import LIST

# Not those of `make_list`, whose lists run these tests too.
OPTIONS = ("--name", "Cake Papers", "--repo", "cafe/cakes")
LANGUAGES = languages_of(ROOT)
ORDERS = [order for order in (["en"], ["zh"], ["zh", "en"]) if {*order} <= {*LANGUAGES}]
SUBJECT = re.compile(r"\bLLMs?\b|(?i:language model|inference|deftruth|KV cache|attention"
                     r"|vllm|flash|llama|推理|语言模型)")  # fmt: skip


def run(*args, **settings):
    return CliRunner().invoke(main, ["new", *map(str, args)], **settings)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new") / "bread"
    result = run(folder, *OPTIONS)
    assert (result.exit_code, result.stderr) == (0, "")
    assert str(folder) in result.stdout
    return folder


def documents(folder):
    patterns = ("*.md", "docs/**/*.md", ".github/**/*.*", "mkdocs*.yml", "data/*.yaml", "Makefile")
    return [path for pattern in patterns for path in folder.glob(pattern)]


def test_the_list_is_empty_and_has_a_topic_to_add_a_paper_to(made):
    loaded = load_catalogue(made / "data")
    assert (loaded.problems, loaded.catalogue.papers) == ((), ())
    assert len(loaded.catalogue.topics) == 1
    for path in (made / "data").glob("*.yaml"):
        lines = path.read_text("utf-8").splitlines()
        assert lines[0] == f"# yaml-language-server: $schema={path.stem}.schema.json"
        assert lines[2].startswith("# ")


def test_no_command_of_the_data_page_names_an_id(made):
    for page in made.glob("docs/*/data.md"):
        named = re.findall(r"--(?:topic|collection|path|id) (\S+)", page.read_text("utf-8"))
        assert named
        assert [each for each in named if not each.isupper()] == []


def test_no_document_is_about_the_list_it_was_copied_from(made):
    first = own.EDITIONS[own.FIRST].site
    old = re.compile("|".join(map(re.escape, (first.name, first.repo_url, first.url))))
    for path in documents(made):
        text = path.read_text("utf-8")
        assert not SUBJECT.search(text), path
        assert not old.search(text), path
    assert "| 2025-06-02 |" not in (made / "CONTRIBUTING.md").read_text("utf-8")
    assert not (made / "tests/list").exists()


def test_pages_have_the_names_and_addresses_that_were_given(made):
    editions = load_editions(made / "mkdocs.yml")
    assert [edition.language for edition in editions] == [*LANGUAGES]
    for edition in editions:
        assert edition.site.name == "Cake Papers"
        assert edition.site.repo_url == "https://github.com/cafe/cakes"
        assert edition.site_url.startswith("https://cafe.github.io/cakes/")
        assert edition.site.name in edition.site.description
    readme = (made / "README.md").read_text("utf-8")
    assert "<https://cafe.github.io/cakes/>" in readme
    assert "https://github.com/cafe/cakes/issues/new/choose" in readme
    assert "@cafe\n" in (made / ".github/CODEOWNERS").read_text("utf-8")


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_languages_are_in_the_order_given_and_no_other_is_left(tmp_path, order):
    folder = tmp_path / "bread"
    assert run(folder, *OPTIONS, "--languages", ",".join(order)).exit_code == 0
    editions = load_editions(folder / "mkdocs.yml")
    assert [edition.language for edition in editions] == order
    assert {path.name for path in (folder / "docs").iterdir()} == {*order}
    assert len([*folder.glob("README*.md")]) == len([*folder.glob("mkdocs*.yml")]) == len(order)
    contribute = {"en": "Contribute", "zh": "参与"}
    for edition in editions:
        assert {contribute[edition.language]: "contribute.md"} in edition.settings["nav"]
        assert edition.docs == folder / "docs" / edition.language
        assert edition.settings["theme"]["language"] == edition.language
        card = folder / "overrides" / edition.settings["extra"]["card"]
        assert card.exists()


@pytest.mark.parametrize(
    "name",
    [
        "C++ & C#: 'the' \"best\"",
        r"\1 $name ${x} \d",
        "<b>面包</b> | *x* _y_",
        "1. - # @a",
        "O'Neil",
    ],
)
def test_a_name_is_shown_as_it_is(tmp_path, name):
    assert run(tmp_path / "new", "--repo", "a/b", "--name", name).exit_code == 0
    assert load_editions(tmp_path / "new/mkdocs.yml")[0].site.name == name
    for language in LANGUAGES:
        home = (tmp_path / f"new/docs/{language}/index.md").read_text("utf-8")
        page = html.fromstring(markdown.markdown(home.split("---\n")[2]))
        assert page.find(".//h1").text_content() == name


def test_a_list_can_be_imported(tmp_path):
    papers = tmp_path / "list.md"
    papers.write_text(LIST, "utf-8")
    result = run(tmp_path / "new", *OPTIONS, "--from", papers)
    assert (result.exit_code, result.stderr) == (0, "")
    catalogue = load_catalogue(tmp_path / "new/data").catalogue
    assert [len(found) for found in catalogue.by_topic.values()] == [3, 2]
    form = (tmp_path / "new/.github/ISSUE_TEMPLATE/add-paper.yml").read_text("utf-8")
    (topics,) = [part["attributes"] for part in yaml.safe_load(form)["body"]
                 if part.get("id") == "topics"]  # fmt: skip
    assert topics["options"] == ["Loaves (loaves)", "Tools (tools)"]
    assert "Rye at High Temperature" in (tmp_path / "new/PAPERS.md").read_text("utf-8")


def test_a_list_of_which_nothing_can_be_imported_is_refused(tmp_path):
    papers = tmp_path / "list.md"
    papers.write_text("# Bread\n\n- [pdf](https://bakery.example/a.pdf)\n", "utf-8")
    result = run(tmp_path / "new", *OPTIONS, "--from", papers)
    assert result.exit_code == 1
    assert "list.md:3: skipped: no title beside its links\n" in result.stdout
    assert result.stderr == "error: no item of the list could be imported; nothing was written\n"
    assert [*tmp_path.iterdir()] == [papers]


def test_another_list_can_be_made_from_the_new_one(made, tmp_path):
    command = [sys.executable, "-m", "paperlist.cli", "new", tmp_path / "pies"]
    options = ("--name", "Pies", "--repo", "inn/pies")
    files = builds.contents(made).keys()
    environment = builds.environment(made)
    subprocess.run([*command, *options], cwd=made, env=environment, check=True, timeout=60)
    texts = [path.read_text("utf-8") for path in documents(tmp_path / "pies")]
    assert not [text for text in texts if re.search("Cake Papers|cafe", text)]
    assert builds.contents(tmp_path / "pies").keys() == files


GIVEN = {"--name": "Bread", "--repo": "a/b"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"--name": None}, "--name is missing"),
        ({"--repo": None}, "--repo is missing"),
        ({"--name": " "}, "--name ' ' is empty"),
        ({"--name": "A\nB"}, "contains a line break"),
        ({"--name": "---"}, "has no letter or digit"),
        ({"--repo": "papers"}, "--repo 'papers' is not a valid repository; write OWNER/NAME"),
        ({"--repo": "https://github.com/a/b"}, "is not a valid repository"),
        ({"--repo": "a/b/c"}, "is not a valid repository"),
        ({"--url": "http://a.example/"}, "is not an https:// link; "),
        ({"--url": "a.example"}, "is not an https:// link"),
        ({"--url": ""}, "is not an https:// link"),
        ({"--url": "https://a.example/?a=1"}, "is not the address of a site"),
        ({"--url": "https://a.example/#a"}, "is not the address of a site"),
        ({"--url": "https://a b.example/"}, "is not a valid link"),
        ({"--languages": "xx"}, "--languages 'xx': choose from "),
        ({"--languages": ""}, "--languages '': choose from "),
        ({"--languages": f"{own.FIRST},{own.FIRST}"}, "each once"),
        ({"--from": "missing.md"}, "cannot read missing.md"),
    ],
)
def test_a_mistake_is_one_line_and_nothing_is_written(tmp_path, monkeypatch, options, message):
    monkeypatch.chdir(tmp_path)
    given = {key: value for key, value in (GIVEN | options).items() if value is not None}
    result = run("new", *(word for pair in given.items() for word in pair))
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: (path.mkdir(), (path / ".x").touch()), "is not empty"),
        (lambda path: path.touch(), "is not a folder"),
        (lambda path: path.symlink_to("nowhere"), "is not a folder"),
    ],
)
def test_what_is_there_already_stays(tmp_path, make, message):
    make(tmp_path / "new")
    result = run(tmp_path / "new", *OPTIONS)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert message in result.stderr
    assert [path.name for path in tmp_path.rglob("*")] in (["new"], ["new", ".x"])


def test_a_folder_that_cannot_be_copied_into_itself_is_refused():
    target = ROOT / "tests/new"
    result = run(target, *OPTIONS)
    assert result.exit_code == 1
    assert "choose a folder outside of" in result.stderr
    assert not target.exists()


def test_an_empty_folder_is_filled_and_not_replaced(tmp_path, monkeypatch):
    (tmp_path / "new").mkdir()
    number = (tmp_path / "new").stat().st_ino
    monkeypatch.chdir(tmp_path / "new")
    assert run(".", *OPTIONS).exit_code == 0
    assert (tmp_path / "new/mkdocs.yml").exists()
    assert (tmp_path / "new").stat().st_ino == number
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_on_a_terminal_it_asks_for_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(paperlist.cli.new, "_is_terminal", lambda: True)
    result = run(tmp_path / "new", input="Cakes\ncakes\ncafe/cakes\n\n")
    assert result.exit_code == 0
    assert "Name of the list: " in result.stdout
    assert "is not a valid repository" in result.output
    assert "Address of the site [https://cafe.github.io/cakes/]: " in result.stdout
    (first, *_) = load_editions(tmp_path / "new/mkdocs.yml")
    assert (first.site.name, first.site.url) == ("Cakes", "https://cafe.github.io/cakes")


@pytest.mark.parametrize(
    ("repo", "url"),
    [
        ("Bakery/Papers", "https://bakery.github.io/Papers/"),
        ("Bakery/bakery.github.io", "https://bakery.github.io/"),
    ],
)
def test_the_address_is_that_of_github_pages(repo, url):
    assert pages_url(repo) == url


def test_an_installed_package_names_what_is_needed(tmp_path):
    with pytest.raises(CannotStart, match="git checkout"):
        require_checkout(tmp_path)


def test_a_file_that_has_nothing_to_swap_is_named():
    with pytest.raises(CannotStart, match=r"docs/en/data\.md of this checkout"):
        swapped("docs/en/data.md", "Rewritten.", [Swap("--topic", "TOPIC")])
