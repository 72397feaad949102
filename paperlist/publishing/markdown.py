"""Text escaped for Markdown."""

import re

SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$!^]")
ENTITY = re.compile(r"&(?=#?\w+;)")
# The start of a list item or of a thematic break.
START = re.compile(r"^(\d*)([-+]|(?<=\d)[.)])(?=\s|-|$)")
# Some parsers read the second of two backslashes before a bar as its escape.
BACKSLASH = "&#92;"


def escape(text: str) -> str:
    """Escapes the special characters of Markdown, also at the start of a line."""
    text = ENTITY.sub("&amp;", text)
    text = SPECIAL.sub(lambda match: BACKSLASH if match[0] == "\\" else f"\\{match[0]}", text)
    return START.sub(r"\1\\\2", text)
