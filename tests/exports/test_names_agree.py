"""What one export says of a name, all say: each is read back by a program that others wrote."""

import json
import re

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from paperlist.catalogue.values import ET_AL
from paperlist.exports import CITATIONS
from paperlist.publishing.citation import cite
from tests.catalogue.test_names import GROUPS, SPLIT, WHOLE, WITH_SUFFIX
from tests.support.catalogues import paper
from tests.support.citations import FEWER, real_papers
from tests.support.latex import plain

HARD = [*SPLIT, *WITH_SUFFIX, *GROUPS, *WHOLE]
words = st.from_regex(r"[A-Z][a-zé]{1,8}", fullmatch=True).filter(
    lambda word: word not in ("And", "Jr", "Sr", "Jnr", "Snr")
)
particles = st.sampled_from(["van", "de la", "y", "Van", "Di", "St.", "Le", "Mac", "of", "'t"])
suffixes = st.sampled_from(["", "", " Jr.", ", Jr.", " III"])
made = st.builds("{} {} {}{}".format, words, particles, words, suffixes)
stated = st.builds("{} {}, {}".format, words, words, words)
teams = st.builds("{} {}".format, words, st.sampled_from(["Team", "team", "AI", "Lab"]))


def by_bibtex(text):
    (entry,) = parse_string(text, "bibtex").entries.values()
    for person in entry.persons.get("author", []):
        parts = (
            person.first_names + person.middle_names,
            person.prelast_names + person.last_names,
            person.lineage_names,
        )
        yield tuple(plain(" ".join(words)) for words in parts)


def by_ris(text):
    (record,) = rispy.loads(text)
    for name in record.get("authors", []):
        family, given_name, suffix, *_ = [*name.split(", "), "", ""]
        yield given_name, family, suffix


def by_csl(text):
    (item,) = json.loads(text)
    for name in item.get("author", []):
        family = name.get("family", name.get("literal"))
        yield name.get("given", ""), family, name.get("suffix", "")


READERS = {"bibtex": by_bibtex, "biblatex": by_bibtex, "ris": by_ris, "csl-json": by_csl}


def read(name, item):
    return [
        tuple(re.sub(r"\s*,\s*|\s+", " ", part).strip() for part in parts)
        for parts in READERS[name](CITATIONS[name].render([cite(item)]))
    ]


def compare(item):
    """A comma in the name of a group is left out where it would split the name."""
    found = [read(name, item) for name in READERS]
    assert found == [found[0]] * len(READERS)
    shown = [re.sub(r"\s*,\s*|\s+", " ", name).strip() for name in item.known_authors]
    assert [" ".join(filter(None, parts)) for parts in found[0]] == shown


@pytest.mark.parametrize("author", HARD)
def test_all_exports_split_a_name_alike(author):
    compare(paper(authors=[author, "Ada Lovelace"]))


@FEWER
@given(st.lists(made | stated | teams, min_size=1, max_size=3))
def test_all_exports_split_any_name_alike(authors):
    compare(paper(authors=authors))


def test_all_exports_split_the_names_of_the_list_alike():
    for item in real_papers():
        if ET_AL not in item.authors and item.authors:
            compare(item)


@given(stated)
def test_a_stated_family_name_is_kept(author):
    family, given_name = author.split(", ")
    for name in READERS:
        assert read(name, paper(authors=[author])) == [(given_name, family, "")]
