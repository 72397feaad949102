"""Changes to the data files: entries added, corrected and formatted; comments are kept."""

from paperlist.editing.adding import Added, add_papers
from paperlist.editing.correcting import correct
from paperlist.editing.formatting import format_data
from paperlist.editing.new_entry import Overrides
from paperlist.editing.removing import remove_paper
from paperlist.editing.safe_write import locked, replacing, write_text, write_texts
from paperlist.editing.working_copy import EditError, WorkingCopy, open_data, up_to_date

__all__ = [
    "Added",
    "EditError",
    "Overrides",
    "WorkingCopy",
    "add_papers",
    "correct",
    "format_data",
    "locked",
    "open_data",
    "remove_paper",
    "replacing",
    "up_to_date",
    "write_text",
    "write_texts",
]
