"""`mkdocs serve` while one entry is edited: how long until its pages show that."""

import re
import socket
import statistics
import sys
import time
from contextlib import contextmanager
from urllib.request import urlopen

import yaml

from tests.bench import running
from tests.support import builds

BANNER = 'role="alert"'
PATIENCE = 600


def measure(project, edits):
    """Seconds from an edit to both pages of the paper, in every language, and to the banner of a
    mistake; the medians of so many edits."""
    file = project / "data/papers.yaml"
    whole = file.read_text("utf-8")
    key, title, date = middle_of(file)
    at = whole.index(title, whole.index(key))
    pages = [f"papers/{key}/", f"zh/papers/{key}/"]
    edited, mistakes = [], []
    with serve(project) as get:
        shown(get, pages, title.split()[0], True)
        for n in range(edits):
            text = f"{whole[:at]}{title.replace(' ', f' Edit{n}x ', 1)}{whole[at + len(title) :]}"
            edited.append(timed(file, text, lambda n=n: shown(get, pages, f"Edit{n}x", True)))
            start = text.index(date, text.index(key))
            wrong = f"{text[:start]}never{text[start + len(date) :]}"
            mistakes.append(timed(file, wrong, lambda: shown(get, pages[:1], BANNER, True)))
            replace(file, text)
            shown(get, pages, BANNER, False)
    replace(file, whole)
    return {
        "edit_s": round(statistics.median(edited), 2),
        "banner_s": round(statistics.median(mistakes), 2),
        "rss_mib": running.used(project)["rss_mib"],
    }


def middle_of(file):
    """A paper whose title is in the file as it is, and has more than one word."""
    text = file.read_text("utf-8")
    papers = yaml.load(text, yaml.CBaseLoader)
    for paper in papers[len(papers) // 2 :]:
        has_words = " " in paper["title"] and text.count(paper["title"]) == 1
        if has_words and re.search(rf'id"?: "?{re.escape(paper["id"])}"?\b', text):
            return paper["id"], paper["title"], paper["date"]
    raise AssertionError("no title is in the file as it is")


def timed(file, text, wait):
    time.sleep(1)  # the server is idle again, and the time of the file differs
    start = time.perf_counter()
    replace(file, text)
    wait()
    return time.perf_counter() - start


def replace(file, text):
    """At once, as editors save."""
    new = file.with_name(".new")
    new.write_text(text, "utf-8")
    new.replace(file)


def shown(get, pages, text, expected):
    end = time.monotonic() + PATIENCE
    while any((text in get(page)) is not expected for page in pages):
        assert time.monotonic() < end, f"{pages} never showed {text}"
        time.sleep(0.01)


@contextmanager
def serve(project):
    """A function that gets a page; it is empty while the server does not answer."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    url = f"http://{address}/"

    def get(page):
        try:
            with urlopen(url + page, timeout=60) as answer:
                return answer.read().decode()
        except OSError:
            return ""

    server = running.start(
        [sys.executable, "-m", "mkdocs", "serve", "--quiet", "-a", address],
        cwd=project,
        env=builds.environment(project, SITE_URL=url),
    )
    try:
        yield get
    finally:
        server.terminate()
        server.wait()
