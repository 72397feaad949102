"""One paper as Markdown: its facts, its links and its citation."""

from dataclasses import replace

from hypothesis import given

from paperlist.catalogue.facts import ArxivRecord, Facts
from paperlist.exports.one_paper import render_paper
from paperlist.publishing.site_info import Site
from tests.support.builds import text
from tests.support.catalogues import catalogue, paper, titles
from tests.support.readers import pages

SITE = Site("en", "https://papers.example/list", "", "Papers")
WHOLE = """\
# Orca: Serving \\*Fast\\*

- Names: Orca, Continuous Batching
- Authors: Ada Miller
- Organisations: FriendliAI
- Date: 2022-07
- Venue: OSDI 2022
- Topics: serving
- Summary: It batches.
- Note: See v2.
- Kind: report
- Recommended: must read
- Runs in: vllm, documented: <https://docs.example/orca>
- Added: 2023-09-24
- pdf: <https://example.org/orca.pdf>
- code: <https://github.com/a/orca>
- entry: <https://papers.example/list/papers/orca/>

## Citation

```bibtex
"""


def test_a_paper_has_every_fact_on_a_line():
    item = paper(
        id="orca",
        name="Orca",
        aka=["Continuous Batching"],
        title="Orca: Serving *Fast*",
        authors=["Ada Miller"],
        org=["FriendliAI"],
        date="2022-07",
        venue="OSDI 2022",
        kind="report",
        topics=["serving"],
        recommended="3",
        summary="It batches.",
        note="See v2.",
        arxiv=None,
        url="https://example.org/orca.pdf",
        code="https://github.com/a/orca",
        runs_in=[{"engine": "vllm", "state": "documented", "url": "https://docs.example/orca"}],
        added="2023-09-24",
    )
    facts, _, citation = render_paper(item, catalogue(item), SITE).partition("@")
    assert facts == WHOLE
    assert citation.startswith(("techreport{orca,", "inproceedings{orca,"))
    assert citation.endswith("}\n```\n")


def test_a_withdrawn_paper_says_so():
    item = paper(arxiv="2401.00001")
    record = ArxivRecord(title=item.title, withdrawn="-", date="2026-11-26", source="https://a.b/")
    listed = replace(catalogue(item), facts=Facts(arxiv={item.arxiv: record}))
    said = "- According to arXiv, this paper has been withdrawn (checked on 2026-11-26).\n"
    assert said in render_paper(item, listed, SITE)
    assert "withdrawn" not in render_paper(item, catalogue(item), SITE)


@given(titles, titles)
def test_texts_come_back_exactly(title, note):
    item = paper(title=title, note=note)
    for page in pages(render_paper(item, catalogue(item), SITE)):
        assert text(page.find("h1")) == title
        assert f"Note: {note}" in [text(each) for each in page.iter("li")]
