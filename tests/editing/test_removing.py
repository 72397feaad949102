"""An entry cut out of a file: every other entry and every comment outside it stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist.catalogue.facts import Abstracts, Facts
from paperlist.catalogue.load import FILES, validate_folder
from paperlist.catalogue.reading.folder import DataFolder, parse_file
from paperlist.editing.formatting import format_file
from paperlist.editing.removing import remove_paper
from paperlist.editing.working_copy import WorkingCopy
from tests.support.catalogues import DATA, TODAY, TOPICS, entry

REASON = "not about inference"


def copy_of(papers):
    texts = {**dict.fromkeys(FILES, "[]\n"), "topics.yaml": TOPICS, "papers.yaml": papers}
    folder = DataFolder("data", {}, Facts(), Abstracts())
    for name, text in texts.items():
        folder = folder.with_file(name, parse_file(text, f"data/{name}"))
    loaded = validate_folder(folder)
    assert loaded.problems == ()
    return WorkingCopy(DATA, folder, loaded.catalogue, {})


def without(papers, paper):
    return remove_paper(copy_of(papers), paper, REASON, TODAY).texts["papers.yaml"]


def paper(number):
    return entry(id=f"p{number}", title=f"Paper {number}", arxiv=f'"2307.{number:05}"')


A, B, C = map(paper, range(3))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{A}\n{B}\n{C}", f"{A}\n{C}"),
        (f"{B}\n{C}", C),
        (f"# Head.\n\n{B}\n{C}", f"# Head.\n\n{C}"),
        (f"# Head.\n{B}\n{C}", f"# Head.\n\n{C}"),
        (f"{A}\n{B}", A),
        (f"{A}\n{B}".rstrip("\n"), A.rstrip("\n")),
        (f"{A}{B}{C}", f"{A}{C}"),
        (f"{A}\n# Of B.\n{B}\n{C}", f"{A}\n# Of B.\n\n{C}"),
        (f"{A}\n{B}\n# Of C.\n{C}", f"{A}\n# Of C.\n{C}"),
        (f"{A}\n{B}  # of B\n# Of C.\n{C}", f"{A}\n# Of C.\n{C}"),
        (f"{A}\n{B}\n# End.\n", f"{A}\n# End.\n"),
        (f"{A}\n{B}# End.\n", f"{A}\n# End.\n"),
        (f"# Head.\n\n{B}\n# End.\n", "# Head.\n\n[]\n\n# End.\n"),
        (B, "[]\n"),
        (B.rstrip("\n"), "[]"),
    ],
)
def test_what_is_left(before, after):
    assert without(before, "p1") == after


gaps = st.lists(st.sampled_from(["", "# A comment.", "# Another: [one"]), max_size=4)


@given(st.lists(gaps, min_size=2, max_size=6), st.data())
def test_the_others_and_the_comments_around_stay(around, data):
    """The gaps are above, between and below the entries."""
    papers = [paper(number) for number in range(len(around) - 1)]
    parts = ["".join(f"{line}\n" for line in gap) for gap in around]
    text = "".join(gap + each for gap, each in zip(parts, [*papers, ""], strict=True))
    place = data.draw(st.integers(0, len(papers) - 1))
    left = without(text, f"p{place}")
    rest = [each for number, each in enumerate(papers) if number != place]
    assert parse_file(left, "f").records == parse_file("".join(rest) or "[]", "f").records
    assert re.findall("(?m)^#.*", left) == re.findall("(?m)^#.*", text)
    formatted = format_file(parse_file(left, "f"), FILES["papers.yaml"])
    assert formatted.count("#") == text.count("#")
