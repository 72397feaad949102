"""The list of this project, whatever it holds: its data, texts and languages.

Few tests are about it, and they say nothing of particular papers: a fork keeps them. The others
look at the sample.
"""

import re

from paperlist.site.editions import load_editions
from tests.support.builds import ROOT, load

PAPERS = load("papers.yaml", ROOT)
TOPICS = load("topics.yaml", ROOT)
COLLECTIONS = load("collections.yaml", ROOT)
SEEN = load("seen.yaml", ROOT) if (ROOT / "data/seen.yaml").exists() else []
REMOVED = [entry for entry in SEEN if "id" in entry]
EDITIONS = {edition.language: edition for edition in load_editions(ROOT / "mkdocs.yml")}
FIRST, *TRANSLATIONS = EDITIONS


def home(language):
    """The address of a language's front page below that of the site."""
    return "" if language == FIRST else f"{language}/"


def by_hand(language):
    """The pages that are written by hand in this language."""
    docs = EDITIONS[language].docs
    return sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))


def read_page(language, name):
    return (EDITIONS[language].docs / name).read_text("utf-8")


def blocks(page, language):
    """The code of a page in this programming language."""
    return re.findall(rf"(?s)```{language}\n(.*?)```", page)
