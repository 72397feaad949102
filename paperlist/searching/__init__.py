"""The search of the explorer on the command line: the same grammar, results and order."""

from paperlist.searching.query import read_query
from paperlist.searching.search import Searcher

__all__ = ["Searcher", "read_query"]
