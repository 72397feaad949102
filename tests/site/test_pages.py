"""The catalogue as pages: every value shown as it is, whatever signs it holds."""

import html
import json
import re
from dataclasses import replace
from urllib.parse import parse_qs, urljoin, urlsplit
from urllib.request import urlopen

import lxml.html
import markdown
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from paperlist.catalogue.facts import ArxivRecord, Facts
from paperlist.catalogue.languages import MAIN
from paperlist.catalogue.load import load_catalogue
from paperlist.catalogue.model import Catalogue, Content
from paperlist.exports import CITATIONS
from paperlist.publishing.site_info import Site, root_of
from paperlist.publishing.titles import byline, repository_label, title_parts
from paperlist.publishing.words import LANGUAGES, load_words
from paperlist.site.environment import markdown_text
from paperlist.site.explorer import size
from paperlist.site.navigation import COLLECTIONS, navigation, with_sections
from paperlist.site.pages import FIRST_NEW, HEALTH, MARKERS, NEW, fill, render_pages
from paperlist.site.rendering import Renderer
from tests.support import builds
from tests.support.catalogues import (
    DATA,
    catalogue,
    collection,
    engine,
    entry,
    load_texts,
    paper,
    path,
    titles,
    topic,
    write_parts,
)

SITE = Site("en", "https://example.org/list", "https://github.com/a/b")
CHINESE = Site("zh", f"{SITE.url}/zh", "https://github.com/a/b", main_url=SITE.url)
HOSTILE = "<script>alert(1)</script> | $a$ *b* `c` \"d\" 'e' \\f [g](h) &amp; {{ i }} {: #j }"
# What MkDocs loads by itself, and what mkdocs.yml adds.
TABLE, FILES, EDIT = MARKERS
ALWAYS = ("topics/index.md", "bookmarks.md", "trends.md", NEW, HEALTH)
EXTENSIONS = ["toc", "tables", "fenced_code", "admonition", "attr_list"]


def by_uri(book, site=SITE):
    return {page.uri: page for page in render_pages(Renderer(book, site))}


def split_head(head):
    """Front matter as MkDocs reads it, and the Markdown below it."""
    found = re.match(r"\s*---\n(.*?)\n---\n(.*)", head, re.DOTALL)
    return yaml.safe_load(found[1]), found[2]


def heading(head):
    """The text of the one heading, as a browser shows it."""
    body = lxml.html.fromstring(markdown.markdown(split_head(head)[1], extensions=EXTENSIONS))
    found = [body] if body.tag == "h1" else body.findall(".//h1")
    assert len(found) == 1
    return shown(found[0])


def shown(element):
    return " ".join(element.text_content().split())


def headed(item):
    """On its own page a colon parts a name from a title that does not begin with it."""
    bold, rest = title_parts(item)
    return " ".join((bold + rest if bold + rest == item.title else f"{bold}:{rest}").split())


def tree(page):
    return lxml.html.fromstring(f"<main>{page.body}</main>")


def described(metadata):
    """The JSON-LD of a page's head; whatever else stands there has its text in attributes."""
    head = lxml.html.fromstring(f"<main>{metadata}</main>")
    assert {element.tag for element in head.iter()} <= {"main", "meta", "link", "script"}
    assert head.xpath("//@*[starts-with(name(), 'on')] | //script/@src") == []
    assert set(head.xpath("//script/@type")) <= {"application/ld+json"}
    return [json.loads(script.text) for script in head.iter("script")]


def files_of(book, site):
    """Addresses of the files that are no pages; a translation has feeds of its own."""
    sites = {each.url: each for each in (Site("en", site.home, site.repo_url), site)}
    return {
        f"{url}/{name}"
        for url, each in sites.items()
        for name in builds.files_of(Renderer(book, each))
    }


def address_of(uri):
    return re.sub(r"(?<![^/])index/$", "", f"{uri.removesuffix('.md')}/")


def row_title(page, paper_id):
    """The title in the table as a reader sees it."""
    (link,) = tree(page).xpath(f"//tr[@id='p-{paper_id}']//a[contains(@class, 'pl-name')]")
    return shown(link)


@given(titles)
@example(HOSTILE)
@example("1. A list")
@example("A &lt; B &#36; C &copy;")
@example("=== \\# ---")
@example("a {: .b } {#c}")
def test_a_heading_is_the_exact_text(text):
    page = markdown.markdown(f"# {markdown_text(text)}\n", extensions=EXTENSIONS)
    found = re.fullmatch(r"<h1[^>]*>([^<]*)</h1>", page)
    assert found
    assert html.unescape(found[1]) == text


@given(titles, titles | st.none())
@example(HOSTILE, HOSTILE)
@example("Orca: Progressive", "Orca")
@example("Orca-2: Teaching", "Orca")
@example("Orcas", "Orca")
def test_every_page_shows_the_title_exactly(title, name):
    book = catalogue(paper(title=title, name=name))
    found = by_uri(book)
    (item,) = book.papers
    expected = " ".join("".join(title_parts(item)).split())
    assert heading(found["papers/some-paper.md"].head) == headed(item)
    assert row_title(found["topics/attention.md"], "some-paper") == expected


@given(titles, titles)
def test_the_parts_of_a_title_lose_nothing(title, name):
    bold, rest = title_parts(paper(title=title, name=name))
    assert bold + rest in (title, f"{name} {title}")


