"""The Markdown tables, as parsers of Markdown show them."""

import re
from importlib.util import find_spec
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from paperlist.catalogue.repositories import BADGES, parse_repository
from paperlist.exports.markdown import render_markdown
from paperlist.publishing.selection import Selection, whole_list
from paperlist.publishing.site_info import Site
from tests.support.builds import text
from tests.support.catalogues import catalogue, paper, titles, topic
from tests.support.listed import TOPICS, best_link, of_topic
from tests.support.readers import as_html, by_markdown_it, pages, papers_of

SITE = Site("en", "https://papers.example/list", "", "Papers *and* more")

links = st.from_regex(r"https://a\.example[/?#][!#-;=?-\[\]_a-z~]{0,30}", fullmatch=True)
links |= st.sampled_from(["https://a.example/?b=1&lt;=2&#60;", "https://a.example/b_(c)_d*e*[f]"])


if find_spec("markdown_it"):
    as_html["markdown-it"] = by_markdown_it


@pytest.fixture(params=as_html)
def parse(request):
    return lambda source: html.fragment_fromstring(as_html[request.param](source), "div")


def shown(title, name):
    """The name stands in brackets before a title that does not begin with it."""
    if not name:
        return title
    start, rest = title[: len(name)], title[len(name) :]
    same = start.casefold().replace("-", " ") == name.casefold().replace("-", " ")
    return title if same and re.match("[ :：]|$", rest) else f"[{name}] {title}"


def only_row(page):
    (table,) = page.findall("table")
    (found,) = papers_of(table)
    return found


def render(*papers, **lists):
    return render_markdown(whole_list(catalogue(*papers, **lists), SITE))


@pytest.fixture
def page(site, parse):
    return parse((site.folder / "papers.md").read_text("utf-8"))


# The real list


def test_every_topic_has_its_table(page):
    assert [text(head) for head in page.iter("h2")] == [each["name"] for each in TOPICS]
    assert len(page.findall("table")) == len(TOPICS)
    for head, each in zip(page.iter("h2"), TOPICS, strict=True):
        assert text(head.getnext()) == each["description"]
        assert head.getnext().getnext().tag == "table"


def test_the_contents_lead_to_the_topics_with_their_sizes(page):
    items = [(text(item), item.find("a").get("href")) for item in page.find("ul").iter("li")]
    assert items == [
        (f"{each['name']} ({len(of_topic(each['id']))})", f"#{each['id']}") for each in TOPICS
    ]
    for head, each in zip(page.iter("h2"), TOPICS, strict=True):
        assert head.getprevious().get("id") == each["id"]


def test_every_paper_stands_in_the_tables_of_its_topics(page):
    for table, each in zip(page.iterfind("table"), TOPICS, strict=True):
        papers = of_topic(each["id"])
        for written, (title, date, read, codes) in zip(papers, papers_of(table), strict=True):
            assert title == shown(written["title"], written.get("name"))
            assert date == written["date"].replace("-", ".")
            assert unquote(read) == unquote(best_link(written))
            assert codes == [written[key] for key in ("code",) if key in written]


def test_badges_are_those_of_the_code(page):
    for image in page.iter("img"):
        (link,) = image.getparent().iter("a")
        repository = parse_repository(link.get("href"))
        assert image.get("src").startswith(BADGES)
        assert repository is None or image.get("src") == repository.live_badge


# Odd lists


@given(titles)
def test_a_title_is_the_exact_text(title):
    for page in pages(render(paper(title=title))):
        assert only_row(page)[0] == title


@pytest.mark.parametrize(
    "title",
    [
        "See http://evil.example/x now", "At HTTPS://evil.example", "On www.evil.example",
        "By @octocat", "(@octocat)", "Ask me@evil.example", "ftp://evil.example",
        "WWW.evil.example", "@a @b@c",
    ],
)  # fmt: skip
def test_a_title_is_no_link_and_mentions_nobody(title):
    (row,) = pages(render(paper(title=title)))[-1].iterfind("table/tbody/tr")
    cell = row.findall("td")[1]
    assert text(cell) == title
    assert list(cell.iter("a")) == []
    # A mention is found in one piece of text.
    assert not any(re.search(r"@\w", piece) for piece in cell.itertext())


