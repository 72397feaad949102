"""The table of formats is complete: every module is in it, and every format is described."""

import re

import pytest

from paperlist.exports import CITATIONS, FORMATS, GROUPS
from paperlist.publishing.words import LANGUAGES, load_words
from tests.support.catalogues import ROOT

FOLDER = ROOT / "paperlist/exports"
MODULES = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
# The table itself, what a format is made with, and what an export contains.
HELPERS = {"capitals", "choosing", "formats", "latex", "one_paper"}
PICK = (ROOT / "paperlist/site/explorer/scripts/pick.js").read_text("utf-8")


def test_every_module_is_a_format():
    rendering = [form.render for form in (*CITATIONS.values(), *FORMATS.values())]
    used = {render.__module__.rpartition(".")[2] for render in rendering}
    for name in sorted(MODULES - HELPERS):
        assert name in used, f"paperlist/exports/{name}.py is not in FORMATS of formats.py"


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_described_in_every_language(name):
    form = FORMATS[name]
    for language in LANGUAGES:
        words = load_words(language)
        assert words.get(form.description_key), f"words.yaml lacks {form.description_key}"
    assert form.group in GROUPS
    assert (form.group == "citations") == (name in CITATIONS)


def test_no_two_formats_have_one_file():
    files = [form.file for form in FORMATS.values()]
    assert len({*files}) == len(files)


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.is_picked])
def test_the_explorer_can_cut_what_its_dialog_offers(name):
    endings = re.findall(r'^  "([\w.]+)": \{$', PICK, re.MULTILINE)
    endings += re.findall(r'file\.endsWith\("(\.\w+)"\)', PICK)
    file = FORMATS[name].file
    assert any(map(file.endswith, endings)), f"explorer/scripts/pick.js cannot cut {file}"
