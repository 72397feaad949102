"""What the built site promises: every paper in its place, every link lands, the same bytes."""

import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from lxml import etree

from tests.support import builds
from tests.support.builds import SAMPLE, newest_first, one, row_ids, rows, text
from tests.support.listed import (
    BY_ID,
    COLLECTIONS,
    NAMES,
    PAPERS,
    REMOVED,
    TOPICS,
    all_links,
    best_link,
    in_collection,
    of_engine,
    of_topic,
)
from tests.support.visits import UNLISTED

IDS = [paper["id"] for paper in PAPERS]
# Citation formats: what readers call them, and the ending of their files.
FORMATS = {
    "BibTeX": ".bib", "BibLaTeX": ".biblatex.bib", "RIS": ".ris", "CSL-JSON": ".csl.json"
}  # fmt: skip
FILES = {
    "papers.json", "topics.json", "papers.csv", "papers.md", "pdfs.txt", "feed.xml", "feed.json",
    "llms.txt",    "llms-full.txt", "schema/papers.json", "schema/topics.json",
    *(f"papers{ending}" for ending in FORMATS.values()),
}  # fmt: skip


def shown_titles(paper):
    """The title, behind the short name when that is not a part of it."""
    return {paper["title"], f"{paper.get('name')} {paper['title']}"}


def told_titles(paper):
    """On its own page a colon parts the two, which a reader sees as two lines."""
    return {paper["title"], f"{paper.get('name')}: {paper['title']}"}


def hrefs(element):
    return element.xpath(".//a/@href")


def files(site, address, element):
    """Where the links to files lead."""
    places = [place[0] for link in hrefs(element) if (place := site.inside(address, link))]
    return [place for place in places if (site.folder / place).is_file()]


def numbers(element):
    return [int(number) for number in element.xpath(".//b/text() | .//small/text()[1]")]


def paper_pages(site):
    addresses = {f"papers/{paper['id']}/": paper for paper in PAPERS}
    return [(paper, address, site.pages[address]) for address, paper in addresses.items()]


# Every paper in its place


def test_every_paper_has_one_page(site):
    made = sorted(path.name for path in (site.folder / "papers").iterdir())
    files = [f"{paper}{ending}" for paper in IDS for ending in (".bib", ".md")]
    assert made == sorted([*IDS, *REMOVED, *files])
    assert len(set(IDS)) == len(IDS)


def test_home_lists_every_paper_once_newest_month_first(site):
    assert row_ids(site.pages[""]) == [paper["id"] for paper in newest_first(PAPERS)]


def test_home_dates_fall_from_row_to_row(site):
    shown = [row.xpath("string(.//time)") for row in rows(site.pages[""])]
    assert shown == sorted(shown, reverse=True)
    assert shown == [paper["date"][:7] for paper in newest_first(PAPERS)]


def test_the_old_anchor_leads_to_the_table(site):
    (place,) = site.pages[""].xpath("//*[@id='paperlist']")
    (table,) = site.pages[""].xpath("//table")
    assert table in place.xpath("descendant::table | following::table")


def test_rows_stand_below_their_year(site):
    years = {}
    for row in site.pages[""].xpath("//table/tbody/tr"):
        if head := re.fullmatch(r"(\d{4}) (\d+) papers?", text(row)):
            year, shown = head.groups()
            assert year not in years
            years[year] = int(shown)
        else:
            assert row.xpath("string(.//time)")[:4] == year
    assert years == Counter(paper["date"][:4] for paper in PAPERS)


@pytest.mark.parametrize("topic", NAMES)
def test_topic_page_lists_its_papers_and_no_other(site, topic):
    assert row_ids(site.pages[f"topics/{topic}/"]) == [paper["id"] for paper in of_topic(topic)]


