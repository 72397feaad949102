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
    # In the default encoding of fonts, OT1, these would print as ¡, ¿ and —.
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
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
# Commands of LaTeX without packages; those of other Greek letters follow from their names.
SYMBOLS = {
    "×": r"\times", "÷": r"\div", "±": r"\pm", "∓": r"\mp", "·": r"\cdot", "⋅": r"\cdot",
    "¬": r"\neg", "−": "-", "∗": "*", "∘": r"\circ", "∙": r"\bullet", "√": r"\surd", "°": r"^\circ",
    "≤": r"\leq", "≥": r"\geq", "⩽": r"\leq", "⩾": r"\geq", "≪": r"\ll", "≫": r"\gg",
    "≠": r"\neq", "≈": r"\approx", "≃": r"\simeq", "≅": r"\cong", "≡": r"\equiv", "∼": r"\sim",
    "∝": r"\propto", "≺": r"\prec", "≻": r"\succ", "≼": r"\preceq", "≽": r"\succeq",
    "≍": r"\asymp", "∞": r"\infty", "∆": r"\Delta", "∂": r"\partial", "∇": r"\nabla",
    "∑": r"\sum", "∏": r"\prod", "∫": r"\int",
    "∈": r"\in", "∉": r"\notin", "∋": r"\ni", "∅": r"\emptyset", "∪": r"\cup", "∩": r"\cap",
    "⊂": r"\subset", "⊆": r"\subseteq", "⊃": r"\supset", "⊇": r"\supseteq",
    "∧": r"\wedge", "∨": r"\vee", "∀": r"\forall", "∃": r"\exists",
    "⊕": r"\oplus", "⊗": r"\otimes", "⊖": r"\ominus", "⊘": r"\oslash",
    "⊙": r"\odot", "⊥": r"\perp", "∥": r"\parallel", "∣": r"\mid", "⊤": r"\top", "⊢": r"\vdash",
    "⊣": r"\dashv", "⊨": r"\models", "∖": r"\setminus", "⊎": r"\uplus",
    "⋀": r"\bigwedge", "⋁": r"\bigvee", "⋂": r"\bigcap", "⋃": r"\bigcup", "∐": r"\coprod",
    "⟨": r"\langle", "⟩": r"\rangle", "⌈": r"\lceil", "⌉": r"\rceil", "⌊": r"\lfloor",
    "⌋": r"\rfloor", "‖": r"\Vert", "′": "'", "″": "''", "ℓ": r"\ell", "ℏ": r"\hbar",
    "←": r"\leftarrow", "→": r"\rightarrow", "↑": r"\uparrow", "↓": r"\downarrow",
    "↔": r"\leftrightarrow", "⇐": r"\Leftarrow", "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow",
    "↦": r"\mapsto", "↪": r"\hookrightarrow", "⟶": r"\longrightarrow", "⟹": r"\Longrightarrow",
    "↗": r"\nearrow", "↘": r"\searrow", "↕": r"\updownarrow", "⇑": r"\Uparrow", "⇓": r"\Downarrow",
    "⋯": r"\cdots", "⋮": r"\vdots", "⋱": r"\ddots", "★": r"\star", "☆": r"\star", "⋆": r"\star",
    "△": r"\triangle", "▷": r"\triangleright", "◁": r"\triangleleft", "◇": r"\diamond",
    "⋄": r"\diamond", "○": r"\bigcirc", "◦": r"\circ", "●": r"\bullet", "♯": r"\sharp",
    "♭": r"\flat", "ℵ": r"\aleph", "℘": r"\wp",
    # Greek letters whose name in Unicode is not their command.
    "Λ": r"\Lambda", "λ": r"\lambda", "ε": r"\varepsilon", "φ": r"\varphi", "ς": r"\varsigma",
    "ϵ": r"\epsilon", "ϑ": r"\vartheta", "ϕ": r"\phi", "ϖ": r"\varpi", "ϱ": r"\varrho",
}  # fmt: skip
# Greek letters that look like Latin ones have no command.
LIKE_LATIN = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧο", "ABEZHIKMNOPTXo", strict=True))
GREEK = re.compile("GREEK (SMALL|CAPITAL) LETTER ([A-Z]+)")
# What has a form in ASCII.
TYPED = {"\u00a0": "~", "\u2002": " ", "\u2003": " ", "\u2009": r"\,", "\u200a": r"\,",
          "\u202f": r"\,", "\u2010": "-", "\u2011": "-", "\u2044": "/", "\u2215": "/"}  # fmt: skip
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ªᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿºᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ"
LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
# The fonts of LaTeX itself have ½, ¼ and ¾ only.
FRACTION = re.compile("[⅐-⅞]")
SCRIPT = re.compile(f"[{RAISED}]+|[{LOWERED}]+")
# With the Greek letters that have no accent, and letters in the styles of mathematics.
SYMBOL = re.compile(
    f"[{''.join((*SYMBOLS, *TYPED))}Α-ΡΣ-Ωα-ωℂℋ-ℎℐ-ℒℕℙ-ℝℤℬℭℯ-ℱℳℴ\U0001d400-\U0001d7ff]"
)
LATIN = re.compile("[A-Za-z][\u0300-\u036f]+|[\u00c0-\u024f\u1e00-\u1eff][\u0300-\u036f]*")
TOKEN = re.compile(r"[A-Za-z]|\\[A-Za-z]+")