@pytest.mark.parametrize(
    ("name", "title", "parts"),
    [
        (None, "Attention", ("Attention", "")),
        ("Orca", "Orca: A System", ("Orca", ": A System")),
        ("orca", "Orca: A System", ("Orca", ": A System")),
        ("Orca", "Orcas in the Sea", ("Orca", " Orcas in the Sea")),
        ("Orca", "Orca", ("Orca", "")),
        ("FA", "Fast Attention", ("FA", " Fast Attention")),
        ("Straße", "STRASSE: A", ("Straße", " STRASSE: A")),
    ],
)
def test_a_title_that_begins_with_its_name_is_not_given_twice(name, title, parts):
    assert title_parts(paper(name=name, title=title)) == parts


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({}, ""),
        ({"org": ["MIT", "NUS"]}, "MIT, NUS"),
        ({"authors": ["A"], "org": ["MIT"]}, "A"),
        ({"authors": ["A", "B", "C"]}, "A, B, C"),
        ({"authors": ["A", "B", "C", "D", "E"]}, "A, B, C +2"),
        ({"authors": ["A", "et al."]}, "A et al."),
        ({"authors": ["A", "B", "C", "D", "et al."]}, "A, B, C et al."),
    ],
)
def test_the_byline_has_three_authors_at_most(facts, line):
    assert byline(paper(**facts)) == line


@pytest.mark.parametrize(
    ("facts", "label"),
    [
        ({"code": "https://github.com/a/b"}, "b"),
        ({"code": "https://github.com/a/b/tree/main/c"}, "b"),
        ({"code": "https://example.org/x/y/"}, "y"),
        ({"code": "https://example.org/x", "repo": "c/d"}, "d"),
    ],
)
def test_the_code_is_called_after_its_repository(facts, label):
    assert repository_label(paper(**facts)) == label


@pytest.mark.parametrize(
    ("uri", "root"),
    [
        ("index.md", "./"),
        ("about.md", "../"),
        ("trends.md", "../"),
        ("topics/index.md", "../"),
        ("topics/kv-cache.md", "../../"),
        ("topics/my-index.md", "../../"),
        ("papers/orca.md", "../../"),
        ("collections/v0.1.md", "../../"),
    ],
)
def test_the_way_to_the_root_of_the_site(uri, root):
    assert root_of(uri) == root


@pytest.mark.parametrize(
    ("uri", "root"),
    [
        ("index.md", "./"),
        ("trends.md", "./"),
        ("topics/index.md", "../"),
        ("papers/orca.md", "../"),
    ],
)
def test_the_way_to_the_root_from_the_file_of_a_page(uri, root):
    assert root_of(uri, from_file=True) == root


def hostile_book():
    texts = dict.fromkeys(["title", "name", "venue", "summary", "summary_zh", "note"], HOSTILE)
    lists = dict.fromkeys(["authors", "org", "aka"], (HOSTILE,))
    link = "https://example.org/a?b=1&c=2'd"
    one = paper(**texts, **lists, url=link, code=link, recommended="3", runs_in=[
        {"engine": "hostile", "state": "documented", "url": link}
    ])  # fmt: skip
    words = dict.fromkeys(["name", "name_zh", "description", "description_zh"], HOSTILE)
    bundle = collection(
        title=HOSTILE,
        title_zh=HOSTILE,
        url=link,
        contents=[Content(name=HOSTILE, papers=("some-paper",)), Content(name=HOSTILE)],
    )
    step = {"paper": "some-paper", "why": HOSTILE, "why_zh": HOSTILE}
    texts_of_path = dict.fromkeys(["title", "title_zh", "audience", "audience_zh"], HOSTILE)
    hostile_path = path(**texts_of_path, items=[step])
    engine_texts = dict.fromkeys(["name", "description", "description_zh"], HOSTILE)
    other = paper(id="other", title="Other")
    return catalogue(one, other, topics=[topic("attention", **words)], collections=[bundle],
                     paths=[hostile_path],
                     engines=[engine("hostile", **engine_texts, url=link)])  # fmt: skip


@pytest.mark.parametrize("site", [SITE, CHINESE])
def test_hostile_text_is_text_on_every_page(site):
    seen = " ".join(HOSTILE.split())
    for page in render_pages(Renderer(hostile_book(), site)):
        body = tree(page)
        assert body.xpath("//script | //*[@onclick or @onerror]") == []
        assert "&amp;amp;amp" not in page.body
        if page.uri.endswith(("some-paper.md", "attention.md", "v0.1.md")):
            assert seen in heading(page.head)
        assert seen in shown(body) or page.uri in {"papers/other.md", HEALTH}


def test_hostile_labels_of_the_navigation_are_escaped():
    for site in (SITE, CHINESE):
        sections = navigation(hostile_book(), site)
        assert sections == {
            "topics/index.md": [{html.escape(HOSTILE): "topics/attention.md"}],
            "collections/index.md": [{html.escape(HOSTILE): "collections/v0.1.md"}],
            "engines/index.md": [{html.escape(HOSTILE): "engines/hostile.md"}],
            "start.md": [{html.escape(HOSTILE): "paths/first.md"}],
        }


