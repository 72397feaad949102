"""The rules about what entries say: a function for each, and the table of all of them."""
