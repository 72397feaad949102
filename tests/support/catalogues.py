"""Small catalogues for the tests, and the ways to read one."""

import re
import tempfile
from pathlib import Path

import yaml
from hypothesis import strategies as st

from paperlist.catalogue.load import load_catalogue
from paperlist.catalogue.model import (
    Catalogue,
    Collection,
    Engine,
    Group,
    Lines,
    Paper,
    ReadingPath,
    Refusal,
    Topic,
)

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests/sample"
DATA = SAMPLE / "data"
BROKEN = ROOT / "tests" / "catalogue" / "broken"

TODAY = "2026-11-28"
"""The day of a check; no date in these tests is later, if that is not its subject."""

TOPICS = """\
- id: attention
  name: Attention
  name_zh: 注意力
  description: About attention.
  description_zh: 关于注意力。
- id: kv-cache
  name: KV Cache
  name_zh: KV 缓存
  description: About the cache.
  description_zh: 关于缓存。
"""

ENGINES = """\
- id: vllm
  name: vLLM
  url: https://docs.vllm.ai/
- id: sglang
  name: SGLang
  url: https://docs.sglang.ai/
"""

FACTS = {
    "id": "some-paper",
    "title": "Some paper",
    "date": "2023-07",
    "arxiv": '"2307.00001"',
    "topics": "[attention]",
    "added": "2023-08-01",
}

PATH = {
    "id": "first",
    "title": "A path",
    "title_zh": "路线",
    "audience": "For readers.",
    "audience_zh": "适合读者。",
    "items": "[{paper: some-paper, why: It comes first., why_zh: 先读。}]",
}
BUNDLE = {
    "id": "v0.1",
    "title": "A bundle",
    "title_zh": "合集",
    "pages": "600",
    "date": "2023-08-27",
    "url": "https://example.org/a.zip",
    "contents": "[{name: First}]",
}


REFUSAL = {
    "arxiv": '"2401.00001"',
    "title": "A refused paper",
    "reason": "not about inference",
    "date": "2026-08-22",
}


def entry(facts=FACTS, **changes):
    """The text of one entry; None leaves a key out, keys keep their order and their lines."""
    pairs = {**facts, **changes}.items()
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in pairs if value is not None) + "\n"


def write_data(folder, papers="[]\n", topics=TOPICS, collections="[]\n", **optional):
    """A data folder with these files; `optional` are engines, paths and seen."""
    texts = {"papers": papers, "topics": topics, "collections": collections, **optional}
    folder.mkdir(exist_ok=True)
    for stem, text in texts.items():
        (folder / f"{stem}.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    return folder


def load_texts(papers="[]\n", *others, today="", **more):
    """What these files would give."""
    with tempfile.TemporaryDirectory() as name:
        return load_catalogue(write_data(Path(name), papers, *others, **more), today=today)


def write_parts(folder, parts, **others):
    """A data folder whose papers are in these parts, by the name of their file."""
    texts = {"topics.yaml": TOPICS, "collections.yaml": "[]\n", **others}
    (folder / "papers").mkdir(parents=True)
    for name, text in {**texts, **{f"papers/{name}": text for name, text in parts.items()}}.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def told(papers="[]\n", **files):
    """The problems as 'line:column message'; those of papers.yaml need no file name."""
    return [
        f"{p.path.removeprefix('data/papers.yaml:').removeprefix('data/papers.yaml')}"
        f"{p.line}:{p.column} {p.message}"
        for p in load_texts(papers, **files).problems
    ]


def paper(**facts):
    start = {"id": "some-paper", "title": "Some paper", "date": "2023-07", "added": "2023-08-01"}
    return Paper(**{**start, "arxiv": "2307.00001", "topics": ("attention",), **facts})


def topic(topic_id, **facts):
    words = {"name": topic_id, "name_zh": topic_id, "description": "D.", "description_zh": "述。"}
    return Topic(id=topic_id, **{**words, **facts})


def group(group_id, **facts):
    return Group(**{"id": group_id, "name": group_id, "name_zh": group_id, **facts})


def collection(**facts):
    start = {"id": "v0.1", "title": "A bundle", "title_zh": "合集", "pages": "600"}
    more = {"date": "2023-08-27", "url": "https://example.org/a.zip", "contents": [{"name": "A"}]}
    return Collection(**{**start, **more, **facts})


def removed(paper_id, **facts):
    start = {"id": paper_id, "arxiv": "2401.00001", "title": f"Removed {paper_id}"}
    return Refusal(**{**start, "reason": "off topic", "date": "2026-08-22", **facts})


def path(**facts):
    step = {"paper": "some-paper", "why": "It comes first.", "why_zh": "先读。"}
    return ReadingPath(**{**PATH, "items": [step], **facts})


def engine(engine_id, **facts):
    return Engine(**{"id": engine_id, "name": engine_id, "url": "https://e.example/", **facts})


def catalogue(*papers, topics=None, collections=(), engines=None, refusals=(), paths=(), groups=()):
    """Topics and engines are those that the papers name, unless given; a paper takes ten lines."""
    named = dict.fromkeys(name for item in papers for name in item.topics)
    runs = dict.fromkeys(run.engine for item in papers for run in item.runs_in)
    lines = {item.id: Lines("papers.yaml", 10 * n + 1, 10 * n + 9) for n, item in enumerate(papers)}
    topics = topics or tuple(map(topic, named))
    engines = engines or tuple(map(engine, runs))
    more = {"engines": engines, "refusals": tuple(refusals), "paths": tuple(paths)}
    more["groups"] = tuple(groups)
    return Catalogue(papers, topics, tuple(collections), lines, **more)


class Yaml12Loader(yaml.SafeLoader):
    """Scalars as an editor of YAML 1.2 reads them: numbers, booleans, null; dates stay text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012


for kind, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Yaml12Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{kind}", re.compile(f"^(?:{pattern})$"), first
    )


# One line of visible text, heavy in the signs that Markdown, HTML, YAML and LaTeX take for theirs.
SIGNS = st.sampled_from(list("<>|$*_`\\'\"&#{}[]()~^%!+-=:;,.@/? ")) | st.sampled_from("中文—é½ß")
lines = st.text(SIGNS | st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=60)
# A title or a name has a letter or a digit.
titles = lines.map(lambda text: " ".join(text.split())).filter(
    lambda text: any(map(str.isalnum, text))
)
ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True).filter("index".__ne__)
