"""The content security policy: in every page of a build, and nothing but the theme's own runs."""

import re
import shutil
from base64 import b64encode
from hashlib import sha256

import pytest
from playwright.sync_api import expect

from tests.support import builds
from tests.support.builds import load
from tests.support.visits import COPY, PAGES, QUERY, RESULT, TELL, Visit, citation, size

META = "//meta[translate(@http-equiv, 'SCP', 'scp')='content-security-policy']"
BADGES = "https://img.shields.io"
REL = {"nofollow", "ugc", "noopener"}
ALL = "wanted => wanted.every(what => window.refused?.some(told => told.startsWith(what)))"
EVIL = """<script>document.title = 'taken'</script>
<script src="https://evil.example/evil.js"></script>
<script src="data:text/javascript,document.title='taken'"></script>
<p><button id="handler" onclick="document.title = 'taken'">a</button>
<a id="link" href="javascript:document.title='taken'">b</a>
<img src="https://evil.example/evil.png" alt="c"><img src="/none" onerror="document.title='taken'">
<iframe src="https://evil.example/" title="d"></iframe></p>
<object type="image/svg+xml" data="https://evil.example/evil.svg"></object><base href="https://evil.example/">
<style>h1 { color: rgb(1, 2, 3) }</style><p id="styled" style="color: rgb(1, 2, 3)">e</p>
"""


def directives(policy):
    parts = [part.split() for part in policy.split(";")]
    found = {name: set(values) for name, *values in parts}
    assert len(found) == len(parts)
    return found


def policy(page):
    (found,) = page.xpath(META)
    return directives(found.get("content"))


def inline_scripts(page):
    """Scripts that a browser would run: no address, and no other type."""
    return [script.text for script in page.xpath("//script[not(@src) and not(@type)]")]


def fingerprint(script):
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


# Every page


def test_every_page_has_one_policy_before_any_script(whole):
    for address, page in whole.pages.items():
        (meta,) = page.xpath(META)
        assert meta.getparent().tag == "head", address
        before = meta.xpath("preceding::*[self::script or self::link or self::style or @src]")
        assert before == [], address


def test_no_policy_allows_what_is_unsafe(whole):
    for address, page in whole.pages.items():
        found = policy(page)
        assert found["default-src"] == {"'none'"}, address
        sources = set.union(*found.values())
        assert [source for source in sources if source.startswith("'unsafe")] == [], address
        assert not sources & {"*", "https:", "http:", "blob:"}, address
        named = {name for name, values in found.items() if "data:" in values}
        assert named <= {"img-src"}, address


def test_what_a_policy_needs_of_its_own_is_there(whole):
    """`default-src` says nothing of these."""
    for address, page in whole.pages.items():
        found = policy(page)
        assert found["base-uri"] == found["form-action"] == {"'none'"}, address


def test_by_default_no_policy_names_another_host(whole):
    for address, page in whole.pages.items():
        sources = set.union(*policy(page).values())
        assert [source for source in sources if "." in source or "//" in source] == [], address


def test_a_policy_allows_the_scripts_of_its_page_and_no_other(whole):
    for address, page in whole.pages.items():
        scripts = inline_scripts(page)
        expected = {"'self'", *map(fingerprint, scripts)}
        assert len(scripts) == 4, address
        assert policy(page)["script-src"] == expected, address


def test_the_only_scripts_are_those_of_the_templates(whole):
    """They differ from page to page in one address."""
    known = {
        re.sub(r'"[\w./:-]*"', '""', script)
        for page in whole.pages.values()
        for script in inline_scripts(page)
    }
    assert len(known) == 4
    of_theme = ("__md_scope=new URL", "var palette=__md_get", "target.name.startsWith")
    for words in ("if (location.search)", *of_theme):
        assert len([script for script in known if words in script]) == 1, words
    for address, page in whole.pages.items():
        for place in page.xpath("//script/@src"):
            assert whole.inside(address, place)[0].partition("assets/")[1], address


def test_no_page_has_what_a_policy_refuses(whole):
    for address, page in whole.pages.items():
        assert page.xpath("//@*[starts-with(name(), 'on')] | //@style | //style") == [], address
        assert page.xpath("//iframe | //object | //embed | //base | //applet") == [], address


def test_no_other_host_is_told_which_page_a_reader_comes_from(whole):
    for address, page in whole.pages.items():
        assert page.xpath("//head/meta[@name='referrer']/@content") == ["same-origin"], address


