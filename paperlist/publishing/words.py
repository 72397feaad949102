"""The words of the interface in each language; a missing one is an error."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from paperlist.catalogue.languages import LANGUAGES

_FILE = Path(__file__).with_name("words.yaml")


@cache
def load_words(language: str, text: str | None = None) -> Mapping[str, str]:
    """Key to word; raises ValueError with the key that has no word in one of the languages."""
    if language not in LANGUAGES:
        raise ValueError(f"language '{language}' is not in paperlist/catalogue/languages.yaml")
    table = _load_table(_FILE.read_text("utf-8") if text is None else text)
    for key, words in table.items():
        for wanted in LANGUAGES:
            if not words.get(wanted):
                raise ValueError(f"words.yaml: '{key}' has no word in '{wanted}'")
    return MappingProxyType({key: words[language] for key, words in table.items()})


def _load_table(text: str) -> dict[str, dict[str, str]]:
    """Every value is a text: the code of Norwegian is `no`."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    table: dict[str, dict[str, str]] = yaml.load(text, loader)  # noqa: S506
    return table


def noun(number: int, forms: str) -> str:
    """The noun for a number: the form for one, or the one after '|' for any other number."""
    one, _, more = forms.partition("|")
    return one if number == 1 else more or one
