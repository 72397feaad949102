"""Lists that `paperlist new` makes of this project: they have its files, and pass their tests, or
they could never publish their sites."""

import re
import subprocess

from tests.support import builds
from tests.support.forks import LIST, make_list, run_tests

# Most tests look at the sample or at texts of their own, which are the same in another list; those
# that are marked with `own` look at the list, and those of the project at its documents.
# The code and the workflows are those of this project, byte by byte.
SLOW = "(built or server or browser or time or hypothesis)"
SAME = ("paperlist", "hooks", ".github/workflows", ".github/dependabot.yml")
ABOUT_SAME = ("packages", "workflows", "facts_workflow", "find_workflow")
CHOSEN = f"own or (project or starting) and not {SLOW}"
# Not in the new list: what is about the list of this project alone.
OWN = re.compile(r"tests/list/.*|\.github/home.*png|README.*|data/(papers/)?[\w-]+\.(yaml|json)")


def assert_passes(project, marks, *places):
    assert same_files(project) == same_files(builds.ROOT)
    ignored = (f"--ignore=tests/project/test_{name}.py" for name in ABOUT_SAME)
    run = run_tests(project, *places, "-m", marks, *ignored)
    assert run.returncode == 0, run.stdout


def same_files(project):
    """The help of the Makefile has examples of the list."""
    paths = [path for name in SAME for path in (project / name, *(project / name).rglob("*"))]
    made = {path: path.read_bytes() for path in paths if path.is_file()}
    made[project / "Makefile"] = re.sub(rb" ## .*", b"", (project / "Makefile").read_bytes())
    return {
        path.relative_to(project): content
        for path, content in made.items()
        if "__pycache__" not in path.parts
    }


def test_a_list_with_papers_passes_its_tests(tmp_path):
    papers = tmp_path / "README.md"
    papers.write_text(LIST, "utf-8")
    project = make_list(tmp_path / "bread", "--languages", "en", "--from", papers)
    modules = (project / "tests").rglob("test_*.py")
    own = [path for path in modules if "pytest.mark.own" in path.read_text("utf-8")]
    assert {path.parent.name for path in own} >= {"browser", "built"}
    assert_passes(project, CHOSEN, *own, "tests/project", "tests/starting")


def test_an_empty_list_passes_its_tests(tmp_path):
    assert_passes(make_list(tmp_path / "bread"), f"not (long or {SLOW})", "tests/project")


def test_a_list_has_every_file_of_the_project_that_is_not_about_its_own(tmp_path):
    made = make_list(tmp_path / "bread")
    names = [name for name in files_of_project(tmp_path) if not OWN.fullmatch(name)]
    assert "Makefile" in names
    assert [name for name in names if not (made / name).exists()] == []


def files_of_project(tmp_path):
    """Those in git; in a copy without git, all but those that commands have made."""
    git = ["git", "ls-files", "-z"]
    files = subprocess.run(git, cwd=builds.ROOT, capture_output=True, encoding="utf-8", check=False)
    return files.stdout.split("\0")[:-1] or builds.contents(builds.copy_whole(tmp_path / "copy"))