def test_rows_lead_to_the_right_places(site):
    pages = {"": None} | {f"topics/{topic}/": topic for topic in NAMES}
    for address, own in pages.items():
        for row in rows(site.pages[address]):
            paper = BY_ID[row.get("id").removeprefix("p-")]
            name, reading = one(row, "pl-name"), one(row, "pl-pdf")
            assert text(name) in shown_titles(paper)
            assert site.inside(address, name.get("href")) == (f"papers/{paper['id']}/", "")
            assert reading.get("href") == best_link(paper)
            codes = [link.get("href") for link in row.find_class("pl-code")]
            assert codes == [paper[key] for key in ("code",) if key in paper]
            topics = one(row, "pl-topics").xpath("./a")
            expected = [topic for topic in paper["topics"] if topic != own]
            assert [text(link) for link in topics] == [NAMES[topic] for topic in expected]
            places = [site.inside(address, link.get("href")) for link in topics]
            assert places == [(f"topics/{topic}/", "") for topic in expected]


def test_recommended_papers_are_marked(site):
    marked = {
        row.get("id").removeprefix("p-"): row.xpath("string(.//*[@role='img']/@title)")
        for row in rows(site.pages[""])
    }
    expected = {
        paper["id"]: f"Recommended: {paper['recommended']} of 3" if "recommended" in paper else ""
        for paper in PAPERS
    }
    assert marked == expected


# A paper's own page


def test_paper_page_has_its_title(site):
    for paper, _, page in paper_pages(site):
        (heading,) = page.xpath("//h1")
        assert text(heading) in told_titles(paper)
        assert page.xpath("string(//title)") == f"{text(heading)} - LLM Inference Papers"
        assert page.xpath("string(//meta[@property='og:title']/@content)") == text(heading)


def test_paper_page_has_all_its_links(site):
    for paper, _, page in paper_pages(site):
        assert all_links(paper) <= set(hrefs(one(page, "pl-actions")))


def test_paper_page_names_every_author(site):
    for paper, _, page in paper_pages(site):
        shown = [text(line) for line in page.find_class("pl-authors")]
        assert shown == ([", ".join(paper["authors"])] if "authors" in paper else [])


def test_paper_page_tells_the_facts(site):
    for paper, _, page in paper_pages(site):
        facts = [text(fact) for fact in one(page, "pl-side").xpath(".//dd")]
        known = {paper[key] for key in ("date", "venue", "arxiv", "doi", "added") if key in paper}
        assert known <= set(facts)


def test_paper_page_has_its_citation(site):
    for paper, _, page in paper_pages(site):
        (citation,) = page.find_class("pl-cite")[0].xpath("./pre/text()")
        assert re.match(r"@(misc|article|inproceedings)\{(.*),\n", citation)[2] == paper["id"]
        assert citation.count("@") == citation.count("\n}\n") == 1
        assert ("eprint" in citation) == ("arxiv" in paper)
        assert paper.get("arxiv", "") in citation


def test_paper_page_has_its_citation_in_every_format_with_its_file(site):
    for paper, address, page in paper_pages(site):
        boxes = page.find_class("pl-cite")
        assert [text(box.find("figcaption/span")) for box in boxes] == list(FORMATS)
        assert [box.getparent().tag for box in boxes] == ["section", *["details"] * 3]
        assert [text(box) for box in page.xpath("//details/summary")] == list(FORMATS)[1:]
        for box, ending in zip(boxes, FORMATS.values(), strict=True):
            (citation,) = box.xpath("./pre/text()")
            assert paper["id"] in citation
            (link,) = box.xpath(".//a[@download]")
            assert link.get("download") == f"{paper['id']}{ending}"
            assert file_behind(site, address, link) == citation


def file_behind(site, address, link):
    """What a download link gives: its own text, or a file of the site."""
    if link.get("href").startswith("data:"):
        return urlopen(link.get("href")).read().decode()
    path, _ = site.inside(address, link.get("href"))
    assert path == f"papers/{link.get('download')}"
    return (site.folder / path).read_text("utf-8")


def test_paper_page_leads_to_its_topics_with_their_sizes(site):
    for paper, address, page in paper_pages(site):
        links = one(page, "pl-paper-topics").xpath(".//a")
        places = [site.inside(address, link.get("href")) for link in links]
        assert places == [(f"topics/{topic}/", "") for topic in paper["topics"]]
        shown = [text(link) for link in links]
        assert shown == [f"{NAMES[topic]} {len(of_topic(topic))}" for topic in paper["topics"]]


