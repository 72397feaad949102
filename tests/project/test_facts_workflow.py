"""The workflow that refreshes the facts: what it passes on, its pull request, and its issue."""

import json
import re
import shutil

import pytest
import yaml

from paperlist.health import KINDS
from tests.support.workflows import BOT, FOLDER, ISSUES, PROGRAM, Runner, git, install, jobs, obeyed

CONTINUE = "Continue with the facts of the open pull request, unless main has newer ones"
REFRESH = "Refresh the facts"
CHECK = "Check and build with them, and list the links to correct"
FINISHED = "Fail if a refresh did not finish"
COMMIT = "Commit the facts, which are two files"
PUSH = "Push them and open the pull request"
ISSUE = "Edit the standing issue, or close it"
OPEN = "api repos/bakery/papers/pulls?state=open&head=bakery:facts"
DATE = "2026-11-28"
STARS = {"count": 5, "date": DATE, "source": "https://github.com/bakery/sourdough"}
HOSTILE = "##[set-env name=X]y\n::error::x"
# Plays `paperlist refresh`: it saves facts, prints some text of a host, and may fail.
PLAYED = """\
if test "$1" = refresh; then
  echo "$2: $GITHUB_TOKEN" >> ../requests
  cp ../facts.json data/facts.json
  echo '{}' > data/abstracts.json
  cat ../printed
  test "$2" != links || exit $(cat ../code)
  exit 0
fi
"""
(LINKS,) = [
    step["env"]["LINKS"] for step in jobs("facts")["refresh"]["steps"] if step.get("name") == CHECK
]


@pytest.fixture
def runner(origin, tmp_path):
    """The job with a new checkout; what the hosts respond is in files beside it."""
    played = Runner(tmp_path / "runner", tmp_path / "work", variables={
        "BRANCH": "facts", "BOT": BOT, "MAIN": "trunk", "KINDS": "stars links",
        "TITLE": "Links to correct", "LINKS": LINKS, "GITHUB_TOKEN": "reading",
    }, answers={OPEN: []})  # fmt: skip
    respond(tmp_path, {"stars": {"bakery/sourdough": STARS}})
    checkout(played, origin)
    return played


def respond(folder, facts, printed="updated\n", code=0):
    (folder / "facts.json").write_text(json.dumps(facts), "utf-8")
    (folder / "printed").write_text(printed, "utf-8")
    (folder / "code").write_text(str(code), "utf-8")


def checkout(runner, origin):
    shutil.rmtree(runner.work, ignore_errors=True)
    git(origin.parent, "clone", "-q", origin, runner.work)
    runner.variables["GITHUB_SHA"] = git(runner.work, "rev-parse", "HEAD")
    install(runner.work, PLAYED + PROGRAM)
    install(runner.work, "exit 0", "mkdocs")
    (runner.work / "build/facts").mkdir(parents=True)


def refresh(runner):
    """The steps of the job without write permission."""
    printed = ""
    for step in (CONTINUE, REFRESH, CHECK):
        code, text = runner.run("facts", "refresh", step)
        assert code == 0, text
        printed += text
    return printed


def publish(runner, origin):
    """The steps of the job that has it, with what was passed on."""
    passed = runner.work.parent / "passed"
    shutil.rmtree(passed, ignore_errors=True)
    shutil.copytree(runner.work / "build/facts", passed)
    checkout(runner, origin)
    shutil.copytree(passed, runner.work / "build/facts", dirs_exist_ok=True)
    assert runner.run("facts", "open", COMMIT) == (0, "")
    code, printed = runner.run("facts", "open", PUSH)
    assert code == 0, printed
    return printed


def run(runner, origin):
    checkout(runner, origin)
    refresh(runner)
    return publish(runner, origin)


def passed_on(runner, name):
    return (runner.work / "build/facts" / name).read_text("utf-8")


def facts_of(origin, branch):
    return json.loads(git(origin, "show", f"{branch}:data/facts.json"))


def push(origin, folder, branch, file, text, who=BOT):
    work = folder / f"other{len([*folder.iterdir()])}"
    git(folder, "clone", "-q", origin, work)
    exists = git(origin, "branch", "--list", branch)
    git(work, "switch", "-q", *(() if exists else ("--create",)), branch)
    (work / file).write_text(text, "utf-8")
    git(work, "add", file)
    git(work, "commit", "-q", "-m", "A commit", who=who)
    git(work, "push", "-q", "origin", branch)
    return git(origin, "rev-parse", branch)


# What it may do


def test_only_the_branch_and_the_issue_are_written():
    rights = {name: job["permissions"] for name, job in jobs("facts").items()}
    assert rights == {
        "refresh": {"contents": "read", "pull-requests": "read"},
        "open": {"contents": "write", "pull-requests": "write"},
        "links": {"issues": "write"},
    }


