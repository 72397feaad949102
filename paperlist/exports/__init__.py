"""The list, or a part of it, as text in the format of another tool: one module a format."""

from paperlist.exports.formats import CITATIONS, FORMATS, CitationFormat, Format, render_citations

__all__ = ["CITATIONS", "FORMATS", "CitationFormat", "Format", "render_citations"]
