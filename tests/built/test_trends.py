"""Trends: the numbers are those of the list, in the drawing, beside it and for who sees neither."""

import re
from collections import Counter
from itertools import pairwise
from urllib.parse import unquote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from paperlist.catalogue.load import load_catalogue
from paperlist.publishing.site_info import Site
from paperlist.publishing.words import load_words, noun
from paperlist.site.pages import render_pages
from paperlist.site.rendering import Renderer
from paperlist.site.trends import HEIGHT, LEVELS, MOST, SERIES, WIDTH, find_trends
from tests.support import builds
from tests.support.builds import newest_first, text
from tests.support.catalogues import DATA, catalogue, paper, topic
from tests.support.visits import size

PAPERS = builds.load("papers.yaml")
TOPICS = builds.load("topics.yaml")
# Counted here a second time, and in another way: that is what the tests are about.
MONTHS = Counter(item["date"][:7] for item in PAPERS)
FIRSTS = Counter((item["date"][:7], item["topics"][0]) for item in PAPERS)
SIZES = Counter(item["topics"][0] for item in PAPERS)
IN_YEAR = Counter((name, item["date"][:4]) for item in PAPERS for name in item["topics"])
YEARS = sorted({item["date"][:4] for item in PAPERS})
SPACE = 1  # that the drawing has on each side of a bar, and above


def quarter_of(date):
    return int(date[:4]), (int(date[5:7]) - 1) // 3 + 1


@pytest.fixture(scope="module")
def real():
    return find_trends(load_catalogue(DATA).catalogue)


# The numbers


def test_series_are_the_topics_that_most_papers_have_first(real):
    names = [item.id for item in real.series]
    assert len(names) == len(set(names))
    assert [SIZES[name] for name in names] == sorted(SIZES.values(), reverse=True)[:SERIES]


def test_every_paper_counts_once_in_its_month_under_its_first_topic(real):
    names = [item.id for item in real.series]
    assert [month for month, _ in real.months] == sorted(MONTHS)
    for month, (*counts, others) in real.months:
        assert counts == [FIRSTS[month, name] for name in names]
        assert others == MONTHS[month] - sum(counts)
    assert sum(sum(counts) for _, counts in real.months) == len(PAPERS)


def test_quarters_follow_each_other_and_hold_every_month(real):
    places = [(int(quarter.year), quarter.number) for quarter in real.quarters]
    assert places[0] == min(quarter_of(item["date"]) for item in PAPERS)
    assert places[-1] == max(quarter_of(item["date"]) for item in PAPERS)
    for (year, number), after in pairwise(places):
        assert after == ((year, number + 1) if number < 4 else (year + 1, 1))
    months = [pair for quarter in real.quarters for pair in quarter.months]
    assert {month: count for month, count in months if count} == MONTHS
    assert sum(quarter.papers for quarter in real.quarters) == len(PAPERS)


def test_a_quarter_leads_to_its_newest_paper(real):
    for quarter in real.quarters:
        place = (int(quarter.year), quarter.number)
        inside = [item for item in newest_first(PAPERS) if quarter_of(item["date"]) == place]
        assert (quarter.newest and quarter.newest.id) == (inside[0]["id"] if inside else None)
        first, last = quarter.span.split("..")
        assert all(first <= item["date"][:7] <= last for item in inside)
        assert quarter_of(first) == quarter_of(last) == place
        assert int(last[5:]) - int(first[5:]) == 2


def test_the_matrix_counts_a_paper_under_each_of_its_topics(real):
    assert real.years == tuple(YEARS)
    assert {item.id for item, _ in real.matrix} == {item["id"] for item in TOPICS}
    sums = []
    for item, cells in real.matrix:
        assert [cell.year for cell in cells] == YEARS
        assert [cell.papers for cell in cells] == [IN_YEAR[item.id, year] for year in YEARS]
        sums.append(sum(item.id in each["topics"] for each in PAPERS))
        assert sum(cell.papers for cell in cells) == sums[-1]
    assert sums == sorted(sums, reverse=True)


def test_a_cell_is_the_darker_the_more_papers_it_has(real):
    cells = [cell for _, cells in real.matrix for cell in cells]
    levels = [cell.level for cell in sorted(cells, key=lambda cell: cell.papers)]
    assert levels == sorted(levels)
    for cell in cells:
        assert (cell.level == 0) == (cell.papers == 0) == (cell.newest is None)
        assert LEVELS[cell.level - 1] <= cell.papers or not cell.papers


