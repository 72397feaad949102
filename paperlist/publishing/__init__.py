"""What exports and pages share: interface words, links, citations and selections of papers."""

from paperlist.publishing.citation import Citation, cite
from paperlist.publishing.links import all_links
from paperlist.publishing.selection import Selection
from paperlist.publishing.site_info import Site
from paperlist.publishing.words import load_words

__all__ = ["Citation", "Selection", "Site", "all_links", "cite", "load_words"]
