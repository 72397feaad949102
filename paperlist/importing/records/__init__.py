"""Lists of records: a module for each format, and the drafts of entries that their items become."""
