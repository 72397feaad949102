"""Text escaped for LaTeX."""

import re
import unicodedata

# BibTeX counts braces even after a backslash.
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
# Combining characters of Unicode; the last five go below the letter.
ACCENTS = {
    "\u0300": r"\`",
    "\u0301": r"\'",
    "\u0302": r"\^",
    "\u0303": r"\~",
    "\u0304": r"\=",
    "\u0306": r"\u",
    "\u0307": r"\.",
    "\u0308": r"\"",
    "\u030a": r"\r",
    "\u030b": r"\H",
    "\u030c": r"\v",
    "\u0323": r"\d",
    "\u0326": r"\textcommabelow",
    "\u0327": r"\c",
    "\u0328": r"\k",
    "\u0331": r"\b",
}
ABOVE = {mark for mark in ACCENTS if mark < "\u0323"}
# Letters that Unicode does not decompose, or that have a command in LaTeX.
LETTERS = {
    "å": r"\aa", "æ": r"\ae", "ð": r"\dh", "đ": r"\dj", "ı": r"\i", "ȷ": r"\j", "ł": r"\l",
    "ŋ": r"\ng", "ø": r"\o", "œ": r"\oe", "ß": r"\ss", "þ": r"\th",
    "Å": r"\AA", "Æ": r"\AE", "Ð": r"\DH", "Đ": r"\DJ", "Ł": r"\L",
    "Ŋ": r"\NG", "Ø": r"\O", "Œ": r"\OE", "Þ": r"\TH",
}  # fmt: skip
LATIN = re.compile("[A-Za-z][\u0300-\u036f]+|[\u00c0-\u024f\u1e00-\u1eff][\u0300-\u036f]*")
TOKEN = re.compile(r"[A-Za-z]|\\[A-Za-z]+")


def escape(text: str) -> str:
    """Escapes the special characters of LaTeX."""
    return "".join(SPECIAL.get(character, character) for character in text)


def spell_letters(latex: str) -> str:
    """Writes accented Latin letters in ASCII, each in braces. BibTeX works on bytes: a style that
    takes the first letter of a name would split them. Other scripts are unchanged."""
    return LATIN.sub(lambda match: _spell(unicodedata.normalize("NFC", match[0])), latex)


def _spell(letter: str) -> str:
    if letter in LETTERS:
        return f"{{{LETTERS[letter]}}}"
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    if not marks or not ACCENTS.keys() >= {*marks} or not (base.isascii() or base in LETTERS):
        return letter
    loses_dot = base in "ij" and not ABOVE.isdisjoint(marks)
    latex = f"\\{base}" if loses_dot else LETTERS.get(base, base)
    for mark in marks:
        latex = _with_accent(ACCENTS[mark], latex)
    return f"{{{latex}}}"


def _with_accent(accent: str, latex: str) -> str:
    is_bare = not accent[-1].isalpha() and TOKEN.fullmatch(latex)
    return accent + latex if is_bare else f"{accent}{{{latex}}}"
