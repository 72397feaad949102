"""The histogram: every bar inside its drawing, every paper in a bar."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paperlist.site.charts import HEIGHT, WIDTH, most_in_a_quarter, quarter_histogram
from tests.support.catalogues import paper

dates = st.builds("{}-{:02}".format, st.integers(1900, 2099), st.integers(1, 12))


def chart(*many, span=None):
    return quarter_histogram([paper(date=date) for date in many], span or (min(many), max(many)))


@given(st.lists(dates, min_size=1, max_size=12))
@example(["1900-01", "2026-06"])
def test_bars_stand_inside_the_drawing_and_apart(found):
    bars = chart(*found).bars
    for bar in bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH + 0.1
        assert bar.width > 0
        assert 2 <= bar.height <= HEIGHT
        assert bar.y + bar.height == pytest.approx(HEIGHT, abs=0.1)
    ends = [(bar.x, bar.x + bar.width) for bar in bars]
    assert all(left[1] <= right[0] for left, right in pairwise(ends))


@given(st.lists(dates, min_size=1, max_size=12))
def test_there_is_a_bar_for_each_quarter_with_papers(found):
    quarters = {(date[:4], (int(date[5:]) - 1) // 3) for date in found}
    assert len(chart(*found).bars) == len(quarters)


def test_a_quarter_is_three_months():
    assert len(chart("2023-01", "2023-02", "2023-03-31").bars) == 1
    assert len(chart("2023-03", "2023-04").bars) == 2


def test_height_is_in_proportion_and_the_fullest_quarter_is_full():
    low, high = chart("2022-01", "2023-01", "2023-01", "2023-02", "2023-03").bars
    assert (low.height, high.height) == (HEIGHT / 4, HEIGHT)


def test_one_paper_among_many_is_still_seen():
    assert chart("2022-01", *["2023-01"] * 100).bars[0].height == 2


def test_all_charts_share_the_axis_of_the_whole_list():
    span = ("2018-03", "2026-04")
    whole = chart("2018-03", "2022-05", "2026-04", span=span)
    part = chart("2022-05", span=span)
    assert part.bars[0].x == whole.bars[1].x
    assert part.years == whole.years
    assert (part.first, part.last) == ("2018", "2026")


@given(dates, dates)
def test_years_are_labelled_in_order_and_not_too_many(one, other):
    years = chart(one, other).years
    assert 1 <= len(years) <= 8
    assert years[0] == (0.0, min(one, other)[:4])
    assert list(years) == sorted(years)
    assert all(0 <= x < WIDTH for x, _ in years)


def test_no_papers_are_no_bars():
    assert quarter_histogram([], ("2000-01", "2000-01")).bars == ()


def test_charts_of_one_scale_show_which_has_more_papers():
    many, few = [paper(date="2024-01")] * 8, [paper(date="2024-02")] * 2
    most = most_in_a_quarter([many, few])
    heights = [
        quarter_histogram(papers, ("2024-01", "2024-12"), most).bars[0].height
        for papers in (many, few)
    ]
    assert heights == [HEIGHT, HEIGHT / 4]
    assert most_in_a_quarter([]) == 1
