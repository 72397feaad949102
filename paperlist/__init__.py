"""A list of papers kept as data: load it, check it, turn it into pages and citations."""

from paperlist.load import Loaded, load_catalogue
from paperlist.model import Catalogue, Collection, Paper, Topic
from paperlist.problems import Problem

__all__ = ["Catalogue", "Collection", "Loaded", "Paper", "Problem", "Topic", "load_catalogue"]
