"""The languages of the list, the fields they add to a model, and the rule on translations."""

from typing import Annotated

import pytest
from pydantic import AfterValidator, BaseModel, Field, ValidationError

from paperlist.catalogue import languages
from paperlist.catalogue.languages import LANGUAGES, MAIN, OTHERS, texts_of, translations_of
from paperlist.catalogue.model import Collection, Paper, Topic
from tests.support.catalogues import entry, load_texts, paper, topic

PLAIN = {"id": "a", "name": "A", "description": "An A."}
TRANSLATED = {**PLAIN, "name_zh": "甲", "description_zh": "一个甲。"}


def lower(text):
    if text != text.lower():
        raise ValueError("not in lower case")
    return text


@pytest.fixture
def three(monkeypatch):
    monkeypatch.setattr(languages, "LANGUAGES", {"en": "English", "eo": "Esperanto", "no": "Norsk"})
    monkeypatch.setattr(languages, "OTHERS", ["eo", "no"])


@pytest.fixture
def model(three):
    @languages.translatable("name")
    class Thing(BaseModel, frozen=True, extra="forbid"):
        """A thing."""

        name: Annotated[str, AfterValidator(lower)] = Field(description="Its name.")
        size: int = 1

        @property
        def label(self):
            return self.name

    return Thing


def warnings(*entries):
    found = load_texts(topics="".join(map(entry, entries))).problems
    return [(p.line, p.severity, p.message) for p in found]


def test_the_main_language_is_that_of_the_fields_without_a_suffix():
    assert [MAIN, *OTHERS] == [*LANGUAGES]
    assert languages.field_of("name", MAIN) == "name"
    assert languages.field_of("name", "xx") == "name_xx"
    fields = [f"{key}_{language}" for key in ("name", "title") for language in OTHERS]
    assert [*translations_of("name", "title")] == fields


@pytest.mark.parametrize(
    ("of", "keys"),
    [(Paper, ["summary"]), (Topic, ["name", "aka", "description"]), (Collection, ["title"])],
)
def test_a_translation_comes_after_the_field_it_translates(of, keys):
    fields = [*of.model_fields]
    for key in keys:
        place = fields.index(key)
        translations = [*translations_of(key)]
        assert fields[place : place + 1 + len(OTHERS)] == [key, *translations]
    assert {*translations_of(*fields)} & {*fields} == {*translations_of(*keys)}
    assert of.__module__ == "paperlist.catalogue.model"


def test_a_model_has_a_field_for_each_language(model):
    thing = model(name="a", name_eo="b", name_no="c")
    assert thing.model_dump() == {"name": "a", "name_eo": "b", "name_no": "c", "size": 1}
    assert thing.label == "a"
    assert model.__doc__ == "A thing."
    assert model.model_fields["name_no"].description == "The name in the language no."
    assert model(**model(name="a").model_dump()) == model(name="a", name_eo=None)


@pytest.mark.parametrize("facts", [{"name": "A"}, {"name": "a", "name_no": "A"}, {"name_no": "a"}])
def test_a_translation_has_the_type_of_its_field_and_is_optional(model, facts):
    with pytest.raises(ValidationError):
        model(**facts)


def test_the_texts_of_a_field_are_those_there_are_in_order(model, three):
    assert texts_of(model(name="a", name_no="c"), "name") == ("a", "c")
    assert texts_of(model(name="a", name_no="c", name_eo="b"), "name") == ("a", "b", "c")


def test_a_list_of_texts_has_a_list_in_each_language():
    words = topic("a", aka=["b", "c"])
    assert (words.aka_zh, texts_of(words, "aka")) == ((), ("b", "c"))
    assert texts_of(topic("a", aka=["b"], aka_zh=["乙", "丙"]), "aka") == ("b", "乙", "丙")
    assert texts_of(topic("a"), "aka") == ()


def test_words_to_search_for_need_no_translation():
    assert warnings({**TRANSLATED, "aka": "[A]", "aka_zh": "[甲]"},
                    {**TRANSLATED, "id": "b", "aka": "[B]"}) == []  # fmt: skip


def test_a_list_in_one_language_has_no_problems():
    assert warnings(PLAIN, {**PLAIN, "id": "b"}) == []
    assert load_texts(entry(summary="One."), topics=entry({**PLAIN, "id": "attention"})).catalogue


def test_a_list_in_all_languages_has_no_problems():
    assert warnings(TRANSLATED, {**TRANSLATED, "id": "b"}) == []


def test_an_entry_without_a_translation_that_others_have_is_a_warning():
    assert warnings(PLAIN, {**TRANSLATED, "id": "b"}) == [
        (2, "warning", "entry 'a' has 'name' but no 'name_zh'"),
        (3, "warning", "entry 'a' has 'description' but no 'description_zh'"),
    ]


def test_only_a_field_that_is_there_needs_a_translation():
    both = entry(summary="One.", summary_zh="一。")
    none = entry(id="other", title="Other", arxiv='"2307.00002"')
    assert load_texts(both + none).problems == ()
    (problem,) = load_texts(both + none + entry(id="c", title="C", arxiv='"2307.00003"',
                                                summary="C.")).problems  # fmt: skip
    assert problem.message == "entry 'c' has 'summary' but no 'summary_zh'"
    assert problem.hint == "add `summary_zh: …` in 中文, as other entries do"


def test_values_without_translations_are_values():
    assert topic("a", name_zh=None).name_zh is None
    assert paper(summary_zh=None).summary_zh is None
