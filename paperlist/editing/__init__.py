"""Changes to the data files: entries added, corrected and formatted; comments are kept."""

from paperlist.editing.adding import NoPlace, insert_entries
from paperlist.editing.correcting import set_value
from paperlist.editing.formatting import format_text
from paperlist.editing.safe_write import locked, write_text

__all__ = ["NoPlace", "format_text", "insert_entries", "locked", "set_value", "write_text"]
