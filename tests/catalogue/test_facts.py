"""facts.json: what is wrong with it, in one line."""

import json

import pytest

from paperlist.catalogue.reading.facts import HINT, load_facts

STARS = {"count": 5, "date": "2026-01-02", "source": "https://example.org/stars"}


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        (
            {"stars": {"gitlab.com/x": STARS}},
            "'stars.gitlab.com/x': is not a valid repository",
            "write owner/name: repo: vllm-project/vllm",
        ),
        ({"stars": 1}, "'stars': Input should be a valid dictionary", HINT),
        (
            {"stars": {"a/b": {**STARS, "date": "soon"}}},
            "'stars.a/b.date': is not a valid date",
            "write YYYY-MM-DD: 2023-09-24",
        ),
    ],
)
def test_a_wrong_value_is_named_with_its_reason(tmp_path, content, message, hint):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(content))
    _, (problem,) = load_facts(path, "data/facts.json")
    assert (problem.rule, problem.message, problem.hint) == ("facts-value", message, hint)
