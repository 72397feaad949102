"""`python -m tests.bench [SIZE...]`: measures lists of these sizes, all by default.

Prints what was measured and the targets, and writes both to build/bench.json. If figures are worse
than in baseline.json, build/worse.md lists them. No time makes it fail.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench import lists, loading, plain, serving, targets
from tests.bench.hugo import building
from tests.support import builds

BASELINE = Path(__file__).with_name("baseline.json")
RESULTS, REPORT = builds.ROOT / "build/bench.json", builds.ROOT / "build/worse.md"
EDITS, FEW_EDITS = 5, 3


def main(sizes):
    results = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            results[size] = {}
            for part, measured in measure(Path(name), size):
                results[size][part] = measured
                print(f"{size:>6} {part:13}{shown(measured)}", flush=True)
    figures = targets.figures(results)
    print(f"\n{targets.table(figures)}")
    write(results, figures)


def shown(measured):
    return ", ".join(f"{key} {value}" for key, value in measured.items())


def measure(folder, size):
    """Each part by its name. A folder that is no longer needed is deleted: sites are large."""
    is_large, is_real = size == targets.LARGE, size == targets.REAL
    project = lists.make_project(folder / "project", size)
    paper = serving.middle_of(project / "data/papers.yaml")[0]
    yield "one", lists.build(project, folder / "one", languages=1)
    yield "hugo", building.build(project, folder / "one", folder / "hugo")
    shutil.rmtree(folder / "hugo")
    shutil.rmtree(folder / "one")
    yield "both", lists.build(project, folder / "both", languages=2)
    yield "plain", plain.build(project / "data", folder / "plain", 2 if is_real else 1)
    yield "load", loading.first_loads(folder / "both", paper)
    slower = 4 if is_large else 1
    yield "search", loading.search(folder / "both", slower)
    if is_large:
        yield "header", loading.header_search(folder / "both", paper, slower)
        plain_site = folder / "plain/en/site"
        yield "theme_header", loading.header_search(plain_site, paper, slower)
    shutil.rmtree(folder / "both")
    shutil.rmtree(folder / "plain")
    yield "serve", serving.measure(project, FEW_EDITS if is_large else EDITS)


def write(results, figures):
    RESULTS.parent.mkdir(exist_ok=True)
    text = json.dumps({"figures": figures, "results": results}, indent=2)
    RESULTS.write_text(f"{text}\n", "utf-8")
    lines = targets.worse(json.loads(BASELINE.read_text("utf-8")), figures)
    REPORT.write_text("".join(f"- {line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:] or [targets.REAL, targets.MIDDLE, targets.LARGE])
