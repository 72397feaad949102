"""Whose copies may be passed on: only files whose own licence is known and allows every copy."""

import pytest

from paperlist.bundling.licences import text_of, why_not_shared
from paperlist.catalogue.facts import Facts
from tests.support.catalogues import paper

PAGE = "https://arxiv.org/abs/2405.00001"


def refusal(value, source=PAGE, **more):
    finding = {"value": value, "date": "2026-01-01", "source": source}
    facts = Facts.model_validate({"works": {"a": {"date": "2026-01-01", "licence": finding}}})
    return why_not_shared(paper(id="a", arxiv="2405.00001", **more), facts)


@pytest.mark.parametrize("value", ["CC0-1.0", "CC-BY-4.0", "CC-BY-3.0", "CC-BY-SA-4.0"])
def test_free_licences(value):
    assert refusal(value) == ""


@pytest.mark.parametrize(
    "value",
    [
        "CC-BY-NC-4.0",
        "CC-BY-ND-4.0",
        "CC-BY-NC-SA-4.0",
        "CC-BY-NC-ND-4.0",
        "CC-BY",
        "https://arxiv.org/licenses/nonexclusive-distrib/1.0/",
    ],
)
def test_others_are_named(value):
    assert refusal(value) == f"its licence does not allow every copy: {value}"


def test_the_licence_of_another_copy_says_nothing():
    assert refusal("CC-BY-4.0", "https://openalex.org/W1") == "its licence is not known"


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://arxiv.org/licenses/a/", "https://arxiv.org/licenses/a/"),
    ],
)
def test_the_text_of_a_licence(licence, address):
    assert text_of(licence) == address
