"""What `make bench` reports: the figures of its results, and those that have become worse."""

import json

import pytest

from tests.bench import targets
from tests.bench.__main__ import BASELINE

BUILD = "10,000: CPU of one language / Hugo"
EDIT = "real: edit to both pages, s"
PER_PAPER = "CPU per paper, 10,000 / 1,000"


def test_a_figure_is_computed_from_two_measurements():
    sizes = {"10000": {"one": {"cpu_s": 30}, "hugo": {"cpu_s": 12}}, "1000": {"one": {"cpu_s": 4}}}
    assert targets.figures(sizes) == {BUILD: 2.5, PER_PAPER: 0.75}


def test_a_size_that_was_not_measured_has_no_figures():
    assert targets.figures({"10000": {"one": {"cpu_s": 30}}}) == {}


@pytest.mark.parametrize(
    ("now", "expected"), [(1.19, []), (1.21, [f"{BUILD}: 1.21, was 1.0"]), (0.5, [])]
)
def test_a_figure_worse_by_more_than_a_fifth_is_reported(now, expected):
    assert targets.worse({BUILD: 1.0}, {BUILD: now}) == expected


def test_seconds_are_not_compared():
    assert targets.worse({EDIT: 1.0}, {EDIT: 9.0}) == []


def test_a_figure_that_only_one_of_both_has_is_not_compared():
    assert targets.worse({}, {BUILD: 9.0}) == targets.worse({BUILD: 1.0}, {}) == []


def test_the_table_shows_a_missed_target():
    lines = targets.table({BUILD: 1.6, EDIT: 0.5}).splitlines()
    assert [line.endswith("missed") for line in lines] == [False, True, False]


def test_the_baseline_has_only_figures_that_are_compared():
    compared = {target.name for target in targets.TARGETS if not target.is_time}
    assert {*json.loads(BASELINE.read_text("utf-8"))} <= compared
