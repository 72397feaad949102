"""Hostile data: refused with its line, or shown as the text that it is, in both languages."""

import json
import re
import string
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from paperlist.cli import main
from tests.support import builds
from tests.support.builds import one, row_ids, rows, text
from tests.support.hostile import COLLECTIONS, LISTED, NAMES, PAPERS, SHOWN, TOPICS, spaced
from tests.support.visits import QUERY, TELL, Visit, size

URL_SIGNS = {*string.ascii_letters, *string.digits, *"+/="}
TAGS = re.compile("a|blockquote|code|em|h[1-3]|li|ol|p|pre|strong|table|tbody|t[dhr]|thead|ul")
HOMES = ("", "zh/")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    project = builds.copy_project(folder / "project")
    lists = (json.dumps(records, ensure_ascii=False) for records in (PAPERS, TOPICS, COLLECTIONS))
    builds.write_list(project, *lists)
    site = folder / "site"
    site.mkdir()
    with builds.serve(site) as url:
        run = builds.build(project, site, SITE_URL=url)  # its names and venues are warnings
        assert run.returncode == 0, run.stdout
        yield builds.Site(site, url, run.stdout)


def test_the_long_text_is_as_long_as_may_be():
    assert len(SHOWN["long"]) >= 990


# Shown as it is


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("name", NAMES)
def test_a_paper_page_shows_every_text(hostile, home, name):
    page, shown = hostile.pages[f"{home}papers/{name}/"], spaced(SHOWN[name])
    label = spaced(PAPERS[NAMES.index(name)]["name"])
    assert text(page.find(".//h1")) == spaced(f"{label}: {shown}")
    site_name = {"": "LLM Inference Papers", "zh/": "LLM 推理论文"}[home]
    assert spaced(page.xpath("string(//title)")) == spaced(f"{label}: {shown} - {site_name}")
    assert spaced(page.xpath("string(//meta[@name='description']/@content)")) == shown
    listed = spaced(LISTED[name])
    assert text(one(page, "pl-summary")) == shown
    assert text(one(page, "pl-org")) == listed
    assert text(one(page, "pl-authors")) == f"{listed}, et al."
    assert text(one(page, "pl-note")).endswith(f"{'：' if home else ': '}{shown}")
    facts = [text(fact) for fact in one(page, "pl-side").iter("dd")]
    assert {shown, listed} <= {*facts}
    assert facts.count(shown) + facts.count(listed) == (4 if shown == listed else 2)
    chips = [text(chip) for chip in one(page, "pl-paper-topics")]
    assert [chip.removesuffix(f" {len(PAPERS)}") for chip in chips] == [
        spaced(topic["name"]) for topic in TOPICS
    ]


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("name", NAMES)
def test_tables_and_their_pages_show_every_text(hostile, home, name):
    shown = spaced(SHOWN[name])
    topic = hostile.pages[f"{home}topics/{name}/"]
    assert text(topic.find(".//h1")) == text(one(topic, "pl-lead")) == shown
    for page in (topic, hostile.pages[home]):
        assert sorted(row_ids(page)) == sorted(NAMES)
        row = rows(page)[row_ids(page).index(name)]
        assert text(one(row, "pl-name")).endswith(shown)
        assert text(one(row, "pl-meta")) == f"{spaced(LISTED[name])} et al. · {shown}"
    bundle = hostile.pages[f"{home}collections/v-{name}/"]
    assert text(bundle.find(".//h1")) == shown
    chips = [text(chip) for chip in one(bundle, "pl-chips")]
    assert chips == [shown, shown]


@pytest.mark.parametrize("home", HOMES)
def test_the_navigation_shows_every_text(hostile, home):
    for address, page in hostile.pages.items():
        if address.startswith("zh/") != (home == "zh/") or "papers/" in address:
            continue  # a paper is in no section of the nav
        labels = {text(label) for nav in page.find_class("md-nav") for label in nav.iter("a")}
        assert {spaced(shown) for shown in SHOWN.values()} <= labels, address


def test_no_id_is_made_of_a_text(hostile):
    """A script of the theme reads the element with the id __config."""
    for address, page in hostile.pages.items():
        generated = address.removeprefix("zh/").startswith(("papers/", "topics/", "collections/"))
        if generated:
            assert page.xpath("//h1/@id") == ["title"], address


