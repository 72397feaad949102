"""PDFs that tests make: with everything a paper may have, and as broken as a file can be."""

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Pdf, Stream, String


def blank(words, pages=2, **keys):
    """Each page says the words and its number."""
    pdf = Pdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Times-Roman"))
    )
    for number in range(1, pages + 1):
        drawn = f"BT /F1 24 Tf 72 600 Td ({words} page {number}) Tj ET"
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 612, 792]),
            Contents=Stream(pdf, drawn.encode()),
            Resources=Dictionary(Font=Dictionary(F1=font)),
            **keys,
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def saved(pdf, **options):
    file = BytesIO()
    pdf.save(file, static_id=True, **options)
    return file.getvalue()


def plain(words="Plain", pages=2, **keys):
    return saved(blank(words, pages, **keys))


def outlined(words, items, pages=3):
    """Items are (title, page from 0, [children])."""
    pdf = blank(words, pages)
    with pdf.open_outline() as outline:
        outline.root += [_item(*item) for item in items]
    return saved(pdf)


def _item(title, page, children=()):
    item = pikepdf.OutlineItem(title, page)
    item.children += [_item(*child) for child in children]
    return item


def link(**goal):
    """An annotation that leads to `Dest`, or does what `A` says."""
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([72, 590, 300, 620]),
        Border=[0, 0, 0],
        **goal,
    )


def rich(words="Rich"):
    """Three pages: outline, names of both kinds, labels, layers, links, and all that acts."""
    pdf = blank(words, 3)
    first, second, third = (page.obj for page in pdf.pages)
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('script')"))
    start = Dictionary(S=Name.Launch, F=String("program.exe"))
    attached = _attached(pdf)
    button = _button(pdf, script)
    _add_names(pdf, script, attached)
    _add_labels_and_layer(pdf)
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=start)
    pdf.Root.AF = Array([attached])
    pdf.Root.AcroForm = Dictionary(Fields=[button])
    first.AA = Dictionary(O=script)
    second.Rotate = pdf.make_indirect(90)
    file = Dictionary(
        Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=attached
    )
    first.Annots = Array([*_links(third, script, start), _note(script), file, button])
    with pdf.open_outline() as outline:
        outline.root += [
            _item("1 Introduction", 0),
            _item("2 方法", 1, [("2.1 Łukasz ∞", 2, [("Deep", 2)])]),
        ]
    return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _attached(pdf):
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String("secret.txt"),
            EF=Dictionary(F=pdf.make_stream(b"attached", Type=Name.EmbeddedFile)),
        )
    )


def _button(pdf, script):
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Btn,
            T=String("button"),
            Rect=Array([0, 0, 9, 9]),
            A=script,
        )
    )


def _add_names(pdf, script, attached):
    """Of places on the second and third page, and of what acts."""
    _, second, third = (page.obj for page in pdf.pages)
    names = NameTree.new(pdf)
    names["section.2"] = Array([second, Name.XYZ, 72, 600, None])
    names["cite"] = Dictionary(D=Array([third, Name.FitH, 500]))
    pdf.Root.Names = Dictionary(
        Dests=names.obj,
        JavaScript=Dictionary(Names=[String("start"), script]),
        EmbeddedFiles=Dictionary(Names=[String("secret.txt"), attached]),
    )
    pdf.Root.Dests = Dictionary(old=Array([second, Name.Fit]))


def _add_labels_and_layer(pdf):
    prefix = pdf.make_indirect(String("A-"))
    pdf.Root.PageLabels = Dictionary(
        Nums=[0, Dictionary(S=Name.r), 1, Dictionary(S=Name.D, P=prefix, St=5)]
    )
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    pdf.pages[0].Resources.Properties = Dictionary(MC0=layer)


def _links(page, script, start):
    """Inside to names and a page, to the web, and to what acts or does not exist."""
    return [
        link(Dest=String("section.2")),
        link(A=Dictionary(S=Name.GoTo, D=String("cite"))),
        link(Dest=Name.old),
        link(A=Dictionary(S=Name.GoTo, D=Array([page, Name.Fit]))),
        link(A=Dictionary(S=Name.URI, URI=String("https://example.org/a"), Next=script)),
        link(A=Dictionary(S=Name.URI, URI=String("javascript:alert(1)"))),
        link(A=script),
        link(A=start),
        link(Dest=String("nowhere")),
    ]


def _note(script):
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Text,
        Rect=Array([10, 10, 20, 20]),
        Contents=String("A note"),
        AA=Dictionary(E=script),
    )


def with_generation(number):
    """Every object has this generation number, of one digit."""
    content = saved(blank("Generation"), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    digit = str(number).encode()
    for old, new in (
        (b" 0 obj", b" %s obj"),
        (b" 0 R", b" %s R"),
        (b" 00000 n", b" 0000%s n"),
    ):
        content = content.replace(old, new % digit)
    return content


def encrypted(**passwords):
    return saved(blank("Secret"), encryption=pikepdf.Encryption(**passwords))


def without_pages():
    return saved(Pdf.new())


def circular():
    """A page tree that contains itself."""
    pdf = blank("Circle", 1)
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    pdf.Root.Pages.Count = 2
    return saved(pdf)


def truncated():
    whole = plain("Truncated", 40)
    return whole[: len(whole) // 2]


def bomb(size=300_000_000):
    """A page whose instructions are that long when decompressed."""
    pdf = blank("Bomb", 1)
    packer = zlib.compressobj(1)  # others take three times as long
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000))
    stream = Stream(pdf, b"")
    stream.write(packed + packer.flush(), filter=Name.FlateDecode)
    pdf.pages[0].Contents = stream
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


BROKEN = {
    "encrypted": (lambda: encrypted(owner="o", user=""), "encrypted"),
    "password": (lambda: encrypted(owner="o", user="u"), "encrypted with a password"),
    "no pages": (without_pages, "no pages"),
    "circular": (circular, "damaged"),
    "truncated": (truncated, "damaged"),
    "bomb": (bomb, "larger than 100 MB"),
    "garbage": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 50, "damaged"),
    "many pages": (lambda: plain("Many", 3001), "3001 pages, more than 3000"),
}
