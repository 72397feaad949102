"""Another list kept with the same code: other data, texts and names, and no Python touched."""

import json
import re
import shlex
import shutil
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.support import builds
from tests.support.builds import one, row_ids, rows, text
from tests.support.hostile import MARKUP, SCRIPT

CHINESE = "“面包”：与 'single' and \"double\" quotes: $\\frac{\\alpha}{2}$，酵母 — naïve café ²"
LONG = (
    "Crumb" * 25 + " " + " ".join(["structure of the loaf"] * 7) + " and ½ of its crust" + "!" * 3
)
TITLES = {"script": SCRIPT, "markup": MARKUP, "chinese": CHINESE, "long-one": LONG + "?" * 4}
TOPIC = {"id": "bread", "name": "Bread & <Butter>", "name_zh": "面包", "description_zh": "面包。"}
TOPICS = [
    TOPIC | {"description": "Of *every* kind | <b>\"quoted\"</b> & 'more'."},
    TOPIC | {"id": "yeast", "name": "_Yeast_ | 酵母 $y$", "description": "What makes it rise."},
    TOPIC | {"id": "empty", "name": "Nothing \"yet\" 'here'", "description": "No paper at all."},
]
COLLECTION = {
    "id": "v1.0-beta",
    "title": "The <first> *basket* & | more",
    "title_zh": "第一篮",
    "pages": 1,
    "date": "2024-05-01",
    "url": "https://bakery.example/basket.zip?a=1&b=2",
    "contents": [{"name": "<i>Loaf</i> | $1$", "papers": list(TITLES)}, {"name": "& others"}],
}
AUTHORS = ["Ann <script>alert(2)</script>", "O'Neil & Sons", "李雷", "et al."]
NAMES = {"markup": "A", "chinese": "Brot"}


def papers():
    for month, (name, title) in enumerate(TITLES.items(), start=1):
        yield {
            "id": name,
            **({"name": NAMES[name]} if name in NAMES else {}),
            "title": title,
            "authors": AUTHORS,
            "date": f"2024-{month:02}",
            "venue": "Journal of <Crumbs> 2024",
            "arxiv": f"24{month:02}.00001",
            "url": f"https://bakery.example/?a={month}&b=%3Cscript%3E",
            "code": f"https://github.com/bakery/{name}",
            "topics": ["bread", "yeast"],
            "note": "Printed as “<b>Loaf</b>”",
            "added": "2024-06-01",
        }


def make_fork(folder, url):
    """Everything that a fork changes: its data, its texts, and names and addresses."""
    project = builds.copy_project(folder)
    shutil.rmtree(project / ".github", ignore_errors=True)
    for page in (project / "docs").rglob("*.md"):
        page.write_text(f"# The page {page.stem}\n\nTexts of the bakery.\n", "utf-8")
    for language in ("en", "zh"):
        home = "# Loaves\n\nAll of them.\n\n<!-- papers -->\n"
        (project / "docs" / language / "index.md").write_text(home, "utf-8")
    names = {
        "site_name": "Bread & Papers",
        "site_description": "Papers on bread.",
        "site_url": url,
        "repo_url": "https://github.com/bakery/papers",
        "copyright": "The bakery.",
    }
    rename(project / "mkdocs.yml", names)
    chinese = ("site_name", "site_description", "copyright")
    rename(project / "mkdocs.zh.yml", {key: names[key] for key in chinese})
    return project


def rename(config, names):
    settings = config.read_text("utf-8")
    for key, value in names.items():
        settings, found = re.subn(rf"(?m)^{key}:.*$", f"{key}: {json.dumps(value)}", settings)
        assert found == 1
    config.write_text(settings, "utf-8")


def as_yaml(records):
    """JSON is YAML too."""
    return json.dumps(list(records), ensure_ascii=False, indent=1)


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fork")
    site = folder / "site"
    site.mkdir()
    with builds.serve(site) as url:
        project = make_fork(folder / "project", url)
        lists = (as_yaml(papers()), as_yaml(TOPICS), as_yaml([COLLECTION]))
        builds.write_list(project, *lists)
        run = builds.build(project, site, "--strict")
        assert run.returncode == 0, run.stdout
        yield builds.Site(site, url, run.stdout)


