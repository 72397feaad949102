"""What the workflows may do, and what their steps do in a shell, with git and a fake `gh`."""

import json
import re

import pytest
import yaml

from paperlist.editing.forms import ADD, CORRECT
from tests.support import builds
from tests.support.builds import ROOT
from tests.support.filled import body
from tests.support.workflows import BOT, FOLDER, ISSUES, Runner, git, install, jobs, obeyed

WORKFLOWS = sorted(path.stem for path in FOLDER.glob("*.yml"))
JOBS = [(name, job) for name in WORKFLOWS for job in jobs(name)]
# Runs code of the project: a command of it, or what installs its dependencies.
OWN_CODE = re.compile(r"\b(make|pip|python\d?|pytest|paperlist|mkdocs)\b")
DEFAULT = "github.ref == format('refs/heads/{0}', github.event.repository.default_branch)"
COMMIT = "Commit the change, which may change data files only"
PUSH = "Push it and open the pull request"
TIDY = "Format the data, update PAPERS.md and push both"
BRANCH = "form-7"
PULLS = "api repos/bakery/papers/pulls?state=all&head=bakery:form-7"


def scripts(job):
    return "\n".join(step.get("run", "") for step in job["steps"])


def writes(job):
    return {scope for scope, level in job["permissions"].items() if level == "write"}


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_a_job_that_can_write_runs_no_code_of_the_project(name, job):
    """Except the one that formats main: it has no other input, and formats again after a race."""
    found = jobs(name)[job]
    if writes(found) and job != "tidy":
        assert not OWN_CODE.search(scripts(found))
        assert not [step for step in found["steps"] if "setup-python" in step.get("uses", "")]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_expression_is_part_of_a_script(name):
    """An expression inside a script would be a program written by a stranger."""
    assert [job for job in jobs(name).values() if "${{" in scripts(job)] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_default_branch_is_that_of_the_repository(name):
    text = (FOLDER / f"{name}.yml").read_text("utf-8")
    assert not re.search(r"branches: \[main\]|ref: main\b|HEAD:main\b|origin/main\b", text)


def test_what_publishes_or_pushes_needs_the_default_branch():
    ci, release = jobs("ci"), jobs("release")
    for job in (ci["check"], ci["site"]):
        assert job["if"] == f"github.event_name == 'pull_request' || {DEFAULT}"
    assert release["build"]["if"] == DEFAULT
    assert release["publish"]["needs"] == "build"
    assert jobs("bundle")["build"]["if"] == DEFAULT
    assert jobs("bundle")["publish"]["needs"] == "build"
    assert DEFAULT in jobs("newest")["report"]["if"]


def test_tidy_is_the_last_job_of_ci_and_runs_on_main_only():
    ci = jobs("ci")
    assert [*ci][-1] == "tidy"
    assert ci["tidy"]["needs"] == ["check", "site", "deploy"]
    assert [name for name, job in ci.items() if "contents" in writes(job)] == ["tidy"]
    for part in ("event_name == 'push'", "check.result == 'success'", "site.result == 'success'"):
        assert part in ci["tidy"]["if"]


def test_a_form_is_applied_with_reading_rights_and_checked_by_the_quick_tests():
    forms = jobs("forms")
    assert forms["apply"]["permissions"] == {"contents": "read"}
    assert "make check build quick" in scripts(forms["apply"])
    assert forms["open"]["needs"] == "apply"
    assert "event.issue.state == 'open'" in forms["apply"]["if"]
    assert "event.label.name == 'accepted'" in forms["apply"]["if"]
    with_token = [step["name"] for step in forms["apply"]["steps"] if "GH_TOKEN" in str(step)]
    assert with_token == ["Check that the label was added with write permission"]


@pytest.fixture
def runner(origin, tmp_path):
    work = tmp_path / "work"
    git(tmp_path, "clone", "-q", origin, work)
    install(work)
    (work / "build/form").mkdir(parents=True)
    return Runner(tmp_path / "runner", work, variables={
        "NUMBER": "7", "BRANCH": BRANCH, "BOT": BOT, "MAIN": "trunk",
        "GITHUB_SHA": git(work, "rev-parse", "HEAD"),
    }, answers={"api repos/bakery/papers/issues/7": {"state": "open"}, PULLS: []})  # fmt: skip


