"""All that a Chinese page says is Chinese, but for names that are the same everywhere.

Its own texts have no English words and no English signs.
"""

import re

import pytest
import yaml

from tests.support import builds
from tests.support.catalogues import ROOT
from tests.support.listed import COLLECTIONS, ENGINES, PAPERS

WORDS = yaml.load((ROOT / "paperlist/publishing/words.yaml").read_text("utf-8"), yaml.CSafeLoader)
NAMES = (
    *("PDF", "LLM", "arXiv", "DOI", "HTML", "GNU", "GitHub", "JavaScript", "Star", "Ctrl+C"),
    *("BibTeX", "BibLaTeX", "RIS", "CSL-JSON", "Schema", "JSON Feed", "JSON", "CSV", "RSS"),
    *("Markdown", "Atom", "Material for MkDocs", "zip", "id"),
)
# What a reader types or opens.
TYPED = (
    *("wget -i", "wget", "paperlist report", "paperlist refresh links", "paperlist refresh arxiv"),
    *("author:dao", "OR", "j", "b", "note", "data/"),
)
FILE = r"(?:/?[\w-]+/)*[\w-]*(?:\.[a-z]+)+"
PLACE = r"\{\w+\}"
KNOWN = re.compile(
    rf"{PLACE}|(?<![\w.])(?:{'|'.join(map(re.escape, (*NAMES, *TYPED, *ENGINES.values())))}"
    rf"|{'|'.join(re.escape(each['id']) for each in COLLECTIONS)}|{FILE})(?![\w-])"
)
BETWEEN = re.compile(r"·| \+\d+\b| et al\.| \(\d+\)|: |, |，|：|/$")
ENGLISH_SIGN = re.compile(r"[\u4e00-\u9fff”）][:;!,]|[:;!,] ?[\u4e00-\u9fff“（]")
LABELS = ("aria-label", "title", "placeholder", "alt", "data-copied", "data-failed")
CODE = {"script", "style", "code", "pre", "kbd"}
# The texts of an entry that pages show in each language.
TRANSLATED = {"summary", "description", "title", "audience", "why"}


def texts_in(value, left_out=()):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each, left_out)
    else:
        for key, each in value.items():
            if key not in left_out:
                yield from texts_in(each, left_out)


def pieces(texts):
    return {piece.strip() for text in texts for piece in BETWEEN.split(text)}


@pytest.fixture(scope="module")
def data():
    """What pages show as it is written: of papers all but the summary, of the rest the Chinese."""
    texts = [*texts_in(PAPERS, {"summary"}), *texts_in(builds.load("seen.yaml"))]
    for name in ("topics", "groups", "collections", "paths"):
        entries = builds.load(f"{name}.yaml")
        left_out = TRANSLATED if name == "collections" else {*TRANSLATED, "name", "aka"}
        texts += texts_in(entries, left_out)
    addresses = [part for text in texts if "://" in text for part in text.split("/")]
    undated = [re.sub(r" \d{4}$", "", paper["venue"]) for paper in PAPERS if "venue" in paper]
    begun = [paper["title"].removeprefix(paper["name"]) for paper in PAPERS if paper.get("name")]
    return pieces([*texts, *addresses, *undated, *begun])


def said(element):
    """The texts and labels below it, without code and what is marked as of another language."""
    if element.tag in CODE or element.get("hreflang") or element.get("lang") == "en":
        return
    yield element.text or ""
    yield from (element.get(name, "") for name in LABELS)
    for child in element.iterchildren("*"):
        yield from said(child)
        yield child.tail or ""


def english_words(text, data):
    own = (piece.strip() for piece in BETWEEN.split(" ".join(text.split())))
    left = (KNOWN.sub(" ", piece) for piece in own if piece not in data)
    return [word for piece in left for word in re.findall(r"[A-Za-z][\w'+-]*", piece)]


def test_no_word_of_a_chinese_page_is_english(chinese, data):
    found = {
        word: (address, text)
        for address, page in chinese.pages.items()
        for text in {*said(page.body)}
        for word in english_words(text, data)
    }
    assert found == {}


def test_english_words_are_found(site, data):
    """The same on English pages, so that the test above can fail."""
    found = {word for text in said(site.pages[""].body) for word in english_words(text, data)}
    assert {"Filters", "Recommended", "Export", "Attention", "updated"} <= found


def test_the_words_of_the_interface_have_chinese_forms(data):
    found = {key: english_words(word["zh"], data) for key, word in WORDS.items()}
    del found["locale"]
    assert {key: words for key, words in found.items() if words} == {}


def test_chinese_words_stand_between_chinese_signs(chinese):
    for address, page in chinese.pages.items():
        parts = page.body.xpath(".//text()[not(ancestor::script or ancestor::style)]")
        shown = [" ".join("".join(parts).split()), *page.body.xpath(".//@aria-label")]
        wrong = [match[0] for text in shown for match in ENGLISH_SIGN.finditer(text)]
        assert wrong == [], (address, wrong)
