"""The list, or a part of it, in the formats of other tools: one module per format."""

from paperlist.exports.formats import CITATIONS, FORMATS, GROUPS, render_citations

__all__ = ["CITATIONS", "FORMATS", "GROUPS", "render_citations"]
