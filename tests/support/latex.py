"""LaTeX back to text, for what our own renderer may write."""

import re
import unicodedata

from paperlist.exports.latex import SYMBOLS

SIGNS = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textasciitilde": "~",
    **{sign: sign for sign in "{}&%$#_"},
    "i": "ı", "j": "ȷ", "l": "ł", "L": "Ł", "o": "ø", "O": "Ø", "ss": "ß", "aa": "å",
    "textless": "<", "textgreater": ">", "textbar": "|",
    "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "dj": "đ", "DJ": "Đ",
    "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ",
}  # fmt: skip
# What the commands in formulas print; tests/exports/test_latex.py says which symbol gets which.
GREEK = [
    "alpha", "beta", "gamma", "delta", "zeta", "eta", "theta", "iota", "kappa", "mu", "nu", "xi",
    "pi", "rho", "sigma", "tau", "upsilon", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Xi",
    "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
]  # fmt: skip
FORMULAS = {command.lstrip("^\\"): symbol for symbol, command in [*SYMBOLS.items()][::-1]} | {
    name: unicodedata.lookup(f"GREEK {'SMALL' if name.islower() else 'CAPITAL'} LETTER {name}")
    for name in GREEK
}
# Characters that print alike.
ALIKE = str.maketrans("⩽⩾⋅☆⋆∘◦∆⋄⁄∕−∗′ΑΒΕΖΗΙΚΜΝΟΡΤΧο", "≤≥·★★°°Δ◇//-*'ABEZHIKMNOPTXo")
MARKS = {
    "`": "GRAVE ACCENT",
    "'": "ACUTE ACCENT",
    "^": "CIRCUMFLEX ACCENT",
    "~": "TILDE",
    "=": "MACRON",
    "u": "BREVE",
    ".": "DOT ABOVE",
    '"': "DIAERESIS",
    "r": "RING ABOVE",
    "H": "DOUBLE ACUTE ACCENT",
    "v": "CARON",
    "d": "DOT BELOW",
    "textcommabelow": "COMMA BELOW",
    "c": "CEDILLA",
    "k": "OGONEK",
    "b": "MACRON BELOW",
}


def plain(latex):
    """The text that LaTeX prints: braces only group."""
    tokens = re.findall(r"(?s)\\(?:[A-Za-z]+|.)|.", latex)[::-1]
    printed = ""
    while tokens:
        printed += _take(tokens)
    return printed


def _take(tokens):
    token = tokens.pop()
    if token == "{":
        printed = ""
        while tokens[-1] != "}":
            printed += _take(tokens)
        tokens.pop()
        return printed
    if token == "$":
        return _formula(tokens)
    if not token.startswith("\\"):
        return token
    if token[1:] in MARKS:
        letter = _take(tokens).replace("ı", "i").replace("ȷ", "j")
        mark = unicodedata.lookup(f"COMBINING {MARKS[token[1:]]}")
        return unicodedata.normalize("NFC", letter + mark)
    return SIGNS[token[1:]]


def _formula(tokens):
    """Of symbols, or one raised or lowered text."""
    end = len(tokens) - 1 - tokens[::-1].index("$")
    inside, tokens[end:] = tokens[:end:-1], []
    found = [token for token in inside if token not in "^_{}"]
    return "".join(FORMULAS[token[1:]] if token[0] == "\\" else token for token in found)


def printed(text):
    """The text as it looks: x² as x2, for a comparison with what LaTeX prints."""
    return unicodedata.normalize("NFKC", text).translate(ALIKE)
