"""What the tests of every refresh share."""

import pytest

from paperlist.sources import pacing


@pytest.fixture
def pauses(monkeypatch):
    """How long it would have waited; the tests do not."""
    waited = []
    monkeypatch.setattr(pacing, "pause", waited.append)
    return waited
