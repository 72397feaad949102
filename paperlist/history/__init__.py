"""Versions of the data: earlier revisions, and the differences between two."""

from paperlist.history.diff import Difference, compare
from paperlist.history.revisions import data_of

__all__ = ["Difference", "compare", "data_of"]