def test_it_runs_every_week_and_every_month_on_the_default_branch():
    text = (FOLDER / "facts.yml").read_text("utf-8")
    settings = yaml.load(text, yaml.BaseLoader)
    weekly, monthly = (each["cron"].split() for each in settings["on"]["schedule"])
    assert (weekly[2:], monthly[3:]) == (["*", "*", "2"], ["*", "*"])
    kinds = re.search(r"KINDS: (.+)", text)[1]
    assert f"github.event.schedule == '{' '.join(monthly)}' && 'arxiv works'" in kinds
    assert kinds.endswith("|| 'stars links') }}")
    assert settings["on"].keys() == {"schedule", "workflow_dispatch"}
    condition = jobs("facts")["refresh"]["if"]
    assert "github.event.repository.default_branch" in condition


def test_no_job_of_another_workflow_waits_for_it():
    others = [path.read_text("utf-8") for path in FOLDER.glob("*.yml") if path.stem != "facts"]
    assert not [text for text in others if "workflow_run" in text or "facts.yml" in text]


# Refresh


def test_each_kind_is_refreshed_and_passed_on(runner, tmp_path):
    refresh(runner)
    requests = (tmp_path / "requests").read_text("utf-8")
    assert requests == "stars: reading\nlinks: reading\n"
    assert passed_on(runner, "log.txt") == (
        "paperlist refresh stars\nupdated\npaperlist refresh links\nupdated\n"
    )
    facts = json.loads(passed_on(runner, "data/facts.json"))
    assert facts == {"stars": {"bakery/sourdough": STARS}}
    assert passed_on(runner, "data/abstracts.json") == "{}\n"
    assert passed_on(runner, "pull.md").startswith("New facts (https://github.example/run/1).")
    assert runner.run("facts", "refresh", FINISHED)[0] == 0


def test_what_a_refresh_found_before_it_failed_is_passed_on(runner, tmp_path):
    respond(tmp_path, {"stars": {"bakery/sourdough": STARS}}, "error: no\n", code=1)
    refresh(runner)
    assert passed_on(runner, "failed.txt") == "links\n"
    assert "**Not finished: links**" in passed_on(runner, "pull.md")
    assert "    error: no\n" in passed_on(runner, "pull.md")
    assert json.loads(passed_on(runner, "data/facts.json"))["stars"]
    assert runner.run("facts", "refresh", FINISHED)[0] == 1


def test_the_runner_obeys_nothing_that_hosts_respond(runner, tmp_path):
    facts = {"arxiv": {"2403.01234": {**STARS, "title": HOSTILE}}}
    del facts["arxiv"]["2403.01234"]["count"]
    respond(tmp_path, facts, f"{HOSTILE}\n")
    printed = refresh(runner)
    assert "set-env" in printed
    assert obeyed(printed) == []
    pull = passed_on(runner, "pull.md")
    assert "    ##[set-env name=X]y\n    ::error::x\n" in pull


def test_a_title_that_differs_is_told_in_the_pull_request(runner, tmp_path):
    title = {key: STARS[key] for key in ("date", "source")} | {"title": "Another One"}
    respond(tmp_path, {"arxiv": {"2403.01234": title}})
    refresh(runner)
    text = passed_on(runner, "pull.md")
    assert "**The check or the build fails with these facts.**" in text
    assert "    data/papers.yaml:3:10: error: arXiv 2403.01234 is 'Another One'" in text
    assert not (runner.work / "build/facts/issue.md").exists()


def test_a_site_that_cannot_be_built_is_told_in_the_pull_request(runner):
    install(runner.work, "echo broken; exit 1", "mkdocs")
    refresh(runner)
    assert "    broken\n" in passed_on(runner, "pull.md")


def test_the_text_of_the_pull_request_is_short_enough(runner, tmp_path):
    respond(tmp_path, {}, "y" * 200_000)
    refresh(runner)
    assert len(passed_on(runner, "pull.md")) < 65536  # what GitHub accepts


def test_links_to_correct_are_listed(runner, tmp_path):
    gone = {"verdict": "gone", "date": DATE, "reason": "404 Not Found", "since": DATE}
    links = {"https://bakery.example/rye.html": gone}
    respond(tmp_path, {"links": links})
    refresh(runner)
    assert "- **rye** (data/papers.yaml:11) url <https://bakery.example/rye.html>" in passed_on(
        runner, "issue.md"
    )
    respond(tmp_path, {})
    refresh(runner)
    assert passed_on(runner, "issue.md") == ""


# The facts of the last run


