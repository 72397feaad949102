"""A list of one's own: the code of a checkout, with the data, texts and settings of a new list."""

from paperlist.starting.documents import write_data
from paperlist.starting.folders import new_folder
from paperlist.starting.new_list import CannotStart, NewList, pages_url, parse_repository, parse_url
from paperlist.starting.project import languages_of, require_checkout, write_project

__all__ = [
    "CannotStart",
    "NewList",
    "languages_of",
    "new_folder",
    "pages_url",
    "parse_repository",
    "parse_url",
    "require_checkout",
    "write_data",
    "write_project",
]