def test_venues_are_counted_whatever_the_year(real):
    counted = Counter(re.sub(r" \d{4}$", "", item["venue"]) for item in PAPERS if item.get("venue"))
    assert dict(real.venues).items() <= counted.items()
    counts = [count for _, count in real.venues]
    assert counts == sorted(counted.values(), reverse=True)[:MOST]


def test_organisations_are_counted_under_their_whole_names(real):
    counted = Counter(name for item in PAPERS for name in item.get("org", []))
    assert [count for _, count in real.organisations] == [n for _, n in counted.most_common(MOST)]
    assert dict(real.organisations).items() <= counted.items()


def test_repositories_are_those_of_two_papers_at_least(real):
    found = find_trends(
        catalogue(
            *(
                paper(id=f"p{n}", arxiv=f"2307.0000{n}", code=f"https://github.com/{repo}")
                for n, repo in enumerate(["a/one", "b/two", "c/three", "b/two", "c/three", "b/two"])
            ),
            paper(id="repo", arxiv="2308.00001", repo="c/three", date="2023-08"),
            paper(id="bare", arxiv="2308.00002"),
            paper(id="other", arxiv="2308.00003", code="https://example.org/b/two"),
            paper(id="same", arxiv="2308.00004", code="https://example.org/b/two"),
            paper(id="away", arxiv="2308.00005", code="https://gitlab.com/b/two"),
            paper(id="far", arxiv="2308.00006", code="https://gitlab.com/b/two/-/tree/main"),
        )
    )
    shared = [(code.label, [each.id for each in papers]) for code, papers in found.repositories]
    assert shared == [
        ("b/two", ["p1", "p3", "p5"]),
        ("c/three", ["repo", "p2", "p4"]),
        ("gitlab.com/b/two", ["away", "far"]),
    ]
    sizes = [len(papers) for _, papers in real.repositories]
    assert sizes == sorted(sizes, reverse=True)
    assert min(sizes, default=2) >= 2
    for code, papers in real.repositories:
        links = [item.get("code", "") for item in PAPERS]
        by_link = sum(f"{link}/".startswith(f"{code.url}/") for link in links)
        assert len(papers) >= by_link >= 1


# Lists of any size


def test_an_empty_list_has_nothing_to_draw():
    found = find_trends(catalogue(topics=(topic("a"),)))
    assert (found.series, found.quarters, found.months, found.years) == ((), (), (), ())
    assert (found.venues, found.organisations, found.repositories) == ((), (), ())
    assert [(item.id, cells) for item, cells in found.matrix] == [("a", ())]


def test_the_page_of_an_empty_list_says_so():
    site = Site("en", "https://example.org/list", "")
    (page,) = (
        page
        for page in render_pages(Renderer(catalogue(topics=(topic("a"),)), site))
        if page.uri == "trends.md"
    )
    body = html.fromstring(page.body)
    assert load_words("en")["no_papers"] in text(body)
    assert body.xpath("//svg | //table | //h2") == []


def test_one_paper_is_one_full_bar():
    found = find_trends(catalogue(paper(date="2023-08-14")))
    (quarter,) = found.quarters
    assert (quarter.year, quarter.number, quarter.span) == ("2023", 3, "2023-07..2023-09")
    assert quarter.months == (("2023-07", 0), ("2023-08", 1), ("2023-09", 0))
    (block,) = quarter.blocks
    assert (block.series, block.y, block.x) == (1, 0, WIDTH / 3)
    assert block.height == HEIGHT - 1
    assert found.ticks == ((0, HEIGHT), (1, 0))
    assert found.months == (("2023-08", (1, 0)),)


def test_decades_without_papers_are_drawn_empty():
    found = find_trends(catalogue(paper(date="1986-12"), paper(id="late", date="2024-01")))
    empty = [quarter for quarter in found.quarters if not quarter.papers]
    assert len(found.quarters) == (2024 - 1986) * 4 + 1 - 3 == len(empty) + 2
    assert not any(quarter.blocks or quarter.newest for quarter in empty)
    assert found.years == ("1986", "2024")
    assert [month for month, _ in found.months] == ["1986-12", "2024-01"]


def test_other_topics_keep_their_colour_in_a_list_of_few_topics():
    first, second = (paper(id=name, topics=(name,)) for name in ("a", "b"))
    found = find_trends(catalogue(first, second, topics=(topic("a"), topic("b"))))
    assert [block.series for block in found.quarters[0].blocks] == [1, 2]
    many = [paper(id=f"{name}-{n}", topics=(name,)) for n in range(2) for name in "abcde"]
    found = find_trends(catalogue(*many, paper(topics=("rare",))))
    assert [block.series for block in found.quarters[0].blocks] == [1, 2, 3, 4, 5, 6]
    assert found.months == (("2023-07", (2, 2, 2, 2, 2, 1)),)


