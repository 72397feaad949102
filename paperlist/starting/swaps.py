"""What the files of a checkout say of its own list, and what they say of a new one."""

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from paperlist.catalogue.model import Topic
from paperlist.catalogue.repositories import GITHUB, Repository
from paperlist.starting.documents import text_of
from paperlist.starting.new_list import CannotStart, NewList


class Swap(NamedTuple):
    """A regular expression, and the text that replaces each match, as `re.sub` reads it.

    It matches the result too: another list may be made from this one.
    """

    pattern: str
    text: str


def swapped(place: str, text: str, swaps: Sequence[Swap]) -> str:
    """Raises CannotStart if a file has been changed so much that a swap has nothing to replace."""
    for swap in swaps:
        text, number = re.subn(swap.pattern, swap.text, text)
        if not number:
            raise CannotStart(f"{place} of this checkout has nothing that matches {swap.pattern}")
    return text


def swaps_of(new: NewList, topics: Sequence[Topic], topic: str) -> dict[str, list[Swap]]:
    """By the place of the file; `topic` is that of the examples."""
    swaps = {
        "mkdocs.yml": _addresses(new),
        "Makefile": [Swap(r"(?<=PAPER=)\d\S+ TOPIC=\S+", f"2006.10256 TOPIC={topic}")],
        ".github/CODEOWNERS": [Swap(r"@[\w-]+", f"@{new.owner}")],
        **_forms(topics),
    }
    for language in new.languages:
        swaps[f"docs/{language}/contribute.md"] = _contribute_page(language, topic)
        swaps[f"docs/{language}/data.md"] = DATA_PAGE
        swaps[f"docs/{language}/hosting.md"] = [Swap(r"(?<=`/papers/)[\w-]+", "numpy")]
    return swaps


def _addresses(new: NewList) -> list[Swap]:
    return [
        Swap(r"(?m)^site_url: .*", _literal(f"site_url: !ENV [SITE_URL, {json.dumps(new.url)}]")),
        Swap(r"(?m)^repo_url: .*", f"repo_url: !ENV [REPO_URL, {json.dumps(new.repo_url)}]"),
        Swap(
            r"(?m)^    # Names of papers have .*", "    # Names of papers have punctuation: C4.5."
        ),
    ]


def _forms(topics: Sequence[Topic]) -> dict[str, list[Swap]]:
    options = "".join(f"        - {_text(f'{topic.name} ({topic.id})')}\n" for topic in topics)
    allowed = "The paper belongs in this list and is not an advertisement."
    chinese = "论文符合本列表的收录范围，且不是广告。"
    folder = ".github/ISSUE_TEMPLATE"
    return {
        f"{folder}/add-paper.yml": [
            Swap(r"(options:\n)(?:        - (?!label).*\n)+", rf"\1{_literal(options)}"),
            Swap(r"(?m)^(        - label: ).*", rf"\1{allowed} {chinese}"),
            _placeholder("arXiv id, DOI or link", '"2006.10256"'),
            _placeholder("Code (link)", Repository(GITHUB, "numpy", "numpy").url),
            _placeholder("Short name", "NumPy"),
            _placeholder("Venue", "Nature 2020"),
        ],
        f"{folder}/correct-paper.yml": [_placeholder("Paper to correct", "numpy")],
        f"{folder}/new-topic.yml": [
            _placeholder("Name in English", "Software"),
            _placeholder("Name in Chinese · 中文名称", "软件"),
            _placeholder(
                "What belongs in the topic, in one sentence", "Programs, and how they are built."
            ),
        ],
    }


def _placeholder(label: str, example: str) -> Swap:
    below = rf"(      label: {re.escape(label)}\n(?:      description: .*\n)?      placeholder: ).*"
    return Swap(below, rf"\1{example}")


def _contribute_page(language: str, topic: str) -> list[Swap]:
    belongs = text_of(f"belongs.{language}.md")
    heading = re.escape(belongs.partition("\n")[0])
    doi = "https://doi.org/10.1038/s41586-020-2649-2"
    return [
        Swap(r"(?s)(?<=```yaml\n)- id: .*?(?=```)", _literal(text_of("entry.yaml", topic=topic))),
        Swap(rf"(?ms)^{heading}\n.*?(?=^## )", f"{_literal(belongs)}\n"),
        Swap(r"(?<=PAPER=)\d\S+ TOPIC=\S+", f"2006.10256 TOPIC={topic}"),
        Swap(
            r"(?<=PAPER=)https://\S+ OPTIONS=.*",
            f"{doi} OPTIONS=\"--name NumPy --venue 'Nature 2020'\"",
        ),
        Swap(r"\*\w+\*(?=\W+(?:or )?\*Bayesian\*)", "*NumPy*"),
    ]


# Ids of a list may change, and a list may have no paper yet: the examples name none.
DATA_PAGE = [
    Swap(r"`/(topics|collections|paths|papers)/[\w.<>-]+\.(bib|md)`", r"`/\1/<id>.\2`"),
    Swap(r"--topic \S+ --topic \S+", "--topic TOPIC --topic OTHER"),
    Swap(r"--topic \S+ --output \S+", "--topic TOPIC --output papers.bib"),
    Swap(r"--topic \S+ --recommended 2 -o \S+", "--topic TOPIC --recommended 2 -o papers.pdf"),
    Swap(r"--collection \S+ (.*) -o \S+", r"--collection COLLECTION \1 -o papers.pdf"),
    Swap(r"--path \S+ -o \S+", "--path ID -o papers.pdf"),
    Swap(r"--id \S+ --id \S+", "--id PAPER --id OTHER"),
    Swap(r"by_topic\[\"[\w-]+\"\]", 'by_topic["TOPIC"]'),
    Swap(r"const \w+ = (?=list\.papers)", "const chosen = "),
    Swap(r"includes\(\"[\w-]+\"\)", 'includes("TOPIC")'),
    Swap(r"console\.log\(\w+\.map", "console.log(chosen.map"),
]

# Configuration files

NAV = r"(?m)^nav:\n(?:  .*\n)+"
PALETTE = r"(?m)^  palette:\n(?:    .*\n)+"
COPYRIGHT = r"(?m)^copyright: .*\n"


def settings_of(new: NewList, language: str, text: str, example: str) -> str:
    """A configuration file for another language: `example` is a file in this language."""
    description = text_of(f"description.{language}.txt", name=new.name).strip()
    swaps = [
        Swap(r"(?m)^site_name: .*", _literal(f"site_name: {_text(new.name)}")),
        Swap(r"(?m)^site_description: .*", _literal(f"site_description: {_text(description)}")),
        Swap(r"(?m)^docs_dir: .*", f"docs_dir: docs/{language}"),
        Swap(r"(?m)^  language: .*", f"  language: {language}"),
        Swap(r"(?m)^  card: .*", f"  card: assets/card.{language}.png"),
    ]
    for pattern in (NAV, PALETTE, COPYRIGHT):
        if not (found := re.search(pattern, example)):
            raise CannotStart(f"the configuration in the language {language} has no {pattern}")
        swaps.append(Swap(pattern, _literal(found[0])))
    return swapped("mkdocs.yml", text, swaps)


def translations_swap(new: NewList) -> Swap:
    others = "".join(f"    {each}: mkdocs.{each}.yml\n" for each in new.languages[1:])
    value = f"\n{others}" if others else " {}\n"
    return Swap(r"(?m)^  translations:(?: \{\}\n|\n(?:    .*\n)+)", f"  translations:{value}")


def _text(text: str) -> str:
    """As YAML in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\")
