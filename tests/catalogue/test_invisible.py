"""Characters that readers do not see: what is left without them, and how they are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.catalogue.invisible import invisible_in, without_invisible
from paperlist.catalogue.values import parse_text


@pytest.mark.parametrize(
    ("text", "seen", "removed"),
    [
        ("Loaf and 面包", "Loaf and 面包", ""),
        ("Lo\u200baf\u2800", "Loaf", "U+200B, U+2800"),
        ("Lo\u00adaf\U000e0041", "Loaf", "U+00AD, U+E0041"),
        ("Lo\ufe0faf\u202e\u3164", "Loaf", "U+FE0F, U+202E, U+3164"),
        ("Z" + "\u0301" * 20 + "x", "Zx", "U+0301"),
        ("e\u0301\u0302x", "e\u0301\u0302x", ""),
        ("a\u00a0b\n", "a\u00a0b\n", ""),
    ],
)
def test_a_text_as_readers_see_it(text, seen, removed):
    assert (without_invisible(text), invisible_in(text)) == (seen, removed)


@given(st.text(max_size=50))
def test_what_is_left_is_a_text_of_the_list(text):
    left = " ".join(without_invisible(text).split())
    assert not left or parse_text(left) == left


def test_the_list_of_what_was_removed_is_short():
    assert len(invisible_in("".join(map(chr, range(0xE000, 0xE400))))) < 90