def test_edit_link_leads_to_the_lines_of_the_entry(site):
    lines = (SAMPLE / "data/papers.yaml").read_text("utf-8").splitlines()
    for paper, _, page in paper_pages(site):
        (link,) = page.xpath("//a[.='Edit this entry']/@href")
        assert "/blob/HEAD/data/papers.yaml#" in link
        first, last = map(int, re.search(r"#L(\d+)-L(\d+)$", link).groups())
        assert lines[first - 1] == f"- id: {paper['id']}"
        assert all(lines[first - 1 : last])
        assert not any(lines[last : last + 1])


def test_report_link_names_entry_title_and_page(site):
    for paper, address, page in paper_pages(site):
        (link,) = page.xpath("//a[.='Report a mistake']/@href")
        asked = parse_qs(urlsplit(link).query, strict_parsing=True)
        assert asked["title"] == [f"Mistake in {paper['id']}"]
        assert f"Entry: {paper['id']}, {paper['title']}\n" in asked["body"][0]
        assert f"Page: {site.url}{address}\n" in asked["body"][0]
        assert urlsplit(link).path.endswith("/issues/new")


def test_related_papers_are_others_and_few(site):
    for paper, _, page in paper_pages(site):
        ids = row_ids(page)
        assert 0 < len(set(ids)) == len(ids) <= 5
        assert paper["id"] not in ids


def test_paper_page_names_the_collections_that_hold_it(site):
    for paper, address, page in paper_pages(site):
        links = hrefs(one(page, "pl-side"))
        found = [place[0] for link in links if (place := site.inside(address, link))]
        found = [place for place in found if place]  # the venue leads to the front page
        holding = [item["id"] for item in COLLECTIONS if paper["id"] in in_collection(item)]
        assert [link for link in found if link] == [f"collections/{item}/" for item in holding]


# Topics and collections


def test_topics_page_leads_to_every_topic(site):
    cards = site.pages["topics/"].find_class("pl-card")
    shown = [(text(card.find("h3/a")), text(card.find("p"))) for card in cards]
    assert shown == [(topic["name"], topic["description"]) for topic in TOPICS]
    places = [site.inside("topics/", card.find("h3/a").get("href"))[0] for card in cards]
    assert places == [f"topics/{topic}/" for topic in NAMES]
    assert [numbers(card)[0] for card in cards] == [len(of_topic(topic)) for topic in NAMES]


def levels(papers):
    """How many are recommended and how many a must read, without zeros."""
    counts = [sum(paper.get("recommended", "") >= level for paper in papers) for level in "23"]
    return [count for count in counts if count]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic["id"])
def test_topic_page_tells_its_facts(site, topic):
    page, papers = site.pages[f"topics/{topic['id']}/"], of_topic(topic["id"])
    assert text(page.find(".//h1")) == topic["name"]
    assert text(one(page, "pl-lead")) == topic["description"]
    facts = one(page, "pl-facts")
    assert text(facts).startswith(f"{len(papers)} paper")
    assert numbers(facts) == [len(papers), *levels(papers)]
    newest, *others = hrefs(facts)
    assert newest == f"#p-{papers[0]['id']}"
    address = f"topics/{topic['id']}/"
    endings = [*FORMATS.values(), ".xml"]
    assert files(site, address, facts) == [f"topics/{topic['id']}{ending}" for ending in endings]
    assert len(others) == len(levels(papers)) + len(endings)


@pytest.mark.parametrize("topic", NAMES)
def test_neighbours_of_a_topic_share_papers_with_it(site, topic):
    address = f"topics/{topic}/"
    shared = Counter(other for paper in of_topic(topic) for other in paper["topics"])
    del shared[topic]
    for near in site.pages[address].find_class("pl-near"):
        for link in near.xpath(".//a[contains(@href, 'topics/')]"):
            other = site.inside(address, link.get("href"))[0].split("/")[1]
            assert text(link) == f"{NAMES[other]} {shared[other]} papers in common"


