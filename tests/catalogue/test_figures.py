"""The figures of a list: what is counted, and how it is printed."""

import re
import subprocess
import sys

from paperlist.catalogue.figures import render_figures
from paperlist.catalogue.load import FILES
from tests.support.catalogues import (
    ENGINES,
    REFUSAL,
    ROOT,
    TOPICS,
    catalogue,
    entry,
    load_texts,
    topic,
)

RUNS = "[{engine: vllm, state: documented, url: https://example.org/}]"
PAPERS = entry(
    id="new",
    title="New",
    date="2024-02",
    arxiv='"2402.00001"',
    topics="[attention, kv-cache]",
    authors="[Ada]",
    venue="ICLR 2024",
    doi="10.1145/1",
    code="https://example.org/code",
    recommended="3",
    summary="One.",
    runs_in=RUNS,
) + entry(authors="[Bob]", recommended="2")
SEEN = entry(REFUSAL) + entry(REFUSAL, id="gone", arxiv='"2401.00002"', title="Gone")
FIGURES = """\
list
--------------
entries      2
refused      1
removed      1

share of the entries
---------------------------
with authors              2  100.0 %
with venue                1   50.0 %
with doi                  1   50.0 %
with code                 1   50.0 %
with summary              1   50.0 %
with runs_in              1   50.0 %
recommended: 2            1   50.0 %
recommended: 3            1   50.0 %

year
-----------
2024      1
2023      1

topic
----------------
attention      2
kv-cache       1
"""


def without_translations(text):
    """Every language of the list has a line for its summaries."""
    return re.sub(r"(?m)^with summary_\w+ .*\n", "", text)


def run(folder):
    command = [sys.executable, "-m", "paperlist.catalogue.figures", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_everything_is_counted():
    loaded = load_texts(PAPERS, engines=ENGINES, seen=SEEN)
    assert loaded.problems == ()
    assert without_translations(render_figures(loaded.catalogue)) == FIGURES


def test_an_empty_list_has_figures():
    assert "entries      0\n" in render_figures(catalogue(topics=(topic("a"),)))
    assert "%" not in render_figures(catalogue())


def test_the_module_prints_them(tmp_path):
    texts = dict.fromkeys(FILES, "[]\n")
    texts |= {"papers.yaml": PAPERS, "topics.yaml": TOPICS, "engines.yaml": ENGINES}
    texts["seen.yaml"] = SEEN
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert without_translations(run(tmp_path).stdout) == FIGURES


def test_data_with_an_error_has_no_figures(tmp_path):
    done = run(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "papers.yaml:1:1: error: file is missing [file-missing]" in done.stderr