def test_the_home_page_shows_hostile_text_as_text():
    filled, metadata = fill(f"# Home\n\n{TABLE}\n", "index.md", Renderer(hostile_book(), SITE))
    body = lxml.html.fromstring(f"<main>{filled}</main>")
    assert body.xpath("//script") == []
    (items,) = described(metadata)
    assert items["itemListElement"][0]["name"] == HOSTILE
    assert " ".join(HOSTILE.split()) in shown(body)


@pytest.mark.parametrize("text", ["A <!-- body --> B", *MARKERS, "{% endset %}{{ words }}"])
def test_a_title_like_a_part_of_a_template_is_a_title(text):
    book = catalogue(paper(title=text, summary=text, note=text, name=text))
    page = by_uri(book)["papers/some-paper.md"]
    assert heading(page.head) == text
    assert split_head(page.head)[0]["description"] == html.escape(text)
    assert described(page.metadata)[0]["headline"] == text
    assert text in shown(lxml.html.fromstring(page.search))
    assert page.body.startswith('<div class="pl pl-main">')
    filled, _ = fill("".join(MARKERS), "index.md", Renderer(book, SITE))
    assert filled.count("<table") == 2


def test_a_template_without_a_body_is_an_error():
    with pytest.raises(TypeError, match="body"):
        Renderer(catalogue(), SITE).render_parts("robots.txt", "robots.txt")


@pytest.mark.parametrize("site", [SITE, CHINESE])
def test_front_matter_is_read_on_every_page(site):
    for page in render_pages(Renderer(hostile_book(), site)):
        meta, text = split_head(page.head)
        assert meta["hide"] == ["navigation", "toc"]
        assert isinstance(meta["description"], str)
        assert meta["description"]
        assert text.count("\n# ") == 1


@pytest.mark.parametrize("site", [SITE, CHINESE])
def test_hostile_text_is_text_in_the_head_of_every_page(site):
    pages = by_uri(hostile_book(), site)
    for uri, page in pages.items():
        assert len(described(page.metadata)) == uri.startswith("papers/"), uri
    metadata = pages["papers/some-paper.md"].metadata
    (paper_described,) = described(metadata)
    assert paper_described["headline"] == paper_described["publication"]["name"] == HOSTILE
    assert paper_described["author"] == [{"@type": "Organization", "name": HOSTILE}]
    meta = lxml.html.fromstring(f"<main>{metadata}</main>")
    # With a comma at the end, Zotero does not split the name.
    for name, text in (
        ("title", HOSTILE),
        ("author", f"{HOSTILE},"),
        ("conference_title", HOSTILE),
    ):
        assert meta.xpath(f"//meta[@name='citation_{name}']/@content") == [text], name
    assert metadata.count("<script") == metadata.count("</script") == 1


def test_a_hand_written_page_without_the_marker_is_left_alone():
    assert fill("# About\n", "about.md", Renderer(catalogue(), SITE)) == ("# About\n", "")


def test_a_hand_written_page_can_lead_to_the_data():
    filled, metadata = fill(
        f"<p>Add</p>{EDIT}", "contribute.md", Renderer(catalogue(paper()), SITE)
    )
    assert metadata == ""
    links = lxml.html.fromstring(filled).xpath("//a/@href")
    assert links == ["https://github.com/a/b/blob/HEAD/data/papers.yaml"]


@pytest.mark.parametrize(("site", "root"), [(SITE, "../"), (CHINESE, "../../")])
def test_a_hand_written_page_can_offer_every_file_of_the_whole_list(site, root):
    book = catalogue(paper())
    filled, metadata = fill(f"# Data\n\n{FILES}\n", "data.md", Renderer(book, site))
    links = lxml.html.fromstring(f"<main>{filled}</main>").xpath("//a/@href")
    assert FILES not in filled
    offered = {urljoin(f"{site.url}/data/", link) for link in links}
    parts = (
        "assets/",
        "papers/",
        "topics/",
        "collections/",
        "robots.txt",
        "opensearch.xml",
        "worker.js",
    )
    names = {name for name in builds.files_of(Renderer(book, SITE)) if not name.startswith(parts)}
    feeds = {"feed.xml", "feed.json"}
    assert feeds < names
    assert offered == {
        *(f"{SITE.url}/{name}" for name in names - feeds),
        *(f"{site.url}/{name}" for name in feeds),
    }
    shown_names = lxml.html.fromstring(f"<main>{filled}</main>").xpath("//th/a/text()")
    assert {f"{SITE.url}{name}" for name in shown_names} == offered
    assert {link for link in links if not link.startswith(root)} <= {f"../{each}" for each in feeds}
    (dataset,) = described(metadata)
    named = {each["contentUrl"] for each in dataset["distribution"]}
    assert named == {f"{SITE.url}/{name}" for name in names if not name.startswith("schema/")}


def test_a_short_list_has_summaries_in_its_rows(monkeypatch):
    book = catalogue(paper(summary="It does <this>.", summary_zh="它<这样>。"), paper(id="other"))
    for most, site, texts in (
        (2, SITE, ["It does <this>."]),
        (2, CHINESE, ["它<这样>。"]),
        (1, SITE, []),
    ):
        monkeypatch.setattr(size, "SUMMARISED", most)
        pages = by_uri(book, site)
        rows = tree(pages["topics/attention.md"]).xpath("//tr[@id]//*[@class='pl-gist']")
        assert [shown(row) for row in rows] == texts
        assert tree(pages["papers/other.md"]).find_class("pl-gist") == []


