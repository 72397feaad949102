"""The first pages of a bundle: a cover, and the contents with page numbers."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pikepdf
from fpdf import FPDF
from fpdf.fonts import TTFFont
from pikepdf import Dictionary, String

from paperlist.bundling import fonts
from paperlist.bundling.cleaning import clean

# They report every character that a font lacks, and every table that they drop.
for name in ("fpdf", "fontTools"):
    logging.getLogger(name).setLevel(logging.ERROR)

PREFIX = "_contents"
MARGIN = 56
# A link to a name of the bundle, until the PDF is finished.
INSIDE = "https://bundle.invalid/"
CONTENTS = "Contents"
# Those of the page numbers are there too.
OWN_CHARACTERS = f"{CONTENTS} 0123456789"


@dataclass(frozen=True)
class Line:
    """A paper in the contents: the name of its part, and its page in the whole after the front."""

    prefix: str
    title: str
    detail: str
    page: int


@dataclass(frozen=True)
class Note:
    """A line with a link to another site."""

    text: str
    url: str


@dataclass(frozen=True)
class Front:
    title: str
    lines: tuple[str, ...]
    """What the cover says below the title."""
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    notes: tuple[tuple[str, tuple[Note, ...]], ...] = ()
    """Below headings after the contents."""

    @property
    def characters(self) -> set[str]:
        lines = [line for _, some in self.groups for line in some]
        texts = (
            *(self.title, *self.lines),
            *(title for title, _ in self.groups),
            *(f"{each.title}{each.detail}" for each in lines),
            *(f"{heading}{note.text}" for heading, notes in self.notes for note in notes),
        )
        return set("".join(texts))


def write_front(front: Front, target: Path) -> int:
    """As `clean` writes parts; returns the number of pages."""
    with TemporaryDirectory() as folder:
        raw = Path(folder, "front.pdf")
        with _document(Path(folder), front) as trial:
            _draw(trial, front, 0)
        with _document(Path(folder), front) as drawn:
            _draw(drawn, front, trial.page_no())
            raw.write_bytes(bytes(drawn.output()))
        pages = clean(raw, target, PREFIX, None)
    _turn_inwards(target)
    return pages


class _Document(FPDF):
    def footer(self) -> None:
        if self.page_no() > 1:
            self.set_y(-36)
            self.set_font(fonts.LATIN, size=8)
            self.cell(w=0, text=str(self.page_no()), align="C")


def _draw(pdf: FPDF, front: Front, length: int) -> None:
    """`length` is the number of pages of the front itself, which the page numbers add."""
    pdf.add_page()
    pdf.set_y(180)
    _heading(pdf, front.title, 24)
    pdf.ln(12)
    for text in front.lines:
        _text(pdf, text, 11)
    pdf.add_page()
    _heading(pdf, CONTENTS, 16)
    for title, lines in front.groups:
        if title:
            _heading_of_group(pdf, title)
        for line in lines:
            _entry(pdf, line, length)
    for title, notes in front.notes:
        _heading_of_group(pdf, title)
        for note in notes:
            _text(pdf, note.text, 9, note.url)


@contextmanager
def _document(folder: Path, front: Front) -> Iterator[FPDF]:
    """With the fonts it needs, whose files are open until the end."""
    pdf = _Document(format="A4", unit="pt")
    pdf.set_margin(MARGIN)
    pdf.set_auto_page_break(auto=True, margin=MARGIN)
    # A font may have 60,000 characters, each of which takes time.
    drawn = [*map(ord, {*front.characters, *OWN_CHARACTERS})]
    for name, (_, style) in fonts.PACKAGED.items():
        file = folder / f"{name}.ttf"
        if not file.exists():
            file.write_bytes(fonts.packaged(name))
        family = fonts.LATIN if name.startswith(fonts.LATIN) else name
        pdf.add_font(family, style, file, unicode_range=drawn)
    spare = [name for name in fonts.PACKAGED if not name.startswith(fonts.LATIN)]
    chinese = fonts.chinese_font()
    if chinese and not _known(pdf).issuperset(map(ord, front.characters)):  # it is large
        pdf.add_font("chinese", "", chinese, unicode_range=drawn)
        spare.append("chinese")
    pdf.set_fallback_fonts(spare, exact_match=False)
    yield pdf
    for font in pdf.fonts.values():
        if isinstance(font, TTFFont):
            font.ttfont.close()


def _known(pdf: FPDF) -> set[int]:
    """The characters that its fonts have."""
    every = (font for font in pdf.fonts.values() if isinstance(font, TTFFont))
    return {code for font in every for code in font.cmap}


def _heading(pdf: FPDF, text: str, size: float) -> None:
    pdf.set_font(fonts.LATIN, "B", size)
    pdf.multi_cell(w=0, h=size * 1.4, text=text, align="L", new_x="LMARGIN", new_y="NEXT")


def _heading_of_group(pdf: FPDF, text: str) -> None:
    """Not at the end of a page."""
    if pdf.will_page_break(80):
        pdf.add_page()
    pdf.ln(10)
    _heading(pdf, text, 12)


def _text(pdf: FPDF, text: str, size: float, link: str = "") -> None:
    pdf.set_font(fonts.LATIN, size=size)
    pdf.multi_cell(
        w=0, h=size * 1.4, text=text, align="L", link=link, new_x="LMARGIN", new_y="NEXT"
    )


def _entry(pdf: FPDF, line: Line, length: int) -> None:
    """The title at the left, on several lines if it is long, and the page at the right."""
    pdf.set_font(fonts.LATIN, size=10)
    width = pdf.epw - 36
    height, link = 13.5, f"{INSIDE}{line.prefix}"
    needed = pdf.multi_cell(w=width, h=height, text=line.title, dry_run=True, output="HEIGHT")
    if pdf.will_page_break(cast(float, needed) + 12):
        pdf.add_page()
    top = pdf.get_y()
    pdf.multi_cell(
        w=width, h=height, text=line.title, align="L", link=link, new_x="LMARGIN", new_y="NEXT"
    )
    bottom = pdf.get_y()
    pdf.set_xy(pdf.l_margin + width, top)
    pdf.cell(w=36, h=height, text=str(length + line.page), align="R", link=link)
    pdf.set_xy(pdf.l_margin, bottom)
    if line.detail:
        pdf.set_font(fonts.LATIN, size=8)
        pdf.set_text_color(90)
        pdf.multi_cell(w=width, h=11, text=line.detail, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.set_text_color(0)
    pdf.ln(3)


def _turn_inwards(file: Path) -> None:
    """Links to names of the bundle, which other parts have."""
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            for link in page.get("/Annots", ()):
                address = str(link.get("/A", Dictionary()).get("/URI", ""))
                if address.startswith(INSIDE):
                    del link["/A"]
                    link.Dest = String(f"{address.removeprefix(INSIDE)}/")
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
