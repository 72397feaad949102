"""One PDF of many papers: downloads them, and joins them with bookmarks and contents."""
