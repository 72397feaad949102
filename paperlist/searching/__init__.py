"""The search of the explorer on the command line: the same grammar, results and order."""

from paperlist.searching.near import near_query
from paperlist.searching.query import read_query
from paperlist.searching.search import Searcher

__all__ = ["Searcher", "near_query", "read_query"]
