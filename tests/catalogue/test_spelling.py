"""Titles that are one title, and titles that are not."""

import pytest
from hypothesis import given

from paperlist.catalogue.spelling import same_title, title_key
from tests.support.catalogues import titles

SAME = [
    ("Attention Is All You Need", "Attention is all you need"),
    ("KV  Cache", "KV Cache"),
    ("$O(n^2)$ Attention", "O(n^2) attention"),
    ("\\textbf{Bold} Moves", "Bold moves"),
    ("$\\alpha$-Beta", "α-Beta"),
    ("Schr\\\"{o}dinger", "Schrödinger"),
    ("Café", "Cafe\u0301"),
    ("A－B：C", "A-B: C"),
    ("Medusa: Simple Acceleration", "Medusa"),
    ("Simple Acceleration", "Medusa: Simple Acceleration"),
    ("Does it Work? A Study", "Does It Work"),
    ("One — Two", "One"),
]  # fmt: skip

DIFFERENT = [
    ("Orca: A Distributed Serving System", "Orca: Progressive Learning from Traces"),
    ("Multi-Token Joint Speculative Decoding", "Speculative Decoding"),
    ("Attention", "Attention Is All You Need"),
    ("Paper 1", "Paper 2"),
    ("Acceleration of Tensors", "HadaCore: Fast Transforms"),
    ("中文", "英文"),
    ("A: ", "B"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_makes_no_difference(one, other):
    assert same_title(one, other)
    assert same_title(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_makes_one(one, other):
    assert not same_title(one, other)
    assert not same_title(other, one)


@given(titles)
def test_a_title_is_itself_in_any_case(title):
    assert same_title(title, title)
    assert title_key(title) == title_key(title.casefold().replace("ß", "SS"))
