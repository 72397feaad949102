"""LaTeX back to text, for what our own renderer may write."""

import re
import unicodedata

SIGNS = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textasciitilde": "~",
    **{sign: sign for sign in "{}&%$#_"},
    "i": "ı", "j": "ȷ", "l": "ł", "L": "Ł", "o": "ø", "O": "Ø", "ss": "ß", "aa": "å",
    "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "dj": "đ", "DJ": "Đ",
    "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ",
}  # fmt: skip
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
    if not token.startswith("\\"):
        return token
    if token[1:] in MARKS:
        letter = _take(tokens).replace("ı", "i").replace("ȷ", "j")
        mark = unicodedata.lookup(f"COMBINING {MARKS[token[1:]]}")
        return unicodedata.normalize("NFC", letter + mark)
    return SIGNS[token[1:]]
