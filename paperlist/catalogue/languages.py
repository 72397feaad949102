"""The languages of the list, and the fields of an entry that have a translation in each."""

from collections.abc import Callable, Mapping
from copy import copy
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_origin

import yaml
from pydantic import BaseModel, create_model
from pydantic.fields import FieldInfo

Model = TypeVar("Model", bound=BaseModel)

LANGUAGES: Mapping[str, str] = MappingProxyType(
    # Every value is a text: the code of Norwegian is `no`.
    yaml.load(Path(__file__).with_name("languages.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes texts only
)
"""The code of each language and its own name for itself."""
MAIN, *OTHERS = LANGUAGES
"""The language of the fields without a suffix, and all others."""
TRANSLATABLE = ("name", "title", "description", "summary", "audience", "why")
"""The fields that every entry translates if another entry of the file does."""


def field_of(key: str, language: str) -> str:
    """The field that has the text in this language: name, or name_zh."""
    return key if language == MAIN else f"{key}_{language}"


def translations_of(*keys: str) -> tuple[str, ...]:
    """The fields that have the translations of these fields."""
    return tuple(field_of(key, language) for key in keys for language in OTHERS)


def texts_of(item: BaseModel, key: str) -> tuple[str, ...]:
    """The texts of a field in every language that has any, in the order of the languages."""
    values = [getattr(item, field_of(key, language)) for language in LANGUAGES]
    lists = [value if isinstance(value, tuple) else (value,) for value in values if value]
    return tuple(text for texts in lists for text in texts)


def translatable(
    *keys: str, metadata: tuple[object, ...] = ()
) -> Callable[[type[Model]], type[Model]]:
    """A class decorator that adds, after each of these fields, one for each other language.

    The new fields have this metadata too.
    """

    def decorate(model: type[Model]) -> type[Model]:
        fields = model.model_fields
        added: dict[str, Any] = {
            field_of(key, language): _translation(key, fields[key], language, metadata)
            for key in keys
            for language in OTHERS
        }
        made = create_model(model.__name__, __base__=model, __doc__=model.__doc__, **added)
        made.__module__, made.__qualname__ = model.__module__, model.__qualname__
        order = [[key, *translations_of(*{key} & {*keys})] for key in fields]
        # The order of the fields is that of entries, exports and schemas.
        made.__pydantic_fields__ = {key: made.model_fields[key] for part in order for key in part}
        made.model_rebuild(force=True)
        return made

    return decorate


def _translation(
    key: str, field: FieldInfo, language: str, metadata: tuple[object, ...]
) -> tuple[Any, FieldInfo]:
    """A type and a field for create_model: as in the main language, but optional."""
    made = copy(field)
    is_list = get_origin(field.annotation) is tuple
    made.default, made.examples = ((), ["[…]"]) if is_list else (None, ["…"])
    made.description = f"The {key} in the language {language}."
    if is_list or not field.is_required():
        made.metadata = [*field.metadata, *metadata]
        return field.annotation, made
    made.metadata = [*metadata]  # the field's own is part of the type: None is not validated
    return field.rebuild_annotation() | None, made
