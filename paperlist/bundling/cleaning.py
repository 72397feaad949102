"""One PDF made ready for a bundle: its pages, outline, names and labels, and nothing that acts.

Only what is named here is copied. Scripts, actions that start programs, forms, attached files and
media stay behind, whatever the rest of the file says.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf, Stream, String

from paperlist.bundling.acting import remove_what_acts
from paperlist.bundling.destinations import DEEPEST, Destinations
from paperlist.bundling.outlines import goal_of, read_outline, write_outline
from paperlist.bundling.reasons import Unusable
from paperlist.bundling.strips import Strip, draw_strip
from paperlist.bundling.values import name_of, text_of

MOST_PAGES = 3000
# Of the instructions that draw one page, decompressed.
MOST_BYTES = 100_000_000
# Where the end of a PDF is looked for; the pages of a file without it may be empty.
END = 2048
# Annotations that only show something. Link is handled apart.
SHOWN = {
    *("/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight"),
    *("/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink"),
}
ANNOTATION_KEYS = (
    *("/Type", "/Subtype", "/Rect", "/Contents", "/NM", "/M", "/F", "/AP", "/AS", "/Border"),
    *("/C", "/CA", "/QuadPoints", "/H", "/BS", "/BE", "/DA", "/DS", "/Q", "/CL", "/IT", "/LE"),
    *("/RD", "/L", "/IC", "/Vertices", "/InkList", "/Name", "/T", "/Subj", "/Sy", "/OC"),
)
PAGE_KEYS = ("/Contents", "/UserUnit", "/Group")
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
LABEL_STYLES = {"/D", "/R", "/r", "/A", "/a"}
LINKED = ("http://", "https://", "mailto:")


def count_pages(source: Path) -> int:
    """Of a file that can be read. Raises Unusable."""
    with _open(source) as pdf:
        return len(_pages(pdf))


def clean(source: Path, target: Path, prefix: str, strip: Strip | None) -> int:
    """Writes the PDF with new names that begin with the prefix; returns the number of its pages.

    Raises Unusable.
    """
    with _open(source) as pdf:
        if pdf.is_encrypted:
            raise Unusable("encrypted")
        return _Cleaner(pdf, prefix).write(target, strip)


@contextmanager
def _open(source: Path) -> Iterator[Pdf]:
    """Every way in which a PDF can be damaged, as one line."""
    with source.open("rb") as file:
        file.seek(max(0, source.stat().st_size - END))
        if b"%%EOF" not in file.read():
            raise Unusable("damaged: the end of the file is missing")
    try:
        with Pdf.open(source, access_mode=pikepdf.AccessMode.stream) as pdf:
            yield pdf
    except pikepdf.PasswordError:
        raise Unusable("encrypted with a password") from None
    except MemoryError:
        raise Unusable("needs too much memory") from None
    except (
        pikepdf.PdfError,
        ArithmeticError,
        LookupError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as error:
        reason = str(error).removeprefix(str(source)).lstrip(": ")
        raise Unusable(f"damaged: {reason}") from None


def _pages(pdf: Pdf) -> list[Page]:
    tree = pdf.Root.get("/Pages")
    promised = tree.get("/Count") if isinstance(tree, Dictionary) else None
    count = len(pdf.pages)
    if not count:
        raise Unusable("no pages")
    if isinstance(promised, int) and promised > count:
        raise Unusable(f"damaged: {count} of {promised} pages")
    if count > MOST_PAGES:
        raise Unusable(f"{count} pages, more than {MOST_PAGES}")
    return [*pdf.pages]


class _Cleaner:
    def __init__(self, pdf: Pdf, prefix: str) -> None:
        self.pdf, self.pages = pdf, _pages(pdf)
        self.destinations = Destinations(pdf, self.pages, prefix)

    def write(self, target: Path, strip: Strip | None) -> int:
        items = read_outline(self.pdf, self.destinations)
        catalog = Dictionary(
            Type=Name.Catalog,
            BundleNames=self.destinations.as_array(),
            BundleLabels=self._labels(),
            BundleLayers=self._layers(),
        )
        if items:
            catalog.Outlines = write_outline(self.pdf, items)
        catalog.Pages = self._page_tree(strip)
        self.pdf.trailer.Root = self.pdf.make_indirect(catalog)
        for key in ("/Info", "/ID"):
            if key in self.pdf.trailer:
                del self.pdf.trailer[key]
        remove_what_acts(self.pdf)
        self._require_drawable()
        self.pdf.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,
            static_id=True,
            fix_metadata_version=False,
        )
        return len(self.pages)

    # --- pages

    def _page_tree(self, strip: Strip | None) -> Object:
        """All pages are read before the first is changed: they refer to each other."""
        made = [self._page(page) for page in self.pages]
        if strip:
            draw_strip(self.pdf, made[0], strip)
        kids = Array([page.obj for page in self.pages])
        tree = self.pdf.make_indirect(Dictionary(Type=Name.Pages, Count=len(made), Kids=kids))
        for page, new in zip(self.pages, made, strict=True):
            for key in [*page.obj.keys()]:
                del page.obj[key]
            for key, value in new.items():
                page.obj[key] = value
            page.obj.Parent = tree
        return tree

    def _page(self, page: Page) -> Dictionary:
        made = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 612, 792]), Resources=Dictionary())
        for key in PAGE_KEYS:
            if (value := page.obj.get(key)) is not None:
                made[key] = value
        for key in INHERITED:
            if (value := _inherited(page.obj, key)) is not None:
                made[key] = value
        annotations = page.obj.get("/Annots")
        kept = [
            self.pdf.make_indirect(each)
            for annotation in (annotations if isinstance(annotations, Array) else ())
            if (each := self._annotation(annotation)) is not None
        ]
        if kept:
            made.Annots = Array(kept)
        return made

    def _annotation(self, annotation: Object) -> Dictionary | None:
        if not isinstance(annotation, Dictionary):
            return None
        kind = name_of(annotation.get("/Subtype"))
        made = Dictionary({key: annotation[key] for key in ANNOTATION_KEYS if key in annotation})
        if kind in SHOWN:
            return made
        if kind != "/Link":
            return None
        action = annotation.get("/A")
        if address := _address(action):
            made.A = Dictionary(S=Name.URI, URI=String(address))
            return made
        goal = self.destinations.of_link(goal_of(action) or annotation.get("/Dest"))
        if goal is None:
            return None
        made.Dest = goal
        return made

    def _require_drawable(self) -> None:
        """A few bytes can become gigabytes when a viewer decompresses them."""
        for number, page in enumerate(self.pages, start=1):
            contents = page.obj.get("/Contents")
            try:
                sizes = [
                    len(memoryview(each.get_stream_buffer()))
                    for each in (contents if isinstance(contents, Array) else [contents])
                    if isinstance(each, Stream)
                ]
            except pikepdf.PdfError:
                raise Unusable(f"damaged: page {number} cannot be read") from None
            if sum(sizes) > MOST_BYTES:
                raise Unusable(f"page {number} is larger than {MOST_BYTES // 1_000_000} MB")

    # --- what viewers show beside the pages

    def _labels(self) -> Array:
        """Pairs of a page number and its style, as in a number tree; the first page has one."""
        tree = self.pdf.Root.get("/PageLabels")
        try:
            found = dict(NumberTree(tree).items()) if isinstance(tree, Dictionary) else {}
        except (pikepdf.PdfError, ValueError, RuntimeError):
            found = {}
        flat: list[Object | int] = []
        for number in sorted(found):
            if 0 <= number < len(self.pages) and isinstance(found[number], Dictionary):
                flat += [number, _label(found[number])]
        return Array(flat if flat and flat[0] == 0 else [0, Dictionary(S=Name.D), *flat])

    def _layers(self) -> Array:
        """All layers, and those that are hidden when the file is opened."""
        layers = self.pdf.Root.get("/OCProperties")
        if not isinstance(layers, Dictionary):
            return Array([Array(), Array()])
        usual = layers.get("/D")
        every = _listed(layers, "/OCGs")
        if isinstance(usual, Dictionary) and usual.get("/BaseState") == Name.OFF:
            visible = {each.objgen for each in _listed(usual, "/ON")}
            hidden = [each for each in every if each.objgen not in visible]
        else:
            hidden = _listed(usual, "/OFF")
        return Array([Array(every), Array(hidden)])


def _listed(place: Object | None, key: str) -> list[Object]:
    """The objects of their own in an array; none if that is not an array."""
    values = place.get(key) if isinstance(place, Dictionary) else None
    if not isinstance(values, Array):
        return []
    return [each for each in values if isinstance(each, Dictionary) and each.is_indirect]


def _inherited(page: Object, key: str) -> Object | None:
    node: Object | None = page
    for _ in range(DEEPEST):
        if not isinstance(node, Dictionary):
            break
        if (value := node.get(key)) is not None:
            return value
        node = node.get("/Parent")
    return None


def _address(action: Object | None) -> str:
    """The web or mail address that a link opens."""
    if not isinstance(action, Dictionary) or action.get("/S") != Name.URI:
        return ""
    text = text_of(action.get("/URI"))
    return text if text.lower().startswith(LINKED) and text.isascii() else ""


def _label(style: Object) -> Dictionary:
    """Without references, which have other numbers in a bundle."""
    made = Dictionary()
    if (name := name_of(style.get("/S"))) in LABEL_STYLES:
        made.S = Name(name)
    if isinstance(prefix := style.get("/P"), String):
        made.P = String(bytes(prefix))
    if isinstance(first := style.get("/St"), int) and first > 0:
        made.St = first
    return made
