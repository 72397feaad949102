"""Words of the interface in each language; a missing translation is an error."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import yaml

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

_FILE = Path(__file__).with_name("words.yaml")


@cache
def load_words(language: Language, text: str | None = None) -> Mapping[str, str]:
    """Key to word; raises ValueError naming the key that one language lacks."""
    source = _FILE.read_text("utf-8") if text is None else text
    table: dict[str, Any] = yaml.load(source, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    for key, words in table.items():
        for wanted in LANGUAGES:
            if not words.get(wanted):
                raise ValueError(f"words.yaml: '{key}' has no word in '{wanted}'")
    return MappingProxyType({key: words[language] for key, words in table.items()})


def noun(number: int, forms: str) -> str:
    """The noun that goes with a number: its form for one, then for more, split by '|'."""
    one, _, more = forms.partition("|")
    return one if number == 1 else more or one
