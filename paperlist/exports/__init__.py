"""The list, or a part of it, as text in the format of another tool: one module a format."""

from paperlist.exports.formats import (
    CITATIONS,
    FORMATS,
    GROUPS,
    CitationFormat,
    Format,
    render_citations,
)

__all__ = ["CITATIONS", "FORMATS", "GROUPS", "CitationFormat", "Format", "render_citations"]
