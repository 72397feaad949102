"""A line of links above the first page of a paper: back to the contents, to its page, to its code."""

from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

SIZE = 7.0
MARGIN = 18.0
# Helvetica's average width of a character; the words are few and known.
WIDTH = 0.5 * SIZE


@dataclass(frozen=True)
class Strip:
    """Words in ASCII with where they lead to: a name in the bundle, or an address."""

    inside: tuple[tuple[str, str], ...]
    outside: tuple[tuple[str, str], ...]


def draw_strip(pdf: Pdf, page: Dictionary, strip: Strip) -> None:
    box = [float(each) for each in page.get("/CropBox", page.MediaBox)]
    left, bottom = min(box[0], box[2]) + MARGIN, max(box[1], box[3]) - MARGIN
    parts: list[str] = []
    links: list[Object] = []
    for word, goal, is_inside in (
        *((word, goal, True) for word, goal in strip.inside),
        *((word, goal, False) for word, goal in strip.outside),
    ):
        right = left + WIDTH * len(word)
        parts.append(f"1 0 0 1 {left:.2f} {bottom:.2f} Tm ({word}) Tj")
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([round(left, 2), bottom - 2, round(right, 2), bottom + SIZE]),
            Border=Array([0, 0, 0]),
        )
        if is_inside:
            link.Dest = String(goal)
        else:
            link.A = Dictionary(S=Name.URI, URI=String(goal))
        links.append(pdf.make_indirect(link))
        left = right + 2 * SIZE
    text = f"Q q BT /BundleFont {SIZE} Tf 0.4 g {' '.join(parts)} ET Q"
    old = page.get("/Contents")
    contents = [*old] if isinstance(old, Array) else [] if old is None else [old]
    page.Contents = Array(
        [pdf.make_stream(b"q"), *contents, pdf.make_stream(text.encode("ascii"))]
    )
    page.Annots = Array([*page.get("/Annots", Array()), *links])
    resources = Dictionary({**dict(page.Resources.items())})
    fonts = Dictionary({**dict(resources.get("/Font", Dictionary()).items())})
    fonts.BundleFont = pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
        )
    )
    resources.Font = fonts
    page.Resources = resources
