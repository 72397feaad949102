"""Text escaped for Markdown."""

import re

SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$!^]")
ENTITY = re.compile(r"&(?=#?\w+;)")
# The start of a list item or of a thematic break.
START = re.compile(r"^(\d*)([-+]|(?<=\d)[.)])(?=\s|-|$)")
# GitHub makes links of a bare URL, a host, an e-mail address and @name; on a release page it also
# notifies that person. A backslash does not prevent this for @, an empty element after it does.
URL = re.compile(r":(?=//)|(?<=\bwww)\.", re.IGNORECASE)
MENTION = re.compile(r"@(?=\w)")
# Some parsers read the second of two backslashes before a bar as its escape.
BACKSLASH = "&#92;"


def escape(text: str) -> str:
    """Escapes the special characters of Markdown, also at the start of a line."""
    text = ENTITY.sub("&amp;", text)
    text = SPECIAL.sub(lambda match: BACKSLASH if match[0] == "\\" else f"\\{match[0]}", text)
    text = MENTION.sub("@<span></span>", URL.sub(r"\\\g<0>", text))
    return START.sub(r"\1\\\2", text)
