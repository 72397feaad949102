"""A week of the issue of new papers: it is written, ticked, and becomes a pull request. The
commands are the real ones; arXiv is on the loopback."""

import json
import re
import shutil

import pytest

from paperlist import load_catalogue
from paperlist.finding.issue import read
from tests.support import builds, hosts
from tests.support.hosts import atom_entry
from tests.support.workflows import BOT, ISSUES, Runner, git, install, jobs, obeyed

GET, FIND = "Get the issue", "Find papers, and write the issue"
EDIT = "Edit the standing issue, unless somebody ticks in it"
CHANGE, CHECK = "Change the data", "Check, build and test"
COMMIT = "Commit the change, which may change data files only"
PUSH = "Push it and open the pull request"
REMOVE = "Remove the label, so that it can be set again"
TITLES = {"2611.00001": "New Bread\n::error::x ##[set-env name=X]y @ada", "2611.00002": "A Poem"}


@pytest.fixture
def host():
    with hosts.running() as running:
        running.papers = {key: atom_entry(key, title) for key, title in TITLES.items()}
        yield running


@pytest.fixture
def runner(origin, tmp_path, host):
    work = tmp_path / "work"
    git(tmp_path, "clone", "-q", origin, work)
    install(work)
    for command in ("find", "decide"):
        played = f"paperlist {command} {' '.join(host.playing)}"
        builds.edit(work / "Makefile", f"$(BIN)/paperlist {command}", f"$(BIN)/{played}")
    (work / "build/form").mkdir(parents=True)
    return Runner(tmp_path / "runner", work, variables={
        "NUMBER": "7", "BRANCH": "form-7", "BOT": BOT, "MAIN": "trunk", "TITLE": "New papers",
        "LABEL": "accepted-papers", "GITHUB_SHA": git(work, "rev-parse", "HEAD"),
        "SOURCE_DATE_EPOCH": "1795651200",
    }, answers={
        "api repos/bakery/papers/issues/7": {"state": "open"},
        "api repos/bakery/papers/pulls?state=all&head=bakery:form-7": [],
        ISSUES: [],
    })  # fmt: skip


def listed(runner, body):
    """GitHub has the issue, and one with nearly the same title."""
    others = [{"number": 3, "title": "New papers?"}]
    runner.answers[ISSUES] = [{"number": 7, "title": "New papers"}, *others]
    runner.answers["api repos/bakery/papers/issues/7"] = {"state": "open", "body": body}


def find(runner):
    for step in (GET, FIND):
        code, printed = runner.run("find", "find", step)
        assert code == 0, printed
    assert obeyed(printed) == []
    return (runner.work / "build/find/issue.md").read_text("utf-8")


def edit(runner):
    """The job with write permission has only what was passed on."""
    for name in ("issue.md", "old.md"):
        shutil.copy(runner.work / "build/find" / name, runner.work)
    return runner.run("find", "issue", EDIT)


def change(runner, body):
    event = runner.work.parent / "event.json"
    event.write_text(json.dumps({"issue": {"body": body}}), "utf-8")
    runner.variables["GITHUB_EVENT_PATH"] = str(event)
    return runner.run("forms", "apply", CHANGE)


def tick(text, *boxes):
    for box in boxes:
        assert f"- [ ] {box}" in text
        text = text.replace(f"- [ ] {box}", f"- [x] {box}")
    return text


def test_what_may_be_written():
    rights = {name: job["permissions"] for name, job in jobs("find").items()}
    assert rights == {"find": {"contents": "read", "issues": "read"}, "issue": {"issues": "write"}}
    assert "github.event.repository.default_branch" in jobs("find")["find"]["if"]
    condition = jobs("forms")["apply"]["if"]
    assert "label.name == 'accepted-papers' &&" in condition
    assert "issue.user.login == 'github-actions[bot]'" in condition
    assert jobs("forms")["other"]["permissions"] == {"issues": "write"}
    condition = jobs("forms")["other"]["if"]
    assert condition.startswith("github.event.label.name == 'accepted-papers' &&")
    assert condition.endswith("issue.user.login != 'github-actions[bot]'")


