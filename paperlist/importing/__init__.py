"""Lists that other people maintain: their rows are read and become entries of this list."""

from paperlist.importing.merging import Import, import_list
from paperlist.importing.readers import read_list
from paperlist.importing.report import report_lines

__all__ = ["Import", "import_list", "read_list", "report_lines"]
