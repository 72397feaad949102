"""The site outlives its generator: other programs build the same pages from the same core."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import expect

from paperlist.cli import main
from tests.support import builds
from tests.support.builds import text


def run(project, *command, **more):
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        env=builds.environment(project, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def zensical(project, folder, **more):
    """Both languages, built from the files that `paperlist write` makes."""
    run(project, "paperlist.cli", "write", str(folder), **more)
    for name in ("mkdocs.yml", "mkdocs.zh.yml"):
        run(folder, "zensical", "build", "--strict", "-f", name, **more)
    # It takes every Markdown file for a page, so `make build` adds these at the end.
    shutil.copytree(folder / "markdown", folder / "site", dirs_exist_ok=True)
    return folder / "site"


@pytest.fixture(scope="module")
def other(sample, whole, tmp_path_factory):
    """The same site as Zensical builds it, at the address that MkDocs' own has."""
    folder = tmp_path_factory.mktemp("written") / "docs"
    return builds.Site(zensical(sample, folder, SITE_URL=whole.url), whole.url)


def article(page):
    (found,) = page.xpath("//article")
    return found


def links(site, address, element):
    return [site.inside(address, link) or link for link in element.xpath(".//a/@href")]


def test_both_have_the_same_addresses(whole, other):
    assert sorted(other.pages) == sorted(whole.pages)


def test_both_have_the_same_titles_and_descriptions(whole, other):
    for address, page in whole.pages.items():
        found = other.pages[address]
        assert found.xpath("string(//title)") == page.xpath("string(//title)")
        named = "string(//meta[@name='description']/@content)"
        assert found.xpath(named) == page.xpath(named), address


def test_both_say_the_same(whole, other):
    """Without the hidden note of the service worker, which a hook makes."""
    for address, page in whole.pages.items():
        note = page.xpath("string(//p[@class='pl-offline-note'])")
        said = text(article(page)).removeprefix(note).strip()
        assert text(article(other.pages[address])) == said, address


def test_both_lead_to_the_same_places(whole, other):
    for address, page in whole.pages.items():
        found = links(other, address, article(other.pages[address]))
        assert found == links(whole, address, article(page)), address


def test_both_name_the_other_language(whole, other):
    for address, page in whole.pages.items():
        named = "//head/link[@hreflang]/@href | //html/@lang"
        assert other.pages[address].xpath(named) == page.xpath(named), address


def test_both_have_the_same_files(whole, other):
    """All but what a generator adds of its own: assets, its search index, its sitemap."""
    endings = {".bib", ".ris", ".md", ".csv", ".json", ".txt", ".xml"}
    made = [path.relative_to(whole.folder) for path in whole.folder.rglob("*.*")]
    files = [
        path
        for path in made
        if path.suffix in endings
        and path.name not in ("sitemap.xml", "offline.json")
        and not {"search", "assets"} & set(path.parts)
    ]
    assert len(files) > 200
    for path in files:
        assert (other.folder / path).read_bytes() == (whole.folder / path).read_bytes(), path


def test_both_tell_machines_the_same(whole, other):
    def told(page):
        named = "//head/meta[@property or starts-with(@name, 'citation_')]/@content"
        return page.xpath(named), [each.text for each in page.xpath("//head/script[@type]")]

    for address, page in whole.pages.items():
        assert told(other.pages[address]) == told(page), address


def test_every_link_of_the_other_lands(other):
    assert other.broken_links() == []


def test_the_other_runs_in_a_browser(other, chromium):
    wrong = []
    with builds.serve(other.folder) as url:
        page = chromium.new_page(viewport={"width": 390, "height": 800})
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{url}papers/flashattention-2/")
        expect(page.locator("h1")).to_contain_text("FlashAttention-2")
        padding = page.locator(".pl-btn--main").evaluate("e => getComputedStyle(e).paddingLeft")
        assert padding == "12px"
        button = page.locator("button[data-copy]").first
        button.click()
        expect(button).not_to_contain_text("Copy")
        page.close()
    assert wrong == []


# The files themselves


