"""What the tests of the site share: copies of the project, commands, a server, parsed pages."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urljoin, urlsplit

import yaml
from lxml import html

from paperlist import load_catalogue
from paperlist.site.editions import load_editions
from paperlist.site.files import file_makers
from paperlist.site.rendering import Renderer

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests/sample"
PREFIX = "/list/"
MADE = (
    *(".git", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv"),
    *("build", "paperlist.egg-info", "site"),
)

# A whole list of another subject: small, so that a server rebuilds it at once.
PAPERS = """\
- id: sourdough
  name: Sourdough
  title: "Sourdough: Slow Bread from Wild Yeast"
  authors: [Ada Miller, Bo Baker]
  date: 2024-03
  arxiv: "2403.01234"
  code: https://github.com/bakery/sourdough
  topics: [bread, yeast]
  added: 2024-04-01

- id: rye
  title: Rye at High Temperature
  date: 2023-11-05
  url: https://bakery.example/rye.html
  topics: [bread]
  added: 2024-04-02
"""
TOPICS = """\
- id: bread
  name: Bread
  name_zh: 面包
  description: Loaves of every kind.
  description_zh: 各种面包。

- id: yeast
  name: Yeast
  name_zh: 酵母
  description: What makes it rise.
  description_zh: 发酵之物。
"""
COLLECTIONS = """\
- id: v1.0
  title: The first basket
  title_zh: 第一篮
  pages: 12
  date: 2024-05-01
  url: https://bakery.example/basket.zip
  contents:
    - name: Sourdough
      papers: [sourdough]
    - name: Pretzel
"""


def load(name, root=SAMPLE):
    """The records of a data file, every value as text: read without the code under test."""
    texts = (path.read_text("utf-8") for path in data_files(name, root))
    return [record for text in texts for record in yaml.load(text, yaml.CBaseLoader)]


def data_files(name, root=SAMPLE):
    """One file, or the parts of the list in their order."""
    folder = root / "data" / name.removesuffix(".yaml")
    return sorted(folder.glob("*.yaml"))[::-1] if folder.is_dir() else [root / "data" / name]


def newest_first(papers):
    return sorted(papers, key=lambda paper: paper["date"][:7], reverse=True)


def contents(folder):
    """The bytes of every file, by its place in the folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def copy_whole(folder, leave_out=()):
    """This project as it is, without what commands have made."""

    def left_out(path, names):
        top = {*MADE, *leave_out} if Path(path) == ROOT else set()
        return {"__pycache__", *top} & {*names}

    return shutil.copytree(ROOT, folder, ignore=left_out)


def copy_project(folder):
    """The code and the configuration of this project with the data and the texts of the sample.

    So the tests do not depend on the papers, the texts and the languages of the project.
    """
    copy_whole(folder, leave_out=("data", "docs", "mkdocs.yml", "mkdocs.zh.yml", "tests"))
    shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
    for schema in (ROOT / "data").glob("*.schema.json"):
        shutil.copy(schema, folder / "data")
    below = _without_translations((ROOT / "mkdocs.yml").read_text("utf-8"))
    (folder / "project.yml").write_text(below, "utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(f"INHERIT: project.yml\n{config.read_text('utf-8')}", "utf-8")
    return folder


def _without_translations(config):
    """MkDocs joins the mappings of two files: a language could not be left out."""
    node = yaml.compose(config)
    for key, value in node.value:
        if key.value == "extra":
            value.value = [pair for pair in value.value if pair[0].value != "translations"]
    return yaml.serialize(node, allow_unicode=True)


def files_without_mkdocs(root, url):
    """Everything that is no page in the site of a list, in all languages: its place and text."""
    return {path: make() for path, make in makers_without_mkdocs(root, url).items()}


def makers_without_mkdocs(root, url):
    """What makes each of these files: most of the time goes into their texts."""
    catalogue, main, made = load_catalogue(root / "data").catalogue, url.rstrip("/"), {}
    for edition in load_editions(root / "mkdocs.yml"):
        site = replace(edition.site, url=main, from_files=False)
        folder = f"{edition.language}/" if edition.is_translation else ""
        if folder:
            site = replace(site, url=f"{main}/{edition.language}", main_url=main)
        makers = file_makers(Renderer(catalogue, site))
        made |= {f"{folder}{path}": make for path, make in makers.items()}
    return made


def files_of(renderer):
    """The text of every file of a site that is no page, by its place."""
    return {path: make() for path, make in file_makers(renderer).items()}


def write_files(folder, url):
    """The site of the sample without its pages."""
    for uri, made in files_without_mkdocs(SAMPLE, url).items():
        path = folder / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, "utf-8")
    return Site(folder, url)


