"""The same site by Hugo: our pages as its templates, so that it writes nearly the same bytes."""