def label(runner, text):
    """The step that applies the form, with the event of a label."""
    event = runner.work.parent / "event.json"
    event.write_text(json.dumps({"issue": {"body": text}}), "utf-8")
    runner.variables["GITHUB_EVENT_PATH"] = str(event)
    return runner.run("forms", "apply", "Change the data")


CORRECTION = {"paper": "rye", "key": "Venue (venue)", "value": "Bread 2025", "why": "x"}


def correct(runner, **values):
    return label(runner, body(CORRECT, **{**CORRECTION, **values}))


def applied(runner):
    """What the first job passes on."""
    papers, form = runner.work / "data/papers.yaml", runner.work / "build/form"
    papers.write_text(papers.read_text("utf-8") + "# changed\n", "utf-8")
    git(runner.work, "diff", "--output", form / "data.patch")
    git(runner.work, "checkout", "-q", "data")
    (form / "outcome.json").write_text('{"form": "correct", "id": "rye"}', "utf-8")
    (form / "answer.txt").write_text("data/papers.yaml:1: 'rye' corrected: venue\n", "utf-8")


def subjects(origin, branch):
    return git(origin, "log", "--format=%s", f"trunk..{branch}").splitlines()


def answer(runner):
    return (runner.work / "build/form/answer.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("permission", "code"), [("admin", 0), ("write", 0), ("read", 1), ("none", 1), ("", 1)]
)
def test_only_who_can_write_accepts_a_form(runner, permission, code):
    start = "api repos/bakery/papers/collaborators/ada/permission"
    runner.answers[start] = {"permission": permission}
    runner.variables["LABELLER"] = "ada"
    step = "Check that the label was added with write permission"
    assert runner.run("forms", "apply", step)[0] == code
    assert (code == 0) or "write permission" in answer(runner)


def test_a_form_becomes_a_branch_and_a_pull_request(runner, origin):
    assert correct(runner)[0] == 0
    assert runner.run("forms", "open", COMMIT) == (0, "")
    code, printed = runner.run("forms", "open", PUSH)
    assert code == 0, printed
    assert subjects(origin, BRANCH) == ["Correct rye (#7)"]
    assert git(origin, "diff", "--name-only", "trunk", BRANCH) == "data/papers.yaml"
    assert "venue: Bread 2025" in git(origin, "show", f"{BRANCH}:data/papers.yaml")
    (call,) = runner.calls("pr", "create")
    assert call[call.index("--title") + 1] == "Correct rye (#7)"
    text = (runner.work / "build/body.md").read_text("utf-8")
    assert text.startswith(
        "Closes #7. Checked, built and tested: https://github.example/run/1\n\n    data/"
    )


def test_an_added_paper_is_named_in_the_title(runner, host):
    runner.variables["SOURCE_DATE_EPOCH"] = "1795651200"
    options = " ".join(host.options)
    makefile = runner.work / "Makefile"
    builds.edit(
        makefile,
        "paperlist accept $(value OPTIONS)",
        f"paperlist accept {options} $(value OPTIONS)",
    )
    form = {"paper": "2309.06180", "topics": "bread", "rules": "- [X] Yes", "name": "New"}
    # A heading of the other form inside a value does not change which form it is.
    code, printed = label(runner, body(ADD, **form, why="x\n#### Paper to correct"))
    assert code == 0, printed
    assert runner.run("forms", "open", COMMIT)[0] == 0
    assert git(runner.work, "log", "-1", "--format=%s") == "Add new (#7)"


