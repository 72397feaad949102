"""The data: reads and checks its files, and makes a Catalogue of them."""

from paperlist.catalogue.load import Loaded, load_catalogue
from paperlist.catalogue.model import Catalogue, Collection, Paper, Topic
from paperlist.catalogue.problems import Problem

__all__ = ["Catalogue", "Collection", "Loaded", "Paper", "Problem", "Topic", "load_catalogue"]