@pytest.mark.parametrize("uri", [NEW, "new/2023-08.md", "years/2023.md"])
def test_rows_without_an_explorer_have_summaries_and_names_as_links(uri):
    named = paper(summary="It does this.", authors=["Łu Kai", "B", "C", "D"], venue="ICLR 2024")
    nobody = paper(id="nobody", title="N", org=["MIT"], date=named.date, added=named.added)
    page = tree(by_uri(catalogue(named, nobody))[uri])
    assert [shown(each) for each in page.xpath("//*[contains(@class, 'pl-long')]//tr//span")] == [
        *("Łu Kai, B, C +1 · ICLR 2024", "It does this.", ": Some paper", "MIT", ": N"),
    ]
    queries = [parse_qs(urlsplit(a).query)["q"][0] for a in page.xpath("//tr//span//a/@href")]
    assert queries == [
        'author:"Łu Kai"',
        'author:"B"',
        'author:"C"',
        'venue:"ICLR 2024"',
        'org:"MIT"',
    ]


def test_a_topic_leads_to_its_marked_papers_and_to_paths_that_are_half_its_own():
    items = [{"paper": each, "why": "W", "why_zh": "W"} for each in ("some-paper", "other")]
    book = catalogue(
        paper(recommended="3", topics=("x",)),
        paper(id="other", title="O", recommended="2", topics=("y",)),
        paper(id="third", title="T", recommended="2", topics=("x", "y")),
        topics=[topic("x"), topic("y"), topic("z")],
        paths=[path(id="both", title="Both", items=items), path(id="x", title="Only x")],
    )
    pages = by_uri(book)
    page = tree(pages["topics/x.md"])
    marked = page.xpath("//a[contains(@href, '?recommended=')]")
    assert [(shown(each), each.get("href")) for each in marked] == [
        ("2 recommended", "../../topics/x/?recommended=2"),
        ("1 must read", "../../topics/x/?recommended=3"),
    ]
    links = {
        each: tree(pages[f"topics/{each}.md"]).xpath("//a[contains(@href, 'paths/')]/@href")
        for each in "xyz"
    }
    assert links == {
        "x": ["../../paths/both/", "../../paths/x/"], "y": ["../../paths/both/"], "z": []
    }  # fmt: skip


def test_a_page_says_first_what_the_paper_does():
    page = by_uri(catalogue(paper(summary="It does this.", authors=["A"])))["papers/some-paper.md"]
    main, _ = tree(page).find_class("pl-main")
    assert shown(main[0]) == "It does this."


def test_names_on_the_page_of_a_paper_lead_to_their_papers():
    facts = {"authors": ["Łukasz Kaiser", "Dao, Tri", "et al."], "org": ["A & B", 'The "Lab"']}
    page = tree(by_uri(catalogue(paper(**facts, venue="ICLR 2024")))["papers/some-paper.md"])
    names = page.xpath(
        "//*[@class='pl-authors' or @class='pl-org']/a | //dd/a[starts-with(., 'I')]"
    )
    queries = [parse_qs(urlsplit(link.get("href")).query)["q"][0] for link in names]
    assert all(link.get("href").startswith("../../?q=") for link in names)
    assert dict(zip(map(shown, names), queries, strict=True)) == {
        "Łukasz Kaiser": 'author:"Łukasz Kaiser"',
        "Tri Dao": 'author:"Tri Dao"',
        "A & B": 'org:"A & B"',
        'The "Lab"': 'org:"The ',  # a query cannot quote a quotation mark
        "ICLR 2024": 'venue:"ICLR 2024"',
    }
    (authors,) = page.find_class("pl-authors")
    assert shown(authors) == "Łukasz Kaiser, Tri Dao, et al."
    assert authors.get("title") == "Papers under this name; several people may share it"


def test_search_reads_what_a_paper_is_looked_for_by():
    facts = {"authors": ["Ada Lovelace"], "org": ["NUS"], "aka": ["FA2"], "doi": "10.1145/1"}
    book = catalogue(paper(**facts, venue="ICLR 2024", note="Withdrawn", date="2023-07"))
    found = shown(lxml.html.fromstring(by_uri(book)["papers/some-paper.md"].search))
    wanted = ["Ada Lovelace", "NUS", "FA2", "10.1145/1", "ICLR 2024", "Withdrawn", "2307.00001"]
    assert [word for word in [*wanted, "2023-07", "attention"] if word not in found] == []


@pytest.mark.parametrize(
    ("site", "sentence"),
    [
        (SITE, "According to arXiv, this paper has been withdrawn (checked on 2026-11-26)."),
        (CHINESE, "据 arXiv 记录，该论文已撤稿（2026-11-26 查询）。"),
    ],
)
@pytest.mark.parametrize(
    ("note", "notice", "is_shown"),
    [
        (None, "Withdrawn.", True),
        ("Printed under another title.", "Withdrawn.", True),
        ("Withdrawn by its authors.", "Withdrawn.", False),
        ("The authors withdrew it.", "Withdrawn.", False),
        ("作者已撤稿。", "Withdrawn.", False),
        ("已被作者撤回。", "Withdrawn.", False),
        (None, None, False),
    ],
)
def test_a_page_says_that_arxiv_has_withdrawn_the_paper(site, sentence, note, notice, is_shown):
    record = ArxivRecord(
        title="Some paper", withdrawn=notice, date="2026-11-26", source="https://arxiv.org/"
    )
    book = replace(catalogue(paper(note=note)), facts=Facts(arxiv={"2307.00001": record}))
    body = by_uri(book, site)["papers/some-paper.md"].body
    assert (sentence in body) == is_shown