# The drawing

# How many papers a month has of each topic.
stacks = st.dictionaries(
    st.builds("{}-{:02}".format, st.integers(2019, 2021), st.integers(1, 12)),
    st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 40), min_size=1, max_size=7),
    min_size=1,
    max_size=4,
)


def drawn(found):
    names = [
        (date, name)
        for date, counts in found.items()
        for name in counts
        for _ in range(counts[name])
    ]
    # Not checked: the papers are alike, and there are many.
    start = paper()
    papers = [
        start.model_copy(update={"id": f"p{n}", "date": date, "topics": (name,)})
        for n, (date, name) in enumerate(names)
    ]
    return find_trends(catalogue(*papers))


@given(stacks)
@example({"2020-01": {"a": 600, "b": 1}, "2020-02": {"b": 1}})
@example({"2020-01": {"a": 1500, "b": 1, "c": 1}})
def test_blocks_stay_inside_the_drawing_and_apart(found):
    trends = drawn(found)
    top = trends.ticks[-1][0]
    for quarter in trends.quarters:
        for place, (month, count) in enumerate(quarter.months):
            blocks = [block for block in quarter.blocks if block.x == place * WIDTH / 3]
            assert sum(block.height > 0 for block in blocks) == len(blocks)
            assert [block.series for block in blocks] == sorted({block.series for block in blocks})
            assert all(block.y >= 0 and block.y + block.height <= HEIGHT for block in blocks)
            assert all(high.y + high.height <= low.y for low, high in pairwise(blocks))
            expected = HEIGHT - HEIGHT * count / top
            assert min((block.y for block in blocks), default=HEIGHT) == pytest.approx(
                expected, abs=0.1
            )
            assert count == sum(found.get(month, {}).values())
        assert len(quarter.blocks) == sum(
            sum(count > 0 for count in counts)
            for month, counts in trends.months
            if month in dict(quarter.months)
        )


@given(stacks)
@example({"2020-01": {"a": 1}})
@example({"2020-01": {"a": 5}})
@example({"2020-01": {"a": 6}})
@example({"2020-01": {"a": 101}})
def test_ticks_are_round_few_and_reach_the_top(found):
    ticks = drawn(found).ticks
    numbers, heights = zip(*ticks, strict=True)
    most = max(sum(counts.values()) for counts in found.values())
    (step,) = {after - number for number, after in pairwise(numbers)}
    assert re.fullmatch(r"[125]0*", str(step))
    assert numbers[0] == 0
    assert numbers[-1] - step < most <= numbers[-1]
    assert 2 <= len(numbers) <= SERIES + 1
    assert (heights[0], heights[-1]) == (HEIGHT, 0)
    assert all(y == pytest.approx(HEIGHT - HEIGHT * n / numbers[-1]) for n, y in ticks)


# The page as built


@pytest.fixture(params=["en", "zh"])
def built(request):
    """The site in one language, its page of trends, and the words of the language."""
    site = request.getfixturevalue("site" if request.param == "en" else "chinese")
    return site, site.pages["trends/"], load_words(request.param)


def bodies(page):
    """Each table of the page with its rows."""
    return [(table, [[*row] for row in table.iterfind("tbody/tr")]) for table in page.iter("table")]


def numbers(cells):
    return [int(text(cell)) for cell in cells]


def hrefs(element):
    return element.xpath(".//a/@href")


def test_quarters_with_papers_lead_to_their_papers(built, real):
    site, page, _ = built
    items = page.xpath("//ol[@class='pl-quarters']/li")
    assert len(items) == len(real.quarters)
    for item, quarter in zip(items, real.quarters, strict=True):
        links = hrefs(item)
        assert len(links) == (1 if quarter.papers else 0)
        for link in links:
            assert f"?date={quarter.span}#" in link
            assert site.lands("trends/", link)
            assert site.inside("trends/", link) == ("", f"p-{quarter.newest.id}")


def test_quarters_say_their_numbers_to_who_sees_no_drawing(built):
    _, page, words = built
    told = Counter()
    for link in page.xpath("//ol[@class='pl-quarters']/li/a"):
        head, months = re.fullmatch(r"(.*) \((.*)\)", text(link)).groups()
        counts = Counter(
            {month: int(n) for month, n in re.findall(r"([\d-]+)(?:: |：)(\d+)", months)}
        )
        (place,) = {quarter_of(month) for month in counts}
        values = dict(zip(("year", "number"), place, strict=True), count=counts.total())
        papers = noun(counts.total(), words["papers"])
        assert head == words["quarter"].format(**values, papers=papers)
        told += counts
    assert told == MONTHS