def test_a_week_from_the_issue_to_the_pull_request(runner, origin):
    body = find(runner)
    assert edit(runner)[0] == 0
    (call,) = runner.calls("issue", "create")
    assert call[2:] == ["--title", "New papers", "--body-file", "issue.md"]
    assert (runner.work / "build/find/old.md").read_text("utf-8") == ""
    assert runner.calls("issue", "edit") == []

    ticked = tick(body, "add 2611.00001", "refuse 2611.00002").replace("\n", "\r\n")
    code, printed = change(runner, ticked)
    assert code == 0, printed
    assert obeyed(printed) == []
    assert runner.run("forms", "open", COMMIT) == (0, "")
    code, printed = runner.run("forms", "open", PUSH)
    assert code == 0, printed
    subject = "Add 1 and refuse 1 papers (#7)"
    assert git(origin, "log", "--format=%s", "trunk..form-7") == subject
    changed = git(origin, "diff", "--name-only", "trunk", "form-7").split()
    assert changed == ["data/papers.yaml", "data/seen.yaml"]
    text = (runner.work / "build/body.md").read_text("utf-8")
    assert text.startswith("For #7. Checked, built and tested: ")
    assert runner.run("forms", "open", REMOVE)[0] == 0
    assert runner.calls("issue", "edit") == [
        ["issue", "edit", "7", "--remove-label", "accepted-papers"]
    ]

    git(runner.work, "switch", "-q", "form-7")
    catalogue = load_catalogue(runner.work / "data").catalogue
    assert "2611.00001" in {paper.arxiv for paper in catalogue.papers}
    assert "2611.00002" in {each.arxiv for each in catalogue.refusals}
    listed(runner, ticked)
    assert "No paper waits for a decision." in find(runner)


def test_the_label_on_an_issue_of_a_person_is_answered(runner):
    code, printed = runner.run("forms", "other", "Comment on the issue, and remove the label")
    assert code == 0, printed
    comment, edit = runner.calls("issue")
    assert comment[:4] == ["issue", "comment", "7", "--body"]
    assert (
        "The label `accepted-papers` carries out what is ticked in the issue *New papers*"
        in (comment[4])
    )
    assert edit == ["issue", "edit", "7", "--remove-label", "accepted-papers"]


def test_the_next_week_edits_the_issue_and_gets_what_is_ticked(runner):
    listed(runner, tick(find(runner), "add 2611.00001").replace("\n", "\r\n"))
    catalogue = load_catalogue(runner.work / "data").catalogue
    (made,) = read(find(runner), catalogue).added
    assert made.arxiv == "2611.00001"
    assert edit(runner)[0] == 0
    assert runner.calls("issue", "edit") == [["issue", "edit", "7", "--body-file", "issue.md"]]
    assert runner.calls("issue", "create") == []


def test_what_somebody_ticks_meanwhile_is_not_overwritten(runner):
    body = find(runner)
    listed(runner, body)
    find(runner)
    listed(runner, tick(body, "add 2611.00001"))
    code, printed = edit(runner)
    assert code == 1
    assert "the issue was edited meanwhile: run this workflow again" in printed
    assert runner.calls("issue", "edit") == []


def test_a_run_that_fails_changes_no_issue(runner):
    install(runner.work, "printf '::error::x\\nerror: arXiv says 429\\n' >&2; exit 1")
    assert runner.run("find", "find", GET)[0] == 0
    code, printed = runner.run("find", "find", FIND)
    assert code != 0
    assert obeyed(printed) == []
    assert "arXiv says 429" in printed
    assert "if" not in jobs("find")["issue"]


def test_papers_that_cannot_be_added_are_named_in_the_pull_request(runner, host):
    body = tick(find(runner), "add 2611.00001", "refuse 2611.00002")
    host.papers.pop("2611.00001")
    code, printed = change(runner, body)
    assert code == 0, printed
    assert "neither added nor refused: 2611.00001" in printed
    assert runner.run("forms", "open", COMMIT)[0] == 0
    assert git(runner.work, "log", "-1", "--format=%s") == "Add 0 and refuse 1 papers (#7)"
    assert runner.run("forms", "open", PUSH)[0] == 0
    text = (runner.work / "build/body.md").read_text("utf-8")
    assert "    error: arXiv has no paper 2611.00001" in text


def test_nothing_ticked_opens_no_pull_request(runner):
    code, printed = change(runner, find(runner))
    assert code == 1
    assert printed.count("error: nothing has changed") == 1
    assert not re.search(r"\S", (runner.work / "build/form/data.patch").read_text("utf-8"))
