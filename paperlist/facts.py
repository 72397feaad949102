"""What machines found out about the list, each value with its day and source."""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ValidationError

from paperlist.model import Repo, Stars
from paperlist.problems import Problem

HINT = "this file is written by a program; take it back from the last good commit"


class _File(BaseModel, frozen=True, extra="forbid"):
    stars: dict[Repo, Stars] = {}


def load_stars(path: Path, shown: str) -> tuple[Mapping[str, Stars], list[Problem]]:
    """Star counts by repository in lower case, as GitHub takes any; no file means no counts."""
    if not path.exists():
        return {}, []
    try:
        content = json.loads(path.read_text("utf-8"))
    except (ValueError, OSError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        return {}, [Problem(shown, line, column, "not a file of JSON", HINT)]
    try:
        file = _File.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        return {}, [Problem(shown, 1, 1, f"{place}: {first['msg']}", HINT)]
    return {repo.lower(): stars for repo, stars in file.stars.items()}, []
