"""A line of links at the top of a paper's first page: to the contents, to its page, to its code."""

import json
from copy import copy
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Matrix, Name, Object, Pdf, String

SIZE = 7.0
MARGIN = 18.0
# Helvetica's average width of a character; the words are few and known.
WIDTH = 0.5 * SIZE


@dataclass(frozen=True)
class Strip:
    """Words in ASCII, each with where it leads to: a name in the bundle, or an address."""

    inside: tuple[tuple[str, str], ...]
    outside: tuple[tuple[str, str], ...]

    @classmethod
    def parse(cls, text: str) -> "Strip":
        return cls(*(tuple((word, goal) for word, goal in links) for links in json.loads(text)))

    def as_text(self) -> str:
        """What `parse` reads."""
        return json.dumps([self.inside, self.outside])


def draw_strip(pdf: Pdf, page: Dictionary, strip: Strip) -> None:
    goals: list[tuple[str, str, Object]] = [
        *((word, "/Dest", String(name)) for word, name in strip.inside),
        *(
            (word, "/A", Dictionary(S=Name.URI, URI=String(address)))
            for word, address in strip.outside
        ),
    ]
    place, left = _top_left(page), 0.0
    words: list[str] = []
    links: list[Object] = []
    for word, key, goal in goals:
        right = left + WIDTH * len(word)
        words.append(f"1 0 0 1 {left:g} 0 Tm ({word}) Tj")
        corners = (*place.transform((left, -2)), *place.transform((right, SIZE)))
        links.append(
            pdf.make_indirect(
                Dictionary(
                    {
                        "/Type": Name.Annot,
                        "/Subtype": Name.Link,
                        "/Rect": Array([round(each, 2) for each in _ordered(*corners)]),
                        "/Border": Array([0, 0, 0]),
                        key: goal,
                    }
                )
            )
        )
        left = right + 2 * SIZE
    numbers = " ".join(f"{each:g}" for each in place.shorthand)
    text = f"Q q {numbers} cm BT /BundleFont {SIZE:g} Tf 0.4 g {' '.join(words)} ET Q"
    _surround(pdf, page, b"q", text.encode("ascii"))
    page.Annots = Array([*page.get("/Annots", Array()), *links])
    _add_font(pdf, page)


def _top_left(page: Dictionary) -> Matrix:
    """From there to the right and up, as a reader sees the page, which may be rotated."""
    box = [float(each) for each in page.get("/CropBox", page.MediaBox)]
    left, bottom, right, top = _ordered(*box)
    left, bottom, right, top = left + MARGIN, bottom + MARGIN, right - MARGIN, top - MARGIN
    size = 1 / float(page.get("/UserUnit", 1))
    turns = int(page.get("/Rotate", 0)) // 90 % 4
    return (
        Matrix(size, 0, 0, size, left, top),
        Matrix(0, size, -size, 0, left, bottom),
        Matrix(-size, 0, 0, -size, right, bottom),
        Matrix(0, -size, size, 0, right, top),
    )[turns]


def _ordered(x: float, y: float, other_x: float, other_y: float) -> tuple[float, ...]:
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def _surround(pdf: Pdf, page: Dictionary, before: bytes, after: bytes) -> None:
    old = page.get("/Contents")
    contents = [*old] if isinstance(old, Array) else [] if old is None else [old]
    page.Contents = Array([pdf.make_stream(before), *contents, pdf.make_stream(after)])


def _add_font(pdf: Pdf, page: Dictionary) -> None:
    """Resources may be those of other pages too."""
    resources = copy(page.Resources)
    known = resources.get("/Font")
    fonts = copy(known) if isinstance(known, Dictionary) else Dictionary()
    fonts.BundleFont = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
    )
    resources.Font = fonts
    page.Resources = resources