HOSTILE = [
    "##[set-env name=X]y",
    "x ##[add-path]/tmp",
    "::set-output name=x::y",
    "a ::error::b",
    "##[stop-commands]x ##[x] ##[add-mask]Bread",
    "::add-mask::e",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_runner_obeys_nothing_that_is_printed_of_a_form(runner, text):
    install(runner.work, f"cat <<'END'\n{text}\nEND")
    _, printed = label(runner, "")
    assert text in printed
    assert obeyed(printed) == []
    _, printed = runner.run("forms", "apply", "Check, build and test")
    assert text in printed
    assert obeyed(printed) == []


def test_a_form_with_commands_is_applied_like_any_other(runner):
    code, printed = correct(runner, key="Title (title)", value=HOSTILE[0])
    assert code == 0, printed
    assert HOSTILE[0] in printed
    assert obeyed(printed) == []


def test_the_model_of_the_runner_obeys_commands():
    for text in HOSTILE:
        assert obeyed(f"x\n{text}\r") or not text.startswith(("::", "##"))
    assert obeyed("::stop-commands::abc\n##[set-env name=a]b\n::abc::\n::error::x") == [
        "::error::x"
    ]
    assert obeyed("::stop-commands::abc\nx") == ["stopped: abc"]


def test_the_token_is_another_one_each_time(runner):
    install(runner.work, "true")
    tokens = {re.search("stop-commands::(.+)", label(runner, "")[1])[1] for _ in range(2)}
    assert len(tokens) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", token) for token in tokens)


def test_a_form_that_cannot_be_applied_is_reported_in_the_issue(runner):
    assert correct(runner, paper="no-such-paper")[0] == 1
    with (runner.work / "build/form/answer.txt").open("a", newline="") as file:
        file.write("\r@everyone\r\n```\n# x\n" + "x" * 100_000)
    assert runner.run("forms", "open", "Report the error in the issue")[0] == 0
    (call,) = runner.calls("issue", "comment", "7")
    text = (runner.work / call[-1]).read_text("utf-8")
    head, _, rest = text.partition("\n\n")
    assert head.startswith("No pull request was opened")
    assert "'no-such-paper'" in rest
    assert all(line.startswith("    ") for line in re.split(r"\r|\n", rest.rstrip("\n")))
    assert len(text) < 65536  # what GitHub accepts


def test_a_failed_check_is_reported_as_such(runner):
    install(runner.work, "exit 1")
    code, printed = runner.run("forms", "apply", "Check, build and test")
    assert code == 1
    assert obeyed(printed) == []
    assert answer(runner).endswith("error: a check or a test failed\n")


def patch(runner, change):
    """The artifact of a job that someone else controls."""
    applied(runner)
    change(runner.work)
    git(runner.work, "add", "--all")
    git(runner.work, "diff", "--cached", "--output", "build/form/data.patch")
    git(runner.work, "reset", "--quiet", "--hard")
    git(runner.work, "clean", "--quiet", "--force", "-d")


BOTH = ("data/topics.yaml", "PAPERS.md")
OUTSIDE = {
    "a workflow": lambda work: (work / "Makefile").write_text("x", "utf-8"),
    "a new file": lambda work: (work / "data/new.yaml").write_text("[]\n", "utf-8"),
    "a removed file": lambda work: (work / "data/topics.yaml").unlink(),
    "no data": lambda work: (work / "data/facts.json").write_text("{}", "utf-8"),
    "a renamed file": lambda work: (work / "data/topics.yaml").rename(work / "data/t.yaml"),
    "a link": lambda work: _link(work / "data/topics.yaml"),
    "another folder": lambda work: (work / "PAPERS.md").write_text("x", "utf-8"),
    "both": lambda work: [(work / name).write_text("[]\n", "utf-8") for name in BOTH],
}


def _link(path):
    path.unlink()
    path.symlink_to("../Makefile")


@pytest.mark.parametrize("kind", OUTSIDE)
def test_a_patch_of_anything_but_data_files_is_refused(runner, kind):
    patch(runner, OUTSIDE[kind])
    assert runner.run("forms", "open", COMMIT)[0] == 1
    assert "data files only" in answer(runner)


@pytest.mark.parametrize(
    "path", ["data/../Makefile", "../x.yaml", ".git/hooks/pre-commit", "/data/x.yaml"]
)
def test_a_patch_that_leaves_the_folder_is_refused(runner, path):
    applied(runner)
    text = f"--- a/data/x\n+++ b/{path}\n@@ -1 +1 @@\n-x\n+y\n"
    (runner.work / "build/form/data.patch").write_text(
        f"diff --git a/{path} b/{path}\n{text}", "utf-8"
    )
    before = builds.contents(runner.work / ".git/hooks")
    assert runner.run("forms", "open", COMMIT)[0] != 0
    assert builds.contents(runner.work / ".git/hooks") == before


def test_the_title_takes_nothing_else_from_the_outcome(runner):
    applied(runner)
    outcome = json.dumps({"form": "add", "id": "x`; $(touch y)\n::error::\n@ada"})
    (runner.work / "build/form/outcome.json").write_text(outcome, "utf-8")
    assert runner.run("forms", "open", COMMIT)[0] == 0
    assert git(runner.work, "log", "-1", "--format=%s") == "Add x touch yerrorada (#7)"


def push_branch(origin, folder, who, message="A commit", base="trunk", amend=False):
    work = folder / f"other-{who[0]}-{len([*folder.iterdir()])}"
    git(folder, "clone", "-q", origin, work)
    git(work, "switch", "-q", "--create", BRANCH, f"origin/{base}")
    papers = work / "data/papers.yaml"
    papers.write_text(papers.read_text("utf-8") + "# a comment\n", "utf-8")
    git(work, "commit", "-q", "-a", "-m", message, who=who)
    if amend:
        git(work, "commit", "-q", "--amend", "-m", "Amended", who=amend)
    git(work, "push", "-q", "origin", BRANCH)
    return git(origin, "rev-parse", BRANCH)


def accept_again(runner, origin):
    """A run that finds the branch as it is now."""
    git(runner.work, "fetch", "-q", "origin")
    applied(runner)
    assert runner.run("forms", "open", COMMIT)[0] == 0
    return runner.run("forms", "open", PUSH)


def test_an_earlier_change_by_the_form_is_replaced(runner, origin, tmp_path):
    push_branch(origin, tmp_path, BOT)
    assert accept_again(runner, origin)[0] == 0
    assert subjects(origin, BRANCH) == ["Correct rye (#7)"]


@pytest.mark.parametrize("kind", ["a commit", "on top", "amended"])
def test_commits_of_others_are_never_overwritten(runner, origin, tmp_path, kind):
    if kind == "a commit":
        last = push_branch(origin, tmp_path, "maintainer@example.org")
    elif kind == "on top":
        push_branch(origin, tmp_path, BOT)
        last = push_branch(origin, tmp_path, "maintainer@example.org", base=BRANCH)
    else:
        last = push_branch(origin, tmp_path, BOT, amend="maintainer@example.org")
    code, _ = accept_again(runner, origin)
    assert code == 1
    assert git(origin, "rev-parse", BRANCH) == last
    assert f"branch {BRANCH} has commits of others" in answer(runner)
    assert runner.calls("api", "--silent") == []


def test_a_branch_that_changes_meanwhile_is_not_overwritten(runner, origin, tmp_path):
    applied(runner)
    runner.run("forms", "open", COMMIT)
    last = push_branch(origin, tmp_path, "maintainer@example.org")  # after the checkout
    assert runner.run("forms", "open", PUSH)[0] != 0
    assert git(origin, "rev-parse", BRANCH) == last


def test_a_long_branch_of_others_is_seen_whole(runner, origin, tmp_path):
    push_branch(origin, tmp_path, "maintainer@example.org")
    last = ""
    for _ in range(3):
        last = push_branch(origin, tmp_path, BOT, base=BRANCH)
    assert accept_again(runner, origin)[0] == 1
    assert git(origin, "rev-parse", BRANCH) == last


def test_a_closed_pull_request_is_opened_again_before_the_push(runner, origin, tmp_path):
    before = push_branch(origin, tmp_path, BOT)
    runner.answers[PULLS] = [{"number": 9, "merged_at": None}, {"number": 8, "merged_at": None}]
    assert accept_again(runner, origin)[0] == 0
    (call,) = runner.calls("api", "--silent")
    assert call[:5] == ["api", "--silent", "--method", "PATCH", "repos/bakery/papers/pulls/9"]
    assert "state=open" in call
    assert runner.calls("pr", "create") == []
    assert git(origin, "rev-parse", BRANCH) != before
    script = next(
        step["run"] for step in jobs("forms")["open"]["steps"] if step.get("name") == PUSH
    )
    assert script.index("state=open") < script.index("git push")


def test_a_merged_pull_request_is_followed_by_another(runner, origin):
    runner.answers[PULLS] = [{"number": 9, "merged_at": "2026-01-01T00:00:00Z"}]
    assert accept_again(runner, origin)[0] == 0
    assert runner.calls("api", "--silent") == []
    assert len(runner.calls("pr", "create")) == 1


def test_a_pull_request_that_cannot_be_opened_again_is_followed_by_another(runner, origin):
    runner.answers[PULLS] = [{"number": 9, "merged_at": None}]
    runner.answers["api --silent"] = None
    assert accept_again(runner, origin)[0] == 0
    assert len(runner.calls("pr", "create")) == 1


def test_a_closed_issue_opens_no_pull_request(runner, origin):
    runner.answers["api repos/bakery/papers/issues/7"] = {"state": "closed"}
    assert accept_again(runner, origin)[0] == 1
    assert "the issue was closed" in answer(runner)
    assert BRANCH not in git(origin, "branch", "--list")


def test_the_list_is_formatted_after_a_push(runner, origin):
    papers = runner.work / "data/papers.yaml"
    builds.edit(papers, "topics: [bread, yeast]", "topics: [ bread,  yeast ]")
    git(runner.work, "commit", "-q", "-a", "-m", "Not formatted")
    git(runner.work, "push", "-q")
    code, printed = runner.run("ci", "tidy", TIDY)
    assert code == 0, printed
    assert git(origin, "log", "-1", "--format=%s %ae", "trunk") == f"Format the list {BOT}"
    assert "topics: [bread, yeast]" in git(origin, "show", "trunk:data/papers.yaml")
    assert "https://bakery.example" in git(origin, "show", "trunk:PAPERS.md")
    assert runner.run("ci", "tidy", TIDY)[0] == 0
    assert git(origin, "log", "-2", "--format=%s", "trunk").endswith("Not formatted")


@pytest.mark.parametrize(("races", "code"), [(1, 0), (2, 0), (3, 1)])
def test_a_lost_race_is_run_again(runner, origin, tmp_path, races, code):
    """Someone pushes between the fetch and the push."""
    install(runner.work, "cp data/papers.yaml PAPERS.md")
    hook = runner.work / ".git/hooks/pre-push"
    hook.write_text(
        f"""#!/bin/sh
n=$(ls -d "{tmp_path}"/racer* 2>/dev/null | wc -l)
test "$n" -lt {races} || exit 0
unset GIT_DIR
git clone -q "{origin}" "{tmp_path}/racer$n" && cd "{tmp_path}/racer$n"
echo "# $n" >> data/papers.yaml
git -c user.name=B -c user.email=b@example.org commit -q -a -m "Racer $n" && git push -q
""",
        "utf-8",
    )
    hook.chmod(0o755)
    assert runner.run("ci", "tidy", TIDY)[0] == code
    log = git(origin, "log", "--format=%s", "trunk").splitlines()
    assert log[0] == ("Format the list" if code == 0 else "Racer 2")
    assert len(log) == races + 1 + (code == 0)
    if code == 0:
        shown = [git(origin, "show", f"trunk:{name}") for name in ("PAPERS.md", "data/papers.yaml")]
        assert shown[0] == shown[1]


def test_a_list_that_cannot_be_formatted_is_left_alone(runner, origin):
    before = git(origin, "rev-parse", "trunk")
    install(runner.work, "echo x >> PAPERS.md; exit 1")
    assert runner.run("ci", "tidy", TIDY)[0] == 1
    assert git(origin, "rev-parse", "trunk") == before


def test_formatting_gets_no_token(runner, tmp_path):
    seen = tmp_path / "seen"
    install(runner.work, f'echo "token: $GH_TOKEN" >> "{seen}"')
    assert runner.run("ci", "tidy", TIDY)[0] == 0
    assert set(seen.read_text("utf-8").splitlines()) == {"token: "}


PAGES = "Ask for the settings of Pages; a fork may have none"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"build_type": "workflow", "html_url": "https://a.example/b/"},
            "source=workflow\nurl=https://a.example/b/\n",
        ),
        (
            {"build_type": "workflow", "html_url": "https://a.example"},
            "source=workflow\nurl=https://a.example/\n",
        ),
        (
            {"build_type": "legacy", "html_url": "https://a.example/"},
            "source=legacy\nurl=https://a.example/\n",
        ),
        (None, ""),
    ],
)
def test_a_repository_without_pages_is_not_red(runner, given, expected):
    runner.answers["api repos/bakery/papers/pages"] = given
    assert runner.run("ci", "address", PAGES)[0] == 0
    output = runner.folder / "output"
    assert (output.read_text("utf-8") if output.exists() else "") == expected
    assert jobs("ci")["pages"]["if"] == "needs.address.outputs.source == 'workflow'"


