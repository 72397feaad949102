"""Names of files that every file system accepts: `2023-07 FlashAttention-2 - Faster ….pdf`."""

import re
from collections.abc import Iterable
from unicodedata import normalize

from paperlist.catalogue.model import Paper
from paperlist.publishing.titles import title_parts

# Some file systems limit a name to 255 bytes, encrypted ones to 143.
MOST_BYTES = 140
ENDING = ".pdf"
# Not allowed by Windows; the others are letters of the same look or meaning.
SIGNS = {"/": "-", "\\": "-", "|": "-", "<": "(", ">": ")", '"': "'", "?": "", "*": "x"}


def file_names(papers: Iterable[Paper]) -> dict[str, str]:
    """By id; no two are the same on a file system that ignores case."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for paper in papers:
        name = _name(paper, "")
        if name.casefold() in taken:
            name = _name(paper, f" ({paper.id})")
        taken.add(name.casefold())
        names[paper.id] = name
    return names


def _name(paper: Paper, suffix: str) -> str:
    """The month comes first, so no name is one that Windows reserves; the title is cut, the label
    and the suffix only where they are longer than a whole name."""
    label, rest = (_plain(part) for part in title_parts(paper))
    rest = rest.lstrip(" -：")
    most = MOST_BYTES - len(f"{suffix}{ENDING}".encode())
    text = f"{paper.date[:7]} {label}" + (f" - {rest}" if rest else "")
    return _cut(text, most).rstrip(" .") + suffix + ENDING


def _plain(text: str) -> str:
    text = "".join(SIGNS.get(each, each) for each in normalize("NFC", text))
    text = re.sub(r"\s*:\s*", " - ", text)
    return " ".join("".join(each for each in text if each.isprintable()).split())


def _cut(text: str, most: int) -> str:
    """Between words where that leaves most of it."""
    if len(text.encode()) <= most:
        return text
    kept = text.encode()[: most - len("…".encode())].decode(errors="ignore")
    whole = kept.rpartition(" ")[0]
    return (whole if len(whole) > len(kept) // 2 else kept).rstrip(" -,") + "…"
