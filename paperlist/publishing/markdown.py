"""Text as Markdown shows it."""

import re

SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~$!^]")
ENTITY = re.compile(r"&(?=#?\w+;)")
# What makes a line an item of a list, or a rule across the page.
START = re.compile(r"^(\d*)([-+]|(?<=\d)[.)])(?=\s|-|$)")
# Two backslashes before the end of a cell: some parsers take the second one for the bar's.
BACKSLASH = "&#92;"


def escape(text: str) -> str:
    """Markdown's own signs as text, at the start of a line too."""
    text = ENTITY.sub("&amp;", text)
    text = SIGNS.sub(lambda found: BACKSLASH if found[0] == "\\" else f"\\{found[0]}", text)
    return START.sub(r"\1\\\2", text)
