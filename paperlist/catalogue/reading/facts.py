"""Reads facts.json and abstracts.json: machines write them, but a bad merge can break them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from paperlist.catalogue.facts import Abstracts, Facts
from paperlist.catalogue.problems import Problem, quote
from paperlist.catalogue.reading.source import SourceError, read_text
from paperlist.catalogue.values import Malformed

HINT = "`paperlist refresh` writes this file; restore it from the last good commit"
Model = TypeVar("Model", bound=BaseModel)


def load_facts(path: Path, shown: str) -> tuple[Facts, list[Problem]]:
    """Without a file there are no facts."""
    facts, problems = _load(Facts, path, shown)
    stars = {repo.lower(): count for repo, count in facts.stars.items()}
    return facts.model_copy(update={"stars": stars}), problems


def load_abstracts(path: Path, shown: str) -> tuple[Abstracts, list[Problem]]:
    """Without a file there are none."""
    return _load(Abstracts, path, shown)


def _load(model: type[Model], path: Path, shown: str) -> tuple[Model, list[Problem]]:
    empty = model.model_validate({})
    try:
        content = json.loads(read_text(path, shown))
    except SourceError as error:
        is_missing = error.problem.rule == "file-missing"
        return empty, [] if is_missing else [error.problem]
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        message = "not valid JSON"
        return empty, [Problem(shown, line, column, "facts-json", message, HINT)]
    try:
        return model.model_validate(content), []
    except ValidationError as error:
        return empty, [_value_problem(error.errors()[0], shown)]


def _value_problem(error: Mapping[str, Any], shown: str) -> Problem:
    place = quote(".".join(str(part) for part in error["loc"] if part != "[key]"))
    reason, hint = error["msg"], HINT
    if isinstance(malformed := error.get("ctx", {}).get("error"), Malformed):
        reason, hint = str(malformed), malformed.hint or HINT
    return Problem(shown, 1, 1, "facts-value", f"{place}: {reason}", hint)
