"""Texts and names of PDFs, whose bytes need not be the text that they claim to be."""

import re

from pikepdf import Name, String

CODE = re.compile(rb"#([0-9A-Fa-f]{2})")


def text_of(value: object) -> str:
    """Of a string; empty for anything else."""
    if not isinstance(value, String):
        return ""
    try:
        return str(value)
    except UnicodeDecodeError:
        return bytes(value).decode(errors="replace").removeprefix("\ufeff")


def name_of(value: object) -> str:
    """With its slash, as pikepdf writes keys; empty for anything else than a name."""
    if not isinstance(value, Name):
        return ""
    name = CODE.sub(lambda code: bytes.fromhex(code[1].decode()), value.unparse(resolved=True))
    return name.decode(errors="surrogateescape")
