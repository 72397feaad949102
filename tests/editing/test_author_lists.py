"""The authors of a form: names where it is certain, or a message that says what to write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.editing.author_lists import split_authors
from paperlist.editing.working_copy import EditError

TWO = ("Ada Bee", "Cal Dee")


@pytest.mark.parametrize(
    "text",
    [
        *("Ada Bee; Cal Dee", "Ada Bee;Cal Dee;", "Ada Bee；Cal Dee", "Ada Bee，Cal Dee"),
        *("Ada Bee、Cal Dee", "Ada Bee, Cal Dee", "Ada Bee and Cal Dee", "Ada Bee AND Cal Dee"),
        *("Ada Bee & Cal Dee", "Ada Bee＆Cal Dee", "Ada Bee, and Cal Dee", "Ada Bee / Cal Dee"),
        *("Ada Bee; and Cal Dee", "Ada Bee\nCal Dee", "Ada Bee,\nCal Dee,", "- Ada Bee\n- Cal Dee"),
        *("1. Ada Bee\n2. Cal Dee", "1、Ada Bee；2、Cal Dee", "[1] Ada Bee, [2] Cal Dee"),
        *("Ada Bee1, Cal Dee2", "Ada Bee*, Cal Dee†", "“Ada Bee”，“Cal Dee”"),
        *("[Ada Bee, Cal Dee]", '["Ada Bee", "Cal Dee"]', "Ada Bee\tCal Dee", "Ada Bee/Cal Dee"),
        *("Ada Bee&Cal Dee", "Ada Bee with Cal Dee", "Ada Bee — Cal Dee", "Ada Bee and\nCal Dee"),
        *("Ada Bee.; Cal Dee.", "Ada Bee, Cal Dee."),
        *("Authors: Ada Bee, Cal Dee", "Ada\u00a0Bee；\u3000Cal Dee", "Ada  Bee ;Cal Dee "),
    ],
)
def test_two_authors(text):
    assert split_authors(text) == TWO


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Bee, Henry Jones, Jr.", ("Ada Bee", "Henry Jones, Jr.")),
        ("Henry Jones, Jr., Ada Bee", ("Henry Jones, Jr.", "Ada Bee")),
        ("Ada Bee, Cal Dee III, Eva Fox, Sr.", ("Ada Bee", "Cal Dee III", "Eva Fox, Sr.")),
        ("Ada Bee, Cal Dee, and Eva Fox", (*TWO, "Eva Fox")),
        ("Ada Bee and Cal Dee and Eva Fox", (*TWO, "Eva Fox")),
        ("García Montes, Gabriel; Bee, Ada", ("García Montes, Gabriel", "Bee, Ada")),
        ("García Montes, Gabriel\nBee, Ada", ("García Montes, Gabriel", "Bee, Ada")),
        ("García Montes, Gabriel;", ("García Montes, Gabriel",)),
        ("Department of Physics and Astronomy;", ("Department of Physics and Astronomy",)),
        ("Ada Bee, OpenAI", ("Ada Bee", "OpenAI")),
        ("Ada Bee，Henry Jones，Jr.", ("Ada Bee", "Henry Jones, Jr.")),
        ("Henry Jones，Jr.，Ada Bee", ("Henry Jones, Jr.", "Ada Bee")),
        ("Ada Bee, Cal Dee, ...", (*TWO, "et al.")),
        ("Ada Bee, Cal Dee, …", (*TWO, "et al.")),
        ("Ada Bee, Cal Dee and 12 others", (*TWO, "et al.")),
        ("Ada Bee, Cal Dee 等", (*TWO, "et al.")),
        ("Thomas More", ("Thomas More",)),
        ("AT&T, Ericsson/KTH", ("AT&T", "Ericsson/KTH")),
        ("张三 李四 王五", ("张三", "李四", "王五")),
        ("山田 太郎;", ("山田 太郎",)),
        ("张　三;", ("张 三",)),
        ("Anderson Sand", ("Anderson Sand",)),
        ("01.AI", ("01.AI",)),
        ("GLM-4.5 Team", ("GLM-4.5 Team",)),
        ("张三，李四，王五", ("张三", "李四", "王五")),
        ("张三 和 李四", ("张三", "李四")),
        ("张三、李四等", ("张三", "李四", "et al.")),
        ("Ada Bee; et al.", ("Ada Bee", "et al.")),
        ("Ada Bee et al.", ("Ada Bee", "et al.")),
        ("et al.", ("et al.",)),
    ],
)
def test_names_that_are_certain(text, names):
    assert split_authors(text) == names


BY_SEMICOLON = "may be one name or two; put ';' after every name"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("García Montes, Gabriel", f"'García Montes, Gabriel' {BY_SEMICOLON}"),
        ("Bee, Ada, Dee, Cal", f"'Bee, Ada' {BY_SEMICOLON}"),
        ("Bee, A., Dee, C. D.", f"'Bee, A.' {BY_SEMICOLON}"),
        ("Ada and Bob", f"'Ada and Bob' {BY_SEMICOLON}"),
        ("张三和李四", f"'张三和李四' {BY_SEMICOLON}"),
        ("张三 李四", f"'张三 李四' {BY_SEMICOLON}"),
        ("Ada Bee　Cal Dee", f"'Ada Bee Cal Dee' {BY_SEMICOLON}"),
        ("[Ada Bee, Cal Dee", "is a name with brackets; write the name only: 'Ada Bee'"),
        ("Google Research and Meta AI", BY_SEMICOLON),
        ("Ada Bee (MIT); Cal Dee", "is a name with brackets; write the name only: 'Ada Bee'"),
        ("Ada Bee <a@example.org>", "with an e-mail address; write the name only: 'Ada Bee'"),
        ("Ada Bee 0000-0002-1825-0097", "with an ORCID; write the name only: 'Ada Bee'"),
        ("Ada Bee https://example.org", "with a link; write the name only: 'Ada Bee'"),
        ("Ada Bee, PhD, Cal Dee", "with a degree; write the name only: 'Ada Bee'"),
        ("Prof. Ada Bee", "with a title; write the name only: 'Ada Bee'"),
        ("Ada Bee1,2, Cal Dee2", "'2' is not a name"),
    ],
)
def test_a_list_that_is_not_certain_is_refused(text, message):
    with pytest.raises(EditError) as caught:
        split_authors(text)
    assert message in str(caught.value)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_a_list_of_names_or_refused(text):
    try:
        names = split_authors(text)
    except EditError:
        return
    assert all(name and name == " ".join(name.split()) for name in names)
