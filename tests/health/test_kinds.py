"""Every kind of finding: a list that has it, and lists that do not."""

from dataclasses import replace

import pytest

from paperlist import load_catalogue
from paperlist.health import KINDS, find_all, newest_day
from tests.support.catalogues import catalogue, collection, engine
from tests.support.findings import (
    CODE,
    KEY,
    LINK,
    TODAY,
    arxiv,
    link,
    one,
    sized,
    suggested,
    value,
    well,
    with_facts,
)
from tests.support.many import write_many

NEW = "New: Some paper"
PAGE = "https://arxiv.org/abs/2307.00001"
GONE = {"verdict": "gone", "reason": "404 Not Found", "since": "2026-11-01", "date": TODAY}
RUN = {"engine": "vllm", "state": "documented", "url": "https://e.example/how"}
TEAM = ["DeepSeek-AI"]

# Of each kind: a list, and the values of its only finding.
HAVE = {
    "gone-links": [
        (
            one(well(url=LINK), links={LINK: GONE}),
            {"field": "url", "link": LINK, "reason": "404 Not Found", "since": "2026-11-01"},
        ),
        (
            one(well(doi="10.1000/a<b"), links={"https://doi.org/10.1000/a%3Cb": link("gone")}),
            {
                "field": "doi",
                "link": "https://doi.org/10.1000/a%3Cb",
                "reason": "gone",
                "since": TODAY,
            },
        ),
        (
            one(well(), links={PAGE: link("gone")}),
            {"field": "arxiv", "link": PAGE, "reason": "gone", "since": TODAY},
        ),
        (
            one(well(runs_in=[RUN]), links={RUN["url"]: link("gone")}),
            {"field": "runs_in", "link": RUN["url"], "reason": "gone", "since": TODAY},
        ),
    ],
    "moved-links": [
        (
            one(well(pdf=LINK), links={LINK: link("moved", moved="http://new.example/")}),
            {"field": "pdf", "link": LINK, "moved": "http://new.example/"},
        ),
        (
            one(well(), links={CODE: link("moved", moved=f"{CODE}/")}),
            {"field": "code", "link": CODE, "moved": f"{CODE}/"},
        ),
    ],
    "gone-repositories": [
        (
            one(well(), stars={KEY: value(gone=True)}, links={CODE: link("gone")}),
            {"repository": KEY, "date": TODAY},
        )
    ],
    "moved-repositories": [
        (
            one(well(), stars={KEY: value(moved="b/c", count=1)}, links={CODE: link("moved")}),
            {"repository": KEY, "moved": "b/c"},
        )
    ],
    "archived-repositories": [
        (
            one(well(), stars={KEY: value(archived=True, pushed="2024-01-02")}),
            {"repository": KEY, "date": "2024-01-02"},
        ),
        (
            one(well(), stars={KEY: value(archived=True)}),
            {"repository": KEY, "date": "?"},
        ),
    ],
    "withdrawn": [
        (
            one(well(), arxiv=arxiv(withdrawn="An error.")),
            {"notice": "An error.", "date": TODAY},
        )
    ],
    "other-titles": [
        (
            one(well(), arxiv=arxiv(title=NEW)),
            {"title": "Some paper", "arxiv_title": NEW},
        )
    ],
    "other-authors": [
        (
            one(well(), arxiv=arxiv(authors=["Ada Lovelace", "Bo"])),
            {"authors": 1, "arxiv_authors": 2},
        )
    ],
    "suggestions": [
        (
            one(well(venue=None), works=suggested(venue="ICLR 2024")),
            {"field": "venue", "value": "ICLR 2024", "source": "https://example.org/source"},
        )
    ],
    "no-authors": [(one(well(authors=[])), {}), (one(well(authors=[], kind="report")), {})],
    "no-venue": [(one(well(venue=None, date="2025-10")), {})],
    "no-code": [(one(well(code=None)), {})],
    "no-summary": [(one(well(summary=None)), {})],
    "no-facts": [(with_facts(catalogue(well())), {})],
    "large-topics": [(sized(102, *[99] * 9), {"papers": 102, "total": 993})],
}

# Of each kind: lists without a finding.
HAVE_NOT = {
    "gone-links": [
        one(well(url=LINK), links={LINK: link(each)})
        for each in ("fine", "moved", "missing", "blocked", "unknown")
    ]
    + [one(well(), links={LINK: GONE})],
    "moved-links": [one(well(url=LINK), links={LINK: link("fine", moved="https://a.example/")})],
    "gone-repositories": [one(well(), stars={KEY: value(count=1)})],
    "moved-repositories": [one(well(), stars={KEY: value(count=1), "a/b": value(moved="b/c")})],
    "archived-repositories": [
        one(well(), stars={KEY: value(count=1, pushed="2016-01-02")}),
        one(well(), stars={KEY: value(gone=True, archived=True)}),
    ],
    "withdrawn": [one(well(note="Withdrawn in 2026."), arxiv=arxiv(withdrawn="An error."))],
    "other-titles": [
        one(well(), arxiv=arxiv(title="Some Paper!")),
        one(well(note=f"arXiv has it as “{NEW}”."), arxiv=arxiv(title=NEW)),
    ],
    "other-authors": [
        one(well(), arxiv=arxiv(authors=["Augusta Ada"])),
        one(well(), arxiv=arxiv()),
        one(well(authors=[]), arxiv=arxiv(authors=["Ada"])),
        one(well(authors=["Ada Lovelace", "et al."]), arxiv=arxiv(authors=["Ada"] * 3)),
        one(well(authors=TEAM), arxiv=arxiv(authors=["Ada", "Bo"])),
    ],
    "suggestions": [
        one(well(), works=suggested(venue="ICLR 2024", code=CODE)),
        one(well(venue=None), works={"some-paper": {"date": TODAY}}),
    ],
    "no-authors": [one(well(authors=[], kind="code"))],
    "no-venue": [
        one(well(venue=None, date="2025-11")),
        one(well(venue=None, date="2020-01", kind="blog")),
    ],
    "no-code": [one(well(code=None, kind="report"))],
    "no-summary": [one(well())],
    "no-facts": [
        one(well(), stars={KEY: value(count=1)}),
        one(well(), links={PAGE: link("fine")}),
        one(well(), works={"some-paper": {"date": TODAY}}),
        one(well()),
    ],
    "large-topics": [sized(100), sized(*[101] * 10)],
}