@pytest.mark.parametrize(
    ("facts", "tag", "has_event"),
    [
        ({"venue": "ICLR 2024"}, '"citation_conference_title" content="ICLR"', True),
        ({"venue": "TMLR 2024"}, '"citation_journal_title" content="TMLR"', True),
        (
            {"venue": "Advances 2024", "publication": "chapter"},
            '"citation_inbook_title" content="Advances"',
            True,
        ),
        ({"venue": "arXiv 2024"}, '"z:itemType" content="preprint"', False),
    ],
)
def test_the_head_says_how_a_paper_was_published(facts, tag, has_event):
    page = by_uri(catalogue(paper(**facts)))["papers/some-paper.md"]
    assert f"<meta name={tag}>" in page.metadata
    assert page.metadata.count("_title") == (2 if has_event else 1)
    assert ("PublicationEvent" in page.metadata) == has_event


def test_search_finds_a_topic_by_its_other_names():
    words = topic("a", name="A", name_zh="甲", aka=["Alpha", "First"], aka_zh=["第一"])
    for site in (SITE, CHINESE):
        page = by_uri(catalogue(topics=(words,)), site)["topics/a.md"]
        assert page.names == ("A", "甲", "Alpha", "First", "第一")


@pytest.mark.parametrize("site", [SITE, CHINESE])
def test_hostile_text_is_text_for_the_search_too(site):
    for page in render_pages(Renderer(hostile_book(), site)):
        words = lxml.html.fromstring(f"<main>{page.search}</main>")
        assert {element.tag for element in words.iter()} <= {"main", "p"}


def test_an_empty_catalogue_has_its_pages_and_says_so():
    found = by_uri(Catalogue((), (topic("a"),), ()))
    assert set(found) == {*ALWAYS, "topics/a.md"}
    words = load_words("en")
    assert words["no_papers"] in found["topics/a.md"].body
    assert words["no_papers"] in found["trends.md"].body
    assert words["no_papers"] in fill(TABLE, "index.md", Renderer(Catalogue((), (), ()), SITE))[0]
    assert FILES not in fill(FILES, "data.md", Renderer(Catalogue((), (), ()), SITE))[0]


def test_a_list_without_collections_has_no_page_for_them():
    sections = navigation(Catalogue((), (topic("a"),), ()), SITE)
    nav, listed = with_sections([{"Collections": COLLECTIONS}, {"About": "about.md"}], sections)
    assert nav == [{"About": "about.md"}]
    assert listed == {"about.md"}


def test_the_edit_link_leads_to_the_lines_of_the_entry():
    book = catalogue(paper(id="a"), paper(id="b", title="B"))
    links = tree(by_uri(book)["papers/b.md"]).xpath("//a/@href")
    assert "https://github.com/a/b/blob/HEAD/data/papers.yaml#L11-L19" in links


PARTS = {"2 & later.yaml": entry(id="b", title="B"), "1.yaml": entry(arxiv='"2307.00002"')}
PLACE = re.compile(r"(data/papers(\.yaml|/1\.yaml|/2%20%26%20later\.yaml)#L\d+-L\d+)|"
                   r"Line \d+ of data/papers(\.yaml|/1\.yaml|/2 &amp; later\.yaml)")  # fmt: skip


def parts_of(folder):
    return load_catalogue(write_parts(folder / "data", PARTS)).catalogue


def test_the_edit_link_leads_to_the_part_of_the_entry(tmp_path):
    page = tree(by_uri(parts_of(tmp_path))["papers/b.md"])
    start = "https://github.com/a/b/blob/HEAD/data/papers"
    assert f"{start}/2%20%26%20later.yaml#L1-L6" in page.xpath("//a/@href")
    assert "Line 1 of data/papers/2 & later.yaml" in page.xpath("//dt/text()")
    other = tree(by_uri(parts_of(tmp_path / "again"))["papers/some-paper.md"])
    assert f"{start}/1.yaml#L1-L6" in other.xpath("//a/@href")


def test_a_hand_written_page_leads_to_the_folder_of_the_parts(tmp_path):
    filled, _ = fill(f"<p>Add</p>{EDIT}", "contribute.md", Renderer(parts_of(tmp_path), SITE))
    (link,) = lxml.html.fromstring(filled).xpath("//a")
    assert link.get("href") == "https://github.com/a/b/blob/HEAD/data/papers"
    assert link.text == "Open data/papers on GitHub"


def test_a_list_in_parts_has_the_same_pages(tmp_path):
    """But for the place of an entry in the data."""
    whole = load_texts("".join(PARTS.values())).catalogue
    pages, parts = (
        {uri: PLACE.sub("", repr(page)) for uri, page in by_uri(book).items()}
        for book in (whole, parts_of(tmp_path))
    )
    assert pages == parts


def test_the_report_of_a_mistake_names_the_paper_and_its_page():
    book = catalogue(paper(title=HOSTILE))
    for site in (SITE, CHINESE):
        links = tree(by_uri(book, site)["papers/some-paper.md"]).xpath("//a/@href")
        (link,) = [link for link in links if "/issues/new" in link]
        query = parse_qs(urlsplit(link).query)
        assert "some-paper" in query["title"][0]
        assert HOSTILE in query["body"][0]
        assert f"{site.url}/papers/some-paper/" in query["body"][0]


