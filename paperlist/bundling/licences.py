"""Which papers may be passed on: the licence of the file allows copies by anyone, changed ones too.

A bundle changes the pages (it adds links), and nobody knows who will pass it on: so neither
licences for unchanged copies (ND) nor those for some uses (NC) are enough.
"""

import re

from paperlist.catalogue.facts import Facts
from paperlist.catalogue.model import Paper

FREE = re.compile(r"CC0-1\.0|CC-BY(?:-SA)?-\d\.\d")


def licence_of(paper: Paper, facts: Facts) -> str:
    """The licence of the file that is downloaded; empty if it is not known.

    That is arXiv's file if there is one, and only arXiv says which licence its file has.
    """
    record = facts.works.get(paper.id)
    found = record.licence if record else None
    is_of_file = found and found.source == f"https://arxiv.org/abs/{paper.arxiv}"
    return found.value if found and is_of_file else ""


def why_not_shared(paper: Paper, facts: Facts) -> str:
    """Empty if copies may be passed on."""
    licence = licence_of(paper, facts)
    if not licence:
        return "its licence is not known"
    return "" if FREE.fullmatch(licence) else f"its licence does not allow every copy: {licence}"


def text_of(licence: str) -> str:
    """The address of a licence that arXiv names: one of Creative Commons, or an address itself."""
    if not licence.startswith("CC"):
        return licence
    kind, _, version = licence.removeprefix("CC-").lower().rpartition("-")
    folder = "publicdomain/zero" if kind == "cc0" else f"licenses/{kind}"
    return f"https://creativecommons.org/{folder}/{version}/"