def test_drawings_are_for_the_eye_alone(built, real):
    _, page, _ = built
    items = page.xpath("//ol[@class='pl-quarters']/li")
    for item, quarter in zip(items, real.quarters, strict=True):
        (drawing,) = item.iter("svg")
        assert drawing.get("aria-hidden") == "true"
        _, _, width, height = map(float, drawing.get("viewbox").split())
        shapes = [
            {name: float(rect.get(name)) for name in ("x", "y", "width", "height")}
            for rect in drawing.iter("rect")
        ]
        assert [(rect["x"], rect["y"], rect["height"]) for rect in shapes] == [
            (block.x + SPACE, block.y + SPACE, block.height) for block in quarter.blocks
        ]
        assert all(rect["x"] >= 0 and rect["x"] + rect["width"] <= width for rect in shapes)
        assert all(rect["y"] >= 0 and rect["y"] + rect["height"] <= height for rect in shapes)
        lefts = sorted({(rect["x"], rect["x"] + rect["width"]) for rect in shapes})
        assert all(one[1] <= other[0] for one, other in pairwise(lefts))


def test_the_axis_has_the_ticks(built, real):
    _, page, _ = built
    (axis,) = page.find_class("pl-chart__axis")
    shown = [(int(label.text), float(label.get("y"))) for label in axis.iter("text")]
    assert [number for number, _ in shown] == [number for number, _ in real.ticks]
    _, _, _, height = map(float, axis.get("viewbox").split())
    assert all(0 <= y <= height for _, y in shown)
    assert axis.get("aria-hidden") == "true"


def test_the_legend_names_the_series(built, real):
    _, page, words = built
    (legend,) = page.find_class("pl-legend")
    key = "name" if words["topics_head"] == "Topics" else "name_zh"
    names = {item["id"]: item[key] for item in TOPICS}
    shown = [(item.get("class"), text(item)) for item in legend.iter("li")]
    assert shown == [
        *((f"pl-s{n}", names[item.id]) for n, item in enumerate(real.series, start=1)),
        (f"pl-s{SERIES + 1}", words["other_topics"]),
    ]


def test_the_table_has_the_numbers_of_the_chart(built, real):
    _, page, _ = built
    _, rows = bodies(page)[0]
    assert [text(month) for month, *_ in rows] == sorted(MONTHS, reverse=True)
    for month, *counts, total in rows:
        assert numbers(counts) == list(dict(real.months)[text(month)])
        assert numbers([total]) == [MONTHS[text(month)]] == [sum(numbers(counts))]


def test_the_matrix_leads_from_every_number_to_its_papers(built, real):
    site, page, words = built
    (matrix,) = page.find_class("pl-matrix")
    heads = [f"≤ {YEARS[-6]}", *YEARS, words["sum"]]
    assert [text(year) for year in matrix.iterfind("thead/tr/th")] == heads
    rows = [[*row] for row in matrix.iterfind("tbody/tr")]
    for (head, earlier, *cells, total), (topic_of, _) in zip(rows, real.matrix, strict=True):
        (link,) = hrefs(head)
        assert site.inside("trends/", link) == (f"topics/{topic_of.id}/", "")
        assert head.get("scope") == "row"
        counts = [IN_YEAR[topic_of.id, year] for year in YEARS]
        assert text(earlier).removeprefix("·") == str(sum(counts[:-5]))
        for cell, year, count in zip(cells, YEARS, counts, strict=True):
            if not count:
                seen, heard = cell.findall("span")
                assert (seen.get("aria-hidden"), heard.get("class")) == ("true", "pl-vh")
                assert (text(heard), hrefs(cell)) == ("0", [])
                continue
            (link,) = cell.findall("a")
            values = {"topic": text(head), "year": year, "count": count}
            label = words["cell"].format(**values, papers=noun(count, words["papers"]))
            assert link.get("aria-label") == label
            assert (text(cell), f"?date={year}#" in link.get("href")) == (str(count), True)
            address, row = site.inside("trends/", link.get("href"))
            assert address == f"topics/{topic_of.id}/"
            assert row in site.anchors[address]
        assert numbers([total]) == [sum(counts)]


