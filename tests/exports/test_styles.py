"""What a citation style prints of CSL-JSON, through citeproc-py."""

import json
from io import StringIO

import pytest
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from paperlist.exports.csl import render_csl
from paperlist.publishing.citation import cite
from tests.support.catalogues import paper

# As APA, Chicago and MLA it prints the number, the publisher and the place in an archive.
STYLE = """\
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
  <info><title>All places</title><id>all-places</id><updated>2024-01-01T00:00:00Z</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout suffix="."><group delimiter=". ">
    <names variable="author">
      <name and="symbol" initialize-with="." name-as-sort-order="all"/>
    </names>
    <text variable="title"/>
    <text variable="container-title"/>
    <text variable="number"/>
    <text variable="publisher"/>
    <group delimiter=" "><text variable="archive"/><text variable="archive_location"/></group>
  </group></layout></bibliography>
</style>
"""


def printed(**facts):
    items = json.loads(render_csl([cite(paper(**facts))]))
    style = CitationStylesStyle(StringIO(STYLE), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem("some-paper")]))
    (entry,) = bibliography.bibliography()
    return str(entry)


@pytest.mark.parametrize(
    "facts",
    [{}, {"venue": "ICLR 2024"}, {"venue": "TMLR 2024"}, {"kind": "blog"}, {"kind": "code"},
     {"kind": "report", "org": ["NVIDIA"]}],
)  # fmt: skip
def test_a_style_prints_the_id_of_arxiv_once(facts):
    found = printed(authors=["Ada Lovelace"], **facts)
    assert found.count("2307.00001") == 1
    assert found.count("arXiv") == (1 if "org" in facts else 2)  # of the id, and of the place


def test_a_style_prints_names_as_they_are_split():
    authors = ["García Montes, Gabriel", "Rob van der Hoek", "Mistral AI team", "李明"]
    found = printed(authors=authors)
    assert found.startswith("García Montes, G., van der Hoek, R., Mistral AI team, & 李明.")


def test_a_style_says_that_a_list_was_cut():
    found = printed(authors=["Ada Bee", "Cal Dee", "et al."])
    assert found.startswith("Bee, A., Dee, C., & others. Some paper")