def escape(text: str) -> str:
    """Escapes the special characters of LaTeX."""
    return "".join(SPECIAL.get(character, character) for character in text)


def spell_letters(latex: str) -> str:
    """Writes accented Latin letters in ASCII, each in braces. BibTeX works on bytes: a style that
    takes the first letter of a name would split them. Other scripts are unchanged."""
    return LATIN.sub(lambda match: _spell(unicodedata.normalize("NFC", match[0])), latex)


def spell_symbols(latex: str) -> str:
    """Writes mathematical symbols, Greek letters, and raised and lowered characters as formulas,
    which print in every font."""
    latex = SCRIPT.sub(_spell_script, FRACTION.sub(_spell_fraction, latex))
    return SYMBOL.sub(lambda match: _spell_symbol(match[0]), latex)


def _spell_fraction(match: re.Match[str]) -> str:
    """⅓ as $^1/_3$."""
    above, below = unicodedata.normalize("NFKC", match[0]).split("\u2044")
    return f"$^{above}/_{below if len(below) == 1 else f'{{{below}}}'}$"


def _spell_script(match: re.Match[str]) -> str:
    """x² as x$^2$, 10⁻³ as 10$^{-3}$."""
    text = unicodedata.normalize("NFKC", match[0]).replace("\u2212", "-")
    mark = "^" if match[0][0] in RAISED else "_"
    return _formula(f"{mark}{text}" if len(text) == 1 else f"{mark}{{{text}}}")


def _formula(latex: str) -> str:
    """In braces if it has a letter, which a style could write in lower case: Δ would become δ."""
    has_letter = any(map(str.isalpha, latex))
    return f"{{${latex}$}}" if has_letter else f"${latex}$"


def _spell_symbol(symbol: str) -> str:
    if symbol in TYPED:
        return TYPED[symbol]
    # 𝒜 and ℝ are letters in a style.
    plain = symbol if symbol in SYMBOLS else unicodedata.normalize("NFKC", symbol)
    name = GREEK.fullmatch(unicodedata.name(plain, ""))
    if plain in SYMBOLS or plain in LIKE_LATIN:
        return _formula(SYMBOLS.get(plain) or LIKE_LATIN[plain])
    if name:
        letter = name[2].lower()
        return _formula(f"\\{letter.capitalize() if name[1] == 'CAPITAL' else letter}")
    return _formula(plain) if plain.isascii() else symbol


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
