"""Objects that are copied to another file, with other numbers, stay what they are."""

from decimal import Decimal
from io import BytesIO

import pikepdf
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Name, Object, Pdf, Stream, String

from paperlist.bundling.writer import PdfWriter

BEFORE = 95  # numbers get more digits
OBJECTS = 3
# What a reference could be mistaken for.
LIKE_REFERENCES = st.sampled_from(
    [b"(5 0 R)", b"5 0 R", b"1 0 R (2 0 R", b"\\(1 0 R\\)", b"<31> 1 0 R", b")1 0 R(", b"\\", b"%"]
)
BYTES = st.one_of(LIKE_REFERENCES, st.binary(max_size=12))
STRINGS = st.builds(lambda text: ("string", text), BYTES)
NAMES = st.builds(
    lambda text: ("name", text.replace(b"\0", b"")), BYTES.filter(lambda text: text.strip(b"\0"))
)
NUMBERS = st.one_of(
    st.integers(-99, 99), st.decimals(-9, 9, places=2), st.just(Decimal("0.5")), st.booleans()
)
REFERENCES = st.builds(lambda number: ("reference", number), st.integers(0, OBJECTS - 1))
VALUES = st.recursive(
    st.one_of(STRINGS, NAMES, NUMBERS, REFERENCES),
    lambda below: st.one_of(
        st.builds(lambda items: ("array", items), st.lists(below, max_size=4)),
        st.builds(
            lambda items: ("dictionary", items), st.lists(st.tuples(NAMES, below), max_size=4)
        ),
    ),
    max_leaves=20,
)
KEYS_OF_STREAMS = st.lists(st.tuples(NAMES, VALUES), max_size=4)


def text_of(value):
    """As PDF syntax, which a reader of strings and names could not give back in these forms."""
    match value:
        case ("string", text):
            return b"<" + text.hex().encode() + b">"
        case ("name", text):
            return b"/" + b"".join(b"#%02x" % each for each in text)
        case ("reference", number):
            return b"%d 0 R" % (number + 1)
        case ("array", items):
            return b"[" + b" ".join(map(text_of, items)) + b"]"
        case ("dictionary", items):
            pairs = (text_of(key) + b" " + text_of(each) for key, each in items)
            return b"<<" + b" ".join(pairs) + b">>"
        case bool():
            return str(value).lower().encode()
    return str(value).encode()


def file_of(values, keys):
    """A PDF with these objects, as `clean` writes it."""
    objects = [*map(text_of, values)]
    entries = b" ".join(text_of(key) + b" " + text_of(each) for key, each in keys)
    objects.append(b"<</Length 5 " + entries + b">>stream\n1 0 R\nendstream")
    others = b" ".join(b"%d 0 R" % (number + 1) for number in range(len(objects)))
    root = len(objects) + 1
    objects += [
        b"<</Type/Catalog/Pages %d 0 R/All [%s]>>" % (root + 1, others),
        b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (root + 2),
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]/Resources<<>>>>" % (root + 1),
    ]
    text, table = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number, content in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(text)
        text += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = len(objects) + 1
    end = b"xref\n0 %d\n%strailer <</Root %d 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n"
    text += end % (size, table, root, size, len(text))
    saved = BytesIO()
    with Pdf.open(BytesIO(text)) as pdf:
        pdf.save(
            saved,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            static_id=True,
        )
    return saved


def described(value, moved, is_top=False):
    """Everything an object says; references with their number in the first file."""
    if not isinstance(value, Object):
        return value
    if value.is_indirect and not is_top:
        return "reference", value.objgen[0] - moved
    if isinstance(value, String):
        return "string", bytes(value)
    if isinstance(value, Name):
        return "name", value.unparse(resolved=True)
    if isinstance(value, Array):
        return [described(each, moved) for each in value]
    pairs = {key: described(each, moved) for key, each in value.items() if key != "/Length"}
    content = value.read_raw_bytes() if isinstance(value, Stream) else b""
    return "dictionary", pairs, content


@settings(max_examples=max(settings.default.max_examples, 100))
@given(st.lists(VALUES, min_size=OBJECTS, max_size=OBJECTS), KEYS_OF_STREAMS)
@example([("string", b"")] * OBJECTS, [(("name", b"a\xff"), 1)])
def test_a_copied_object_is_the_same(values, keys):
    copied = BytesIO()
    with Pdf.open(file_of(values, keys)) as first:
        writer = PdfWriter(copied)
        writer.reserve(BEFORE)
        count = len(first.objects)
        before = writer.reserve(count) - 1
        writer.copy(first, before, ())
        writer.finish(before + first.Root.objgen[0], before + first.Root.objgen[0])
        with Pdf.open(copied) as second:
            assert second.check_pdf_syntax() == []
            for number in range(1, count + 1):
                old = first.get_object(number, 0)
                new = second.get_object(before + number, 0)
                assert described(new, before, True) == described(old, 0, True)
