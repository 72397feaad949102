"""Removes from a PDF what acts: scripts, actions that start programs, attached files."""

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from paperlist.bundling.values import name_of

# Of the kinds of actions (ISO 32000-1, table 198), those that do more than show a page.
ACTIONS = {
    *("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/ResetForm", "/GoToR", "/GoToE"),
    *("/Movie", "/Sound", "/Rendition", "/RichMediaExecute", "/Hide", "/SetOCGState", "/Named"),
}
FILES = {"/Filespec", "/F", "/EmbeddedFile"}
# What streams say about themselves for other programs than viewers.
ASIDE = ("/AF", "/Alternates", "/Metadata", "/OPI", "/PieceInfo", "/Ref")


def remove_what_acts(pdf: Pdf) -> None:
    """Wherever it is; no page needs it to be shown."""
    for each in pdf.objects:
        _visit(each)


def _visit(value: Object) -> None:
    """Ends: qpdf reads at most 500 levels."""
    if isinstance(value, Array):
        children = [*value]
    elif isinstance(value, (Dictionary, Stream)):
        _disarm(value)
        children = [child for _, child in value.items()]
    else:
        return
    for child in children:
        if isinstance(child, (Array, Dictionary)) and not child.is_indirect:
            _visit(child)


def _disarm(value: Object) -> None:
    if name_of(value.get("/S")) in ACTIONS or name_of(value.get("/Type")) in FILES:
        if isinstance(value, Stream):
            value.write(b"")
        for key in {*value.keys()} - {"/Length"}:
            del value[key]
    elif isinstance(value, Stream):
        for key in ASIDE:
            if key in value:
                del value[key]
