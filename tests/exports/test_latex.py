"""Text as LaTeX: what it prints is the text, and a letter with an accent is ASCII."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.exports.latex import SYMBOLS, escape, spell_letters, spell_symbols
from tests.support.latex import plain

SPELLED = [
    ("Í", r"{\'I}"),
    ("é", r"{\'e}"),
    ("í", r"{\'\i}"),
    ("ǰ", r"{\v{\j}}"),
    ("į", r"{\k{i}}"),
    ("ö", r"{\"o}"),
    ("ñ", r"{\~n}"),
    ("ç", r"{\c{c}}"),
    ("ž", r"{\v{z}}"),
    ("ș", r"{\textcommabelow{s}}"),
    ("ế", r"{\'{\^e}}"),
    ("ộ", r"{\^{\d{o}}}"),
    ("Ł", r"{\L}"),
    ("ß", r"{\ss}"),
    ("å", r"{\aa}"),
    ("ǿ", r"{\'\o}"),
    ("ı", r"{\i}"),
]
# An accent on a letter that has no dot prints like one on a letter that loses it.
latin = st.characters(max_codepoint=0x1EFF, categories=["L"], exclude_characters="ıȷ")


@pytest.mark.parametrize(("letter", "latex"), SPELLED)
def test_a_letter_with_an_accent_is_spelled_in_braces(letter, latex):
    assert spell_letters(letter) == latex
    assert spell_letters(f"A{letter}b {letter}") == f"A{latex}b {latex}"
    assert spell_letters(unicodedata.normalize("NFD", letter)) == latex


@pytest.mark.parametrize("text", ["e", "Ada", "×", "½", "αβ", "中文", "“—”", "ơ", "ﬁ", "𝒜", "á̸"])
def test_what_latex_has_no_accent_for_stays(text):
    assert spell_letters(text) == text


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("α", r"{$\alpha$}"),
        ("Δ", r"{$\Delta$}"),
        ("λΛ", r"{$\lambda$}{$\Lambda$}"),
        ("ε", r"{$\varepsilon$}"),
        ("ϵ", r"{$\epsilon$}"),
        ("Α", "{$A$}"),
        ("𝛼", r"{$\alpha$}"),
        ("𝒜ℝ", "{$A$}{$R$}"),
        ("≤", r"{$\leq$}"),
        ("4×", r"4{$\times$}"),
        ("∞", r"{$\infty$}"),
        ("H₂O", "H$_2$O"),
        ("x²", "x$^2$"),
        ("10⁻³", "10$^{-3}$"),
        ("xᵢⱼ", "x{$_{ij}$}"),
        ("Aᵀ", "A{$^T$}"),
        ("90°", r"90{$^\circ$}"),
        ("a′", "a$'$"),
        ("∆-DiT", r"{$\Delta$}-DiT"),
        ("A⊤B", r"A{$\top$}B"),
        ("2⅓ and ⅒", "2$^1/_3$ and $^1/_{10}$"),
        ("A∕B", "A/B"),
        ("3\u00a0GB", "3~GB"),
        ("on\u2011line", "on-line"),
    ],
)
def test_a_symbol_is_a_formula(text, latex):
    assert spell_symbols(text) == latex


@pytest.mark.parametrize("text", ["Ada", "é", "½", "中文", "“—”…", "ﬁ", "ά", "\U0001d455", "ı"])
def test_other_characters_stay(text):
    """LaTeX knows quotes, dashes and fractions in UTF-8; other scripts need a font."""
    assert spell_symbols(text) == text


def test_a_style_cannot_change_a_formula():
    r"""BibTeX writes letters outside braces in lower case: \Delta would become \delta."""
    latex = spell_symbols("".join(SYMBOLS) + "αβΓΔΩᵀₓ")
    assert latex.isascii()
    assert not re.search("[A-Za-z]", re.sub(r"\{\$[^$]*\$\}", "", latex))


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_escaped_text_prints_as_it_was(text):
    latex = escape(text)
    assert plain(latex) == text
    assert not set(re.sub(r"\\(text[a-z]+\{\}|[&%$#_])", "", latex)) & set("\\{}&%$#_^~<>|")


@given(st.text(latin | st.sampled_from("\u0301\u0323 {\\&")))
def test_spelled_text_prints_as_it_was(text):
    printed = plain(spell_letters(escape(text)))
    assert unicodedata.normalize("NFC", printed) == unicodedata.normalize("NFC", text)