def test_collections_page_leads_to_every_collection(site):
    cards = site.pages["collections/"].find_class("pl-card")
    assert [text(card.find("h2/a")) for card in cards] == [item["title"] for item in COLLECTIONS]
    places = [site.inside("collections/", card.find("h2/a").get("href"))[0] for card in cards]
    assert places == [f"collections/{item['id']}/" for item in COLLECTIONS]


@pytest.mark.parametrize("item", COLLECTIONS, ids=lambda item: item["id"])
def test_collection_page_tells_what_is_inside(site, item):
    address = f"collections/{item['id']}/"
    page = site.pages[address]
    assert text(page.find(".//h1")) == item["title"]
    facts, *take = page.find_class("pl-facts")
    assert [text(fact) for fact in facts] == [
        f"{item['pages']} pages",
        f"released {item['date']}",
    ]
    found = [place for part in take for place in files(site, address, part)]
    assert found == [f"collections/{item['id']}{ending}" for ending in FORMATS.values()]
    assert one(page, "pl-btn--main").get("href") == item["url"]
    assert [each.xpath("string(./pre)") for each in page.find_class("pl-cite")] == [
        f"wget {item['url']}",
        f"paperlist bundle --collection {item['id']} -o {item['id']}.pdf",
    ]
    names = [text(chip) for chip in page.find_class("pl-chip")]
    assert {chip.split(": ")[0] for chip in names} == {each["name"] for each in item["contents"]}
    links = [site.inside(address, link)[0] for link in hrefs(one(page, "pl-chips"))]
    assert links == [f"papers/{paper}/" for paper in in_collection(item)]
    inside = [paper["id"] for paper in newest_first(PAPERS) if paper["id"] in in_collection(item)]
    assert row_ids(page) == inside


def test_home_counts_equal_the_data(site):
    facts = one(site.pages[""], "pl-facts")
    with_code = sum("code" in paper for paper in PAPERS)
    assert numbers(facts) == [len(PAPERS), len(TOPICS), with_code, *levels(PAPERS)]
    assert facts.xpath("string(.//time)") == max(paper["added"] for paper in PAPERS)


def test_home_leads_to_its_feed_and_to_all_files(site):
    links = hrefs(one(site.pages[""], "pl-facts"))
    places = [site.inside("", link)[0] for link in links]
    assert places == ["topics/", "", "", "", "feed.xml", "data/"]


def test_home_leads_to_the_largest_topics(site):
    links = one(site.pages[""], "pl-topics-strip").xpath(".//a")
    sizes = {topic: len(of_topic(topic)) for topic in NAMES}
    largest = sorted(sizes, key=sizes.get, reverse=True)[:7]
    shown = [text(link) for link in links]
    assert shown[:-1] == [f"{NAMES[topic]} {sizes[topic]}" for topic in largest]
    assert shown[-1] == f"All topics {len(TOPICS)}"


# Trends and data


@pytest.mark.parametrize(
    ("address", "name"),
    [("trends/", "Trends"), ("data/", "Data"), ("zh/trends/", "趋势"), ("zh/data/", "数据")],
)
def test_trends_and_data_have_their_page_in_both_languages(whole, address, name):
    assert text(whole.pages[address].find(".//h1")) == name


@pytest.mark.parametrize("home", ["", "zh/"])
def test_data_page_offers_every_file_of_the_whole_list(whole, home):
    table = one(whole.pages[f"{home}data/"], "pl-plain")
    found = files(whole, f"{home}data/", table)
    feeds = {"feed.xml", "feed.json"}
    assert Counter(found) == Counter({*(FILES - feeds), *(home + feed for feed in feeds)})
    assert [text(link) for link in table.iter("a")] == [f"/{place}" for place in found]


# What holds on every page


def test_every_internal_link_and_anchor_lands(whole):
    assert whole.broken_links() == []


def test_links_of_the_missing_page_land_from_any_depth(whole):
    for address in ("404.html", "zh/404.html"):
        links = whole.pages[address].xpath("//@href | //@src")
        assert [link for link in links if not whole.lands("no/such/page/", link)] == []


def test_labels_and_descriptions_name_elements_of_their_page(whole):
    for address, page in whole.pages.items():
        named = page.xpath("//@for | //@aria-labelledby | //@aria-describedby | //@aria-controls")
        assert {name for names in named for name in names.split()} <= whole.anchors[address], (
            address
        )


