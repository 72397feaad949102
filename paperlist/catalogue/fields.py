"""The types of the fields of an entry, and where their values are used; the models declare both."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Literal, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from paperlist.catalogue import values
from paperlist.catalogue.repositories import parse_key
from paperlist.catalogue.values import Kind, Publication, State


class FieldType(Enum):
    """What the value of a field is; each type of the model names one."""

    PROSE = "text for readers"
    ID = "an id of this list"
    IDENTIFIER = "an id on another host"
    LINK = "an https address"
    DATE = "a month or a day"
    NUMBER = "a number"
    CHOICE = "one of a few words"


# Windows has no folder and no file with one of these names, in any case, with or without an ending.
RESERVED_IDS = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)


def is_reserved(name: str) -> bool:
    return name.partition(".")[0].lower() in RESERVED_IDS


# Editors parse unquoted values: to them 2307.08691 is a number.
_WORDS = WithJsonSchema({"type": ["string", "number", "boolean"]})


def _like(pattern: str, *types: str) -> WithJsonSchema:
    return WithJsonSchema({"type": ["string", *types], "pattern": f"^({pattern})$"})


Text = Annotated[str, AfterValidator(values.parse_text), _WORDS, FieldType.PROSE]
Label = Annotated[str, AfterValidator(values.parse_label), _WORDS, FieldType.PROSE]
"""A name or a title."""
Author = Annotated[str, AfterValidator(values.parse_author), _WORDS, FieldType.PROSE]
Id = Annotated[str, AfterValidator(values.parse_id), _like(values.ID.pattern), FieldType.ID]
BundleId = Annotated[
    str,
    AfterValidator(values.parse_bundle_id),
    _like(values.BUNDLE_ID.pattern, "number"),
    FieldType.ID,
]
ArxivId = Annotated[
    str,
    AfterValidator(values.parse_arxiv_id),
    _like(values.ARXIV.pattern, "number"),
    FieldType.IDENTIFIER,
]
Doi = Annotated[
    str, AfterValidator(values.parse_doi), _like(values.DOI.pattern), FieldType.IDENTIFIER
]
Date = Annotated[str, AfterValidator(values.parse_date), _like(values.DATE.pattern), FieldType.DATE]
DayDate = Annotated[
    str, AfterValidator(values.parse_day), _like(values.DAY.pattern), FieldType.DATE
]
Link = Annotated[str, AfterValidator(values.parse_link), _like("https://.+"), FieldType.LINK]
Reference = Annotated[
    str, AfterValidator(values.parse_text), _like(values.ID.pattern), FieldType.ID
]
"""An id of another entry; a rule checks that the entry exists."""
Repo = Annotated[
    str, AfterValidator(values.parse_repo), _like(values.REPO.pattern), FieldType.IDENTIFIER
]
RepositoryKey = Annotated[str, AfterValidator(parse_key)]
Recommended = Annotated[
    int,
    BeforeValidator(values.parse_recommended),
    WithJsonSchema({"enum": [2, 3, "2", "3"]}),
    FieldType.NUMBER,
]
Pages = Annotated[
    int,
    BeforeValidator(values.parse_pages),
    WithJsonSchema({"type": ["integer", "string"]}),
    FieldType.NUMBER,
]
PaperKind = Annotated[
    Kind,
    BeforeValidator(values.parse_kind),
    WithJsonSchema({"enum": list(values.KINDS)}),
    FieldType.CHOICE,
]
PublicationKind = Annotated[
    Publication,
    BeforeValidator(values.parse_publication),
    WithJsonSchema({"enum": list(values.PUBLICATIONS)}),
    FieldType.CHOICE,
]
SupportState = Annotated[
    State,
    BeforeValidator(values.parse_state),
    WithJsonSchema({"enum": list(values.STATES)}),
    FieldType.CHOICE,
]

Place = Literal["json", "csv", "page", "search", "explorer", "llms", "feed", "form"]
"""Where a field of a paper can be used; test_fields.py names the file of each place."""


@dataclass(frozen=True)
class NotIn:
    """The places that do not use a field of a paper; all others do."""

    places: tuple[Place, ...]


def not_in(*places: Place) -> NotIn:
    return NotIn(places)


def type_of(model: type[BaseModel], name: str) -> FieldType | None:
    """None for records, such as the contents of a collection."""
    parts = _parts(model.model_fields[name])
    return next((part for part in parts if isinstance(part, FieldType)), None)


def is_list(model: type[BaseModel], name: str) -> bool:
    return get_origin(model.model_fields[name].annotation) is tuple


def names_of(field_type: FieldType, *models: type[BaseModel]) -> frozenset[str]:
    """The fields of this type in any of the models."""
    return frozenset(
        name
        for model in models
        for name in model.model_fields
        if type_of(model, name) is field_type
    )


def places_of(model: type[BaseModel], name: str) -> frozenset[Place]:
    metadata = model.model_fields[name].metadata
    left_out = {place for part in metadata if isinstance(part, NotIn) for place in part.places}
    return frozenset(place for place in get_args(Place) if place not in left_out)


def _parts(field: FieldInfo) -> Iterator[object]:
    """Metadata of the field, of its type, and of the type inside a list."""
    yield from field.metadata
    yield from _inside(field.annotation)


def _inside(annotation: object) -> Iterator[object]:
    for part in get_args(annotation):
        yield part
        yield from _inside(part)
