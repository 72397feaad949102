"""A list of one's own, made by `paperlist new` from this project."""

import subprocess
import sys

from tests.support import builds

# Five papers in two sections, each with another kind of link.
LIST = """\
# Bread

## Loaves

| Date | Title | Paper | Code |
|:---:|:---:|:---:|:---:|
| 2024.03 | [Sourdough] Slow Bread from Wild Yeast | [[pdf]](https://arxiv.org/pdf/2403.01234) | [[sourdough]](https://github.com/bakery/sourdough) |
| 2023.11 | Rye at High Temperature | [[html]](https://bakery.example/rye.html) | - |
| 2023.09 | Bread with Large Holes | [[doi]](https://doi.org/10.1234/bread.5) | - |

## Tools

| Date | Title | Paper | Code |
|:---:|:---:|:---:|:---:|
| 2023.05 | How an Oven Is Built | [[docs]](https://bakery.example/oven.html) | - |
| 2022.01 | [Baker] A Program That Bakes | - | [[baker]](https://github.com/bakery/baker) |
"""  # noqa: E501
OPTIONS = ("--name", "Bread Papers", "--repo", "bakery/papers")


def make_list(folder, *options):
    """The folder, after the command has written it as someone runs it."""
    command = [sys.executable, "-m", "paperlist.cli", "new", folder, *OPTIONS, *options]
    environment = builds.environment(builds.ROOT)
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=120)
    return folder


def run_tests(project, *options):
    """The tests of a project, as `make test` runs them."""
    env = builds.environment(project, EXAMPLES="5")
    del env["SOURCE_DATE_EPOCH"]  # the data may be of today
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options, "-p", "no:cacheprovider"],
        cwd=project,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