def write_list(project, papers=PAPERS, topics=TOPICS, collections=COLLECTIONS):
    for name, text in (("papers", papers), ("topics", topics), ("collections", collections)):
        (project / "data" / f"{name}.yaml").write_text(text, "utf-8")
    for name in (
        "groups.yaml",
        "engines.yaml",
        "facts.json",
        "paths.yaml",
        "seen.yaml",
    ):  # those of the list that was there
        (project / "data" / name).unlink(missing_ok=True)


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def environment(project, **more):
    """With the project's own package before an installed one."""
    unset = {"SITE_URL", "REPO_URL", "PYTHONDONTWRITEBYTECODE"}
    kept = {key: value for key, value in os.environ.items() if key not in unset}
    ours = {
        "PYTHONPATH": str(project),
        "SOURCE_DATE_EPOCH": "1795651200",  # 2026-11-26
        "NO_MKDOCS_2_WARNING": "1",
    }
    return kept | ours | more


def build(project, site, *options, timeout=120, **more):
    """`mkdocs build` as a user runs it; both streams together in `stdout`."""
    command = [sys.executable, "-m", "mkdocs", "build", "-d", site, *options]
    return subprocess.run(
        command,
        cwd=project,
        env=environment(project, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )


@contextmanager
def built(project, folder, **more):
    """The site of a project, which a strict build accepts, at an address that answers."""
    folder.mkdir(exist_ok=True)
    with serve(folder) as url:
        run = build(project, folder, "--strict", SITE_URL=url, **more)
        assert run.returncode == 0, run.stdout
        yield Site(folder, url, run.stdout)


def serve(folder, port=0):
    """The address of a server of these files, below a path as on GitHub Pages."""
    return _serve(partial(_Handler, directory=folder), port)


@contextmanager
def serve_zipped(folder):
    """The address of such a server that sends files with gzip, and the size of each as sent."""
    sent = []
    with _serve(partial(_Zipped, directory=folder, sent=sent)) as url:
        yield url, sent


@contextmanager
def _serve(handler, port=0):
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
        finally:
            server.shutdown()
            thread.join()


class _Handler(SimpleHTTPRequestHandler):
    """Like GitHub Pages: nothing outside the path, and the site's own page for what is missing."""

    def translate_path(self, path):
        inside = path.startswith(PREFIX)
        return super().translate_path(f"/{path.removeprefix(PREFIX)}" if inside else "/outside")

    def send_error(self, code, message=None, explain=None):
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Quiet."""


class _Zipped(_Handler):
    def __init__(self, *args, sent, **settings):
        self.sent = sent
        super().__init__(*args, **settings)

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.sent.append((self.path, 0))
            self.send_error(404)
            return
        body = gzip.compress(file.read_bytes())
        self.sent.append((self.path, len(body)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages does
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@dataclass(frozen=True)
class Site:
    """A built site: `pages` holds the parsed pages by address, '' for the front page.

    `leave_out` is a folder whose pages are not looked at: the other language.
    """

    folder: Path
    url: str
    log: str = ""
    leave_out: str = "-"

    @cached_property
    def pages(self):
        return {
            path.relative_to(self.folder).as_posix().removesuffix("index.html"): parse(path)
            for path in sorted(self.folder.rglob("*.html"))
            if not path.is_relative_to(self.folder / self.leave_out)
        }

    @cached_property
    def anchors(self):
        return {address: set(page.xpath("//@id")) for address, page in self.pages.items()}

    def inside(self, address, link):
        """The address and the fragment that a link of this page leads to; None for other sites."""
        target = urlsplit(urljoin(self.url + address, link))
        base = urlsplit(self.url)
        if (target.scheme, target.netloc) != (base.scheme, base.netloc):
            return None
        return unquote(target.path).removeprefix(base.path), unquote(target.fragment)

    def lands(self, address, link):
        """Whether the link leads to another site, or to a page or a file and a place in it."""
        found = self.inside(address, link)
        if found is None:
            return True
        path, fragment = found
        if path in self.pages:
            return fragment in {"", *self.anchors[path]}
        return not fragment and not path.startswith("/") and (self.folder / path).is_file()

    def broken_links(self):
        return [
            (address, link)
            for address, page in self.pages.items()
            for link in page.xpath("//@href | //@src")
            if not self.lands(address, link)
        ]


def parse(path):
    return html.document_fromstring(path.read_bytes())


def one(element, name):
    """The only element of this class."""
    (found,) = element.find_class(name)
    return found


def descriptions(page):
    """Scripts that no browser runs: JSON for search engines, in which nothing ends the element."""
    found = page.xpath("//head/script[@type='application/ld+json']")
    for script in found:
        assert json.loads(script.text)
        assert not set("<>&") & set(script.text)
    return found


def carried(page):
    """The download links of citation boxes that hold their file themselves; no other link may."""
    return page.xpath("//figure[@class='pl-cite']//a[@download and starts-with(@href, 'data:')]")


def text(element):
    return " ".join(element.text_content().split())


def rows(page):
    """The papers of the page's first table, one row each."""
    table = page.xpath("//table")[0]
    return table.xpath("./tbody/tr[not(contains(@class, 'pl-year'))]")


def row_ids(page):
    return [row.get("id").removeprefix("p-") for row in rows(page)]
