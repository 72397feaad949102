"""`make recall`: entries of the window's month and later are hidden, and found again."""

import gzip
import json

from paperlist.finding.recall import render_recall
from tests.support.catalogues import entry, load_texts

OLD = entry(id="old", title="Paged Caches for Serving", arxiv='"2307.00001"', date="2023-07")
NEW = entry(id="new", title="Serving with Caches", arxiv='"2311.00002"', date="2023-11")


def record(arxiv, title):
    return {
        "arxiv": arxiv,
        "title": title,
        "authors": ["Ada Lovelace"],
        "abstract": f"{title}. Words.",
        "comment": None,
        "classes": ["cs.LG"],
    }


def write(path, *records):
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(each)}\n" for each in records)


def test_the_table(tmp_path):
    catalogue = load_texts(NEW + OLD).catalogue
    birds = [record(f"2311.1{n:04}", f"Birds of river {n}") for n in range(40)]
    write(tmp_path / "2023-11-06.jsonl.gz", record("2311.00002", "Serving with Caches"), *birds)
    write(tmp_path / "2023-12-04.jsonl.gz", record("2311.00002", "Serving with Caches"), *birds)
    assert list(render_recall(tmp_path, catalogue)) == [
        "| window | papers | of the list | in 30 | in 100 | in 200 |\n",
        "|---|---:|---:|---:|---:|---:|\n",
        "| 2023-11-06, tuned on | 41 | 1 | 1.00 | 1.00 | 1.00 |\n",
        "| 2023-12-04 | 41 | 0 |  |  |  |\n",
        "| all tuned on |  | 1 | 1.00 | 1.00 | 1.00 |\n",
        "| all others |  | 0 |  |  |  |\n",
    ]