REPORT = "Report in the standing issue, or close it"


@pytest.mark.parametrize(
    ("conclusions", "worse", "is_open", "call"),
    [
        (["success", "success", None], "", False, None),
        (["success", "success", None], "", True, "close"),
        (["failure", "success", None], "", False, "create"),
        (["failure", "success", None], "", True, "comment"),
        (["cancelled", "success", None], "", False, "create"),
        (["success", "success", None], "- slower\n", False, "create"),
        (["success", "success", None], "- slower\n", True, "comment"),
    ],
)
def test_the_weekly_tests_report_in_one_issue(runner, conclusions, worse, is_open, call):
    runner.variables |= {"TITLE": "Weekly tests", "GITHUB_RUN_ID": "1"}
    runner.answers["run view 1"] = {
        "jobs": [{"name": f"Job {n}", "conclusion": each} for n, each in enumerate(conclusions)]
    }
    others = [{"number": 3, "title": "Weekly tests?"}]
    runner.answers[ISSUES] = others + [{"number": 5, "title": "Weekly tests"}] * is_open
    if worse:
        (runner.work / "worse.md").write_text(worse, "utf-8")
    code, printed = runner.run("newest", "report", REPORT)
    assert code == 0, printed
    done = [each[1] for each in runner.calls("issue")]
    assert done == ([call] if call else [])
    assert call in (None, "create") or runner.calls("issue", call, "5")
    text = (runner.work / "body.md").read_text("utf-8")
    assert ("slower" in text, "*Job 0* failed" in text) == (
        bool(worse),
        conclusions[0] != "success",
    )


