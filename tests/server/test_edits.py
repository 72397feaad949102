"""After any edits `serve` shows the same bytes as after a new start."""

import json
import random
import re
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.server.test_serve import Server
from tests.support import builds

HOME = "http://127.0.0.1:port/"
EPOCH = re.compile(rb"livereload\(\d+, \d+\);")
STARS = {
    "count": 1234,
    "date": "2024-05-01",
    "source": "https://example.org/stars",
}


def papers_of(project):
    return builds.load("papers.yaml", project)


def removed_from(project):
    path = project / "data/seen.yaml"
    return builds.load(path.name, project) if path.exists() else []


def write(project, name, value):
    """At once, as editors do it. JSON is YAML too."""
    path = project / "data" / name
    text = json.dumps(value, ensure_ascii=False, indent=1)
    path.with_suffix(".new").write_text(text, "utf-8")
    path.with_suffix(".new").replace(path)


def change_title(project, chance):
    papers = papers_of(project)
    chance.choice(papers)["title"] = f"Another title {chance.random()}"
    write(project, "papers.yaml", papers)


def add_paper(project, chance):
    papers = papers_of(project)
    name = f"new-{chance.randrange(10**6)}"
    place = chance.randrange(len(papers) + 1)
    entry = {"id": name, "title": f"Title of {name}", "date": "2024-01", "topics": ["bread"]}
    papers.insert(place, entry | {"url": f"https://example.org/{name}", "added": "2024-04-03"})
    write(project, "papers.yaml", papers)


def remove_paper(project, chance):
    papers = papers_of(project)
    if len(papers) > 1:
        gone = chance.choice([each for each in papers if each["id"] != "sourdough"])
        papers.remove(gone)
        kept = {key: gone[key] for key in ("id", "url", "title")}
        entry = kept | {"reason": "off topic", "date": "2024-06-07"}
        write(project, "papers.yaml", papers)
        write(project, "seen.yaml", [*removed_from(project), entry])


def reverse(project, chance):
    write(project, "papers.yaml", papers_of(project)[::-1])


def add_stars(project, chance):
    stars = {"bakery/sourdough": STARS | {"count": chance.randrange(9000)}}
    write(project, "facts.json", {"stars": stars})


def add_topic(project, chance):
    topics = builds.load("topics.yaml", project)
    name = f"topic-{chance.randrange(10**6)}"
    topic = {"id": name, "name": name.title(), "name_zh": f"主题 {name}"}
    topic |= {"description": f"About {name}.", "description_zh": f"关于 {name}。"}
    write(project, "topics.yaml", [*topics, topic])


def edit_text(project, chance):
    builds.edit(project / "docs/en/about.md", "# About", f"# About {chance.random()}")


def mistake(project, chance):
    """Fixed by the next edit of the papers."""
    papers = papers_of(project)
    papers[0]["tittle"] = "x"
    write(project, "papers.yaml", papers)
    del papers[0]["tittle"]
    write(project, "papers.yaml", papers)


EDITS = (
    *(change_title, add_paper, remove_paper, reverse, add_stars, add_topic, edit_text, mistake),
)


def bodies(server, project):
    """Every page and file of the site, by address."""
    names = builds.makers_without_mkdocs(project, server.url)
    sitemaps = [read(server, f"{home}sitemap.xml").decode() for home in ("", "zh/")]
    pages = [url for text in sitemaps for url in re.findall("<loc>(.*?)<", text)]
    removed = [each["id"] for each in removed_from(project)]
    hidden = {f"{home}papers/{paper}/" for home in ("", "zh/") for paper in removed}
    addresses = {*names, *hidden, *(url.removeprefix(HOME) for url in pages)}
    return {address: read(server, address) for address in sorted(addresses)}


def read(server, address):
    """Without what is different for each server: its port, and when it built the page."""
    with urlopen(server.url + address, timeout=30) as answer:
        text = EPOCH.sub(b"", answer.read())
    return text.replace(str(urlsplit(server.url).port).encode(), b"port")


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_the_site_is_as_after_a_new_start(project, seed):
    chance = random.Random(seed)
    assert builds.load("papers.yaml", project)[0]["id"] == "sourdough"
    edited = Server(project)
    try:
        edited.page("papers/sourdough/")
        edited.page("zh/topics/bread/")
        for edit in chance.sample(EDITS, len(EDITS)):
            edit(project, chance)
            address = chance.choice([None, "", "zh/", "papers/sourdough/"])
            if address is not None:
                edited.page(address)
        papers = papers_of(project)
        [sourdough] = [each for each in papers if each["id"] == "sourdough"]
        sourdough["title"] = "The very last title"
        write(project, "papers.yaml", papers)
        edited.shows("papers/sourdough/", "//h1[contains(., 'very last')]")
        edited.shows("about/", "//h1[contains(., 'About 0.')]")
        after = bodies(edited, project)
    finally:
        edited.stop()
    fresh = Server(project)
    try:
        fresh.page()
        expected = bodies(fresh, project)
    finally:
        fresh.stop()
    assert after.keys() == expected.keys()
    assert [address for address in after if after[address] != expected[address]] == []
    assert len(after) > 40


def test_an_edit_of_the_data_builds_nothing_else(project):
    server = Server(project)
    try:
        server.page("papers/sourdough/")
        change_title(project, random.Random(1))
        server.shows("", "//table//a[contains(., 'Another title')]")
        assert "Detected file changes" in server.log()
        assert server.log().count("Building documentation...") == 1
        edit_text(project, random.Random(1))
        server.shows("about/", "//h1[contains(., 'About 0.')]")
        assert server.log().count("Building documentation...") == 2
    finally:
        server.stop()