def found(book, kind):
    return find_all(book, TODAY, [kind])[kind]


def test_every_kind_is_tested():
    assert {*HAVE, "old-facts"} == {*HAVE_NOT, "old-facts"} == {*KINDS}


@pytest.mark.parametrize(
    ("kind", "book", "values"), [(kind, *each) for kind in HAVE for each in HAVE[kind]]
)
def test_a_list_that_has_it(kind, book, values):
    (each,) = found(book, kind)
    assert each.values == values
    if kind == "large-topics":
        assert (each.id, each.file, each.line) == ("t0", "topics.yaml", None)
    else:
        assert (each.id, each.file, each.line) == ("some-paper", "papers.yaml", 1)


@pytest.mark.parametrize(
    ("kind", "book"), [(kind, book) for kind in HAVE_NOT for book in HAVE_NOT[kind]]
)
def test_a_list_that_does_not(kind, book):
    assert found(book, kind) == ()


def test_a_repository_is_not_reported_again_as_a_link():
    for record, verdict in (({"gone": True}, "gone"), ({"moved": "b/c"}, "moved")):
        book = one(well(), stars={KEY: value(**record)}, links={CODE: link(verdict)})
        all_kinds = find_all(book, TODAY)
        assert len(all_kinds[f"{verdict}-repositories"]) == 1
        assert all_kinds[f"{verdict}-links"] == ()


def test_links_of_collections_and_engines_are_looked_at():
    gone = {url: link("gone") for url in ("https://e.example/", "https://example.org/a.zip")}
    book = catalogue(well(), collections=[collection()], engines=[engine("vllm")])
    places = {(each.id, each.file) for each in found(with_facts(book, links=gone), "gone-links")}
    assert places == {("v0.1", "collections.yaml"), ("vllm", "engines.yaml")}


@pytest.mark.parametrize(
    ("kind", "command"),
    [
        ("moved-repositories", "paperlist refresh stars --fix --only some-paper"),
        ("suggestions", "paperlist refresh works --apply some-paper venue"),
    ],
)
def test_the_command_to_run(kind, command):
    (each,) = found(HAVE[kind][0][0], kind)
    assert each.command == command


def old(book):
    return {each.id: {**each.values} for each in found(book, "old-facts")}


def test_facts_are_old_after_sixty_days():
    days = {"2026-09-29": 0, "2026-09-28": 1}
    for day, number in days.items():
        tables = {
            "stars": {KEY: value(date=day)},
            "arxiv": arxiv(date=day),
            "links": {url: {"verdict": "fine", "date": day} for url in (CODE, PAGE, PDF)},
            "works": {"some-paper": {"date": day}},
        }
        totals = {"stars": 1, "links": 3, "arxiv": 1, "works": 1}
        expected = {
            name: {"total": total, "missing": 0, "old": total} for name, total in totals.items()
        }
        assert old(one(well(), **tables)) == (expected if number else {})


PDF = "https://arxiv.org/pdf/2307.00001"


def test_missing_facts_are_counted_by_table():
    book = one(well(), arxiv=arxiv(), stars={"a/b": value(date="2020-01-01")})
    assert old(book) == {
        "stars": {"total": 1, "missing": 1, "old": 0},
        "links": {"total": 1, "missing": 1, "old": 0},
        "works": {"total": 1, "missing": 1, "old": 0},
    }
    (first, *_) = found(book, "old-facts")
    assert (first.file, first.command) == (
        "facts.json",
        "paperlist refresh stars --older-than 60d",
    )


def test_the_newest_day_is_that_of_an_entry_or_of_a_fact():
    book = one(well(added="2026-01-02"), arxiv=arxiv(date="2026-01-01"))
    assert newest_day(book) == "2026-01-02"
    for name, records in (
        ("stars", {KEY: value(date="2026-02-01")}),
        ("arxiv", arxiv(date="2026-02-01")),
        ("links", {LINK: {"verdict": "fine", "date": "2026-02-01"}}),
        ("works", {"some-paper": {"date": "2026-02-01"}}),
    ):
        assert newest_day(with_facts(book, **{name: records})) == "2026-02-01"
    assert newest_day(catalogue()) == ""


def test_an_empty_list_has_no_findings():
    assert not any(find_all(catalogue(), newest_day(catalogue())).values())


def test_a_paper_in_parts_is_found_in_its_part():
    book = one(well(code=None))
    lines = {"some-paper": book.lines["some-paper"]._replace(file="papers/2023.yaml", first=3)}
    (each,) = found(replace(book, lines=lines), "no-code")
    assert (each.file, each.line) == ("papers/2023.yaml", 3)


def test_ten_thousand_papers_have_all_their_findings(tmp_path):
    write_many(tmp_path, 10_000)
    book = load_catalogue(tmp_path).catalogue
    findings = find_all(book, newest_day(book))
    assert len(findings["no-summary"]) == len(findings["no-facts"]) == 10_000
    assert len(findings["no-code"]) == sum(not each.code for each in book.papers)
