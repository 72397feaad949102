"""The explorer: the list that readers search, filter, sort and export in the browser."""