@pytest.mark.parametrize("home", HOMES)
def test_the_trends_show_every_text(hostile, home):
    page = hostile.pages[f"{home}trends/"]
    names = {text(name) for name in one(page, "pl-matrix").xpath("./tbody/tr/th")}
    assert names == {spaced(shown) for shown in SHOWN.values()}


def test_no_text_becomes_an_element_or_an_attribute(hostile, whole):
    usual = {element.tag for page in whole.pages.values() for element in page.iter()}
    for address, page in hostile.pages.items():
        assert {element.tag for element in page.iter()} <= usual, address
        ours = "//*[not(self::button[@data-do='close'])]/@autofocus"
        assert page.xpath(f"//@*[starts-with(name(), 'on')] | {ours} | //@style") == [], address
        assert page.xpath("//meta[@http-equiv='refresh']") == [], address
        scripts = page.xpath("//script[contains(., 'taken') or contains(., 'alert')]")
        assert set(scripts) <= set(builds.descriptions(page)), address
        carried = {link.get("href") for link in builds.carried(page)}
        links = " ".join({*page.xpath("//@href | //@src")} - carried)
        assert re.findall(r"(?i)(?:^| )(?:javascript|data|vbscript|ftp):", links) == [], address


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("name", NAMES)
def test_links_of_citations_hold_what_is_shown(hostile, home, name):
    page = hostile.pages[f"{home}papers/{name}/"]
    assert len(builds.carried(page)) == 3
    for link in builds.carried(page):
        (box,) = link.xpath("ancestor::figure")
        assert urlopen(link.get("href")).read().decode() == box.xpath("string(./pre)")
        assert set(link.get("href").partition(",")[2]) <= URL_SIGNS


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("name", NAMES)
def test_search_engines_are_told_every_text(hostile, home, name):
    page, shown = hostile.pages[f"{home}papers/{name}/"], SHOWN[name]
    (script,) = builds.descriptions(page)
    told = json.loads(script.text)
    assert told["headline"] == told["description"] == shown
    assert told["author"] == [{"@type": "Organization", "name": LISTED[name]}]
    assert page.xpath("//meta[@name='citation_title']/@content") == [shown]
    (author,) = page.xpath("//meta[@name='citation_author']/@content")
    assert author.replace(",", " ").split() == LISTED[name].replace(",", " ").split()
    for key in ("og:title", "og:description"):
        (content,) = page.xpath(f"//meta[@property='{key}']/@content")
        assert shown.split()[0] in content


def test_every_link_of_a_hostile_list_lands(hostile):
    assert hostile.broken_links() == []


@pytest.mark.parametrize("home", HOMES)
def test_the_index_has_signs_escaped(hostile, home):
    index = (hostile.folder / f"{home}search/search_index.json").read_text("utf-8")
    for found in json.loads(index)["docs"]:
        assert "<" not in found["title"], found["location"]
        assert "<" not in "".join(found.get("tags", [])), found["location"]
        tags = set(re.findall(r"</?(\w+)", found["text"]))
        assert [tag for tag in tags if not TAGS.fullmatch(tag)] == [], found["location"]


# In a browser


@pytest.fixture
def window(chromium, hostile):
    window = Visit(chromium, hostile, viewport=size(1280))
    window.context.add_init_script(TELL)
    window.page.on("dialog", lambda box: (window.wrong.append(box.message), box.dismiss()))
    yield window
    window.context.close()
    assert window.wrong == []


@pytest.mark.parametrize("home", HOMES)
def test_a_browser_runs_nothing(window, hostile, home):
    """Of topics and collections, which are alike in both languages, half in each."""
    half = NAMES[::2] if home else NAMES[1::2]
    other = {f"{home}{kind}{name}/" for kind in ("topics/", "collections/v-") for name in half}
    own = {address for address in hostile.pages if address.startswith("zh/") == bool(home)}
    for address in sorted(own - other - {f"{home}404.html"}):
        page = window.open(address)
        assert page.title() != "taken", address
        assert page.url == hostile.url + address


@pytest.mark.parametrize("home", HOMES)
def test_a_browser_runs_nothing_when_pages_are_swapped(window, home):
    page = window.open(home)
    page.evaluate("window.stays = true")
    page.locator("#p-ending a.pl-name").click()
    page.wait_for_url("**/papers/ending/")
    page.locator(".pl-paper-topics a").first.click()
    page.wait_for_url("**/topics/script/")
    expect(page.locator("main h1")).to_contain_text("document.title='taken'")
    assert page.evaluate("window.stays")
    assert page.title() != "taken"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("home", HOMES)
