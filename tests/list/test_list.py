"""The list itself: what must hold of the papers of this project, whatever is added."""

from collections import Counter
from dataclasses import replace

import pytest

from paperlist.catalogue.load import load_catalogue
from paperlist.catalogue.model import Lines
from paperlist.editing.suggestions import suggest_topics
from tests.support.catalogues import ROOT


@pytest.fixture(scope="module")
def data():
    return load_catalogue(ROOT / "data")


def test_the_data_has_no_problems(data):
    assert [str(problem) for problem in data.problems] == []


@pytest.mark.parametrize("path", sorted((ROOT / "data").rglob("*.yaml")), ids=lambda p: p.name)
def test_a_file_names_its_schema_in_the_first_line(path):
    """For editors other than VS Code, which knows it from its settings."""
    first = path.read_text("utf-8").partition("\n")[0]
    schema = "../papers" if path.parent.name == "papers" else path.stem
    assert first == f"# yaml-language-server: $schema={schema}.schema.json"


def test_nothing_that_was_listed_is_lost(data):
    """The list had so many when it became this site; it only grows."""
    assert len(data.catalogue.papers) >= 323
    assert len(data.catalogue.topics) >= 21
    assert {"v0.1", "v0.2"} <= {item.id for item in data.catalogue.collections}


def test_entries_stand_newest_first(data):
    assert data.catalogue.papers == data.catalogue.newest_first


def test_no_two_entries_share_a_line(data):
    last = Lines("", 0, 0)
    for lines in data.catalogue.lines.values():
        assert lines.file != last.file or last.last < lines.first
        assert lines.first <= lines.last
        last = lines


def test_every_topic_has_papers(data):
    assert [name for name, papers in data.catalogue.by_topic.items() if not papers] == []


def test_few_papers_are_recommended(data):
    """Recommending most of the papers helps nobody; another list chooses its own shares."""
    marks = Counter(paper.recommended for paper in data.catalogue.papers)
    assert 20 <= marks[3] <= 40
    assert marks[2] <= len(data.catalogue.papers) / 5


def test_most_papers_would_get_one_of_their_topics_suggested(data):
    """Each suggested as if it were new; at the time of writing 82 of 100."""
    papers = data.catalogue.papers[::8]
    found = 0
    for each in papers:
        others = tuple(other for other in data.catalogue.papers if other != each)
        suggested = suggest_topics(replace(data.catalogue, papers=others), each.title)
        found += bool({*suggested} & {*each.topics})
    assert found >= 0.7 * len(papers)


# The table that this list grew from: date, arXiv id, repository; where it names the older home of
# a repository, the present one.
SEED = """
2022-10 2210.03052 bytedance/ByteTransformer
2022-07 osdi22-yu  -
2023-05 2305.05920 LLMServe/FastServe
2022-05 2205.14135 Dao-AILab/flash-attention
2023-07 2307.08691 Dao-AILab/flash-attention
2023-03 2303.06865 FMInference/FlexLLMGen
2022-09 2209.05433 -
2022-08 2208.07339 bitsandbytes-foundation/bitsandbytes
2018-03 1803.04014 -
2018-05 1805.02867 NVIDIA/online-softmax
2023-09 2309.06180 vllm-project/vllm
2023-08 2308.15152 wmmae/wmma_extension
2021-04 2104.09864 huggingface/transformers
2022-11 2211.10438 mit-han-lab/smoothquant
2023-05 2305.09781 flexflow/flexflow-serve
2022-11 2211.10017 NVIDIA/FasterTransformer
2022-06 2206.01861 deepspeedai/DeepSpeed
2023-03 2303.08302 deepspeedai/DeepSpeed
2023-07 2307.09782 deepspeedai/DeepSpeed
"""
SEED_ROWS = [row.split() for row in SEED.split("\n") if row]


def test_the_seed_has_nineteen_rows():
    assert len(SEED_ROWS) == 19


@pytest.mark.parametrize(("date", "source", "repository"), SEED_ROWS)
def test_a_paper_of_the_seed_is_in_the_data(data, date, source, repository):
    pdf = "https://www.usenix.org/system/files/osdi22-yu.pdf"
    found = [
        p
        for p in data.catalogue.papers
        if p.arxiv == source or (p.url == pdf and source == "osdi22-yu")
    ]
    assert [(p.date[:7], p.repository or "-") for p in found] == [(date, repository)]
    assert found[0].code or repository == "-"


def test_a_paper_has_at_most_three_topics(data):
    assert [paper.id for paper in data.catalogue.papers if len(paper.topics) > 3] == []
