"""Exports and feeds are files, which need no MkDocs."""

import pytest


@pytest.fixture(scope="session")
def site(rendered):
    """The files alone; tests/built/test_files.py looks at those of a site that was built."""
    return rendered