def test_no_text_breaks_the_layout(window, home, width):
    window.page.set_viewport_size(size(width))
    for address in (
        "",
        "topics/",
        "topics/long/",
        "papers/long/",
        "collections/",
        "collections/v-long/",
        "trends/",
        "data/",
    ):
        window.open(home + address)
        assert window.overflow() <= 0, address
    window.open(f"{home}papers/ending/")
    assert window.overflow() <= 0


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("words", ["document.title", "onmouseover", "include", "refresh", "onload"])
def test_search_results_show_text_only(window, home, words):
    page = window.open(home)
    page.locator(QUERY).fill(words)
    page.locator(QUERY).dispatch_event("keyup")
    by_hand = page.locator("a[href*='/data/']")  # an example in it has code
    results = page.locator(".md-search-result__item").filter(has_not=by_hand)
    expect(results.first).to_contain_text(words)
    allowed = "a, article, div, h1, h2, p, nav, span, mark, del, details, summary, svg, path"
    assert results.locator(f"css=:not({allowed})").count() == 0
    assert results.locator("css=[onload], [onerror], [onmouseover], [onfocus]").count() == 0


# Refused

INVISIBLE = {
    "right-to-left override": "\u202e",
    "right-to-left mark": "\u200f",
    "isolate": "\u2067",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "byte order mark": "\ufeff",
    "no character": "\uffff",
    "no character either": "\ufdd0",
    "soft hyphen": "\u00ad",
    "bell": "\u0007",
    "null": "\u0000",
    "escape": "\u001b[31m",
    "C1 control": "\u009b",
    "half a letter": "\ud800",
    "line break": "\n",
    "carriage return": "\r",
    "line separator": "\u2028",
    "tab": "\t",
    "private use": "\ue000",
    "tag": "\U000e0041",
}
TEXTS = ("name", "aka", "title", "authors", "venue", "org", "summary", "summary_zh", "note")
WRONG_LINKS = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "https:javascript:alert(1)",
    " https://bakery.example/",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "http://bakery.example/",
    "//bakery.example/",
    "/papers/",
    "https://user:word@bakery.example/",
    "https://bakery.example@evil.example/",
    'https://bakery.example/" onclick="alert(1)',
    "https://bakery.example/'><script>",
    "https://bakery.example/a b",
    "https://bakery.example/\\",
    "https://bakery.example/\u202e",
    "https://bakery.example/面包",
    "https://[::1]/",
    "https://" + "a" * 5000 + ".example/",
)
GOOD = {
    "id": "loaf",
    "title": "Loaf",
    "date": "2024-01",
    "arxiv": "2401.00001",
    "topics": ["bread"],
    "added": "2024-04-01",
}


def as_yaml(key, value):
    """One entry, a key a line; JSON's escapes are YAML's, and say what no file can hold."""
    lines = [f"{name}: {json.dumps(value)}" for name, value in (GOOD | {key: value}).items()]
    return "- " + "\n  ".join(lines) + "\n", 1 + [*(GOOD | {key: value})].index(key)


def refusals(tmp_path, key, value, file="papers"):
    """Lines that the check prints of an entry with this value, as (line, message)."""
    entries, line = as_yaml(key, value)
    (tmp_path / "data").mkdir()
    builds.write_list(tmp_path, collections="[]\n", **{file: entries})
    run = CliRunner().invoke(main, ["check", "--data", str(tmp_path / "data")])
    assert isinstance(run.exception, SystemExit), run.output
    assert run.exit_code == 1
    run.output.encode("utf-8")
    found = re.findall(r"papers\.yaml:(\d+):\d+: error: (.*)", run.output)
    assert [(int(place), message) for place, message in found if int(place) == line] != []
    assert [message for place, message in found if int(place) != line] == []
    return run.output


@pytest.mark.parametrize("sign", INVISIBLE.values(), ids=INVISIBLE.keys())
@pytest.mark.parametrize("key", TEXTS)
def test_invisible_signs_are_refused_in_every_text(tmp_path, key, sign):
    many = key in ("aka", "authors", "org")
    hidden = f"Loaf{sign}Bread"
    printed = refusals(tmp_path, key, [hidden] if many else hidden)
    assert sign == "\n" or sign not in printed


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_of_5000_characters_is_refused(tmp_path, key):
    value = "<script>" * 625
    assert len(value) == 5000
    printed = refusals(tmp_path, key, [value] if key in ("aka", "authors", "org") else value)
    assert len(printed) < 1000