def test_the_address_of_a_badge_ends_no_link(parse):
    code = "https://github.com/a)[click](mailto:evil@x.y)/b"
    page = parse(render(paper(code=code)))
    assert [a.get("href") for a in page.iter("a") if "mailto" in a.get("href")[:8]] == []


@given(titles, st.sampled_from(["", "|", "\\", "\\\\"]))
def test_a_row_has_five_bars_for_those_who_look_at_one_backslash_only(title, end):
    """As markdown-it does; others take two backslashes for one and see the bar behind them."""
    *_, row = render(paper(title=title + end)).splitlines()
    assert len(re.findall(r"(?<!\\)\|", row)) == 5


@given(titles, titles)
def test_a_name_stands_in_brackets_unless_the_title_begins_with_it(name, title):
    for full in (title, f"{name}: {title}", f"{name}{title}"):
        for page in pages(render(paper(title=full, name=name))):
            assert only_row(page)[0] == shown(full, name)


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [
        ("Orca", "Orca: A Distributed System", "Orca: A Distributed System"),
        ("Orca", "Orcas at Sea", "[Orca] Orcas at Sea"),
        ("MLC-LLM", "MLC LLM", "MLC LLM"),
        ("LLM.int8()", "LLM.int8(): 8-bit", "LLM.int8(): 8-bit"),
        (None, "[A] B", "[A] B"),
        ("A", "a | b \\", "a | b \\"),
        ("B\\", "B\\", "B\\"),
        ("A\\", "B", "[A\\] B"),
    ],
)
def test_a_name_is_bold_or_in_brackets(parse, name, title, expected):
    page = parse(render(paper(name=name, title=title)))
    assert only_row(page)[0] == expected
    bold = [each.text for each in page.iter("strong")]
    assert bold == ([] if expected.startswith("[") else [title[: len(name)]])


@given(links, links)
def test_links_lead_where_they_should(url, code):
    for page in pages(render(paper(arxiv=None, url=url, code=code))):
        _, _, read, codes = only_row(page)
        assert [unquote(each) for each in (read, *codes)] == [unquote(url), unquote(code)]


@given(titles, titles)
def test_a_topic_is_told_exactly(name, description):
    named = topic("attention", name=name, description=description)
    for page in pages(render(paper(), topics=(named,))):
        assert text(page.find("h2")) == name
        assert text(page.find("h2").getnext()) == description
        assert text(page.find("ul/li")) == f"{name} (1)"


def test_the_head_is_name_and_address(parse):
    page = parse(render(paper()))
    assert text(page.find("h1")) == SITE.name
    assert page.find("p/a").get("href") == f"{SITE.url}/"


def test_a_selection_has_its_own_papers_and_topics_only(parse):
    other = paper(id="other", title="Other", topics=("b", "c"))
    listed = catalogue(paper(topics=("a", "b")), other)
    chosen = Selection(listed, SITE, (other,), "Some")
    page = parse(render_markdown(chosen))
    assert [text(item) for item in page.find("ul").iter("li")] == ["b (1)", "c (1)"]
    assert [papers_of(table)[0][0] for table in page.iterfind("table")] == ["Other", "Other"]


def test_a_paper_without_code_has_a_dash_and_one_without_github_no_badge(parse):
    elsewhere = paper(id="b", title="B", code="https://example.org/code/")
    page = parse(render(paper(), elsewhere))
    cells = [row.findall("td")[3] for row in page.iterfind("table/tbody/tr")]
    assert [text(cell) for cell in cells] == ["-", "[code][code]"]
    assert page.xpath("//img") == []


def test_an_empty_list_is_its_head(parse):
    page = parse(render())
    assert [element.tag for element in page] == ["h1", "p"]
