"""The text of the data in the language of a page."""

import pytest

from paperlist.publishing.translations import translated
from tests.support.catalogues import collection, paper, topic


@pytest.mark.parametrize(
    ("facts", "language", "text"),
    [
        ({"summary": "One.", "summary_zh": "一。"}, "en", "One."),
        ({"summary": "One.", "summary_zh": "一。"}, "zh", "一。"),
        ({"summary": "One."}, "zh", "One."),
        ({"summary_zh": "一。"}, "en", "一。"),
        ({}, "zh", ""),
    ],
)
def test_a_text_is_in_the_language_of_the_page_where_there_is_one(facts, language, text):
    assert translated(paper(**facts), "summary", language) == text


def test_names_and_titles_are_translated_too():
    assert translated(topic("a", name="A", name_zh=None), "name", "zh") == "A"
    assert translated(collection(title="A", title_zh="甲"), "title", "zh") == "甲"