@pytest.mark.parametrize("facts", [{}, {"title": HOSTILE, "venue": HOSTILE, "note": HOSTILE}])
@pytest.mark.parametrize("site", [SITE, CHINESE])
def test_a_paper_page_has_its_citation_in_every_format(site, facts):
    book = catalogue(paper(**facts))
    body = tree(by_uri(book, site)["papers/some-paper.md"])
    boxes = body.find_class("pl-cite")
    assert [box.xpath("string(pre/@aria-label)") for box in boxes] == [
        form.label for form in CITATIONS.values()
    ]
    assert [bool(box.xpath("ancestor::details")) for box in boxes] == [False, True, True, True]
    files = builds.files_of(Renderer(book, SITE))
    links = [box.xpath(".//a[@download]")[0] for box in boxes]
    first = urljoin(f"{site.url}/papers/some-paper/", links[0].get("href"))
    texts = [files[first.removeprefix(f"{SITE.url}/")]]
    texts += [urlopen(link.get("href")).read().decode() for link in links[1:]]
    assert texts == [box.xpath("string(pre)") for box in boxes]
    for link, form in zip(links, CITATIONS.values(), strict=True):
        assert link.get("download") == f"some-paper{form.ending}"
    for link, form in [*zip(links, CITATIONS.values(), strict=True)][1:]:
        assert link.get("href").startswith(f"data:{form.media};charset=utf-8;base64,")


RUNS = [
    {"engine": "vllm", "state": "documented", "url": "https://a.example/", "date": "2026-08-22"},
    {"engine": "vllm", "state": "implemented", "url": "https://c.example/"},
    {"engine": "b", "state": "implemented", "url": "https://b.example/?a=1&b=2"},
]
RUN = catalogue(
    paper(id="new", title="New", date="2024-02", topics=("y", "x"), runs_in=RUNS[:1]),
    paper(id="old", name="Old", title="Old: a title", topics=("x",), runs_in=RUNS),
    paper(id="none", title="None", topics=("x",)),
    topics=[topic("x", name="Topic x"), topic("y")],
    engines=[
        engine("vllm", name="vLLM", description="A server.", description_zh="推理引擎。"),
        engine("b"),
        engine("unused"),
    ],
)


@pytest.mark.parametrize(
    ("site", "line"),
    [
        (
            SITE,
            "Runs in: b (implemented in source: b) · "
            "vLLM (documented: vLLM, as of 2026-08-22; implemented in source: vLLM)",
        ),
        (
            CHINESE,
            "已支持的引擎：b (源码已实现：b) · "
            "vLLM (文档已说明：vLLM，截至 2026-08-22；源码已实现：vLLM)",
        ),
    ],
    ids=["en", "zh"],
)
def test_a_paper_page_names_the_engines_with_their_proofs(site, line):
    (runs,) = tree(by_uri(RUN, site)["papers/old.md"]).find_class("pl-runs")
    assert shown(runs) == line
    assert runs.xpath("a/@href") == [
        *("../../engines/b/", "https://b.example/?a=1&b=2"),
        *("../../engines/vllm/", "https://a.example/", "https://c.example/"),
    ]


def test_the_engines_are_listed_with_what_they_are_and_their_papers():
    cards = tree(by_uri(RUN)["engines/index.md"]).find_class("pl-card")
    assert [shown(card) for card in cards] == [
        "vLLM 2 papers A server. 2 documented 1 implemented in source",
        "b 1 paper 1 implemented in source",
        "unused 0 papers",
    ]
    assert [card.xpath("string(.//a/@href)") for card in cards] == [
        f"../engines/{each}/" for each in ("vllm", "b", "unused")
    ]
    chinese = tree(by_uri(RUN, CHINESE)["engines/index.md"]).find_class("pl-card")[0]
    assert shown(chinese) == "vLLM 2 篇论文 推理引擎。 文档已说明 2 篇 源码已实现 1 篇"


def test_an_engine_has_its_papers_under_all_their_topics_with_proofs():
    page = by_uri(RUN)["engines/vllm.md"]
    assert page.title == "vLLM"
    assert page.description == "A server."
    (table,) = tree(page).find_class("pl-proofs")
    new = "New 2024-02 documented: New, as of 2026-08-22"
    assert [shown(line) for line in table.xpath("tbody/tr")] == [
        *("Topic x 2 papers", new),
        "Old: a title 2023-07 documented: Old, as of 2026-08-22; implemented in source: Old",
        *("y 1 paper", new),
    ]
    assert table.xpath("tbody//a/@href") == [
        *("../../topics/x/", "../../papers/new/", "https://a.example/"),
        *("../../papers/old/", "https://a.example/", "https://c.example/"),
        *("../../topics/y/", "../../papers/new/", "https://a.example/"),
    ]
    unused = by_uri(RUN)["engines/unused.md"]
    assert tree(unused).find_class("pl-proofs") == []
    assert unused.description == "Papers in unused, by topic"


def test_a_list_without_engines_has_no_page_of_engines():
    book = catalogue(paper())
    assert not any(uri.startswith("engines/") for uri in by_uri(book))
    sections = navigation(book, SITE)
    assert with_sections([{"Engines": "engines/index.md"}], sections) == ([], set())


