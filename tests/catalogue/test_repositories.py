"""Repositories of each code host: read from a link, shown, checked, counted and exported alike."""

import json
import re
from dataclasses import replace

import pytest
from pydantic import ValidationError

from paperlist.catalogue.facts import Facts, RepositoryRecord
from paperlist.catalogue.repositories import (
    HOSTS,
    Repository,
    by_key,
    on_github,
    parse_badge,
    parse_repository,
    raw_address,
    with_repository,
)
from paperlist.exports import FORMATS
from paperlist.importing.row_drafts import read_row
from paperlist.importing.tables import Row, parse_tables
from paperlist.publishing.selection import whole_list
from paperlist.publishing.site_info import Site
from paperlist.publishing.titles import repository_label
from paperlist.site.pages import render_pages
from paperlist.site.rendering import Renderer
from tests.support.catalogues import ROOT, catalogue, entry, paper, told
from tests.support.readers import read_csv

SITE = Site("en", "https://papers.example", "", "Papers")
STARS = {"count": 5, "date": "2026-01-02", "source": "https://example.org/"}
EXAMPLES = {domain: host.example for domain, host in HOSTS.items()}


def repository_of(domain):
    found = parse_repository(HOSTS[domain].example[0])
    assert found, f"repositories.py: the example of {domain} is not read"
    return found


def with_stars(domain, **more):
    """A list of one paper, whose repository has five stars."""
    repository = repository_of(domain)
    listed = catalogue(paper(code=repository.url, **more))
    return replace(listed, facts=Facts(stars={repository.key: RepositoryRecord(**STARS)}))


def page_of(listed, **settings):
    pages = {page.uri: page for page in render_pages(Renderer(listed, replace(SITE, **settings)))}
    return pages["papers/some-paper.md"].body


# Reading


@pytest.mark.parametrize(
    ("link", "name"),
    [
        *EXAMPLES.values(),
        ("https://github.com/a/b", "a/b"),
        ("https://github.com/a/b/", "a/b"),
        ("https://github.com/a/b.git", "a/b"),
        ("https://github.com/a/b/tree/main/c", "a/b"),
        ("https://www.github.com/a/b?x#y", "a/b"),
        ("https://GitHub.com/A/b", "A/b"),
        ("https://gitlab.com/a/b.git", "a/b"),
        ("https://gitlab.com/a/b/c/", "a/b/c"),
        ("https://gitlab.com/a/b/tree/main", "a/b"),
        ("https://gitlab.com/a/b/issues/1", "a/b"),
        ("https://gitlab.com/a/b/merge_requests/1", "a/b"),
        ("https://gitlab.com/a/b/releases", "a/b"),
        ("https://gitlab.com/a/b/tags/v1", "a/b"),
        ("https://gitlab.com/a/b/pipelines", "a/b"),
        ("https://gitlab.com/a/b/find_file/main", "a/b"),
        ("https://codeberg.org/a/b", "a/b"),
        ("https://huggingface.co/a/b/tree/main", "a/b"),
        ("https://huggingface.co/spaces/a/b", "spaces/a/b"),
        ("https://huggingface.co/datasets/a/b", "datasets/a/b"),
    ],
)
def test_a_link_names_its_repository(link, name):
    found = parse_repository(link)
    assert found.path == name
    assert parse_repository(found.url) == found


@pytest.mark.parametrize(
    "link",
    [
        "https://github.com/a",
        "https://github.com",
        "https://github.com/orgs/a",
        "https://github.com/a/.git",
        "https://github.com/a/..",
        "https://github.com/a/b)c",
        "https://gist.github.com/a/b",
        "https://github.com.example.org/a/b",
        "https://example.org/github.com/a/b",
        "https://github.com/features/actions",
        "https://github.com/Features/actions",
        "https://github.com/settings/profile",
        "https://github.com/users/a/projects/1",
        "https://github.com/organizations/a/settings",
        "https://github.com/codespaces/new",
        "https://gitlab.com/a",
        "https://gitlab.com/api/v4/projects/1",
        "https://gitlab.com/snippets/123",
        "https://gitlab.com/dashboard/projects",
        "https://gitlab.com/a/-/b",
        "https://gitlab.com/explore/projects",
        "https://codeberg.org/explore/repos",
        "https://codeberg.org/api/swagger",
        "https://codeberg.org/Codeberg/-/projects",
        "https://huggingface.co/a",
        "https://huggingface.co/gpt2/tree/main",
        "https://huggingface.co/bert-base-uncased/blob/main/config.json",
        "https://huggingface.co/datasets/squad/tree/main",
        "https://huggingface.co/models/search",
        "https://huggingface.co/join/x",
        "https://huggingface.co/enterprise/x",
        "https://huggingface.co/docs/transformers/model_doc/roformer",
        "https://huggingface.co/papers/2307.08691",
        "https://huggingface.co/datasets/a",
        "",
        "https://[x",
        "https://a\u2100b/c/d",
        "https://[::1/a/b",
        "\x00",
    ],
)
def test_another_link_names_none(link):
    assert parse_repository(link) is None


