"""What machines found out about the list, each value with its day and source."""

import json
from pathlib import Path

from pydantic import BaseModel, ValidationError

from paperlist.catalogue.fields import ArxivId, RepositoryKey
from paperlist.catalogue.model import ArxivRecord, Stars
from paperlist.catalogue.problems import Problem, quote

HINT = "this file is written by a program; take it back from the last good commit"


class Facts(BaseModel, frozen=True, extra="forbid"):
    """Star counts by repository; the keys are in lower case once loaded."""

    stars: dict[RepositoryKey, Stars] = {}
    arxiv: dict[ArxivId, ArxivRecord] = {}


def load_facts(path: Path, shown: str) -> tuple[Facts, list[Problem]]:
    """No file means that nothing is known."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Facts(), []
    except OSError as error:
        return Facts(), [Problem(shown, 1, 1, f"file cannot be read: {error.strerror}")]
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        return Facts(), [Problem(shown, line, column, "not a file of JSON", HINT)]
    try:
        facts = Facts.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = quote(".".join(str(part) for part in first["loc"]))
        return Facts(), [Problem(shown, 1, 1, f"{place}: {first['msg']}", HINT)]
    stars = {repo.lower(): found for repo, found in facts.stars.items()}
    return facts.model_copy(update={"stars": stars}), []


def render_facts(facts: Facts) -> str:
    """The text of the file: what is known of a paper stands on lines of its own."""
    return json.dumps(facts.model_dump(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
