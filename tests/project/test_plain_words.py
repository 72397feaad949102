"""Texts are written in the plain English of other projects' documentation.

`PHRASES` has what this project once wrote instead. Tests, data, the changelog and quoted text
are not read.
"""

import click
import pytest
from click.testing import CliRunner

from paperlist.cli import main
from tests.support import own
from tests.support.catalogues import ROOT
from tests.support.phrases import COMPILED, PHRASES, Text, phrases_in, read

FILES = sorted(
    path
    for pattern in (
        *("README*.md", "CONTRIBUTING.md", "SECURITY.md", "docs/**/*.md", ".github/**/*.md"),
        *("paperlist/**/*.py", "hooks/*.py", "paperlist/**/*.yaml", "paperlist/**/templates/*"),
        "paperlist/starting/texts/*",
        *("paperlist/**/*.js", "overrides/**/*.html", "overrides/assets/*.js"),
        *("overrides/assets/*.css", ".github/**/*.yml", "mkdocs*.yml", "Makefile"),
        *("pyproject.toml", ".pre-commit-config.yaml", ".vscode/*.json", ".devcontainer/*.json"),
    )
    for path in ROOT.glob(pattern)
)


def commands(command, path=()):
    """The words that call each command, subcommands too."""
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), (*path, name))


def test_files_are_written_in_plain_words():
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in FILES}
    problems = [
        f"{name}:{problem}"
        for name, text in texts.items()
        for problem in phrases_in(read(name, text))
    ]
    assert not problems, "\n".join(["", *problems])


@pytest.mark.parametrize("words", [*commands(main)], ids=" ".join)
def test_help_is_written_in_plain_words(words):
    result = CliRunner().invoke(main, [*words, "--help"])
    assert result.exit_code == 0
    problems = phrases_in([Text(1, result.stdout)])
    name = " ".join(["paperlist", *words, "--help"])
    assert not problems, "\n".join(["", *(f"{name}:{problem}" for problem in problems)])


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.pattern)
def test_every_phrase_is_found_in_its_examples(phrase):
    assert phrase.found
    expression = next(compiled for compiled, other in COMPILED if other is phrase)
    for text in phrase.found:
        assert expression.search(text), text
        assert expression.search(text.replace(" ", "\n").capitalize()), text


@pytest.mark.parametrize("text", [text for phrase in PHRASES for text in phrase.fine])
def test_normal_english_is_not_found(text):
    assert phrases_in([Text(1, text)]) == []


@pytest.mark.parametrize(
    ("name", "source", "line"),
    [
        ("a.py", '"""What it does.\n\nA paper is told with its line.\n"""\n', 3),
        ("a.py", "x = 1\ny = 'a value' 'is none, is ' 'told'\n", 2),
        ("a.py", "x = f\"date '{y}' is none\"\n", 1),
        ("a.py", "x = f\"{f'{y} is told'}\"\n", 1),
        ("a.py", "x = 1\n\n# Each paper\n# is told.\nx = 2  # and\n", 4),
        ("a.md", "# Title\n\nA paper stands\nin its topic.\n", 3),
        ("a.html", "{# A paper\n   is told. #}\n<p>{{ words.x }}</p>\n", 2),
        ("a.html", "<p>{{ words.x }}</p>\n<p>A paper is told.</p>\n", 2),
        ("a.js", "const a = 1\n// a paper stands\n// in its topic\n", 2),
        ("a.css", "/* 1\n * a paper is\n * told */\n", 2),
        ("words.yaml", "a:\n  en: Mended\n  zh: 随便\n", 2),
        ("words.yaml", "a: {en: A, zh: A}\ntake_along: {en: Export, zh: 导出}\n", 2),
        ("Makefile", "add: ## Lay the data\n# out\n", 1),
    ],
)
def test_a_phrase_in_a_file_is_found_with_its_line(name, source, line):
    (problem,) = phrases_in(read(name, source))
    assert problem.startswith(f"{line}: "), problem


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.py", "told = stands_in = is_told = 1\n"),
        ("a.md", "Write `is told` in code,\n```\nis told\n```\n\n> It is told.\n\n“is told”\n"),
        ("a.html", "{% if own is none %}{% set x = 'that is none' %}{{ it is none }}{% endif %}"),
    ],
)
def test_names_code_and_quotes_are_not_read(name, source):
    assert phrases_in(read(name, source)) == []


def test_a_message_names_the_phrase_and_what_to_write():
    assert phrases_in(read("a.md", "It is\ntold.\n")) == [
        "1: 'is told': write 'prints, reports, lists'"
    ]


def test_every_kind_of_text_is_read():
    names = {path.relative_to(ROOT).as_posix() for path in FILES}
    assert {
        *("README.md", "CONTRIBUTING.md", "Makefile", "pyproject.toml", "mkdocs.yml"),
        *(f"docs/{own.FIRST}/data.md", "paperlist/publishing/words.yaml", "hooks/site.py"),
        *("paperlist/site/templates/macros.html", "paperlist/exports/templates/feed.xml"),
        *("paperlist/site/explorer/scripts/rows.js", "overrides/main.html"),
        *("overrides/assets/papers.css", "overrides/assets/papers.js", "paperlist/cli/add.py"),
        "overrides/assets/sitemaps.js",
    } <= names
    assert ("refresh", "arxiv") in commands(main)
