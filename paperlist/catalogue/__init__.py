"""The data: reads and checks its files, and makes a Catalogue of them."""

from paperlist.catalogue.load import Loaded, load_catalogue
from paperlist.catalogue.model import Catalogue
from paperlist.catalogue.problems import Problem

__all__ = ["Catalogue", "Loaded", "Problem", "load_catalogue"]