def test_dependabot_updates_actions_and_locked_packages_once_a_week():
    settings = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    assert {each["package-ecosystem"] for each in settings} == {"github-actions", "pip"}
    assert {each["schedule"]["interval"] for each in settings} == {"weekly"}
    assert all(len(each["groups"]) == 1 for each in settings)


def test_a_release_has_checksums_and_an_attestation():
    publish = jobs("release")["publish"]
    (attest,) = [step for step in publish["steps"] if "attest" in step.get("uses", "")]
    assert attest["with"] == {"subject-checksums": "release/SHA256SUMS"}


def test_the_files_of_a_release_are_published_with_their_notes(runner):
    release = runner.work / "release"
    release.mkdir()
    for name in ("NOTES.md", "site.zip", "SHA256SUMS"):
        (release / name).write_text(name, "utf-8")
    runner.variables["VERSION"] = "2026.12"
    assert runner.run("release", "publish", "Create the tag and the release")[0] == 0
    (call,) = runner.calls("release")
    assert call[:5] == ["release", "create", "v2026.12", "release/SHA256SUMS", "release/site.zip"]
    assert call[-2:] == ["--notes-file", "NOTES.md"]


@pytest.mark.parametrize(
    ("day", "given", "version"),
    [
        ("2025-07-01", "", ""),
        ("2025-07-01", "2025.06", "2025.06"),
        ("2024-10-01", "", "2024.09"),
    ],
)
def test_a_month_in_which_papers_joined_is_released(runner, day, given, version):
    papers = runner.work / "data/papers.yaml"
    text = re.sub("added: .*", "added: 2024-09-24", papers.read_text("utf-8"))
    papers.write_text(text, "utf-8")
    runner.variables |= {"DAY": day, "VERSION": given}
    step = "Name the version, unless nothing joined in the month"
    code, printed = runner.run("release", "build", step)
    assert code == 0, printed
    output = runner.folder / "output"
    made = output.read_text("utf-8") if output.exists() else ""
    assert made == (f"version={version}\n" if version else "")
    assert ("::notice::no paper joined in 2025-06" in printed) == (not version)
    if version and not given:
        output.unlink()
        git(runner.work, "tag", f"v{version}")
        assert runner.run("release", "build", step)[0] == 0
        assert not output.exists()


def test_a_release_is_made_every_month():
    text = (FOLDER / "release.yml").read_text("utf-8")
    (schedule,) = yaml.load(text, yaml.BaseLoader)["on"]["schedule"]
    assert schedule["cron"].split()[2:] == ["1", "*", "*"]
    assert jobs("release")["publish"]["if"] == "needs.build.outputs.version"


def test_a_bundle_is_attached_to_its_release(runner):
    (runner.work / "bundle").mkdir()
    for name in ("a.pdf", "a.sha256"):
        (runner.work / "bundle" / name).write_text(name, "utf-8")
    runner.variables["RELEASE"] = "v1"
    assert runner.run("bundle", "publish", "Add the files")[0] == 0
    (call,) = runner.calls("release")
    assert call == ["release", "upload", "v1", "bundle/a.pdf", "bundle/a.sha256", "--clobber"]