@pytest.fixture
def write(project, monkeypatch):
    monkeypatch.chdir(project)
    return lambda *words: CliRunner().invoke(main, ["write", *words])


def test_the_pages_are_counted(write, project):
    done = write("out")
    assert (done.exit_code, done.output) == (0, "36 pages in out\n")
    pages = [*(project / "out/en").rglob("*.md"), *(project / "out/zh").rglob("*.md")]
    assert len(pages) == 36
    others = [path.name for path in (project / "out/markdown").rglob("*.md")]
    assert sorted(others) == ["papers.md", "rye.md", "sourdough.md"]
    assert [path.name for path in project.glob(".out-*")] == []


def test_the_configuration_has_what_the_hooks_would_add(write, project):
    write("out")
    settings = yaml.safe_load((project / "out/mkdocs.zh.yml").read_text("utf-8"))
    assert settings["nav"][1] == {
        "主题": ["topics/index.md", {"面包": "topics/bread.md"}, {"酵母": "topics/yeast.md"}]
    }
    assert settings["extra"]["words"]["zh"]["copy"] == "复制"
    assert settings["theme"]["language"] == "zh"
    assert (project / "out" / settings["theme"]["custom_dir"] / "main.html").exists()


def test_writing_again_removes_the_pages_of_removed_papers(write, project):
    write("out")
    assert (project / "out/en/papers/rye.md").exists()
    papers = project / "data/papers.yaml"
    papers.write_text(
        re.sub(r"(?s)- id: rye\n.*?(?=\n- |\Z)", "", papers.read_text("utf-8")), "utf-8"
    )
    assert write("out").exit_code == 0
    assert not (project / "out/en/papers/rye.md").exists()
    assert (project / "out/en/papers").exists()


@pytest.mark.parametrize(
    "name", ["notes.txt", "en/mine.md", "en/papers/own/page.md", "site/a.html"]
)
def test_files_of_others_stay(write, project, name):
    write("out")
    mine = project / "out" / name
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_text("mine", "utf-8")
    assert write("out").exit_code == 0
    assert mine.read_text("utf-8") == "mine"


def test_a_folder_of_others_that_says_it_was_written(write, project):
    """Its configuration and its list of files may be those of anybody."""
    out = project / "out"
    (out / "en").mkdir(parents=True)
    (out / "mkdocs.yml").write_text("# Written by `paperlist write`, or not.\n")
    (out / "en" / "index.md").write_text("mine")
    assert write("out").exit_code == 1
    (out / ".written").write_text("../data/papers.yaml\n/etc/hostname\nen/../../data/topics.yaml\n")
    done = write("out")
    assert done.exit_code == 1
    assert "out/en/index.md was not written by `paperlist write`" in done.output
    assert (out / "en/index.md").read_text() == "mine"
    (out / "en/index.md").unlink()
    (out / "mkdocs.yml").unlink()
    assert write("out").exit_code == 0
    assert {"papers.yaml", "topics.yaml"} <= {path.name for path in (project / "data").iterdir()}


LOCAL = "is a link that leaves the repository; put what it leads to in its place"


def snapshot(folder):
    return {path: path.is_file() and path.read_bytes() for path in sorted(folder.rglob("*"))}


TARGETS = {
    "a file": (lambda out: out.write_text("mine"), "out is not a folder: choose another name"),
    "a pipe": (os.mkfifo, "out is not a folder: choose another name"),
    "a link out": (
        lambda out: out.symlink_to(out.parent.parent),
        f"out: {LOCAL}",
    ),
    "a link to a file out": (
        lambda out: out.symlink_to("/etc/hostname"),
        f"out: {LOCAL}",
    ),
    "a link to itself": (
        lambda out: out.symlink_to("out"),
        "out: Too many levels of symbolic links",
    ),
    "a link to nothing": (lambda out: out.symlink_to("nothing"), "out: No such file or directory"),
}


