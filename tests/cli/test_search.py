"""`paperlist search`: what it prints, and what it says if it finds nothing."""

import json
import re

import pytest
from click.testing import CliRunner

from paperlist.cli import main
from tests.support.builds import SAMPLE

PATHS = ["--data", str(SAMPLE / "data"), "--config", str(SAMPLE / "mkdocs.yml")]


def run(*args):
    return CliRunner().invoke(main, ["search", *PATHS, *args])


def test_each_paper_has_two_lines():
    result = run("venue:iclr", "dao")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "flashattention-2  2023-07  FlashAttention-2: Faster Attention with Better Parallelism and "
        "Work Partitioning\n"
        "  Tri Dao · ICLR 2024 · https://arxiv.org/pdf/2307.08691\n"
    )


def test_a_name_that_is_not_in_the_title_comes_before_it():
    line = run("2511.01815").stdout.partition("\n")[0]
    title = "KV Cache Transform Coding for Compact Storage in LLM Inference"
    assert line == f"kvtc  2025-11  KVTC: {title}"


def test_the_best_papers_come_first_in_every_format():
    lines = run("--limit", "2", "flash attention").stdout.splitlines()[::2]
    best = [line.partition(" ")[0] for line in lines]
    assert len(best) == 2
    for form in ("json", "csl-json"):
        content = json.loads(run("flash attention", "--limit=2", f"--format={form}").stdout)
        records = content["papers"] if form == "json" else content
        assert [record["id"] for record in records] == best


def test_a_word_is_excluded_with_a_dash_and_an_option_is_not_a_word():
    assert run("dao", "-flashattention", "--limit=9").stdout == run("dao -flashattention").stdout
    result = run("dao", "--limt=9")
    assert (result.exit_code, result.stdout) == (2, "")
    message = result.stderr.splitlines()[-1]  # click has changed its punctuation
    assert re.fullmatch(r"Error: No such option\W+limt\W*", message)


@pytest.mark.parametrize(
    ("query", "code", "message"),
    [
        ("zzqqxx", 1, "error: no paper matches 'zzqqxx'"),
        (
            "kv date:soon",
            2,
            "Error: cannot read 'date:soon'; fields are author:, title:, venue:, org:, topic:, "
            "engine:, date: and added:; dates are 2024, 2024-05, 2023..2024 or 2024..",
        ),
        (
            "flashatention",
            1,
            "error: no paper matches 'flashatention'; did you mean 'flashattention'?",
        ),
        ("author:", 2, "Error: 'author:' has no word to search for"),
        ("\u001b[31m", 1, r"error: no paper matches '\u001b[31m'"),
    ],
)
def test_what_it_cannot_answer(query, code, message):
    result = run(query)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.splitlines()[-1] == message