def test_no_page_repeats_an_id(whole):
    for address, page in whole.pages.items():
        assert Counter(page.xpath("//@id")).most_common(1)[0][1] == 1, address


def test_links_to_other_sites_are_safe(whole):
    """A page that opens in the same tab never gets hold of this one."""
    for address, page in whole.pages.items():
        carried = builds.carried(page)
        for link in page.xpath("//a[@href]"):
            if whole.inside(address, link.get("href")) is None and link not in carried:
                assert link.get("href").startswith("https://"), address
                is_apart = "noopener" in link.get("rel", "").split()
                assert is_apart or not link.get("target"), (address, link.get("href"))


def test_only_citations_hold_files_in_their_links(whole):
    for address, page in whole.pages.items():
        carried = [link.get("href") for link in builds.carried(page)]
        assert page.xpath("//@*[starts-with(., 'data:')]") == carried, address
        is_paper = address.removeprefix("zh/") in {f"papers/{paper}/" for paper in IDS}
        assert len(carried) == (len(FORMATS) - 1 if is_paper else 0), address


def test_no_page_asks_another_host(whole):
    asking = (
        "//link[not(@rel='canonical') and not(@rel='alternate')]/@href"
        " | //@src | //@srcset | //@poster | //object/@data | //*[not(self::a)]/@xlink:href"
    )
    names = {"xlink": "http://www.w3.org/1999/xlink"}
    for address, page in whole.pages.items():
        links = page.xpath(asking, namespaces=names)
        assert [link for link in links if whole.inside(address, link) is None] == [], address
        assert page.xpath("//@style | //style/text()") == [], address


def test_no_stylesheet_asks_another_host(whole):
    styles = list(whole.folder.rglob("*.css"))
    assert styles
    for path in styles:
        style = path.read_text("utf-8")
        assert "@import" not in style
        links = re.findall(r"url\(\s*[\"']?(.*?)[\"')]", style)
        assert [link for link in links if not link.startswith(("data:", "#"))] == [], path.name


def test_every_page_has_one_heading_a_title_and_a_description(whole):
    for address, page in whole.pages.items():
        (heading,) = page.xpath("//h1")
        (title,) = page.xpath("//head/title")
        (description,) = page.xpath("//head/meta[@name='description']/@content")
        assert text(heading), address
        assert text(title), address
        assert description.strip(), address


def test_what_a_page_tells_when_it_is_shared_is_its_own(whole):
    for address, page in whole.pages.items():
        metas = page.xpath("//head/meta[@property]")
        told = {meta.get("property"): meta.get("content") for meta in metas}
        assert len(told) == len(metas)
        if address.endswith("404.html"):
            assert told == {}
            continue
        assert told["og:url"] == page.xpath("string(//link[@rel='canonical']/@href)")
        assert told["og:url"] == whole.url + address
        name = told["og:site_name"]
        assert page.xpath("string(//title)") in {told["og:title"], f"{told['og:title']} - {name}"}
        description = page.xpath("string(//meta[@name='description']/@content)")
        assert told["og:description"] == description
        picture, _ = whole.inside(address, told["og:image"])
        assert (whole.folder / picture).is_file(), address
        assert told["og:locale"] == ("zh_CN" if address.startswith("zh/") else "en_US")


def test_no_two_pages_have_one_title(whole):
    titles = Counter(page.xpath("string(//title)") for page in whole.pages.values())
    assert [title for title, number in titles.items() if number > 1] == []


def test_papers_are_not_in_the_navigation(site):
    for address, page in site.pages.items():
        links = [link for part in page.find_class("md-nav") for link in hrefs(part)]
        places = {place[0] for link in links if (place := site.inside(address, link))}
        assert "topics/" in places
        assert [place for place in places if place.startswith("papers/")] == []


def test_topics_and_collections_are_in_the_navigation(site):
    links = [link for part in site.pages[""].find_class("md-nav") for link in hrefs(part)]
    places = {place[0] for link in links if (place := site.inside("", link))}
    assert {f"topics/{topic}/" for topic in NAMES} <= places
    assert {f"collections/{item['id']}/" for item in COLLECTIONS} <= places


