"""The first pages of a bundle: a cover, and the contents with page numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from fpdf import FPDF
from pikepdf import Dictionary, Name, String

from paperlist.bundling import fonts
from paperlist.bundling.cleaning import clean

PREFIX = "_contents"
MARGIN = 56
# A link to a name of the bundle, until the PDF is finished.
INSIDE = "https://bundle.invalid/"


@dataclass(frozen=True)
class Line:
    """A paper in the contents: the name of its part, and its page in the whole after the front."""

    prefix: str
    name: str
    rest: str
    detail: str
    page: int


@dataclass(frozen=True)
class Missing:
    """A paper that is not in the bundle, with a link to it."""

    title: str
    reason: str
    url: str


@dataclass(frozen=True)
class Front:
    title: str
    lines: tuple[str, ...]
    """What the cover says below the title."""
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    missing: tuple[Missing, ...] = ()


def write_front(front: Front, target: Path) -> int:
    """As `clean` writes parts; returns the number of pages."""
    with TemporaryDirectory() as folder:
        raw = Path(folder, "front.pdf")
        length = _draw(front, 0, Path(folder)).page_no()
        drawn = _draw(front, length, Path(folder))
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


def _draw(front: Front, length: int, folder: Path) -> FPDF:
    """`length` is the number of pages of the front itself, which the page numbers add."""
    pdf = _document(folder)
    pdf.add_page()
    pdf.set_y(180)
    _write(pdf, front.title, size=24, bold=True)
    pdf.ln(12)
    for line in front.lines:
        _write(pdf, line, size=11)
    pdf.add_page()
    _write(pdf, "Contents", size=16, bold=True)
    for title, lines in front.groups:
        if title:
            pdf.ln(8)
            _write(pdf, title, size=12, bold=True)
        for line in lines:
            _entry(pdf, line, length)
    if front.missing:
        pdf.ln(12)
        _write(pdf, "Not in this bundle", size=12, bold=True)
        for each in front.missing:
            _write(pdf, f"{each.title} ({each.reason})", size=9, link=each.url)
    return pdf


def _document(folder: Path) -> FPDF:
    pdf = _Document(format="A4", unit="pt")
    pdf.set_margin(MARGIN)
    pdf.set_auto_page_break(auto=True, margin=MARGIN)
    for name, (_, style) in fonts.PACKAGED.items():
        file = folder / f"{name}.ttf"
        if not file.exists():
            file.write_bytes(fonts.packaged(name))
        family = fonts.LATIN if name.startswith(fonts.LATIN) else name
        pdf.add_font(family, style, file)
    spare = [name for name in fonts.PACKAGED if not name.startswith(fonts.LATIN)]
    if chinese := fonts.chinese_font():
        pdf.add_font("chinese", "", chinese)
        spare.append("chinese")
    pdf.set_fallback_fonts(spare, exact_match=False)
    return pdf


def _write(pdf: FPDF, text: str, *, size: float, bold: bool = False, link: str = "") -> None:
    pdf.set_font(fonts.LATIN, "B" if bold else "", size)
    pdf.multi_cell(w=0, h=size * 1.4, text=text, align="L", link=link, new_x="LMARGIN", new_y="NEXT")


def _entry(pdf: FPDF, line: Line, length: int) -> None:
    """The title at the left, wrapped where it is long, and the page at the right of its first line."""
    pdf.set_font(fonts.LATIN, size=10)
    width = pdf.epw - 36
    height, link = 13.5, f"{INSIDE}{line.prefix}"
    text = f"{line.name}{line.rest}"
    rows = len(pdf.multi_cell(w=width, h=height, text=text, dry_run=True, output="LINES"))
    if pdf.will_page_break(height * rows + 12):
        pdf.add_page()
    top = pdf.get_y()
    pdf.multi_cell(w=width, h=height, text=text, align="L", link=link, new_x="LMARGIN", new_y="NEXT")
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
