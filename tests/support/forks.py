"""A fork: this project with a list of its own, swapped as CONTRIBUTING.md says.

Five papers in English, no collection, no second language.
"""

import re
import shutil
import subprocess
import sys

import yaml

from tests.support import builds

# Two papers and two topics of other tests, and more; without the fields of a second language.
PAPERS = f"""\
{builds.PAPERS}
- id: ciabatta
  title: Bread with Large Holes
  authors: [Carla Forno]
  date: 2023-09
  venue: Bread 2023
  doi: 10.1234/bread.5
  topics: [bread]
  recommended: 2
  added: 2024-04-01

- id: oven
  title: How an Oven Is Built
  kind: docs
  date: 2023-05
  url: https://bakery.example/oven.html
  topics: [tools]
  added: 2024-04-02

- id: baker
  name: Baker
  title: "Baker: a Program That Bakes"
  kind: code
  date: 2022-01
  code: https://github.com/bakery/baker
  topics: [tools, yeast]
  added: 2024-04-03
"""
ENGLISH_TOPICS = re.sub(r"(?m)^  \w+_zh: .*\n", "", builds.TOPICS)
TOPICS = f"""\
{ENGLISH_TOPICS}
- id: tools
  name: Tools
  description: Ovens and programs.
"""
# What the examples of the page of the data name, and what they name in the fork.
IDS = {
    "kv-cache": "bread",
    "attention": "bread",
    "long-context": "yeast",
    "moe": "tools",
    "orca": "rye",
    "flashattention": "sourdough",
}
SETTINGS = {
    "site_name": "Bread Papers",
    "site_description": "Papers on bread.",
    "site_url": '!ENV [SITE_URL, "https://bakery.example/papers/"]',
    "repo_url": '!ENV [REPO_URL, "https://github.com/bakery/papers"]',
    "copyright": "The bakery.",
}
HOME = """\
---
hide: [navigation, toc]
---

# Bread

All that is known of bread.

<div id="paperlist"></div>

<!-- papers -->
"""
PAGE = """\
---
description: A page of the bakery.
hide: [navigation, toc]
---

# {}

Written by [the bakery](https://bakery.example/).
"""


def make_fork(folder):
    """Each step is a row of the table under "Keep your own list"."""
    fork = builds.copy_whole(folder)
    shutil.rmtree(fork / "tests/list")
    builds.write_list(fork, PAPERS, TOPICS, "[]\n")
    _swap_texts(fork / "docs")
    _swap_settings(fork)
    _swap_forms(fork / ".github")
    _swap_documents(fork)
    return fork


def _swap_texts(docs):
    shutil.rmtree(docs / "zh")
    (docs / "en/index.md").write_text(HOME, "utf-8")
    for name in ("Contribute", "About"):
        (docs / f"en/{name.lower()}.md").write_text(PAGE.format(name), "utf-8")
    data = docs / "en/data.md"
    text = re.sub(
        "|".join(rf"(?<![\w-]){name}(?![\w-])" for name in IDS), _own_id, data.read_text("utf-8")
    )
    data.write_text(re.sub(r"`/collections/[^`]*`", "with its own address", text), "utf-8")


def _own_id(found):
    return IDS[found[0]]


def _swap_settings(fork):
    (fork / "mkdocs.zh.yml").unlink()
    config = fork / "mkdocs.yml"
    text = config.read_text("utf-8")
    for key, value in SETTINGS.items():
        text, number = re.subn(rf"(?m)^{key}:.*$", f"{key}: {value}", text)
        assert number == 1, key
    text, number = re.subn(r"(?m)^  translations:\n(?:    .*\n)+", "  translations: {}\n", text)
    assert number == 1
    config.write_text(text, "utf-8")


def _swap_forms(folder):
    topics = [f"{topic['name']} ({topic['id']})" for topic in yaml.safe_load(TOPICS)]
    form = folder / "ISSUE_TEMPLATE/add-paper.yml"
    settings = yaml.safe_load(form.read_text("utf-8"))
    for part in settings["body"]:
        if part.get("id") == "topics":
            part["attributes"]["options"] = topics
    form.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")
    template = folder / "pull_request_template.md"
    links = re.sub(
        r"https://github\.com/[\w-]+/[\w-]+",
        "https://github.com/bakery/papers",
        template.read_text("utf-8"),
    )
    template.write_text(links, "utf-8")
    owners = folder / "CODEOWNERS"
    owners.write_text(re.sub(r"@[\w-]+", "@bakery", owners.read_text("utf-8")), "utf-8")


def _swap_documents(fork):
    (fork / "README.zh.md").unlink()
    for name in ("home.png", "home.zh.png"):
        (fork / ".github" / name).unlink()
    for name in ("README.md", "CONTRIBUTING.md"):
        (fork / name).write_text("# Bread\n\n`make serve` shows the list.\n", "utf-8")
    (fork / "CHANGELOG.md").write_text("# Changes\n\n## Next\n\n- A better oven.\n", "utf-8")
    export = [sys.executable, "-m", "paperlist.cli", "export", "markdown", "--output", "PAPERS.md"]
    subprocess.run(export, cwd=fork, env=builds.environment(fork), check=True)