def test_a_paper_that_no_engine_is_known_to_run_has_no_section_of_engines():
    for site, words in ((SITE, load_words("en")), (CHINESE, load_words("zh"))):
        assert words["runs_in"] not in by_uri(catalogue(paper()), site)["papers/some-paper.md"].body


def test_a_year_row_spans_every_column_of_its_table():
    book = hostile_book()
    pages = [*render_pages(Renderer(book, SITE))]
    home, _ = fill(TABLE, "index.md", Renderer(book, SITE))
    bodies = [*map(tree, pages), lxml.html.fromstring(f"<main>{home}</main>")]
    tables = [table for body in bodies for table in body.find_class("pl-table")]
    years = [year for table in tables for year in table.xpath(".//tr[@class='pl-year']/th")]
    assert len(years) >= 3
    for year in years:
        columns = year.xpath("count(ancestor::table/thead/tr/th)")
        assert int(year.get("colspan")) == columns


def test_a_row_of_another_table_has_its_own_topics():
    book = catalogue(paper(topics=("x", "y")))
    (cell,) = tree(by_uri(book)["topics/x.md"]).xpath("//td[contains(@class, 'pl-topics')]")
    assert [a.get("href") for a in cell] == ["../../topics/y/"]


YEARS = catalogue(
    paper(id="last", title="L", date="2024-03"),
    paper(id="first", title="F", date="2021-11-02", topics=("x",)),
    paper(id="second", title="S", date="2021-12", topics=("x", "y")),
)


def test_a_year_has_a_page_with_all_its_papers():
    found = by_uri(YEARS)
    ids = {uri: tree(page).xpath("//tr[@id]/@id") for uri, page in found.items()}
    assert {uri: made for uri, made in ids.items() if uri.startswith("years/")} == {
        "years/2024.md": ["p-last"],
        "years/2021.md": ["p-second", "p-first"],
    }
    page = found["years/2021.md"]
    assert heading(page.head) == page.title == "Papers of 2021"
    assert shown(tree(page).xpath("//p")[0]).startswith("2 papers")
    assert by_uri(YEARS, CHINESE)["years/2021.md"].title == "2021 年的论文"


JOINED = catalogue(
    paper(id="last", title="L", date="2024-03", added="2024-04-01"),
    paper(id="old", title="F", date="2021-11-02", added="2024-05-09"),
    paper(id="older", title="S", date="2020-12", added="2024-05-02"),
)


def test_new_papers_are_listed_by_the_month_in_which_they_joined():
    found = by_uri(JOINED)
    page = tree(found[NEW])
    assert [shown(each) for each in page.xpath("//h2")] == ["2024-05 2 papers", "2024-04 1 paper"]
    assert page.xpath("//h2/a/@href") == ["../new/2024-05/", "../new/2024-04/"]
    assert page.xpath("//tr[@id]/@id") == ["p-old", "p-older", "p-last"]
    assert "../feed.xml" in page.xpath("//a/@href")
    month = found["new/2024-05.md"]
    assert tree(month).xpath("//tr[@id]/@id") == ["p-old", "p-older"]
    assert month.title == "Papers that joined in 2024-05"
    chinese = by_uri(JOINED, CHINESE)
    assert chinese[NEW].title == "新收录的论文"
    assert chinese["new/2024-05.md"].title == "2024-05 收录的论文"


def test_the_page_of_new_papers_stays_small():
    months = [f"{1990 + n // 12}-{n % 12 + 1:02}" for n in range(40)]
    papers = [
        paper(id=f"p{n}-{month}", title=f"P {n} {month}", date=month, added=f"{month}-02")
        for month in months
        for n in range(10)
    ]
    page = tree(by_uri(catalogue(*papers))[NEW])
    assert len(page.xpath("//tr[@id]")) == FIRST_NEW == 200
    assert len(page.xpath("//h2")) == 40
    more = [paper(id=f"q{n}", title=f"Q {n}") for n in range(FIRST_NEW + 5)]
    (year,) = tree(by_uri(catalogue(*more))[NEW]).xpath("//tr[@class='pl-year']")
    assert shown(year).endswith(f" {FIRST_NEW + 5} papers")
    links = page.xpath("//p[not(@class)]/a")
    assert [a.get("href") for a in links] == [f"../new/{each}/" for each in months[19::-1]]
    assert shown(links[0]) == "All 10 papers that joined in 1991-08"
    first = paper(id="first", title="First", added="2020-01-02")
    single = tree(by_uri(catalogue(first, *more))[NEW]).xpath("//p[not(@class)]/a")[-1]
    assert shown(single) == "Papers that joined in 2020-01"


def test_years_are_linked_from_the_lists_and_from_each_other():
    found = by_uri(YEARS)
    links = {
        uri: [(shown(a), a.get("href")) for a in tree(page).xpath("//a[contains(@href, 'years/')]")]
        for uri, page in found.items()
        if not uri.startswith("papers/")
    }
    whole = fill(TABLE, "index.md", Renderer(YEARS, SITE))[0]
    assert lxml.html.fromstring(whole).xpath("//a[contains(@href, 'years/')]/@href") == [
        *("./years/2024/", "./years/2021/"),
    ]
    assert {uri: made for uri, made in links.items() if made} == {
        "topics/x.md": [("2024", "../../years/2024/"), ("2021", "../../years/2021/")],
        "topics/y.md": [("2024", "../../years/2024/"), ("2021", "../../years/2021/")],
        "topics/attention.md": [("2024", "../../years/2024/"), ("2021", "../../years/2021/")],
        "years/2024.md": [("Previous year: 2021", "../../years/2021/")],
        "years/2021.md": [("Next year: 2024", "../../years/2024/")],
    }