@pytest.mark.parametrize("domain", [name for name, host in HOSTS.items() if host.live_badge])
def test_a_badge_names_its_repository(domain):
    repository = repository_of(domain)
    assert parse_badge(repository.live_badge) == repository
    assert parse_badge(repository.live_badge.replace("style=social", "style=flat")) == repository


@pytest.mark.parametrize(
    ("image", "label"),
    [
        ("https://img.shields.io/github/stars/a/b", "a/b"),
        ("https://img.shields.io/github/stars/a/b.png#c", "a/b"),
        ("https://img.shields.io/gitlab/stars/a%2Fb.svg", "gitlab.com/a/b"),
        ("https://img.shields.io/gitea/stars/a/b?gitea_url=https%3A%2F%2Fcodeberg.org",
         "codeberg.org/a/b"),
    ],
)  # fmt: skip
def test_a_badge_may_be_spelt_otherwise(image, label):
    assert parse_badge(image).label == label


@pytest.mark.parametrize(
    "image",
    [
        "https://img.shields.io/github/license/a/b",
        "https://img.shields.io/github/stars/a",
        "https://img.shields.io/gitea/stars/a/b",
        "https://img.shields.io/gitea/stars/a/b?gitea_url=https://example.org",
        "https://example.org/github/stars/a/b",
        "https://[x",
    ],
)
def test_another_image_is_no_badge_of_a_host(image):
    assert parse_badge(image) is None


def test_github_needs_no_host_in_a_label_and_others_do():
    assert on_github("A/b") == Repository("github.com", "A", "b")
    assert (on_github("A/b").label, on_github("A/b").key) == ("A/b", "a/b")
    other = Repository("gitlab.com", "A/b", "c")
    assert (other.label, other.key) == ("gitlab.com/A/b/c", "gitlab.com/a/b/c")
    assert other.full_name == other.label


def test_repository_of_a_paper():
    assert paper(code="https://github.com/a/b").repository == "a/b"
    assert paper(code="https://example.org/a/b", repo="c/d").repository == "c/d"
    assert paper(code="https://gitlab.com/a/b", repo="c/d").code_repository == on_github("c/d")
    elsewhere = paper(code="https://gitlab.com/a/b")
    assert (elsewhere.repository, elsewhere.code_repository.path) == (None, "a/b")
    assert paper(code="https://example.org/a/b").code_repository is None
    assert paper().code_repository is None


# Each host in each place; a new host takes part as soon as it is in HOSTS.


@pytest.mark.parametrize("domain", HOSTS)
def test_facts_have_its_stars_by_its_key(domain):
    repository = repository_of(domain)
    loaded = Facts.model_validate({"stars": {repository.label: STARS}})
    assert [*loaded.stars] == [repository.label]
    listed = replace(catalogue(paper(code=repository.url)), facts=loaded)
    assert listed.stars_of(listed.papers[0]).count == 5


@pytest.mark.parametrize(
    "key", ["github.com/a/b", "a", "gitlab.com/a", "example.org/a/b", "GitLab.com/a/b", "../a/b"]
)
def test_another_key_of_stars_is_refused(key):
    with pytest.raises(ValidationError):
        Facts.model_validate({"stars": {key: STARS}})


@pytest.mark.parametrize("domain", HOSTS)
def test_its_badge_has_the_name_and_the_stars(domain):
    repository = repository_of(domain)
    listed = with_stars(domain)
    assert repository_label(listed.papers[0]) == repository.name
    body = page_of(listed)
    assert 'title="5 stars on 2026-01-02"' in body
    counted = '<dd>5 (<time data-old="over 60 days old">2026-01-02</time>)</dd>'
    assert f"<dt>Stars on {HOSTS[domain].name}</dt> {counted}" in body


@pytest.mark.parametrize("domain", HOSTS)
def test_its_live_badge_is_an_image_where_shields_io_has_one(domain):
    repository = repository_of(domain)
    images = re.findall(r'<img [^>]*src="([^"]*)"', page_of(with_stars(domain), live_badges=True))
    if HOSTS[domain].live_badge is None:
        assert images == []
        return
    assert [image.replace("&amp;", "&") for image in images] == [repository.live_badge]
    assert repository.live_badge.startswith("https://img.shields.io/")
    assert f"/stars/{repository.path}" in repository.live_badge