@pytest.mark.parametrize("link", WRONG_LINKS)
@pytest.mark.parametrize("key", ["url", "pdf", "code"])
def test_a_link_that_is_not_a_plain_https_one_is_refused(tmp_path, key, link):
    printed = refusals(tmp_path, key, link)
    assert len(printed) < 1000


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "../../etc"),
        ("id", "a/b"),
        ("id", "<b>"),
        ("id", "index"),
        ("id", "con\u0000"),
        ("arxiv", '2401.00001"><script>'),
        ("arxiv", "../../x"),
        ("doi", "10.1000/面"),
        ("doi", "javascript:alert(1)"),
        ("repo", "bakery/../.."),
        ("repo", "a/b?c"),
        ("date", "<b>2024-01</b>"),
        ("added", "{{ 1 }}"),
        ("kind", "<i>"),
        ("recommended", "3<b>"),
        ("topics", ["<script>"]),
        ("topics", ["../bread"]),
        ("<script>", "x"),
        ("title\u202e", "x"),
    ],
)
def test_a_hostile_value_or_key_is_refused(tmp_path, key, value):
    if key in GOOD:
        refusals(tmp_path, key, value)
    else:
        lines = [f"{json.dumps(name)}: {json.dumps(text)}" for name, text in GOOD.items()]
        entries = "- " + "\n  ".join([*lines, f"{json.dumps(key)}: {json.dumps(value)}"]) + "\n"
        (tmp_path / "data").mkdir()
        builds.write_list(tmp_path, papers=entries, collections="[]\n")
        run = CliRunner().invoke(main, ["check", "--data", str(tmp_path / "data")])
        assert isinstance(run.exception, SystemExit), run.output
        assert re.findall(r"papers\.yaml:7:\d+: error: ", run.output)
        assert "\u202e" not in run.output


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u0007", "\ud800", "\n"])
@pytest.mark.parametrize("file", ["topics", "collections"])
def test_invisible_signs_are_refused_in_topics_and_collections(tmp_path, file, sign):
    texts = {
        "topics": builds.TOPICS.replace("Loaves", json.dumps(sign).strip('"') + "Loaves"),
        "collections": builds.COLLECTIONS.replace("Pretzel", "Pre" + json.dumps(sign).strip('"')),
    }
    text = re.sub(r"(?m)(: )([^\"\n]*\\[un].*)$", r'\1"\2"', texts[file])
    assert text != getattr(builds, file.upper())
    (tmp_path / "data").mkdir()
    builds.write_list(tmp_path, **{file: text})
    run = CliRunner().invoke(main, ["check", "--data", str(tmp_path / "data")])
    assert isinstance(run.exception, SystemExit), run.output
    assert re.findall(rf"{file}\.yaml:\d+:\d+: error: ", run.output)
    assert sign == "\n" or sign not in run.output


@pytest.mark.parametrize("link", WRONG_LINKS[:8])
def test_the_link_of_a_collection_is_refused_too(tmp_path, link):
    text = builds.COLLECTIONS.replace("https://bakery.example/basket.zip", json.dumps(link))
    (tmp_path / "data").mkdir()
    builds.write_list(tmp_path, collections=text)
    run = CliRunner().invoke(main, ["check", "--data", str(tmp_path / "data")])
    assert isinstance(run.exception, SystemExit), run.output
    assert re.findall(r"collections\.yaml:6:\d+: error: url ", run.output)


def test_a_build_of_refused_data_ends_with_every_line(project, tmp_path):
    wrong = [("title", "a\u202eb"), ("note", "\u200b"), ("url", "javascript:alert(1)")]
    wrong += [("summary", "\u0000"), ("venue", "x" * 5000), ("code", "data:text/html,x")]
    entries = [as_yaml(*pair)[0].replace("loaf", f"loaf-{n}") for n, pair in enumerate(wrong)]
    builds.write_list(project, papers="\n".join(entries), collections="[]\n")
    run = builds.build(project, tmp_path / "site")
    assert run.returncode == 1
    assert "Traceback" not in run.stdout
    assert not (tmp_path / "site/index.html").exists()
    for key, _ in wrong:
        assert re.findall(rf"data/papers\.yaml:\d+:\d+: error: {key} ", run.stdout), key
