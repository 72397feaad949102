"""The text of the data files: YAML, its nodes with their places, and the entries in it."""
