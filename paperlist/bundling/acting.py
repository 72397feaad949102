"""Removes from a PDF what acts: scripts, actions that start programs, attached files."""

from pikepdf import Array, Dictionary, Object, Pdf, Stream

# Of the kinds of actions (ISO 32000-1, table 198), those that do more than show a page.
ACTIONS = {
    *("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/ResetForm", "/GoToR", "/GoToE"),
    *("/Movie", "/Sound", "/Rendition", "/RichMediaExecute", "/Hide", "/SetOCGState", "/Named"),
}
FILES = {"/Filespec", "/F", "/EmbeddedFile"}
# What streams say about themselves for other programs than viewers.
ASIDE = ("/AF", "/Alternates", "/Metadata", "/OPI", "/PieceInfo", "/Ref")
DEEPEST = 100


def remove_what_acts(pdf: Pdf) -> None:
    """Wherever it is; no page needs it to be shown."""
    for each in pdf.objects:
        _visit(each, 0)


def _visit(value: Object, depth: int) -> None:
    if depth > DEEPEST:
        return
    if isinstance(value, Array):
        children = [*value]
    elif isinstance(value, (Dictionary, Stream)):
        _disarm(value)
        children = [child for _, child in value.items()]
    else:
        return
    for child in children:
        if isinstance(child, (Array, Dictionary)) and not child.is_indirect:
            _visit(child, depth + 1)


def _disarm(value: Object) -> None:
    if _is_name(value.get("/S"), ACTIONS) or _is_name(value.get("/Type"), FILES):
        if isinstance(value, Stream):
            value.write(b"")
        for key in {*value.keys()} - {"/Length"}:
            del value[key]
    elif isinstance(value, Stream):
        for key in ASIDE:
            if key in value:
                del value[key]


def _is_name(value: object, names: set[str]) -> bool:
    return isinstance(value, Object) and str(value) in names