@pytest.mark.parametrize("home", ["", "zh/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_numbers_that_are_seen_of_a_topic_add_up(visit, home, width):
    page = visit(viewport=size(width)).open(f"{home}trends/")
    rows = page.locator(".pl-matrix tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].slice(1).filter(cell => cell.offsetWidth)"
        ".map(cell => parseInt(cell.innerText) || 0))"
    )
    assert {len(row) for row in rows} == {7 if width == 390 else len(YEARS) + 1}
    assert [sum(counts) for *counts, _ in rows] == [total for *_, total in rows]


# The pieces of text, and how many lines each takes.
LINES = """elements => elements.flatMap(element => [...element.childNodes]).map(node => {
  const range = document.createRange()
  range.selectNode(node)
  return [node.data, new Set([...range.getClientRects()].map(box => box.top)).size]
}).filter(([text]) => text)"""


@pytest.mark.parametrize("home", ["", "zh/"])
def test_heads_and_names_of_repositories_stay_whole_on_a_phone(visit, home):
    table = visit(viewport=size(390)).open(f"{home}trends/").locator(".pl-plain--wide")
    heads = table.locator("thead th").evaluate_all(LINES)
    assert len({head for head, _ in heads}) == 3
    parts = table.locator("tbody th a").evaluate_all(LINES)
    assert len(parts) == 2 * table.locator("tbody th a").count()
    whole = [(part, lines) for part, lines in parts if "-" not in part]
    assert [part for part, lines in [*heads, *whole] if lines > 1] == []


def test_few_years_have_no_column_of_earlier_ones():
    site = Site("en", "https://example.org/list", "")
    papers = [paper(id=f"p{year}", date=f"{year}-01") for year in range(2020, 2025)]
    for book, columns in ((catalogue(*papers), 6), (catalogue(*papers, paper(date="2019-01")), 8)):
        (page,) = (page for page in render_pages(Renderer(book, site)) if page.uri == "trends.md")
        (matrix,) = html.fromstring(page.body).find_class("pl-matrix")
        assert len(matrix.findall("thead/tr/th")) == columns


def test_what_the_tables_name_was_counted_and_leads_to_its_papers(built, real):
    site, page, words = built
    tables = {text(table.find("caption")): body for table, body in bodies(page)}
    keys = ("venues", "organisations", "repositories")
    venues, organisations, repositories = (tables.get(words[key], []) for key in keys)
    for rows, counted, view in (
        (venues, real.venues, "venue={}"),
        (organisations, real.organisations, 'q=org:"{}"'),
    ):
        assert [(text(name), int(text(count))) for name, count in rows] == list(counted)
        links = [unquote_plus(link) for head, _ in rows for link in hrefs(head)]
        assert links == [f"../?{view.format(name)}" for name, _ in counted]
    for (head, count, papers), (code, found) in zip(repositories, real.repositories, strict=True):
        assert (text(head), hrefs(head)) == (code.label, [code.url])
        assert numbers([count]) == [len(found)]
        places = [site.inside("trends/", link) for link in hrefs(papers)]
        assert places == [(f"papers/{item.id}/", "") for item in found]


def test_headings_and_tables_are_named(built, real):
    _, page, words = built
    shown = {key: getattr(real, key) for key in ("venues", "organisations", "repositories")}
    keys = ["by_month", "by_year", *(key for key, table in shown.items() if table)]
    (article,) = page.iter("article")
    headings = [(each.tag, text(each)) for each in article.iter("h1", "h2", "h3")]
    assert headings == [("h1", words["nav_trends"]), *(("h2", words[key]) for key in keys)]
    assert [text(table.find("caption")) for table in page.iter("table")] == [
        words[key] for key in keys
    ]
    for table in page.iter("table"):
        assert {cell.get("scope") for cell in table.iterfind("thead/tr/th")} == {"col"}
        assert {row[0].get("scope") for row in table.iterfind("tbody/tr")} == {"row"}


def test_the_page_keeps_to_the_policy_of_the_site(built):
    _, page, _ = built
    (article,) = page.iter("article")
    assert (
        article.xpath(".//@style | .//style | .//svg//a | .//@*[starts-with(name(), 'on')]") == []
    )
    for region in article.xpath(".//*[@role='region']"):
        assert region.get("tabindex") == "0"
        assert region.get("aria-label") or region.get("aria-labelledby")


def test_the_page_is_in_the_menu(built):
    site, _, words = built
    for address in ("", "trends/"):
        tabs = site.pages[address].xpath("//nav[contains(@class, 'md-tabs')]//a")
        found = [link.get("href") for link in tabs if text(link) == words["nav_trends"]]
        assert [site.inside(address, link) for link in found] == [("trends/", "")]
