"""The texts of the data in the language of a page."""

from paperlist.catalogue.model import Collection, Topic


def translated(item: Topic | Collection, key: str, language: str) -> str:
    """The text of a field in this language."""
    return str(getattr(item, key if language == "en" else f"{key}_{language}"))