@pytest.mark.parametrize("name", TARGETS)
def test_a_bad_target_is_one_line(write, project, name):
    make, message = TARGETS[name]
    make(project / "out")
    before = snapshot(project)
    done = write("out")
    assert (done.exit_code, done.stderr) == (1, f"Error: {message}\n")
    assert snapshot(project) == before


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("data/papers.yaml/out", "data/papers.yaml is not a folder"),
        ("docs/en/out", "docs/en/out is in docs/en: choose a folder elsewhere"),
        ("docs/zh", "docs/zh contains other files"),
        (".", ". contains other files"),
        ("/", "/ contains other files"),
        ("/proc/out", "cannot write /proc/out: No such file or directory"),
        ("o" * 300, ": File name too long"),
    ],
)
def test_a_bad_place_is_one_line(write, project, folder, message):
    before = snapshot(project)
    done = write(folder)
    assert done.exit_code in (1, 2)
    assert message in done.stderr
    assert done.stderr.splitlines()[-1].startswith("Error: ")
    assert snapshot(project) == before


NAMES = ["mkdocs.yml", "en", "en/index.md", "en/papers", "en/papers/rye.md"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_something_else_where_a_file_or_folder_must_be(write, project, name, kind):
    write("out")
    place = project / "out" / name
    is_folder = place.is_dir()
    shutil.rmtree(place) if is_folder else place.unlink()
    if kind == "folder":
        place.mkdir()
        (place / "mine").write_text("mine")
    elif kind == "link":
        place.symlink_to(project / "data" / ("" if is_folder else "papers.yaml"))
    else:
        place.write_text("mine")
    before = snapshot(project)
    done = write("out")
    if kind == ("folder" if is_folder else "file"):
        assert done.exit_code == 0  # its own file, which somebody has changed, is written again
    else:
        assert done.exit_code == 1
        assert f"out/{name} was not written by `paperlist write`" in done.stderr
        assert snapshot(project) == before


def test_a_full_disk_is_one_line(project):
    """No file of this process may be larger than a few bytes."""
    code = (
        "import resource\nfrom paperlist.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\nmain(['write', 'out'])"
    )
    before = snapshot(project)
    done = subprocess.run(
        [sys.executable, "-B", "-c", code], cwd=project, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "Error: cannot write out: File too large\n")
    assert snapshot(project) == before


def test_an_interruption_is_carried_on(write, project, monkeypatch):
    replace, left = Path.replace, iter(range(10))

    def interrupted(self, target):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    write("out")
    monkeypatch.undo()
    monkeypatch.chdir(project)
    assert not (project / "out/mkdocs.yml").exists()
    assert write("out").exit_code == 0
    assert (project / "out/mkdocs.yml").exists()
    assert [path.name for path in project.glob(".out-*")] == []


# Documents that are no files


DOCUMENTS = {
    "a pipe": (os.mkfifo, "is a pipe, not a file; put a file in its place"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), LOCAL),
    "a link out": (
        lambda path: path.symlink_to("/etc/hostname"),
        LOCAL,
    ),
    "a folder out": (lambda path: path.symlink_to("/etc"), LOCAL),
    "the git folder": (
        lambda path: path.symlink_to(path.parents[2] / ".git/config"),
        LOCAL,
    ),
    "a link to itself": (
        lambda path: path.symlink_to(path.name),
        "Too many levels of symbolic links",
    ),
    "a folder in itself": (
        lambda path: path.symlink_to("."),
        "is a link to a folder that it is in; remove it",
    ),
    "a link to nothing": (lambda path: path.symlink_to("nothing"), "No such file or directory"),
}


@pytest.fixture(params=DOCUMENTS)
def document(request, project):
    make, message = DOCUMENTS[request.param]
    make(project / "docs/en/own.md")
    return message


def test_a_document_that_is_no_file_is_not_written(write, project, document):
    done = write("out")
    assert done.exit_code == 1
    assert re.fullmatch(rf"Error: .*own\.md: {re.escape(document)}\n", done.stderr), done.stderr
    assert not (project / "out").exists()


