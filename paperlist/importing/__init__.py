"""Lists that other people maintain: their rows are read and become entries of this list."""

from paperlist.importing.merging import Import, import_list
from paperlist.importing.readers import READERS, read_list
from paperlist.importing.report import report_lines

__all__ = ["READERS", "Import", "import_list", "read_list", "report_lines"]
