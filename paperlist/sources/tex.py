"""TeX in titles and names as text: accents, signs and formulas."""

import logging
import re
import unicodedata
from collections.abc import Callable, Iterable

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexNode,
    LatexWalker,
    LatexWalkerError,
    get_default_latex_context_db,
)
from pylatexenc.macrospec import MacroSpec

# Dollars of TeX have no space inside, and no digit follows: "from $5 to $10" is about money.
FORMULA = re.compile(r"(?<!\\)(\$\$?)(?!\s)((?:[^$\\]|\\.)+?)(?<!\s)\1(?!\d)")
COMMAND = re.compile(r"\\(?:[A-Za-z]+|[^\sA-Za-z])|\{[\w-]+\}")
DOCUMENT = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
# Fonts and sizes, which text does not have.
LAYOUT = re.compile(
    r"text(?:rm|bf|it|sc|sf|tt|sl|up|md|normal)?|math[a-z]+|emph|[hm]box|operatorname|ensuremath"
    r"|underline|bm|boldsymbol|bf|it|rm|sc|sf|tt|em|cal|left|right|limits|displaystyle|xspace"
)
NAMES = {"TeX": "TeX", "LaTeX": "LaTeX"}
# Of some signs Unicode has several.
SIGNS = str.maketrans({"∼": "~", "ϵ": "ε", "ϕ": "φ", "−": "-", "∗": "*", "′": "'", "ˆ": "^"})
HIGH = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
ORDINAL = re.compile(r"th|st|nd|rd|[^\w\s]+")
TO_TEXT = LatexNodes2Text()
# The library prints what it cannot read, and raises whatever happens to go wrong with it; here it
# stays as it is written, without a word.
logging.getLogger("pylatexenc").addHandler(logging.NullHandler())
logging.getLogger("pylatexenc").propagate = False
UNREADABLE = (AttributeError, LatexWalkerError, LookupError, RecursionError, TypeError, ValueError)
QUOTED = re.compile(r"``(.+?)''")
# The library does not know that these have arguments.
KNOWN = get_default_latex_context_db()
KNOWN.add_context_category(
    "scripts",
    macros=[
        MacroSpec("textsuperscript", "{"),
        MacroSpec("textsubscript", "{"),
        MacroSpec("href", "{{"),
    ],
    prepend=True,
)


def without_tex(text: str) -> str:
    """A command that nobody knows stays as it is written."""
    text = FORMULA.sub(_formula_or_money, QUOTED.sub(r'"\1"', text))
    return latex_text(text) if COMMAND.search(text) else text


def latex_text(text: str) -> str:
    """Of a text that is LaTeX as a whole: braces group also where there is no command."""
    return _rendered(text, _text)


def formula_text(source: str) -> str:
    """Also of a whole document with the formula, as one publisher has it."""
    document = DOCUMENT.search(source)
    return _rendered((document[1] if document else source).strip(" $\n"), _formula).strip()


def lowered(text: str) -> str:
    """H2O for a digit, B_s for a letter."""
    return text if not text or text.isdigit() else f"_{text}"


def raised(text: str) -> str:
    """10⁶ for a number, 19th for an ordinal, n^k for a letter."""
    if re.fullmatch(r"[-+−]?\d+", text):
        return text.translate(HIGH)
    return text if not text or ORDINAL.fullmatch(text) else f"^{text}"


def fraction(above: str, below: str) -> str:
    return f"{_grouped(above)}/{_grouped(below)}"


def root(*parts: str) -> str:
    return f"√{_grouped(''.join(parts))}"


def linked(_address: str, text: str) -> str:
    return text


def _grouped(text: str) -> str:
    return text if re.fullmatch(r"\w*", text) else f"({text})"


Render = Callable[[Iterable[LatexNode]], str]
SCRIPTS = {"_": lowered, "^": raised}
# By name and number of arguments.
COMMANDS: dict[tuple[str, int], Callable[..., str]] = {
    ("textsubscript", 1): lowered,
    ("textsuperscript", 1): raised,
    ("frac", 2): fraction,
    ("sqrt", 1): root,
    ("url", 1): str,
    ("href", 2): linked,
}
WITH_ARGUMENTS = {name for name, _ in COMMANDS}


def _rendered(source: str, render: Render) -> str:
    """Malformed and deeply nested TeX stays as it is written."""
    try:
        return render(_nodes(source))
    except UNREADABLE:
        return source


def _formula_or_money(match: re.Match[str]) -> str:
    is_formula = re.search(r"[\\^_{}=<>+]", match[2]) or not re.search(r"\s", match[2])
    return formula_text(match[2]) if is_formula else match[0]


def _nodes(source: str) -> list[LatexNode]:
    """A percent sign starts no comment in a title."""
    source = re.sub(r"(?<!\\)%", r"\\%", source)
    nodes: list[LatexNode] = LatexWalker(source, KNOWN, tolerant_parsing=True).get_latex_nodes()[0]
    return nodes


def _text(nodes: Iterable[LatexNode]) -> str:
    made = ""
    for node in nodes:
        made += _spaced(_part(node, _text), node, made)
    return made


def _spaced(text: str, node: LatexNode, before: str) -> str:
    """`a \\to b` has spaces on both sides of the sign, as `a\\to b` has none."""
    is_sign = len(text) == 1 and unicodedata.category(text) == "Sm"
    ends = node.isNodeType(LatexMacroNode) and node.macro_post_space
    return f"{text} " if is_sign and ends and before.endswith(" ") else text


def _formula(nodes: Iterable[LatexNode]) -> str:
    """A sub- or superscript is one character, one group or one command."""
    made, script = "", None
    for node in nodes:
        is_plain = node.isNodeType(LatexCharsNode)
        for part in node.chars if is_plain else [_spaced(_part(node, _formula), node, made)]:
            if script and not part.isspace():
                made += script(part)
                script = None
            elif is_plain and part in SCRIPTS:
                script = SCRIPTS[part]
            else:
                made += part
    return made


def _part(node: LatexNode, render: Render) -> str:
    if node.isNodeType(LatexGroupNode):
        return render(node.nodelist)
    if node.isNodeType(LatexMathNode):
        return _formula(node.nodelist)
    if node.isNodeType(LatexMacroNode):
        given = (node.nodeargd and node.nodeargd.argnlist) or []
        return _command(node, [render([each]) for each in given if each])
    return str(node.latex_verbatim())


def _command(node: LatexNode, arguments: list[str]) -> str:
    if made := COMMANDS.get((node.macroname, len(arguments))):
        return made(*arguments)
    if LAYOUT.fullmatch(node.macroname):
        return "".join(arguments)
    text = _known(node).translate(SIGNS)
    if not text:
        name = NAMES.get(node.macroname)
        return name + node.macro_post_space if name else str(node.latex_verbatim())
    # The space after `\log` is one; the one after `\alpha` only ends the command.
    is_word = len(text) > 1 and text.isalpha()
    return text + node.macro_post_space if is_word else text


def _known(node: LatexNode) -> str:
    """Nothing for a command that the library does not know, or whose arguments are missing."""
    if node.macroname in WITH_ARGUMENTS:
        return ""
    try:
        return str(TO_TEXT.nodelist_to_text([node]))
    except UNREADABLE:
        return ""