@pytest.mark.parametrize("name", ["a pipe", "a link out", "a folder in itself"])
def test_a_document_that_is_no_file_is_not_built(project, tmp_path, name):
    make, message = DOCUMENTS[name]
    make(project / "docs/en/own.md")
    done = builds.build(project, tmp_path / "site")
    assert done.returncode != 0
    assert f"docs/en/own.md: {message}" in done.stdout + (done.stderr or "")
    assert "Traceback" not in done.stdout + (done.stderr or "")


def test_a_link_inside_is_a_document(write, project):
    (project / "notes.md").write_text("# Notes\n")
    (project / "docs/en/notes.md").symlink_to("../../notes.md")
    assert write("out").exit_code == 0
    assert "# Notes" in (project / "out/en/notes.md").read_text("utf-8")


def test_a_document_that_is_no_text_is_one_line(write, project):
    (project / "docs/en/own.md").write_bytes(b"\xff")
    done = write("out")
    assert (done.exit_code, done.stderr) == (1, "Error: docs/en/own.md is not UTF-8 text\n")


@pytest.mark.parametrize("name", ["notes.txt", "mkdocs.yml"])
def test_a_folder_of_others_is_left_alone(write, project, name):
    (project / "out").mkdir()
    (project / "out" / name).write_text("site_name: mine\n")
    done = write("out")
    assert done.exit_code == 1
    assert "out contains other files" in done.output
    assert (project / "out" / name).read_text() == "site_name: mine\n"


def test_broken_data_writes_nothing(write, project):
    write("out")
    before = sorted((project / "out").rglob("*"))
    builds.edit(project / "data/papers.yaml", "[bread]", "[bred]")
    done = write("out")
    assert done.exit_code == 1
    assert "data/papers.yaml:15:12: error: topic 'bred' is not in data/topics.yaml" in done.output
    assert sorted((project / "out").rglob("*")) == before


def test_a_taken_address_writes_nothing(write, project):
    (project / "docs/en/topics").mkdir()
    (project / "docs/en/topics/bread.md").write_text("# By hand\n")
    done = write("out")
    assert done.exit_code == 1
    assert "docs/en/topics/bread.md has the address of a generated page" in done.output
    assert not (project / "out").exists()


# Former addresses


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """The project of a small list with former ids, and its site."""
    folder = tmp_path_factory.mktemp("moved")
    project = builds.copy_project(folder / "project")
    builds.write_list(project)
    builds.edit(project / "data/papers.yaml", "- id: rye\n", "- id: rye\n  formerly: [old-rye]\n")
    topic = "- id: yeast\n  formerly: [leaven]\n"
    builds.edit(project / "data/topics.yaml", "- id: yeast\n", topic)
    with builds.built(project, folder / "site") as site:
        yield project, site


def test_a_former_address_leads_to_the_page(moved, chromium):
    _, site = moved
    page = chromium.new_page(java_script_enabled=False)
    for old, new in (("papers/old-rye/", "papers/rye/"), ("topics/leaven/", "topics/yeast/")):
        for language in ("", "zh/"):
            page.goto(f"{site.url}{language}{old}")
            page.wait_for_url(f"{site.url}{language}{new}")
            (canonical,) = site.pages[f"{language}{old}"].xpath("//link[@rel='canonical']/@href")
            assert canonical == f"{site.url}{language}{new}"
    page.close()
    assert "old-rye" not in (site.folder / "sitemap.xml").read_text("utf-8")


def test_the_other_generator_keeps_former_addresses(moved, tmp_path):
    site = zensical(moved[0], tmp_path / "docs")
    for old in ("papers/old-rye", "zh/topics/leaven"):
        assert "http-equiv" in (site / old / "index.html").read_text("utf-8")


def test_properdocs_builds_with_the_same_hooks(moved, tmp_path):
    project, ours = moved
    run(project, "properdocs", "build", "--strict", "-d", str(tmp_path), SITE_URL=ours.url)
    theirs = builds.Site(tmp_path, ours.url)
    assert sorted(theirs.pages) == sorted(ours.pages)
    for address, page in ours.pages.items():
        assert text(theirs.pages[address].body) == text(page.body), address
