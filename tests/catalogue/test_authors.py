"""Names in a list of authors: several in one item, and what does not belong to a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.catalogue.authors import may_be_several, names_in, without_extras

PEOPLE = [
    "Ada Bee",
    "Cal Dee",
    "J. K. Rowling",
    "Jean-Luc Picard",
    "Ludwig van Beethoven III",
    "Ana da Silva",
    "Łukasz Żółw",
    "Tim O'Brien",
    "Henry Jones Jr.",
]
ONE = [
    *PEOPLE,
    "Anderson Sand",
    "Henry Jones, Jr.",
    "Jones, Jr., Henry",
    "García Montes, Gabriel",
    "José Ortiz y Gasol",
    "Department of Computer Science and Engineering",
    "University of California, Los Angeles, USA",
    "Johnson & Johnson",
    "AT&T",
    "Meta Platforms, Inc",
    "GLM-4.5 Team",
    "OpenAI",
    "周和平",
    "Thomas More",
    "山田 太郎",
    "Smith - Jones",
    "Meta/FAIR",
    "等",
    "et al.",
]


@pytest.mark.parametrize("name", ONE)
def test_one_name(name):
    assert names_in(name) == (name,)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Bee；Cal Dee", ("Ada Bee", "Cal Dee")),
        ("Ada Bee; Cal Dee and Eva Fox", ("Ada Bee", "Cal Dee", "Eva Fox")),
        ("Ada Bee, Cal Dee, Eva Fox", ("Ada Bee", "Cal Dee", "Eva Fox")),
        ("Ada Bee, and Cal Dee", ("Ada Bee", "Cal Dee")),
        ("and Cal Dee", ("Cal Dee",)),
        ("Ada Bee et al.", ("Ada Bee", "et al.")),
        ("Ada Bee, et al", ("Ada Bee", "et al.")),
        ("Ada Bee and others", ("Ada Bee", "et al.")),
        ("张三、李四", ("张三", "李四")),
        ("张三 和 李四", ("张三", "李四")),
        ("张三等", ("张三", "et al.")),
        ("Ada Bee / Cal Dee", ("Ada Bee", "Cal Dee")),
        ("Ada Bee et Cal Dee", ("Ada Bee", "Cal Dee")),
        ("Ada Bee/Cal Dee", ("Ada Bee", "Cal Dee")),
        ("Ada Bee|Cal Dee", ("Ada Bee", "Cal Dee")),
        ("Ada Bee&Cal Dee", ("Ada Bee", "Cal Dee")),
        ("Ada Bee – Cal Dee", ("Ada Bee", "Cal Dee")),
        ("Ada Bee with Cal Dee", ("Ada Bee", "Cal Dee")),
        ("Ada Bee and", ("Ada Bee",)),
        ("Ada Bee, …", ("Ada Bee", "et al.")),
        ("Ada Bee and 3 others", ("Ada Bee", "et al.")),
        ("Ada Bee 等", ("Ada Bee", "et al.")),
        ("张三 李四 王五", ("张三", "李四", "王五")),
        ("Ada Bee und Cal Dee", ("Ada Bee", "Cal Dee")),
        ("Ada Bee＆Cal Dee", ("Ada Bee", "Cal Dee")),
    ],
)
def test_several_names(text, names):
    assert names_in(text) == names


@given(
    st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=4),
    st.sampled_from(["; ", "；", " and ", " & ", "、", "，", " AND "]),
)
def test_people_who_are_joined_are_found(people, separator):
    assert names_in(separator.join(people)) == tuple(people)


@pytest.mark.parametrize("text", ["Ada and Bob", "张三和李四", "Google Research and Meta AI"])
def test_a_text_that_may_be_several_names_is_one_until_somebody_says_so(text):
    assert names_in(text) == (text,)
    assert may_be_several(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Ada Bee (MIT)", "brackets"),
        ("Ada Bee（清华大学）", "brackets"),
        ("Ada Bee [1]", "brackets"),
        ("[1] Ada Bee", "a number"),
        ("1. Ada Bee", "a number"),
        ("Ada Bee1", "a number"),
        ("Ada Bee1,2", "a number"),
        ("Ada Bee¹,²", "a mark"),
        ("Ada Bee*", "a mark"),
        ("Ada Bee†", "a mark"),
        ("• Ada Bee", "a bullet"),
        ("Dr. Ada Bee", "a title"),
        ("Ada Bee, PhD", "a degree"),
        ("Authors: Ada Bee", "a label"),
        ("“Ada Bee”", "quotation marks"),
        ("Ada Bee <ada@example.org>", "an e-mail address"),
        ("Ada Bee (0000-0002-1825-0097)", "an ORCID"),
        ("Ada Bee https://orcid.org/0000-0002-1825-0097", "a link"),
        ("Ada Bee,", "a comma"),
        ("Ada Bee ; ", "a comma"),
        ("Ada Bee.", "a full stop"),
        ("[Ada Bee", "brackets"),
    ],
)
def test_what_is_beside_a_name(text, what):
    assert without_extras(text) == ("Ada Bee", (what,))


@pytest.mark.parametrize(
    "name", [*ONE, "01.AI", "Qwen2", "Team Qwen2", "360 AI", "William (Bill) Dally", "@DefTruth"]
)
def test_a_name_alone(name):
    assert without_extras(name) == (name, ())


def test_a_full_width_comma_in_a_name():
    assert without_extras("Ada Bee，Jr.") == ("Ada Bee, Jr.", ("a full-width comma",))


def test_two_things_beside_a_name():
    assert without_extras("Ada Bee (MIT)*") == ("Ada Bee", ("a mark", "brackets"))
