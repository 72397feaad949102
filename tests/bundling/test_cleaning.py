"""One paper made ready for a bundle: what stays, what is removed, what cannot be used."""

import json
import os
import subprocess
import sys

import pikepdf
import pytest
from pikepdf import Array, Name, Object, String

from paperlist.bundling import workers as module
from paperlist.bundling.cleaning import clean
from paperlist.bundling.reasons import Unusable
from paperlist.bundling.strips import Strip
from paperlist.bundling.workers import Workers
from tests.support import builds, pdfs

STRIP = Strip((("Contents", "_contents/"),), (("Code", "https://github.com/a/b"),))


@pytest.fixture
def cleaned(tmp_path):
    def run(content, strip=None):
        source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
        source.write_bytes(content)
        clean(source, target, "orca", strip)
        return pikepdf.open(target)

    return run


def goals(page):
    """What the links of a page lead to."""
    found = []
    for annotation in page.Annots:
        if annotation.Subtype == Name.Link:
            action = annotation.get("/A")
            found.append(str(action.URI) if action else annotation.Dest)
    return found


def test_links_inside_and_to_the_web_stay(cleaned):
    with cleaned(pdfs.rich()) as pdf:
        named, cited, old, third, web = goals(pdf.pages[0])
        assert (str(named), str(cited), str(old)) == ("orca/section.2", "orca/cite", "orca/old")
        assert third[0].objgen == pdf.pages[2].obj.objgen
        assert web == "https://example.org/a"
        names = [*pdf.Root.BundleNames]
        assert [*map(str, names[::2])] == ["orca/cite", "orca/old", "orca/section.2"]


def test_notes_stay_without_their_actions(cleaned):
    with cleaned(pdfs.rich()) as pdf:
        (note,) = [each for each in pdf.pages[0].Annots if each.Subtype == Name.Text]
        assert str(note.Contents) == "A note"
        assert "/AA" not in note


def test_nothing_that_acts_stays(cleaned):
    with cleaned(pdfs.rich()) as pdf:
        whole = b"".join(each.unparse(resolved=True) for each in pdf.objects)
        streams = [each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    for word in (b"JavaScript", b"Launch", b"alert", b"program.exe", b"secret", b"Embedded",
                 b"/AA", b"/EF", b"AcroForm", b"Widget"):  # fmt: skip
        assert word not in whole
    assert b"attached" not in streams


@pytest.mark.parametrize("levels", [1, 150, 480])
def test_what_acts_is_removed_where_a_page_keeps_it(cleaned, levels):
    pdf = pdfs.blank("Hidden", 1)
    hidden = pikepdf.Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    for _ in range(levels):
        hidden = pikepdf.Dictionary(Next=hidden)
    pdf.pages[0].Resources.Properties = pikepdf.Dictionary(MC0=hidden)
    with cleaned(pdfs.saved(pdf)) as pdf:
        assert b"alert" not in b"".join(each.unparse(resolved=True) for each in pdf.objects)


def test_names_need_not_be_text(cleaned):
    pdf = pdfs.blank("Names", 2)
    first = pdf.pages[0].obj
    pdf.Root.Dests = Object.parse(b"<< /a#ffb [1 /Fit] >>")
    first.Annots = Array(
        [pdfs.link(Dest=Object.parse(b"/a#ffb")), Object.parse(b"<< /Subtype /#ff >>")]
    )
    first.Resources.Font = Object.parse(b"<< /F1 << /S /x#ff >> /F#ff << /Type /Font >> >>")
    with cleaned(pdfs.saved(pdf), STRIP) as pdf:
        named, *_ = goals(pdf.pages[0])
        assert bytes(named) == b"orca/a\xffb"
        assert bytes(pdf.Root.BundleNames[0]) == b"orca/a\xffb"
        assert b"/F#ff" in pdf.pages[0].Resources.Font.unparse()


def test_a_text_that_is_not_unicode_costs_its_characters_only(cleaned):
    pdf = pdfs.blank("Texts", 1)
    broken = String(b"\xef\xbb\xbfA\xff")
    web = pikepdf.Dictionary(S=Name.URI, URI=broken)
    pdf.pages[0].obj.Annots = Array([pdfs.link(A=web)])
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("replaced", 0))
    pdf.Root.Outlines.First.Title = broken
    with cleaned(pdfs.saved(pdf)) as pdf:
        assert str(pdf.Root.Outlines.First.Title) == "A\N{REPLACEMENT CHARACTER}"
        assert "/Annots" not in pdf.pages[0]


