"""Pages of papers filled into a page of the theme: the bytes are those that the theme renders."""

import re

import pytest

from tests.support import builds

WARNING = "the theme renders pages of papers that differ in more places than expected"
NAME = re.compile(rb"<!-- papers/[a-z0-9-]+\.md -->")


@pytest.fixture(scope="module")
def uncut(whole, tmp_path_factory):
    """The same site with a theme that has one more place: the name of the file of each paper."""
    project = builds.copy_project(tmp_path_factory.mktemp("uncut") / "project")
    main = project / "overrides/main.html"
    mark = '{% if "papers/" in page.file.src_uri %}<!-- {{ page.file.src_uri }} -->{% endif %}'
    builds.edit(main, "<title>", f"{mark}<title>")
    folder = project.parent / "site"
    run = builds.build(project, folder, SITE_URL=whole.url)
    assert run.returncode == 0, run.stdout
    return run.stdout, builds.contents(folder)


def test_a_theme_that_cannot_be_cut_is_reported(uncut):
    assert uncut[0].count(f"WARNING -  {WARNING}") == 1


def test_every_page_is_what_the_theme_renders(uncut, whole):
    filled = builds.contents(whole.folder)
    rendered = {path: NAME.sub(b"", text) for path, text in uncut[1].items()}
    papers = {path for path in filled if re.fullmatch(r"(zh/)?papers/[^/]+/index\.html", path)}
    marked = {path for path, text in uncut[1].items() if NAME.search(text)}
    assert marked == papers
    assert filled.keys() == rendered.keys()
    differ = {path for path in filled if filled[path] != rendered[path]}
    assert differ == {"offline.json", "worker.js"}  # they have checksums of the marked pages


def test_a_paper_adds_little_to_its_own_text(whole):
    """15 KB of the theme, in bytes; the rest is about the paper."""
    for home in ("", "zh/"):
        text = (whole.folder / home / "papers/orca/index.html").read_text("utf-8")
        own = re.search(r"<h1.*(?=</article>)", text, re.DOTALL)[0]
        metadata = re.search(r'<meta name="citation_title".*?</script>', text, re.DOTALL)[0]
        assert len(text.encode()) - len(own.encode()) - len(metadata.encode()) < 17_000