def test_a_chinese_page_has_chinese_words():
    book = catalogue(paper(), topics=[topic("attention", name="Attention", name_zh="注意力")])
    found = by_uri(book, CHINESE)
    assert heading(found["topics/attention.md"].head) == "注意力"
    assert load_words("zh")["cite"] in found["papers/some-paper.md"].body
    assert load_words("en")["cite"] not in shown(tree(found["papers/some-paper.md"]))


def test_the_chinese_summary_is_used_where_there_is_one():
    both = catalogue(paper(summary="English.", summary_zh="中文。"))
    only = catalogue(paper(summary="English."))
    assert "中文。" in by_uri(both, CHINESE)["papers/some-paper.md"].body
    assert "English." in by_uri(both)["papers/some-paper.md"].body
    assert "English." in by_uri(only, CHINESE)["papers/some-paper.md"].body


def test_the_description_of_a_chinese_page_is_chinese():
    book = catalogue(paper(summary="English.", summary_zh="中文。"))
    meta, _ = split_head(by_uri(book, CHINESE)["papers/some-paper.md"].head)
    assert meta["description"] == "中文。"


def test_a_summary_in_chinese_alone_is_not_lost():
    book = catalogue(paper(summary_zh="中文。"))
    assert "中文。" in by_uri(book, CHINESE)["papers/some-paper.md"].body


# The data of this project


@pytest.fixture(scope="module", params=LANGUAGES)
def built(request):
    book = load_catalogue(DATA).catalogue
    code = request.param
    site = SITE if code == MAIN else replace(CHINESE, language=code, url=f"{SITE.url}/{code}")
    return book, by_uri(book, site), site


def test_every_paper_topic_and_collection_has_its_page(built):
    book, found, _ = built
    kinds = {"papers": book.papers, "topics": book.topics, "collections": book.collections}
    kinds |= {"paths": book.paths, "engines": book.engines}
    wanted = {f"{kind}/{item.id}.md" for kind, items in kinds.items() for item in items}
    wanted |= {f"papers/{name}.md" for name in book.removed}
    wanted |= {f"years/{item.date[:4]}.md" for item in book.papers}
    wanted |= {f"new/{item.added[:7]}.md" for item in book.papers}
    assert set(found) == wanted | {*ALWAYS, "start.md", "engines/index.md", "collections/index.md"}


def test_every_heading_is_the_title_of_its_paper(built):
    book, found, _ = built
    for item in book.papers:
        assert heading(found[f"papers/{item.id}.md"].head) == headed(item)


def test_every_topic_lists_its_papers_newest_first(built):
    book, found, _ = built
    for name, papers in book.by_topic.items():
        rows = tree(found[f"topics/{name}.md"]).xpath("//tr[@id]/@id")
        assert rows == [f"p-{item.id}" for item in papers]


def test_the_home_page_lists_every_paper_once(built):
    book, _, site = built
    text, _ = fill(f"# Home\n\n{TABLE}\n", "index.md", Renderer(book, site))
    rows = lxml.html.fromstring(f"<main>{text}</main>").xpath("//tr[@id]/@id")
    assert rows == [f"p-{item.id}" for item in book.newest_first]
    assert TABLE not in text


def test_links_between_pages_lead_to_pages_rows_and_files(built):
    book, found, site = built
    bodies = {address_of(uri): tree(page) for uri, page in found.items()}
    home, _ = fill(f"# Home\n\n{TABLE}\n", "index.md", Renderer(book, site))
    bodies[""] = lxml.html.fromstring(f"<main>{home}</main>")
    places = {f"{site.url}/{address}": set(body.xpath("//@id")) for address, body in bodies.items()}
    places[f"{site.url}/data/"] = set()  # written by hand
    places |= dict.fromkeys(files_of(book, site), ())
    for address, body in bodies.items():
        for link in body.xpath(
            "//a/@href[not(starts-with(., 'https://') or starts-with(., 'data:'))]"
        ):
            target = urlsplit(urljoin(f"{site.url}/{address}", link))
            assert link.startswith((root_of(f"{address}index.md"), "#")), (address, link)
            ids = places[target._replace(query="", fragment="").geturl()]
            assert target.fragment in {"", *ids}, (address, link)


def test_only_citations_hold_files_in_their_links(built):
    book, found, _ = built
    cited = {f"papers/{item.id}.md" for item in book.papers}
    for uri, page in found.items():
        links = tree(page).xpath(
            "//@href[starts-with(., 'data:')] | //@src[starts-with(., 'data:')]"
        )
        boxes = tree(page).xpath(
            "//figure[@class='pl-cite']//a[@download]/@href[starts-with(., 'data:')]"
        )
        assert links == boxes
        assert len(links) == (len(CITATIONS) - 1 if uri in cited else 0)


def test_two_runs_give_the_same_bytes(built):
    book, found, site = built
    assert by_uri(book, site) == found
