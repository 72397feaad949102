"""A list of any length, the same for the same number: words, names and topics of the sample."""

import json
import random
from pathlib import Path

from tests.support import builds

SEED = 7
FIRST, LAST = 2017 * 12, 2026 * 12 + 5


def write_many(folder: Path, number: int) -> None:
    """Data files of so many papers; topics are those of the sample."""
    for name in ("topics.yaml", "groups.yaml", "collections.yaml"):
        text = (builds.SAMPLE / "data" / name).read_text("utf-8")
        (folder / name).write_text("[]\n" if name.startswith("coll") else text, "utf-8")
    papers = "".join(f"- {json.dumps(paper, ensure_ascii=False)}\n" for paper in make(number))
    (folder / "papers.yaml").write_text(papers, "utf-8")


def make(number):
    """Newest first; JSON is YAML too."""
    chance = random.Random(SEED)
    sample = builds.load("papers.yaml")
    words = [word for paper in sample for word in paper["title"].split()]
    authors = [name for paper in sample for name in paper.get("authors", []) if name != "et al."]
    venues = [paper["venue"] for paper in sample if "venue" in paper]
    months = sorted(
        (chance.triangular(FIRST, LAST, LAST - 24) for _ in range(number)), reverse=True
    )
    for n, month in enumerate(map(int, months)):
        date = f"{month // 12}-{month % 12 + 1:02}"
        name = f"{chance.choice(words).strip(':,.').title()}{n}"
        title = f"{name}: {' '.join(chance.choices(words, k=9))}".rstrip(".")
        yield {
            "id": f"paper-{n}",
            "name": name,
            "title": title,
            "authors": list(dict.fromkeys(chance.choices(authors, k=chance.randint(1, 9)))),
            "date": date,
            **({"venue": chance.choice(venues)} if chance.random() < 0.5 else {}),
            "arxiv": f"{date[2:4]}{date[5:]}.{n:05}",
            **(
                {"code": f"https://github.com/some-lab/repository-{n}"}
                if chance.random() < 0.6
                else {}
            ),
            "topics": chance.choice(sample)["topics"],
            **({"recommended": 2} if chance.random() < 0.3 else {}),
            "added": f"{date}-28",
        }
