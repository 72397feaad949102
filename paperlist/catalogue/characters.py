"""Characters that an input method or a word processor puts where the data needs ASCII."""

import re
import unicodedata

NAMES = {
    "、": ("an ideographic comma", ","),
    "。": ("an ideographic full stop", "."),
    "\u3000": ("an ideographic space", "a space"),
    "\u00a0": ("a no-break space", "a space"),
    "\u202f": ("a narrow no-break space", "a space"),
    "“": ("a curly quote", '"'),
    "”": ("a curly quote", '"'),
    "„": ("a curly quote", '"'),
    "‘": ("a curly quote", "'"),
    "’": ("a curly quote", "'"),
    "「": ("a corner bracket", '"'),
    "」": ("a corner bracket", '"'),
    "【": ("a lenticular bracket", "["),
    "】": ("a lenticular bracket", "]"),
    "–": ("an en dash", "-"),
    "—": ("an em dash", "-"),
    "−": ("a minus sign", "-"),
    "\u2010": ("a Unicode hyphen", "-"),
    "\u2011": ("a no-break hyphen", "-"),
}
FULL_WIDTH = re.compile("[\uff01-\uff5e]")
WRONG = re.compile(f"[{''.join(NAMES)}\uff01-\uff5e]")
# Where YAML would have a character of its own: indentation, dash, colon, quotes and brackets.
STRUCTURE = re.compile(
    r"^(?:\s*(?P<space>[\u3000\u00a0])|\s*(?P<dash>[–—－])\s*\w+\s*[:：]"
    r"|\s*(?:- )?\w+\s*(?P<colon>：)"
    r"|\s*(?:- )?\w+:\s+\[?(?P<open>[“”„‘’「＂＇［【｛])"
    r"|\s*(?:- )?\w+:\s+[\[\"'].*(?P<close>[”’」＂＇］】｝])\s*$)"
)


def typing_hint(text: str) -> str:
    """What to write for the first such character; empty if there is none."""
    found = WRONG.search(text)
    return _hint(found[0]) if found else ""


def line_hint(line: str) -> str:
    """The same for a line of YAML, where only its structure has to be ASCII."""
    found = STRUCTURE.match(line)
    return next((_hint(each) for each in found.groups() if each), "") if found else ""


def _hint(character: str) -> str:
    if FULL_WIDTH.match(character):
        name = unicodedata.name(character).lower().removeprefix("fullwidth ")
        name, instead = f"a full-width {name}", unicodedata.normalize("NFKC", character)
    else:
        name, instead = NAMES[character]
    shown = f"'{character}'" if character.isprintable() else f"U+{ord(character):04X}"
    return f"{shown} is {name}; write {instead}"