def shown(paper):
    """A title that begins with the short name is not given twice."""
    name = NAMES.get(paper, "")
    title = TITLES[paper]
    return title if title.startswith(name) else f"{name} {title}"


def headed(paper):
    """On the paper's own page a colon parts the two."""
    title = TITLES[paper]
    return title if shown(paper) == title else f"{NAMES[paper]}: {title}"


def test_the_long_title_is_long():
    assert len(LONG) >= 300


@pytest.mark.parametrize("address", ["", "topics/bread/", "collections/v1.0-beta/"])
def test_tables_show_titles_exactly(fork, address):
    page = fork.pages[address]
    assert row_ids(page) == list(reversed(TITLES))
    for row in rows(page):
        paper = row.get("id").removeprefix("p-")
        assert text(one(row, "pl-name")) == shown(paper)
        assert "Ann <script>alert(2)</script>, O'Neil & Sons, 李雷 et al." in text(row)
        assert one(row, "pl-code").get("href") == f"https://github.com/bakery/{paper}"


@pytest.mark.parametrize("paper", TITLES)
def test_paper_page_shows_its_title_exactly(fork, paper):
    page = fork.pages[f"papers/{paper}/"]
    (heading,) = page.xpath("//h1")
    assert text(heading) == headed(paper)
    assert page.xpath("string(//title)") == f"{headed(paper)} - Bread & Papers"
    assert text(one(page, "pl-authors")) == ", ".join(AUTHORS)
    (description,) = page.xpath("//meta[@name='description']/@content")
    assert description.startswith(TITLES[paper])
    (report,) = page.xpath("//a[.='Report a mistake']/@href")
    assert TITLES[paper] in parse_qs(urlsplit(report).query)["body"][0]
    assert report.startswith("https://github.com/bakery/papers/issues/new?")
    (told,) = (json.loads(script.text) for script in builds.descriptions(page))
    assert told["headline"] == TITLES[paper]
    assert [each["name"] for each in told["author"]] == AUTHORS[:-1]
    related = {text(one(row, "pl-name")) for row in rows(page)}
    assert related == {shown(other) for other in TITLES if other != paper}


def test_no_data_becomes_an_element(fork):
    for address, page in fork.pages.items():
        scripts = page.xpath("//script[contains(., 'taken') or contains(., 'alert')]")
        assert set(scripts) <= set(builds.descriptions(page)), address
        assert page.xpath("//img[@src='x'] | //@onerror") == [], address
        assert page.xpath("//a[starts-with(@href, 'javascript')]") == [], address
        assert page.xpath("//article//strong | //article//i") == [], address


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic["id"])
def test_topic_names_show_exactly(fork, topic):
    page = fork.pages[f"topics/{topic['id']}/"]
    assert text(page.find(".//h1")) == topic["name"]
    assert page.xpath("string(//title)") == f"{topic['name']} - Bread & Papers"
    assert page.xpath("string(//meta[@name='description']/@content)") == topic["description"]
    assert text(one(page, "pl-lead")) == topic["description"]
    links = page.xpath(f"//nav//a[contains(@href, 'topics/{topic['id']}/') or @href='./']")
    assert topic["name"] in [text(link) for link in links]


def test_collections_show_exactly(fork):
    page = fork.pages["collections/v1.0-beta/"]
    assert text(page.find(".//h1")) == COLLECTION["title"]
    assert text(page.find_class("pl-facts")[0][0]) == "1 page"
    assert one(page, "pl-btn--main").get("href") == COLLECTION["url"]
    chips = [text(chip) for chip in page.find_class("pl-chip")]
    assert chips[-1] == "& others"
    assert chips[0] == f"<i>Loaf</i> | $1$: {TITLES['script']}"


