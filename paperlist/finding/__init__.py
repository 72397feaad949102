"""Finds papers that may belong in the list, and says why."""
