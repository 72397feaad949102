"""A list of papers kept as data: load it, check it, turn it into pages and citations."""

from paperlist.catalogue import Catalogue, Problem, load_catalogue

__all__ = ["Catalogue", "Problem", "load_catalogue"]