def test_layers_that_are_damaged_are_left_out(cleaned):
    pdf = pdfs.blank("Layers", 1)
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=1, D=2)
    with cleaned(pdfs.saved(pdf)) as pdf:
        assert pdf.Root.BundleLayers.unparse() == b"[ [ ] [ ] ]"


def test_objects_may_have_generation_numbers(cleaned):
    with cleaned(pdfs.with_generation(3), STRIP) as pdf:
        assert b"Generation page 2" in pdf.pages[1].Contents.read_bytes()


def test_inherited_boxes_and_rotation_stay(cleaned):
    pdf = pdfs.blank("Inherited", 2)
    for page in pdf.pages:
        del page.obj["/MediaBox"]
    pdf.Root.Pages.MediaBox = pikepdf.Array([0, 0, 300, 400])
    pdf.Root.Pages.Rotate = 270
    with cleaned(pdfs.saved(pdf)) as pdf:
        assert [[*map(int, page.MediaBox)] for page in pdf.pages] == [[0, 0, 300, 400]] * 2
        assert [int(page.Rotate) for page in pdf.pages] == [270, 270]


@pytest.mark.parametrize(
    ("rotate", "box"),
    [(0, "left top"), (90, "left bottom"), (180, "right bottom"), (270, "right top")],
)
def test_the_strip_is_where_a_reader_sees_the_top_left(cleaned, rotate, box):
    with cleaned(pdfs.plain(Rotate=rotate), STRIP) as pdf:
        inside, web = pdf.pages[0].Annots
        assert str(inside.Dest) == "_contents/"
        assert web.A.URI == "https://github.com/a/b"
        x, y = (float(each) for each in inside.Rect[:2])
        assert ("left" if x < 306 else "right", "bottom" if y < 396 else "top") == tuple(
            box.split()
        )
        assert "/Annots" not in pdf.pages[1]


def test_other_pages_keep_the_resources_of_the_first(cleaned):
    with cleaned(pdfs.plain(), STRIP) as pdf:
        assert "/BundleFont" in pdf.pages[0].Resources.Font
        assert "/BundleFont" not in pdf.pages[1].Resources.Font


@pytest.fixture(scope="module")
def workers():
    with Workers() as running:
        yield running


@pytest.mark.parametrize("name", pdfs.BROKEN)
def test_a_broken_file_has_a_reason(workers, tmp_path, name):
    make, reason = pdfs.BROKEN[name]
    source = tmp_path / "in.pdf"
    source.write_bytes(make())
    with pytest.raises(Unusable) as caught:
        workers.clean(source, tmp_path / "out.pdf", "orca", STRIP)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(tmp_path) not in str(caught.value)
    assert not (tmp_path / "out.pdf").exists()


def test_the_program_that_reads_is_started_again_after_a_crash(workers, tmp_path):
    source = tmp_path / "in.pdf"
    source.write_bytes(pdfs.plain())
    workers.count_pages(source)
    for worker in workers.all:
        if worker.process:
            worker.process.kill()
            worker.process.wait()
    assert workers.count_pages(source) == 2


def test_what_takes_too_long_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "SECONDS", 0.01)
    source = tmp_path / "in.pdf"
    source.write_bytes(pdfs.plain("Slow", 2000))
    with Workers() as running, pytest.raises(Unusable, match=r"longer than 0\.01 seconds"):
        running.count_pages(source)


def test_a_lower_limit_of_memory_stays(tmp_path):
    source = tmp_path / "in.pdf"
    source.write_bytes(pdfs.plain())
    command = 'ulimit -v 900000 && exec "$0" -P -m paperlist.bundling.worker'
    process = subprocess.run(
        ["sh", "-c", command, sys.executable],
        input=f"{json.dumps([str(source)])}\n",
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(builds.ROOT)},
        check=False,
    )
    assert (process.stdout, process.stderr) == ('[2, "", 0, ""]\n', "")


def test_a_folder_that_is_missing_is_no_fault_of_the_paper(workers, tmp_path):
    source = tmp_path / "in.pdf"
    source.write_bytes(pdfs.plain())
    with pytest.raises(OSError, match="No such file or directory"):
        workers.clean(source, tmp_path / "missing/out.pdf", "orca", STRIP)
