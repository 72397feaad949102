"""What exports and pages share: interface words, links, citations and selections of papers."""

from paperlist.publishing.site_info import Site
from paperlist.publishing.words import load_words

__all__ = ["Site", "load_words"]
