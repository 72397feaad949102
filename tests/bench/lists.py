"""The lists that are measured, as projects: the real one, and synthetic ones with a fixed seed."""

import sys

from tests.bench import running
from tests.support import builds, many

REAL = "real"
URL = "http://127.0.0.1/list/"


def make_project(folder, size):
    """A copy of this project with the list of this size."""
    if size == REAL:
        return builds.copy_whole(folder, leave_out=("tests",))
    builds.copy_project(folder)
    many.write_many(folder / "data", int(size))
    return folder


def build(project, site, *, languages):
    """This project's own build, in its main language or in both."""
    config, translation = project / "mkdocs.yml", "    zh: mkdocs.zh.yml\n"
    whole = config.read_text("utf-8")
    if languages == 1:
        builds.edit(config, f"  translations:\n{translation}", "  translations: {}\n")
    used = running.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", site],
        cwd=project,
        env=builds.environment(project, SITE_URL=URL),
    )
    config.write_text(whole, "utf-8")
    return used | running.size_of(site)
