"""facts.json: values that `paperlist refresh` got from other hosts, with their date and source."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from paperlist.catalogue.fields import ArxivId, RepositoryKey
from paperlist.catalogue.model import ArxivRecord, Stars
from paperlist.catalogue.problems import Problem, quote
from paperlist.catalogue.reading.source import SourceError, read_text
from paperlist.catalogue.values import Malformed

HINT = "`paperlist refresh` writes this file; restore it from the last good commit"


class Facts(BaseModel, frozen=True, extra="forbid"):
    """Star counts by repository; the keys are in lower case once loaded."""

    stars: dict[RepositoryKey, Stars] = {}
    arxiv: dict[ArxivId, ArxivRecord] = {}


def load_facts(path: Path, shown: str) -> tuple[Facts, list[Problem]]:
    """Without a file there are no facts."""
    try:
        content = json.loads(read_text(path, shown))
    except SourceError as error:
        is_missing = error.problem.rule == "file-missing"
        return Facts(), [] if is_missing else [error.problem]
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        message = "not valid JSON"
        return Facts(), [Problem(shown, line, column, "facts-json", message, HINT)]
    try:
        facts = Facts.model_validate(content)
    except ValidationError as error:
        return Facts(), [_value_problem(error.errors()[0], shown)]
    stars = {repo.lower(): count for repo, count in facts.stars.items()}
    return facts.model_copy(update={"stars": stars}), []


def _value_problem(error: Mapping[str, Any], shown: str) -> Problem:
    place = quote(".".join(str(part) for part in error["loc"] if part != "[key]"))
    reason, hint = error["msg"], HINT
    if isinstance(malformed := error.get("ctx", {}).get("error"), Malformed):
        reason, hint = str(malformed), malformed.hint or HINT
    return Problem(shown, 1, 1, "facts-value", f"{place}: {reason}", hint)


def render_facts(facts: Facts) -> str:
    """The text of the file, one value per line."""
    return json.dumps(facts.model_dump(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
