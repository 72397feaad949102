"""Joins the modules of the explorer into the one script of the site."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from paperlist.site.explorer.index import versioned

SCRIPT = "assets/explorer.js"
# Each module comes after the modules it imports.
MODULES = (
    "text", "identifiers", "query", "columns", "search", "terms", "filters", "counts", "order",
    "choice", "near", "address", "history", "pick", "marks", "elements", "byline", "make_row",
    "rows", "rest", "transfer", "gists", "hidden_words", "controls", "empty", "notice",
    "export_dialog", "keys", "sorting", "picked", "events", "explorer", "bookmarks", "header",
    "ages", "start",
)  # fmt: skip
# Whole lines, blocks, and the ends of lines; a string would have another quote after its ` // `.
COMMENT = re.compile(r"""^[ \t]*(?://.*|/\*[\s\S]*?\*/)\n|[ \t]+// [^"'`\n]*$""", re.MULTILINE)
# The indentation and blank lines; no template literal has more than one line.
BLANK = re.compile(r"^\s+", re.MULTILINE)
IMPORT = re.compile(r'^(?:import|export) \{[^"]* from "\./(\w+)\.js"\n', re.MULTILINE)


@cache
def render_script() -> str:
    """The modules as one file, without comments, white space and imports of each other."""
    version = script_file().rpartition("=")[2]
    return f'{_modules()}export const VERSION = "{version}"\n'


def script_file() -> str:
    """With the version that the script has too: a page notices when it got another one."""
    return versioned(SCRIPT, _modules())


@cache
def _modules() -> str:
    folder = Path(__file__).with_name("scripts")
    return "".join(_bundled(folder, MODULES))


def _bundled(folder: Path, names: Iterable[str]) -> Iterable[str]:
    before: set[str] = set()
    for name in names:
        text = (folder / f"{name}.js").read_text("utf-8")
        if missing := set(IMPORT.findall(text)) - before:
            raise ValueError(f"{name}.js imports {missing.pop()}.js, which comes after it")
        before.add(name)
        yield shorten(IMPORT.sub("", text))


def shorten(text: str) -> str:
    """JavaScript or CSS without comments and indentation."""
    return BLANK.sub("", COMMENT.sub("", text))