def continued(runner, origin):
    checkout(runner, origin)
    code, printed = runner.run("facts", "refresh", CONTINUE)
    assert code == 0, printed
    path = runner.work / "data/facts.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def test_a_run_continues_with_the_facts_of_the_open_pull_request(runner, origin, tmp_path):
    """A link is gone when two runs find so, whether or not somebody has merged the first."""
    run(runner, origin)
    assert continued(runner, origin) is None
    runner.answers[OPEN] = [{"number": 4}]
    assert continued(runner, origin) == {"stars": {"bakery/sourdough": STARS}}
    assert (runner.work / "data/abstracts.json").exists()
    papers = git(origin, "show", "trunk:data/papers.yaml") + "\n# A comment\n"
    push(origin, tmp_path, "trunk", "data/papers.yaml", papers)
    assert continued(runner, origin) == {"stars": {"bakery/sourdough": STARS}}
    push(origin, tmp_path, "trunk", "data/facts.json", '{"links": {}}')
    assert continued(runner, origin) == {"links": {}}


# The pull request


def test_new_facts_become_a_pull_request(runner, origin):
    run(runner, origin)
    assert facts_of(origin, "facts") == {"stars": {"bakery/sourdough": STARS}}
    assert git(origin, "diff", "--name-only", "trunk", "facts").split() == [
        *("data/abstracts.json", "data/facts.json"),
    ]
    assert git(origin, "log", "--format=%s %ae", "trunk..facts") == f"Update facts {BOT}"
    (call,) = runner.calls("pr", "create")
    assert call[2:] == [
        *("--head", "facts", "--title", "Update facts"),
        *("--body-file", "build/facts/pull.md"),
    ]


def test_a_second_run_updates_it(runner, origin, tmp_path):
    run(runner, origin)
    papers = git(origin, "show", "trunk:data/papers.yaml") + "\n# A comment\n"
    push(origin, tmp_path, "trunk", "data/papers.yaml", papers)
    runner.answers[OPEN] = [{"number": 4}]
    respond(tmp_path, {"stars": {"bakery/sourdough": {**STARS, "count": 6}}})
    run(runner, origin)
    assert facts_of(origin, "facts")["stars"]["bakery/sourdough"]["count"] == 6
    assert git(origin, "log", "--format=%s", "trunk..facts") == "Update facts"
    assert git(origin, "diff", "--name-only", "trunk", "facts", "--", "data/*.yaml") == ""
    assert len(runner.calls("pr", "create")) == 1
    (call,) = runner.calls("api", "--silent")
    assert call[2:] == [
        *("--method", "PATCH", "repos/bakery/papers/pulls/4"),
        *("-F", "body=@build/facts/pull.md"),
    ]


def test_commits_of_others_are_kept(runner, origin, tmp_path):
    run(runner, origin)
    last = push(origin, tmp_path, "facts", "data/topics.yaml", "[]\n", who="a@example.org")
    respond(tmp_path, {})
    printed = run(runner, origin)
    assert "::warning::The branch facts has commits of others" in printed
    assert git(origin, "rev-parse", "facts") == last
    assert len(runner.calls("pr", "create")) == 1


def test_facts_that_main_has_open_no_pull_request(runner, origin, tmp_path):
    run(runner, origin)
    git(origin, "branch", "--force", "trunk", "facts")
    git(origin, "branch", "--delete", "--force", "facts")
    assert run(runner, origin) == ""
    assert git(origin, "branch", "--list", "facts") == ""
    assert len(runner.calls("pr", "create")) == 1


def test_nothing_but_the_two_files_is_committed(runner, origin):
    refresh(runner)
    for name in ("papers.yaml", "x/facts.json", "facts.json.py"):
        path = runner.work / "build/facts/data" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("[]\n", "utf-8")
    publish(runner, origin)
    changed = git(origin, "diff", "--name-only", "trunk", "facts").split()
    assert changed == ["data/abstracts.json", "data/facts.json"]


# The issue


@pytest.mark.parametrize(
    ("text", "is_open", "call"),
    [
        ("## Links\n", False, "create"),
        ("## Links\n", True, "edit"),
        ("", True, "close"),
        ("", False, None),
        (None, True, None),
    ],
)
def test_there_is_one_issue_as_long_as_there_is_a_link(runner, text, is_open, call):
    others = [{"number": 3, "title": "Links to correct?"}]
    runner.answers[ISSUES] = others + [{"number": 5, "title": "Links to correct"}] * is_open
    if text is not None:
        (runner.work / "issue.md").write_text(text, "utf-8")
    code, printed = runner.run("facts", "links", ISSUE)
    assert code == 0, printed
    done = [each[1] for each in runner.calls("issue")]
    assert done == ([call] if call else [])
    assert call in {None, "create"} or runner.calls("issue", call, "5")
    if text:
        body = (runner.work / "body.md").read_text("utf-8")
        assert body.endswith("Last run: https://github.example/run/1\n\n## Links\n")


def test_the_listed_kinds_exist():
    assert {*LINKS.split()} < {*KINDS}