@pytest.mark.parametrize("domain", HOSTS)
def test_two_spellings_of_it_are_a_problem(domain):
    repository, link = repository_of(domain), repository_of(domain).url
    for second in (f"{link}/", link.removesuffix(repository.name) + repository.name.upper()):
        papers = entry(code=link)
        papers += entry(id="other", title="Other", arxiv='"2307.00002"', code=second)
        (problem,) = told(papers)
        assert problem.startswith(f"14:9 repository '{second}' is spelt '{link}'")
    assert told(entry(code=link)) == []


@pytest.mark.parametrize("domain", HOSTS)
def test_the_exports_name_it(domain):
    repository, listed = repository_of(domain), with_stars(domain)
    chosen = whole_list(listed, SITE)
    (record,) = json.loads(FORMATS["json"].render(chosen))["papers"]
    (row,) = read_csv(FORMATS["csv"].render(chosen))
    assert record["code_repository"] == row["code_repository"] == repository.full_name
    assert record["repository"] == (repository.path if domain == "github.com" else None)
    assert (record["stars"], row["stars"]) == (STARS, "5")
    markdown = FORMATS["markdown"].render(chosen)
    assert f"[[{HOSTS[domain].name}][{repository.name}]]({repository.url})" in markdown
    assert (repository.live_badge or "img.shields.io") in markdown or not repository.live_badge


@pytest.mark.parametrize("domain", HOSTS)
def test_the_list_that_is_exported_can_be_imported(domain):
    url = repository_of(domain).url
    text = FORMATS["markdown"].render(whole_list(with_stars(domain), SITE))
    (row,) = (row for row in parse_tables(text) if isinstance(row, Row))
    draft = read_row(row)
    assert (draft.code, draft.repo) == (url, None)


@pytest.mark.parametrize("domain", HOSTS)
def test_the_file_that_a_page_shows(domain):
    url, (page, file) = repository_of(domain).url, HOSTS[domain].raw
    for view in ("", "?plain=1", "#L3", "?plain=1#L3-L5"):
        assert raw_address(f"{url}{page}main/a.pdf{view}") == f"{url}{file}main/a.pdf"
    for link in (url, f"{url}{file}main{page}a.pdf", f"https://example.org{page}a.pdf"):
        assert raw_address(link) == link


@pytest.mark.parametrize("language", sorted(path.name for path in (ROOT / "docs").iterdir()))
@pytest.mark.parametrize("domain", HOSTS)
def test_the_page_of_the_data_names_it(domain, language):
    text = (ROOT / f"docs/{language}/data.md").read_text("utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("| `code_repository`")]
    assert HOSTS[domain].name in line, f"docs/{language}/data.md does not name {domain}"


# Examples of the model, and the pages that Hugging Face has of papers.
OTHERS = ("model.py", "hugging_face.py")


@pytest.mark.parametrize("domain", HOSTS)
def test_only_the_table_knows_its_address(domain):
    """Whatever else depends on a host belongs in HOSTS."""
    files = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "paperlist").rglob("*")
        if path.suffix in (".py", ".html", ".js", ".xml") and path.name not in OTHERS
        if f"//{domain}" in path.read_text("utf-8")
    ]
    assert files == ["paperlist/catalogue/repositories.py"]


@pytest.mark.parametrize(
    ("link", "key", "expected"),
    [
        ("https://github.com/a/b", "C/d", "https://github.com/C/d"),
        ("https://github.com/a/b/", "c/d", "https://github.com/c/d/"),
        ("https://www.github.com/a/b.git", "c/d", "https://github.com/c/d"),
        ("https://github.com//a/b/tree/main/a/b?x=1#y", "c/d",
         "https://github.com/c/d/tree/main/a/b?x=1#y"),
        ("https://gitlab.com/a/b/c/-/tree/main", "gitlab.com/d/e",
         "https://gitlab.com/d/e/-/tree/main"),
        ("https://huggingface.co/datasets/a/b/tree/main", "huggingface.co/datasets/c/d",
         "https://huggingface.co/datasets/c/d/tree/main"),
    ],
)  # fmt: skip
def test_a_link_gets_another_repository(link, key, expected):
    assert with_repository(link, by_key(key)) == expected


@pytest.mark.parametrize("domain", sorted(HOSTS))
def test_a_repository_is_known_by_its_key(domain):
    repository = repository_of(domain)
    assert by_key(repository.key).key == repository.key
    assert by_key(repository.label) == repository
