"""The explorer: search, filters, sorting and export of the list in the browser."""
