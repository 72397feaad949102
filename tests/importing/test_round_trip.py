"""Our own exports are read back: nothing is lost that a format holds."""

from functools import cache

import pytest
from click.testing import CliRunner

from paperlist import load_catalogue
from paperlist.catalogue.venues import read_venue
from paperlist.cli import main
from paperlist.editing.new_entry import name_in
from tests.support.catalogues import DATA, ROOT

# What only the tables hold; the others name citations.
TABLES = {"csv", "json"}
# A citation of a published paper has the year of the venue only, and no kind or code of its own.
CITED = ("title", "arxiv", "doi", "url", "venue", "note")
NAMED = ("name", *CITED)
WHOLE = (
    *("name", "aka", "title", "date", "venue", "org", "kind", "publication", "arxiv", "doi"),
    *("url", "pdf", "code", "repo", "topics", "recommended", "summary", "summary_zh", "note"),
)
FIELDS = {"csv": WHOLE, "json": WHOLE, "biblatex": NAMED, "ris": NAMED, "csl-json": NAMED}


@pytest.fixture(
    params=[DATA, pytest.param(ROOT / "data", marks=pytest.mark.own)], ids=["sample", "own"]
)
def data(request):
    return request.param


@pytest.mark.parametrize("form", ["bibtex", "biblatex", "ris", "csl-json", "csv", "json"])
def test_an_export_comes_back(form, data, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    exported = run("export", form, "--data", str(data)).stdout
    for name in ("papers", "topics", "collections"):
        (tmp_path / f"{name}.yaml").write_text("[]\n", "utf-8")
    (tmp_path / "list").write_text(exported, "utf-8", newline="")
    old = listed_in(data)
    command = ["import", str(tmp_path / "list"), "--into", str(tmp_path)]
    if not old.papers:  # a new list
        assert "no items found" in CliRunner().invoke(main, command).stderr
        return
    report = run(*command).stdout
    assert "skipped:" not in report
    loaded = load_catalogue(tmp_path)
    assert loaded.problems == ()
    new = loaded.catalogue
    assert new.by_id.keys() == old.by_id.keys()
    differing = [
        (paper.id, field, value(paper, field, form), value(new.by_id[paper.id], field, form))
        for paper in old.papers
        for field in FIELDS.get(form, CITED)
        if value(paper, field, form) != value(new.by_id[paper.id], field, form)
        # A code link is all that a citation of code has.
        and not (field == "url" and paper.code)
    ]
    assert differing == []
    assert [*authors_that_differ(old, new, form)] == []
    assert [*dates_that_differ(old, new)] == []
    again = run(*command).stdout
    assert f"0 imported, 0 merged, {len(old.papers)} already listed" in again
    if form in TABLES:
        assert {each.id: each.name for each in new.topics} == named(old, form)


@cache
def listed_in(data):
    """Read once for all forms."""
    return load_catalogue(data).catalogue


def run(*arguments):
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def value(paper, field, form):
    """A name before the colon of a title has no field of its own in a citation."""
    if field == "name" and form not in TABLES:
        return paper.name or name_in(paper.title)
    return getattr(paper, field)


def authors_that_differ(old, new, form):
    """A citation may name the organisations of documentation or code as its authors."""
    for paper in old.papers:
        found = new.by_id[paper.id]
        if found.shown_authors != paper.shown_authors and (paper.authors or form in TABLES):
            yield paper.id, paper.shown_authors, found.shown_authors


def dates_that_differ(old, new):
    """The month is lost where a citation has the year of its venue and no arXiv id."""
    for paper in old.papers:
        found = new.by_id[paper.id]
        is_cited_by_year = paper.venue and read_venue(paper.venue).year and found.date != paper.date
        if found.date[:7] != paper.date[:7] and not is_cited_by_year:
            yield paper.id, paper.date, found.date


def named(old, form):
    used = [topic for topic in old.topics if old.by_topic[topic.id]]
    return {topic.id: topic.name if form == "json" else topic.id for topic in used}
