"""The site outlives its generator: other programs build the same pages from the same core."""

import subprocess
import sys

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
    # It takes every Markdown file for a page, so `make build` adds this one at the end.
    papers = str(folder / "site" / "papers.md")
    run(project, "paperlist.cli", "export", "markdown", "--output", papers, **more)
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
    for address, page in whole.pages.items():
        assert text(article(other.pages[address])) == text(article(page)), address


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
        and path.name != "sitemap.xml"
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


def test_properdocs_builds_with_the_same_hooks(project, tmp_path):
    assert builds.build(project, tmp_path / "mkdocs", "--strict").returncode == 0
    run(project, "properdocs", "build", "--strict", "-d", str(tmp_path / "properdocs"))
    ours = builds.Site(tmp_path / "mkdocs", "https://bakery.example/")
    theirs = builds.Site(tmp_path / "properdocs", "https://bakery.example/")
    assert sorted(theirs.pages) == sorted(ours.pages)
    for address, page in ours.pages.items():
        assert text(article(theirs.pages[address])) == text(article(page)), address


# The files themselves


@pytest.fixture
def write(project, monkeypatch):
    monkeypatch.chdir(project)
    return lambda *words: CliRunner().invoke(main, ["write", *words])


def test_the_pages_are_counted(write, project):
    done = write("out")
    assert (done.exit_code, done.output) == (0, "30 pages in out\n")
    assert len(list((project / "out").rglob("*.md"))) == 30
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


def test_writing_again_replaces_the_whole_folder(write, project):
    write("out")
    (project / "out/en/papers/old.md").write_text("# Old\n")
    assert write("out").exit_code == 0
    assert not (project / "out/en/papers/old.md").exists()


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


@pytest.fixture
def moved(project):
    builds.edit(project / "data/papers.yaml", "- id: rye\n", "- id: rye\n  formerly: [old-rye]\n")
    topic = "- id: yeast\n  formerly: [leaven]\n"
    builds.edit(project / "data/topics.yaml", "- id: yeast\n", topic)
    return project


def test_a_former_address_leads_to_the_page(moved, tmp_path, chromium):
    site = tmp_path / "site"
    site.mkdir()
    with builds.serve(site) as url:
        assert builds.build(moved, site, "--strict", SITE_URL=url).returncode == 0
        page = chromium.new_page(java_script_enabled=False)
        for old, new in (("papers/old-rye/", "papers/rye/"), ("topics/leaven/", "topics/yeast/")):
            for language in ("", "zh/"):
                page.goto(f"{url}{language}{old}")
                page.wait_for_url(f"{url}{language}{new}")
                old_page = builds.parse(site / language / old / "index.html")
                (canonical,) = old_page.xpath("//link[@rel='canonical']/@href")
                assert canonical == f"{url}{language}{new}"
        page.close()
    assert "old-rye" not in (site / "sitemap.xml").read_text("utf-8")


def test_the_other_generator_keeps_former_addresses(moved, tmp_path):
    site = zensical(moved, tmp_path / "docs")
    for old in ("papers/old-rye", "zh/topics/leaven"):
        assert "http-equiv" in (site / old / "index.html").read_text("utf-8")
