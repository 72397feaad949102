"""Lists that other people keep: their rows are read, and become entries of this one."""

from paperlist.importing.merging import Import
from paperlist.importing.tables import parse_tables

__all__ = ["Import", "parse_tables"]
