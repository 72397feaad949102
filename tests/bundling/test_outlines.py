"""Any outline of a paper is in the bundle, below the bookmark of the paper."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from paperlist.bundling.cleaning import clean
from paperlist.bundling.joining import Description, Group, Part, join
from tests.bundling.reading import outline_of
from tests.support import pdfs

PAGES = 3
TITLES = st.text(
    st.characters(codec="utf-16", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1
)
ITEMS = st.recursive(
    st.tuples(TITLES, st.integers(0, PAGES - 1), st.just([])),
    lambda below: st.tuples(TITLES, st.integers(0, PAGES - 1), st.lists(below, max_size=3)),
    max_leaves=12,
)
PAPERS = st.lists(st.lists(ITEMS, max_size=4), min_size=1, max_size=4)


def moved(items, by):
    return [(title, page + by, moved(children, by)) for title, page, children in items]


@settings(max_examples=min(settings.default.max_examples, 30))
@given(PAPERS, TITLES)
def test_every_outline_is_below_its_paper(outlines, title):
    with TemporaryDirectory() as name:
        folder, parts, expected = Path(name), [], []
        for number, items in enumerate(outlines):
            source, target = folder / f"{number}.in", folder / f"{number}.pdf"
            source.write_bytes(pdfs.outlined("Paper", items, PAGES))
            assert clean(source, target, f"p-{number}", None) == PAGES
            parts.append(Part(target, f"p-{number}", f"{title}{number}"))
            start = number * PAGES
            expected.append((f"{title}{number}", start, moved(items, start)))
        with (folder / "all.pdf").open("wb") as file:
            about = Description(title, title, title, "2024-05-09")
            join([Group("", tuple(parts))], about, file)
        reader = PdfReader(folder / "all.pdf")
        assert outline_of(reader) == expected
        assert len(reader.pages) == PAGES * len(outlines)
        assert reader.metadata.title == title
        for number in range(len(outlines)):
            goal = reader.named_destinations[f"p-{number}/"]
            assert reader.get_destination_page_number(goal) == number * PAGES
        reader.close()