@pytest.mark.parametrize("home", ["", "zh/"])
def test_every_page_has_the_same_tabs(whole, home):
    tabs = {
        tuple(link.text.strip() for link in page.xpath("//a[@class='md-tabs__link']"))
        for address, page in whole.pages.items()
        if address.startswith("zh/") == (home == "zh/") and page.xpath("//h1")
    }
    assert len(tabs) == 1


@pytest.mark.parametrize("home", ["", "zh/"])
def test_trends_and_data_are_in_the_navigation(whole, home):
    links = hrefs(one(whole.pages[home], "md-tabs"))
    places = {whole.inside(home, link)[0] for link in links}
    assert {f"{home}trends/", f"{home}data/"} <= places


@pytest.mark.parametrize("home", ["", "zh/"])
def test_days_of_the_sitemap_come_from_the_data(whole, home):
    newest = max(paper["added"] for paper in PAPERS)
    days = {f"papers/{paper['id']}/": paper["added"] for paper in PAPERS}
    days |= {
        f"topics/{topic}/": max(paper["added"] for paper in of_topic(topic)) for topic in NAMES
    }
    days |= {f"collections/{item['id']}/": item["date"] for item in COLLECTIONS}
    added = {paper["id"]: paper["added"] for paper in PAPERS}
    for path in builds.load("paths.yaml"):
        days[f"paths/{path['id']}/"] = max(added[item["paper"]] for item in path["items"])
    for engine in builds.load("engines.yaml"):
        added_last = max((paper["added"] for paper in of_engine(engine["id"])), default=newest)
        days[f"engines/{engine['id']}/"] = added_last
    for paper in PAPERS:
        year = f"years/{paper['date'][:4]}/"
        month = f"new/{paper['added'][:7]}/"
        for address in (year, month):
            days[address] = max(days.get(address, ""), paper["added"])
    tree = etree.parse(whole.folder / home / "sitemap.xml")
    told = {
        place.findtext("{*}loc").removeprefix(whole.url + home): place.findtext("{*}lastmod")
        for place in tree.iter("{*}url")
    }
    others = dict.fromkeys(told.keys() - days.keys(), newest)
    assert told == days | others
    assert {"", "topics/", "trends/", "data/", "about/"} <= others.keys()


def test_sitemap_names_every_page_once(site):
    tree = etree.parse(site.folder / "sitemap.xml")
    found = [place.text for place in tree.iter("{*}loc")]
    assert sorted(found) == sorted(site.url + page for page in {*site.pages} - UNLISTED)


def test_missing_page_offers_the_search_and_the_list(site):
    page = site.pages["404.html"]
    article = page.find(".//article")
    assert article.xpath("string(.//button[@data-open-search])") == "Search"
    places = [site.inside("404.html", link) for link in hrefs(article)]
    assert places == [("", ""), ("zh/", "")]


# The build itself


def test_strict_build_says_nothing_that_needs_attention(site):
    assert "Documentation built" in site.log
    assert re.findall(r"(?m)^(?!INFO).*(?:WARNING|ERROR|Warning|Error).*", site.log) == []


def test_a_warning_stops_a_strict_build_only(project, tmp_path):
    builds.edit(project / "data/papers.yaml", "Rye at High", "Rye at  High")
    plain = builds.build(project, tmp_path / "plain")
    strict = builds.build(project, tmp_path / "strict", "--strict")
    told = "data/papers.yaml:12:10: warning: title 'Rye at  High Temperature'"
    assert told in plain.stdout
    assert told in strict.stdout
    assert (plain.returncode, strict.returncode) == (0, 1)
    assert (tmp_path / "plain/papers/rye/index.html").exists()