def test_the_line_to_paste_into_a_shell_is_quoted(fork):
    page = fork.pages["collections/v1.0-beta/"]
    line = page.find_class("pl-cite")[0].xpath("string(./pre)")
    assert line == shlex.join(["wget", COLLECTION["url"]])


def test_every_link_of_a_fork_lands(fork):
    assert fork.broken_links() == []
    for address, page in fork.pages.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), address


def test_nothing_of_the_first_list_is_left(fork):
    kinds = {".html", ".xml", ".json", ".svg", ".txt", ".bib", ".ris", ".csv", ".md"}
    files = [path for path in fork.folder.rglob("*") if path.suffix in kinds]
    assert len(files) > len(fork.pages)
    for path in files:
        page = path.read_text("utf-8")
        assert re.findall(r"DefTruth|LLM|[Ii]nference|language model", page) == [], path.name


def test_links_to_the_repository_are_the_forks_own(fork):
    for address, page in fork.pages.items():
        links = [link for link in page.xpath("//a/@href") if "github.com" in link]
        assert links
        assert all(link.startswith("https://github.com/bakery/") for link in links), address


def test_a_browser_runs_nothing_of_the_data(fork, chromium):
    page = chromium.new_page()
    found = []
    page.on("dialog", lambda dialog: (found.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    for address in ("", "topics/bread/", "collections/", "collections/v1.0-beta/", "trends/"):
        page.goto(fork.url + address)
    for paper in TITLES:
        page.goto(f"{fork.url}papers/{paper}/")
        assert page.title() == " ".join(f"{headed(paper)} - Bread & Papers".split())
        width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1]
    page.locator(".md-search__input").press_sequentially("document.title")
    result = page.locator(".md-search-result__item h1").first
    expect(result).to_have_text(SCRIPT)
    page.close()
    assert found == []


ENDS = ["：慢", "-2: Slow", "'s Rise", "/Rye", ": Slow", " for All", ""]
SOUR = {f"sour-{number}": f"面包 Sour{end}" for number, end in enumerate(ENDS)}


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """A fork without collections, whose titles begin with the name."""
    folder = tmp_path_factory.mktemp("plain")
    project = make_fork(folder / "project", "https://bakery.example/list/")
    entry = next(papers()) | {"name": "面包 Sour", "url": None, "arxiv": None}
    entry = {key: value for key, value in entry.items() if value}
    entries = [entry | {"id": paper, "title": title} for paper, title in SOUR.items()]
    builds.write_list(project, papers=as_yaml(entries), collections="[]\n")
    builds.edit(project / "mkdocs.yml", "  - Collections: collections/index.md\n", "")
    run = builds.build(project, folder / "site", "--strict")
    return run, builds.Site(folder / "site", "https://bakery.example/list/")


def test_a_fork_may_leave_out_the_collections(plain):
    run, _ = plain
    assert run.returncode == 0, run.stdout


def test_a_title_that_goes_on_without_a_space_is_not_given_one(plain):
    _, built = plain
    for paper, title in SOUR.items():
        heading = text(built.pages[f"papers/{paper}/"].find(".//h1"))
        assert heading in {title, f"面包 Sour: {title}"}


@pytest.mark.parametrize("topics", [as_yaml(TOPICS), "[]\n"], ids=["topics", "no topics"])
def test_an_empty_list_is_a_site_too(tmp_path, topics):
    site = tmp_path / "site"
    project = make_fork(tmp_path / "project", "https://bakery.example/list/")
    builds.write_list(project, "[]\n", topics, "[]\n")
    run = builds.build(project, site, "--strict")
    assert run.returncode == 0, run.stdout
    built = builds.Site(site, "https://bakery.example/list/")
    assert built.broken_links() == []
    assert not (site / "papers").exists()
    assert row_ids(built.pages[""]) == []
    assert "No papers yet." in text(built.pages[""])
    assert [number.text for number in one(built.pages[""], "pl-facts").iter("b")][::2] == ["0", "0"]
