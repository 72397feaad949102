"""HTML and MathML in titles, as publishers register them, as text."""

import html
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from paperlist.sources.tex import formula_text, fraction, lowered, raised, root

ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*"""
TAG = re.compile(rf"<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*){ATTRIBUTES}(?P<single>/?)>")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# These are markup even if one of a pair is missing; every other tag has both: Vec<T> stays.
USUAL = re.compile(r"i|b|u|em|strong|sub|sup|sc|scp|tt|span|p|br|title|(?:jats|mml):\w+")
BREAKS = ("br", "p", "break", "title")
MATH = re.compile(rf"<((?:\w+:)?)math{ATTRIBUTES}>.*?</\1math\s*>", re.DOTALL)
TEX_MATH = re.compile(rf"<((?:\w+:)?)tex-math{ATTRIBUTES}>(.*?)</\1tex-math\s*>", re.DOTALL)
# The same formula in several forms.
ALTERNATIVES = re.compile(r"<((?:\w+:)?)alternatives>(.*?)</\1alternatives>", re.DOTALL)
RAISED = re.compile(rf"<((?:\w+:)?)sup{ATTRIBUTES}>([^<>]*)</\1sup\s*>", re.IGNORECASE)
XML_ENTITIES = r"&(?!(?:amp|lt|gt|quot|apos);)#?\w+;"
# By element and number of its parts.
SHAPES: dict[tuple[str, int], Callable[..., str]] = {
    ("msub", 2): lambda base, low: base + lowered(low),
    ("munder", 2): lambda base, low: base + lowered(low),
    ("msup", 2): lambda base, high: base + raised(high),
    ("mover", 2): lambda base, high: base + raised(high),
    ("msubsup", 3): lambda base, low, high: base + lowered(low) + raised(high),
    ("munderover", 3): lambda base, low, high: base + lowered(low) + raised(high),
    ("mfrac", 2): fraction,
    ("mspace", 0): lambda: " ",
}


def without_tags(text: str) -> str:
    """`a < b` and `Vec<T>` stay; character references too."""
    text = COMMENT.sub("", text)
    text = ALTERNATIVES.sub(lambda match: (MATH.search(match[2]) or match)[0], text)
    text = MATH.sub(lambda match: _mathml(match[0]), text)
    text = TEX_MATH.sub(lambda match: formula_text(html.unescape(match[2])), text)
    text = RAISED.sub(lambda match: raised(html.unescape(match[2])), text)
    tags = list(TAG.finditer(text))
    ended = {tag["name"] for tag in tags if tag["end"]}
    pairs = {tag["name"] for tag in tags if not tag["end"] and tag["name"] in ended}

    def replaced(tag: re.Match[str]) -> str:
        name = tag["name"].lower()
        if not (tag["single"] or tag["name"] in pairs or USUAL.fullmatch(name)):
            return tag[0]
        return " " if name.rpartition(":")[2] in BREAKS else ""

    return TAG.sub(replaced, text)


def _mathml(source: str) -> str:
    bare = re.sub(rf"<(/?)(?:\w+:)?(\w+){ATTRIBUTES}", r"<\1\2", source)
    try:
        root_node = ET.fromstring(  # noqa: S314
            re.sub(XML_ENTITIES, lambda match: html.unescape(match[0]), bare)
        )
    except ET.ParseError:
        return re.sub(r"<[^<>]*>", "", source)
    return _part(root_node)


def _part(node: ET.Element) -> str:
    parts = [_part(child) for child in node if not child.tag.startswith("annotation")]
    if shape := SHAPES.get((node.tag, len(parts))):
        return shape(*parts)
    if node.tag == "msqrt":
        return root(*parts)
    return " ".join((node.text or "").split()) + "".join(parts)