def test_broken_data_ends_the_build_with_every_problem(project, tmp_path):
    builds.edit(project / "data/papers.yaml", "authors:", "autors:")
    builds.edit(project / "data/papers.yaml", "https://bakery.example/rye", "http://bakery.example")
    builds.edit(project / "data/papers.yaml", "[bread]", "[bred]")
    builds.edit(project / "data/topics.yaml", "  description: Loaves of every kind.\n", "")
    builds.edit(project / "data/collections.yaml", "[sourdough]", "[sourdoh]")
    run = builds.build(project, tmp_path / "site")
    assert run.returncode == 1
    assert "Traceback" not in run.stdout
    assert re.findall(r"data/\w+\.yaml:\d+:\d+: \w+: .*", run.stdout) == [
        "data/papers.yaml:4:3: error: unknown key 'autors' [unknown-key]",
        "data/papers.yaml:14:8: error: url 'http://bakery.example.html' "
        "is not an https:// link [link]",
        "data/papers.yaml:15:12: error: topic 'bred' is not in data/topics.yaml [unknown-topic]",
        "data/topics.yaml:1:3: error: entry 'bread' has no 'description' [missing-key]",
        "data/collections.yaml:9:16: error: "
        "paper 'sourdoh' is not in data/papers.yaml [unknown-paper]",
    ]


# Pages and files by hand, and the address that a generated one has already.
TAKEN = {
    "docs/en/topics/bread.md": "/topics/bread/",
    "docs/en/papers/rye/index.md": "/papers/rye/",
    "docs/en/papers/sourdough/index.html": "/papers/sourdough/",
    "docs/en/collections/README.md": "/collections/",
    "docs/en/papers.json": "/papers.json",
    "docs/en/topics/bread.bib": "/topics/bread.bib",
}
NAMED = {"docs/en/papers/rye.md": "/papers/rye/", "docs/en/topics/bread/index.md": "/topics/bread/"}


@pytest.mark.parametrize(
    ("files", "options"),
    [(TAKEN, ()), (NAMED, ("-f", "mkdocs.yml"))],
    ids=["by default", "configuration named"],
)
def test_files_with_addresses_of_generated_ones_end_the_build(project, tmp_path, files, options):
    for file in files:
        (project / file).parent.mkdir(parents=True, exist_ok=True)
        (project / file).write_text("# By hand\n", "utf-8")
    run = builds.build(project, tmp_path / "site", *options)
    assert run.returncode == 1, run.stdout
    assert "Traceback" not in run.stdout
    for file, address in files.items():
        told = f"{file}:1:1: error: this file has the address of a generated one, {address}"
        assert re.search(rf"(?m)^ERROR +-  {re.escape(told)}(?: \[|$)", run.stdout), file


def test_a_site_without_an_address_ends_the_build_in_a_line(project, tmp_path):
    run = builds.build(project, tmp_path / "site", SITE_URL="")
    assert run.returncode == 1
    assert "site_url is missing: feeds and exports need absolute URLs" in run.stdout
    assert "Traceback" not in run.stdout


CAKE = "- {id: cake, name: Cake, name_zh: 蛋糕, description: D., description_zh: 述。}\n"
ROBOTS = "User-agent: *\nDisallow: /\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small list, built from another folder, and the files of its project before and after."""
    folder = tmp_path_factory.mktemp("small")
    project = builds.copy_project(folder / "project")
    builds.write_list(project, topics=f"{builds.TOPICS}\n{CAKE}")
    (project / "docs/en/robots.txt").write_text(ROBOTS, "utf-8")
    before = builds.contents(project)
    run = builds.build(folder, folder / "site", "--strict", "-f", str(project / "mkdocs.yml"))
    assert run.returncode == 0, run.stdout
    return folder / "site", before, builds.contents(project)


def test_robots_are_told_what_the_adopter_wants(small):
    assert (small[0] / "robots.txt").read_text() == ROBOTS


def test_a_topic_without_papers_has_no_date_of_its_own(small):
    """Nor the day of the build, which would make another sitemap tomorrow."""
    days = set(re.findall("<lastmod>(.*?)<", (small[0] / "sitemap.xml").read_text()))
    assert days <= {"2024-04-01", "2024-04-02", "2024-05-01"}


def test_the_build_leaves_the_project_as_it_was(small):
    _, before, after = small
    assert {name: after[name] for name in after if "__pycache__" not in name} == before


def test_the_build_runs_from_any_folder(small):
    assert row_ids(builds.parse(small[0] / "index.html")) == ["sourdough", "rye"]