def test_links_from_the_data_ask_for_no_trust(whole):
    """Those of our own texts are in the Markdown pages and have none of this."""
    given = {
        link for each in load("papers.yaml") for link in (each.get("url"), each.get("code")) if link
    }
    seen = set()
    for address, page in whole.pages.items():
        for link in page.xpath("//a[starts-with(@href, 'https:')]"):
            target = link.get("href")
            if target in given or "//arxiv.org/" in target or "//doi.org/" in target:
                seen.add(target)
                assert {*link.get("rel", "").split()} == REL, (address, target)
    assert given <= seen


# Other builds


@pytest.fixture(scope="module")
def evil(tmp_path_factory):
    """A site whose page About, in both languages, holds what no one has looked at."""
    folder = tmp_path_factory.mktemp("evil")
    project = builds.copy_project(folder / "project")
    builds.write_list(project)
    for language in ("en", "zh"):
        builds.edit(project / f"docs/{language}/about.md", "\n## ", f"\n\n{EVIL}\n\n## ")
    site = folder / "site"
    site.mkdir()
    with builds.serve(site) as url:
        run = builds.build(project, site, SITE_URL=url)
        assert run.returncode == 0, run.stdout
        yield builds.Site(site, url, run.stdout)


def test_a_script_in_a_page_by_hand_gets_no_fingerprint(evil):
    for home in ("", "zh/"):
        page = evil.pages[f"{home}about/"]
        (script,) = [script for script in inline_scripts(page) if "taken" in script]
        assert fingerprint(script) not in policy(page)["script-src"]
        assert policy(page) == policy(evil.pages[f"{home}contribute/"])


@pytest.fixture
def attacked(chromium, evil):
    context = chromium.new_context(viewport=size(1280))
    context.add_init_script(TELL)
    page = context.new_page()
    page.told, page.asked = [], []
    page.on("console", lambda message: page.told.append(message.text))
    page.on("response", lambda answer: page.asked.append(answer.url))
    page.on("dialog", lambda dialog: (page.told.append("a dialog"), dialog.dismiss()))
    yield page
    context.close()


def expect_nothing_ran(page, evil):
    page.locator("#handler").click()
    page.locator("#link").click()
    expect(page.locator("h1")).to_be_visible()
    assert page.title() != "taken"
    assert page.locator("h1").evaluate("found => getComputedStyle(found).color") != "rgb(1, 2, 3)"
    assert page.locator("#styled").evaluate("p => getComputedStyle(p).color") != "rgb(1, 2, 3)"
    assert page.evaluate("document.baseURI").startswith(evil.url)
    assert [url for url in page.asked if "evil.example" in url] == []


REFUSED = (
    "script-src-elem inline",
    "script-src-elem https://evil.example/evil.js",
    "script-src-elem data",
    "script-src-attr inline",
    "img-src https://evil.example/evil.png",
    "frame-src https://evil.example",
    "object-src https://evil.example",
    "base-uri https://evil.example",
    "style-src-elem inline",
    "style-src-attr inline",
)


@pytest.mark.parametrize("home", ["", "zh/"])
def test_nothing_runs_in_a_page_that_was_opened(attacked, evil, home):
    attacked.goto(f"{evil.url}{home}about/")
    expect_nothing_ran(attacked, evil)
    attacked.wait_for_function(ALL, arg=[f"refused: {what}" for what in REFUSED])


def test_nothing_runs_in_a_page_that_was_swapped_in(attacked, evil):
    attacked.goto(evil.url)
    attacked.evaluate("window.stays = true")
    attacked.locator(".md-tabs a", has_text="About").click()
    attacked.wait_for_url("**/about/")
    expect(attacked.locator("#handler")).to_be_visible()
    expect_nothing_ran(attacked, evil)
    assert attacked.evaluate("window.stays")
    assert "refused: script-src-elem inline" in attacked.told


def test_a_script_written_into_a_built_page_does_not_run(attacked, evil, tmp_path):
    shutil.copytree(evil.folder, tmp_path, dirs_exist_ok=True)
    page = tmp_path / "papers/rye/index.html"
    builds.edit(page, "</h1>", f"</h1>{EVIL}")
    with builds.serve(tmp_path) as url:
        attacked.goto(f"{url}papers/rye/")
        attacked.locator("#handler").click()
        attacked.locator("#link").click()
        assert attacked.title().startswith("Rye at High Temperature")
    assert "refused: script-src-elem inline" in attacked.told
    assert "refused: script-src-attr inline" in attacked.told


