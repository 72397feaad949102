"""The texts of the data in the language of a page."""

from pydantic import BaseModel

from paperlist.catalogue.languages import LANGUAGES, field_of


def translated(item: BaseModel, key: str, language: str) -> str:
    """The text of a field in this language, or in the first language that has one."""
    fields = (field_of(key, each) for each in (language, *LANGUAGES))
    return next((str(text) for field in fields if (text := getattr(item, field, None))), "")
