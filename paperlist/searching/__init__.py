"""The search of the explorer on the command line: the same grammar, results and order."""

from paperlist.searching.near import near_query
from paperlist.searching.query import HINT, read_query
from paperlist.searching.search import Searcher

__all__ = ["HINT", "Searcher", "near_query", "read_query"]
