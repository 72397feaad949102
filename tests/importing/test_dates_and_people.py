"""Dates and names as people write them."""

import pytest

from paperlist.importing.columns import fields_of
from paperlist.importing.dates import find_date, is_date
from paperlist.importing.headings import context_of
from paperlist.importing.people import names, people_in


@pytest.mark.parametrize(
    ("text", "date"),
    [("2024.07", "2024-07"), ("2024-7-9", "2024-07-09"), ("08/2024", "2024-08"),
     ("Dec., 2023", "2023-12"), ("Sept 2023", "2023-09"), ("15 May 2022", "2022-05-15"),
     ("May 15th, 2022", "2022-05-15"), ("Mar 4, 2024", "2024-03-04"), ("202405", "2024-05"),
     ("20240509", "2024-05-09"), ("2024年3月", "2024-03"), ("2024年3月4日", "2024-03-04"),
     ("Jun-2024", "2024-06"), ("2024 Jan", "2024-01"), ("Nov '23", "2023-11"), ("2024", "2024"),
     ("2024年", "2024"), ("25/12/2023", "2023-12-25"), ("12/25/2023", "2023-12-25"),
     ("03/04/2023", "2023"),
     ("3/30/23", "2023-03-30"), ("9/04/24", "2024"),
     ("2024-13", ""), ("2024-02-30", ""), ("soon", ""), ("", ""),
     ("ICLR 2024", "2024"), ("v1.2024", "")],
)  # fmt: skip
def test_a_date(text, date):
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("text", "yes"),
    [("2024", True), ("(2024)", True), ("May 2024", True), ("ICLR 2024", False), ("soon", False)],
)
def test_a_text_that_is_only_a_date(text, yes):
    assert is_date(text) is yes


@pytest.mark.parametrize(
    ("text", "found"),
    [("Ada Example, Bo Sample", ("Ada Example", "Bo Sample")),
     ("Ada Example and Bo Sample", ("Ada Example", "Bo Sample")),
     ("Ada Example et.al.", ("Ada Example", "et al.")),
     ("Ada Example*, Bo Sample†", ("Ada Example", "Bo Sample")),
     ("Authors: Ada Example", ("Ada Example",)), ("", ())],
)  # fmt: skip
def test_names(text, found):
    assert names(text) == found


@pytest.mark.parametrize("text", ["A Title of Words", "Extension", "Sample University", "Oral", ""])
def test_other_text_has_no_people(text):
    assert people_in(text) == ()


@pytest.mark.parametrize(
    ("header", "fields"),
    [("Title & Authors", ("title",)), ("Paper Name", ("title",)), ("论文标题", ("title",)),
     ("Code Link", ("code",)), ("GitHub Repo", ("code",)), ("代码", ("code",)),
     ("Code/Project", ("code",)), ("PDF Link", ("paper",)), ("Paper & Code", ("paper",)),
     ("链接", ("paper",)), ("Date (arXiv)", ("date",)), ("Pub. & Date", ("venue", "date")),
     ("发表时间", ("date",)), ("Publication Date", ("date",)), ("会议", ("venue",)),
     ("作者", ("authors",)), ("Institute", ("org",)), ("机构", ("org",)), ("Keywords", ("name",)),
     ("Project Page", ("project",)), ("Stars", ()), ("", ())],
)  # fmt: skip
def test_a_header(header, fields):
    assert fields_of(header) == fields


@pytest.mark.parametrize(
    ("path", "topics", "date"),
    [(("Reading list", "Caching", "2024"), ("Caching",), "2024"),
     (("Caching", "Papers"), ("Caching",), ""), (("Before 2024",), (), "2024"),
     (("论文列表", "缓存"), ("缓存",), ""), (("1. Caching",), ("Caching",), ""),
     (("Caching", "May 2024"), ("Caching",), "2024-05"),
     (("Caching", "ICLR 2024"), ("Caching",), "2024")],
)  # fmt: skip
def test_what_headings_say(path, topics, date):
    assert (context_of(path).topics, context_of(path).date) == (topics, date)