# What people do


@pytest.fixture(scope="module")
def window(chromium, whole):
    """One window for all that people do; nothing of it may be refused."""
    window = Visit(chromium, whole, viewport=size(1280))
    origin = re.match(r"http://[^/]+", whole.url)[0]
    window.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    window.context.add_init_script(TELL)
    yield window
    window.context.close()


def test_a_refusal_would_be_noticed(chromium, evil):
    window = Visit(chromium, evil)
    window.context.add_init_script(TELL)
    window.open("about/")
    window.context.close()
    assert "console: refused: script-src-elem inline" in window.wrong


@pytest.mark.parametrize("home", ["", "zh/"])
def test_no_page_class_is_refused_anything(window, home):
    for address in (*PAGES, "404.html"):
        window.open(home + address)
    assert window.wrong == []


@pytest.mark.parametrize(("home", "topics"), [("", "Topics"), ("zh/", "主题")])
def test_nothing_that_people_do_is_refused(window, home, topics):
    there, other = ("zh", "") if home else ("en", "zh/")
    page = window.open(other)
    page.locator(".md-select button").hover()
    page.locator(f".md-select a[hreflang={there}]").click()
    page.wait_for_url(window.site.url + home)
    page.evaluate("window.stays = true")
    page.locator(QUERY).click()
    page.locator(QUERY).press_sequentially("PagedAttention")
    expect(page.locator(RESULT).first).to_have_attribute("href", re.compile("/pagedattention/"))
    page.locator(RESULT).first.click()
    page.wait_for_url("**/papers/pagedattention/**")
    copy = citation(page).locator(COPY)
    copy.click()
    expect(copy).to_have_text(re.compile("Copied|已复制"))
    page.locator("summary", has_text="RIS").click()
    with page.expect_download() as waiting:
        citation(page, "RIS").locator("a[download]").click()
    assert waiting.value.path().read_text("utf-8").startswith("TY  - ")
    page.locator(".md-tabs a", has_text=topics).click()
    expect(page.locator("main h1")).to_have_text(topics)
    assert page.evaluate("window.stays")
    for _ in range(3):
        page.locator("[data-md-component=palette] label:visible").click()
    assert window.wrong == []


# Images of shields.io


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    project = builds.copy_project(folder / "project")
    builds.write_list(project)
    builds.edit(project / "mkdocs.yml", "badges: built", "badges: live")
    run = builds.build(project, folder / "site", "--strict")
    assert run.returncode == 0, run.stdout
    return builds.Site(folder / "site", "https://bakery.example/list/")


def test_live_badges_widen_the_policy_by_their_host_only(live, whole):
    usual = policy(whole.pages[""])
    for address, page in live.pages.items():
        found = policy(page)
        assert found["img-src"] == usual["img-src"] | {BADGES}, address
        same = usual.keys() - {"img-src", "script-src"}
        assert found.keys() == usual.keys()
        assert {name: found[name] for name in same} == {name: usual[name] for name in same}
        others = {source for source in found["script-src"] if not source.startswith("'sha256-")}
        assert others == {"'self'"}, address


@pytest.mark.parametrize("home", ["", "zh/"])
def test_live_badges_are_images_of_a_size_that_load_late(live, home):
    images = live.pages[home].xpath("//table//img")
    assert [image.get("src").partition("?")[0] for image in images] == [
        f"{BADGES}/github/stars/bakery/sourdough.svg"
    ]
    for page in (live.pages[home], live.pages[f"{home}papers/sourdough/"]):
        for image in page.xpath(f"//img[starts-with(@src, '{BADGES}')]"):
            assert image.get("loading") == "lazy"
            assert int(image.get("width")) > 0
            assert int(image.get("height")) > 0
            assert image.get("alt")
    assert live.pages[f"{home}papers/sourdough/"].xpath("//article//img")
    assert live.pages[f"{home}papers/rye/"].xpath("//article//section/preceding::img") == []


def test_without_them_no_page_has_an_image_of_another_host(whole):
    for address, page in whole.pages.items():
        assert page.xpath("//img[contains(@src, '//')]") == [], address
        assert page.xpath("//article//img") == [], address
