"""Responses of other hosts: XML that cannot expand, and JSON in which null is a missing key."""

from xml.etree import ElementTree as ET

from pydantic import BaseModel, model_validator

from paperlist.sources.network import RequestFailed


class Lenient(BaseModel):
    @model_validator(mode="before")
    @classmethod
    def _without_nothing(cls, value: object) -> object:
        """Null means the same as a missing key."""
        if isinstance(value, dict):
            return {key: each for key, each in value.items() if each is not None}
        return value


def parse_xml(text: str, tag: str, failure: str) -> ET.Element:
    """The root, which has this tag; raises RequestFailed with `failure` for any other text."""
    # Only a declaration of entities can make a small document expand to a large one.
    if "<!DOCTYPE" in text:
        raise RequestFailed(failure)
    try:
        root = ET.fromstring(text)  # noqa: S314
    except ET.ParseError:
        raise RequestFailed(failure) from None
    if root.tag != tag:
        raise RequestFailed(failure)
    return root
