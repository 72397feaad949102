"""Words of the interface: both languages whole, and each used."""

import re
from string import Formatter

import pytest
import yaml

from paperlist import health
from paperlist.catalogue.values import KINDS, STATES
from paperlist.exports import FORMATS
from paperlist.publishing.words import LANGUAGES, load_words, noun
from paperlist.site.explorer.filters import FILTERS
from paperlist.site.explorer.index import HEADER_WORDS
from tests.support.catalogues import ROOT

PACKAGE = ROOT / "paperlist"
FILE = PACKAGE / "publishing/words.yaml"
TABLE = yaml.load(FILE.read_text("utf-8"), yaml.CSafeLoader)
TEMPLATES = sorted(PACKAGE.glob("*/templates/*.*"))
MODULES = [*sorted(PACKAGE.glob("site/**/*.py")), *sorted(PACKAGE.glob("exports/*.py"))]
HOOKS = sorted((ROOT / "hooks").glob("*.py"))
OVERRIDES = sorted((ROOT / "overrides").rglob("*.html"))
# Keys made at run time: words["long_" ~ paper.kind], words["state_" ~ run.state],
# words["count_" ~ state], words[link.word].
MADE = {f"{start}_{kind}" for start in ("long", "kind") for kind in KINDS} - {"kind_paper"}
MADE |= {f"{start}_{state}" for start in ("state", "count") for state in STATES}
FINDINGS = {f"health_{kind.replace('-', '_')}" for kind in health.KINDS}
MADE |= FINDINGS | {f"{each}_do" for each in FINDINGS}
MADE |= {f"{each}_text" for each in FINDINGS} & {*TABLE}


def named(path):
    """Keys that a template or a module names in full."""
    text = path.read_text("utf-8")
    return set(
        re.findall(
            r"""(?:words|texts|load_words\(language\)|words\[config.extra.language\])(?:\.|\[["'])(\w+)""",
            text,
        )
    ) - {"yaml"}


def links():
    text = (PACKAGE / "publishing/links.py").read_text("utf-8")
    return set(re.findall(r'"((?:link|kind)_\w+)"', text))


def used():
    files = [*TEMPLATES, *OVERRIDES, *HOOKS, *MODULES]
    descriptions = {form.description_key for form in FORMATS.values()}
    descriptions |= {form.label_key for form in FORMATS.values() if form.label_key}
    filters = set.union(*(each.words for each in FILTERS))
    keys = set.union(*map(named, files)) | links() | descriptions | filters | MADE | {*HEADER_WORDS}
    return keys - {"items", "long_", "state_", "count_", "health_"}


def test_all_templates_are_looked_at():
    assert {path.suffix for path in TEMPLATES} == {".html", ".txt", ".xml"}


def test_both_languages_have_every_word():
    for language in LANGUAGES:
        assert set(load_words(language)) == set(TABLE)


@pytest.mark.parametrize(
    "words", ["{en: Date}", "{zh: 日期}", "{en: Date, zh: ''}", "{en: Date, zh: }"]
)
def test_a_missing_translation_names_its_key(words):
    with pytest.raises(ValueError, match="'day'"):
        load_words("en", f"date: {dict.fromkeys(LANGUAGES, 'Date')}\nday: {words}\n")


def test_a_language_that_is_not_listed_has_no_words():
    with pytest.raises(ValueError, match=r"'xx' is not in .*languages\.yaml"):
        load_words("xx")


def test_words_cannot_be_changed():
    with pytest.raises(TypeError):
        load_words("en")["date"] = "Day"


def test_no_key_stands_twice():
    keys = re.findall(r"^(\w+):", FILE.read_text("utf-8"), re.MULTILINE)
    assert sorted(keys) == sorted(set(keys)) == sorted(TABLE)


def test_both_languages_have_the_same_placeholders():
    for key, words in TABLE.items():
        assert len({placeholders(words[language]) for language in LANGUAGES}) == 1, key


def placeholders(word):
    return tuple(sorted(name for _, name, _, _ in Formatter().parse(word) if name is not None))


def test_no_language_has_other_keys():
    assert [key for key, words in TABLE.items() if {*words} != {*LANGUAGES}] == []


def test_every_used_word_exists():
    assert sorted(used() - set(TABLE)) == []


def test_every_word_is_used():
    assert sorted(set(TABLE) - used()) == []


def test_the_theme_reads_no_word_that_a_mapping_has_for_its_own():
    """In overrides/ `words` is a mapping: there words.copy is a method and not the word."""
    taken = {name for path in OVERRIDES for name in named(path)} & set(dir(load_words("en")))
    assert taken == set()


@pytest.mark.parametrize(
    ("number", "forms", "right"),
    [
        (0, "paper|papers", "papers"),
        (1, "paper|papers", "paper"),
        (2, "paper|papers", "papers"),
        (1, "篇论文", "篇论文"),
        (2, "篇论文", "篇论文"),
    ],
)
def test_a_noun_goes_with_its_number(number, forms, right):
    assert noun(number, forms) == right
