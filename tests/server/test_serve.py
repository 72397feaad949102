"""`mkdocs serve` while people edit: it follows every file and survives every mistake."""

import re
import socket
import subprocess
import sys
import time
from contextlib import suppress
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from lxml import html

from tests.support import builds

PATIENCE = 30
SCRIPTS = "paperlist/site/explorer/scripts"
BANNER = "//*[@role='alert']"

# Of each kind of file: a text, what it becomes, and the page that shows it.
EDITS = {
    "paperlist/site/templates/paper.html": ("</aside>", "<p>Fresh</p></aside>", "papers/rye/"),
    "paperlist/site/templates/home.html": ("</div>", "<p>Fresh</p></div>", ""),
    f"{SCRIPTS}/text.js": ("function fold(", "function Fresh(", "assets/explorer.js"),
    "paperlist/publishing/words.yaml": ("en: Report a mistake", "en: Fresh", "papers/rye/"),
    "paperlist/exports/bibtex.py": ('return f"@{kind}', 'return f"Fresh @{kind}', "papers/rye/"),
    "paperlist/site/templates/trends.html": ('pl-lead">', 'pl-lead">Fresh ', "trends/"),
    "paperlist/site/templates/files.html": ("</table>", "</table><p>Fresh</p>", "data/"),
    "paperlist/exports/llms.py": ("## Topics", "## Fresh", "llms.txt"),
    "docs/en/about.md": ("# About", "# Fresh", "about/"),
    "docs/zh/about.md": ("# 关于", "# Fresh", "zh/about/"),
    "docs/en/index.md": ("<!-- papers -->", "Fresh\n\n<!-- papers -->", ""),
    "overrides/main.html": ("{{ super() }}\n{% endblock", "Fresh{{ super() }}\n{% endblock", ""),
    "overrides/404.html": ("<h1>", "<h1>Fresh ", "404.html"),
    "mkdocs.yml": ("site_name: LLM", "site_name: Fresh", ""),
    "mkdocs.zh.yml": ("site_name: LLM", "site_name: Fresh", "zh/"),
}


PART = "data/papers/2024.yaml"
# Where a person edits; the rest of a project stays as it is.
EDITED = ("data", "docs", "hooks", "overrides", "paperlist", "mkdocs.yml", "mkdocs.zh.yml")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class Server:
    """`mkdocs serve` of a project, and what it shows."""

    def __init__(self, project, *options, url=None):
        self.project = project
        self.url = url or f"http://127.0.0.1:{free_port()}/"
        self.output = project / "serve.log"
        self.start = 0
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "mkdocs",
                    "serve",
                    "-a",
                    urlsplit(self.url).netloc,
                    *options,
                ],
                cwd=project,
                env=builds.environment(project, SITE_URL=self.url),
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE)

    def log(self):
        """What it printed in this test."""
        return self.output.read_bytes()[self.start :].decode()

    def edit(self, name, old, new):
        builds.edit(self.project / name, old, new)

    def shows(self, address, condition):
        """The page, as soon as the XPath condition holds for it."""
        for _ in self.attempts(f"/{address} with {condition}"):
            with suppress(OSError), urlopen(self.url + address, timeout=5) as answer:
                page = html.document_fromstring(answer.read())
                if page.xpath(condition):
                    return page
        return None

    def says(self, words):
        for _ in self.attempts(words):
            if words in self.log():
                break

    def attempts(self, wanted):
        """Time and again, until the patience ends; the server has to live all the while."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log()
            yield
            time.sleep(0.05)
        pytest.fail(f"never came: {wanted}; the log:\n{self.log()}")

    def page(self, address=""):
        return self.shows(address, "true()")


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One server for the tests that leave the project as they found it."""
    folder = builds.copy_project(tmp_path_factory.mktemp("server") / "project")
    builds.write_list(folder)
    server = Server(folder)
    server.page()
    yield server
    server.stop()


@pytest.fixture
def server(running):
    """A server whose edits are taken back after the test; the next one waits until that shows."""
    before = files_of(running.project)
    running.start = running.output.stat().st_size
    yield running
    restore(running.project, before)
    end = f"What makes it rise after {running.start}."  # of the data, which is read at once
    topics = builds.TOPICS.replace("What makes it rise.", end)
    (running.project / "data/topics.yaml").write_text(topics, "utf-8")
    running.shows("topics/yeast/", f"//p[.='{end}']")


def files_of(project):
    """The text of every file that a person edits."""
    folders = [path for name in EDITED for path in ((project / name), *(project / name).rglob("*"))]
    files = (path for path in folders if path.is_file() and "__pycache__" not in path.parts)
    return {path: path.read_bytes() for path in files}


def restore(project, before):
    now = files_of(project)
    for path in now.keys() - before.keys():
        path.unlink()
    for path, content in before.items():
        if now.get(path) != content:
            path.write_bytes(content)


def banner(page):
    (found,) = page.xpath(BANNER)
    return builds.text(found)


def test_an_edited_title_shows(server):
    assert server.page("papers/rye/").xpath("//h1[contains(., 'Rye at High')]")
    server.edit("data/papers.yaml", "Rye at High", "Rye at Very High")
    server.shows("papers/rye/", "//h1[contains(., 'Rye at Very High Temperature')]")
    server.shows("", "//table//a[contains(., 'Rye at Very High Temperature')]")


def test_a_new_paper_and_a_new_topic_get_pages(server):
    topics = builds.TOPICS.replace("id: yeast", "id: salt").replace("Yeast", "Salt")
    (server.project / "data/topics.yaml").write_text(builds.TOPICS + "\n" + topics, "utf-8")
    server.edit("data/topics.yaml", topics, topics.partition("\n\n")[2])
    entry = '\n- {id: salt, title: Salt, date: 2024-01, arxiv: "2401.00001", topics: [salt]'
    with (server.project / "data/papers.yaml").open("a", encoding="utf-8") as papers:
        papers.write(f"{entry}, added: 2024-05-01}}\n")
    server.shows("papers/salt/", "//h1[.='Salt']")
    page = server.shows("topics/salt/", "//tr[@id='p-salt']")
    assert builds.row_ids(page) == ["salt"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('Wild Yeast"', "Wild Yeast", "data/papers.yaml:3:10: error: "),
        ("[bread, yeast]", "[bread, yaest]", "data/papers.yaml:8:19: error: topic 'yaest' is not"),
        ("date: 2023-11-05", "dat: 2023-11-05", "data/papers.yaml:13:3: error: unknown key 'dat'"),
    ],
    ids=["unclosed quote", "unknown topic", "unknown key"],
)
def test_broken_data_is_told_above_the_last_good_list(server, old, new, told):
    server.edit("data/papers.yaml", old, new)
    page = server.shows("", BANNER)
    assert told in banner(page)
    assert "ERROR   -  " + told in server.log()
    assert builds.row_ids(page) == ["sourdough", "rye"]
    assert told in banner(server.page("papers/sourdough/"))
    assert told in banner(server.page("about/"))
    server.edit("data/papers.yaml", new, old)
    page = server.shows("", f"not({BANNER})")
    assert builds.row_ids(page) == ["sourdough", "rye"]
    assert "Traceback" not in server.log()


def test_chinese_pages_follow_the_data_and_tell_its_mistakes_in_chinese(server):
    assert server.page("zh/").get("lang") == "zh"
    server.edit("data/papers.yaml", "Rye at High", "Rye at Very High")
    server.shows("zh/papers/rye/", "//h1[contains(., 'Rye at Very High Temperature')]")
    server.edit("data/topics.yaml", "name_zh: 面包", "name_zh: 大面包")
    server.shows("zh/topics/bread/", "//h1[.='大面包']")
    server.edit("data/papers.yaml", "[bread, yeast]", "[bred]")
    page = server.shows("zh/", BANNER)
    assert banner(page).startswith("数据中有 1 个错误，页面显示的是上一个无误的版本。")
    assert "data/papers.yaml:8:12: error: topic 'bred' is not in" in banner(page)
    assert builds.row_ids(page) == ["sourdough", "rye"]
    assert "个错误，" in banner(server.page("zh/about/"))
    server.edit("data/papers.yaml", "[bred]", "[bread]")
    assert builds.row_ids(server.shows("zh/", f"not({BANNER})")) == ["sourdough", "rye"]
    assert "Traceback" not in server.log()


def test_a_server_has_no_policy_since_it_adds_a_script_of_its_own(server):
    for address in ("", "zh/", "papers/rye/", "zh/topics/bread/", "404.html", "zh/404.html"):
        page = server.page(address)
        assert page.xpath("//meta[@http-equiv]") == [], address


def test_every_mistake_is_in_the_banner(server):
    server.edit("data/topics.yaml", "description: Loaves of every kind.", "describe: Loaves.")
    server.edit("data/papers.yaml", "https://bakery.example", "ftp://bakery.example")
    said = banner(server.shows("", f"{BANNER}[contains(., '3 errors')]"))
    assert "data/papers.yaml:14:8: error: url 'ftp://bakery.example/rye.html' is not" in said
    assert "data/topics.yaml:4:3: error: unknown key 'describe'" in said
    assert "data/topics.yaml:1:3: error: entry 'bread' has no 'description'" in said


def test_a_missing_file_is_told_and_may_come_back(server):
    papers = server.project / "data/papers.yaml"
    papers.rename(server.project / "data/papers.txt")
    said = banner(server.shows("", BANNER))
    assert "data/papers.yaml:1:1: error: file is missing" in said
    papers.write_text(builds.PAPERS, "utf-8")
    server.shows("", f"not({BANNER})")


def test_a_banner_shows_hostile_data_as_text(server):
    server.edit("data/papers.yaml", "[bread, yeast]", '["<b>x</b>"]')
    page = server.shows("", BANNER)
    assert "'<b>x</b>'" in banner(page)
    assert page.xpath(f"{BANNER}//b[.='x']") == []


def test_a_warning_needs_no_banner(server):
    server.edit("data/papers.yaml", "Rye at High", "Rye  at High")
    server.shows("", "//table//a[contains(., 'Rye  at High')]")
    assert "data/papers.yaml:12:10: warning: title 'Rye  at High Temperature'" in server.log()
    assert server.page().xpath(BANNER) == []


@pytest.fixture(scope="module")
def patient(tmp_path_factory):
    """One server for many edits, each of which it has to show among those before.

    The name of the configuration is given to it, and its list is in parts.
    """
    folder = builds.copy_project(tmp_path_factory.mktemp("patient") / "project")
    builds.write_list(folder)
    (folder / "data/papers").mkdir()
    (folder / "data/papers.yaml").rename(folder / PART)
    running = Server(folder, "-f", "mkdocs.yml")
    running.page()
    yield running
    running.stop()


def test_an_edited_part_of_the_list_shows(patient):
    patient.edit(PART, "Rye at High", "Rye at Very High")
    patient.shows("papers/rye/", "//h1[contains(., 'Rye at Very High Temperature')]")


def test_broken_data_is_told_when_the_configuration_is_named(patient):
    patient.edit(PART, "[bread, yeast]", "[bred]")
    for home in ("", "zh/"):
        said = banner(patient.shows(home, BANNER))
        assert f"{PART}:8:12: error: topic 'bred' is not in" in said
    patient.edit(PART, "[bred]", "[bread, yeast]")
    patient.shows("zh/", f"not({BANNER})")


@pytest.mark.parametrize("file", EDITS)
def test_an_edit_of_any_file_shows(patient, file):
    old, new, address = EDITS[file]
    fresh = f"Fresh{[*EDITS].index(file)}!"
    assert fresh not in builds.text(patient.page(address))
    patient.edit(file, old, new.replace("Fresh", fresh))
    patient.shows(address, f"//body[contains(., '{fresh}')]")


def test_an_edited_module_is_imported_again_each_time(server):
    for old, new in (("@{kind}", "First @{kind}"), ("First @", "Second @")):
        server.edit("paperlist/exports/bibtex.py", f'return f"{old}', f'return f"{new}')
        server.shows("papers/rye/", f"//pre[starts-with(., '{new.split()[0]}')]")


def test_a_module_with_a_syntax_error_can_be_fixed(server):
    server.edit("paperlist/site/pages.py", "MOST_WORDS = 4\n", "MOST_WORDS = ?\n")
    server.says("SyntaxError")
    server.edit("paperlist/site/pages.py", "MOST_WORDS = ?\n", "MOST_WORDS = 4\n")
    server.shows("papers/rye/", "//h1[contains(., 'Rye at High')]")


def test_broken_data_and_an_edited_module_at_once(server):
    server.edit("data/papers.yaml", "[bread, yeast]", "[bred]")
    server.shows("papers/sourdough/", BANNER)
    server.edit("paperlist/exports/bibtex.py", 'return f"@{kind}', 'return f"Fresh @{kind}')
    page = server.shows("papers/sourdough/", "//pre[starts-with(., 'Fresh')]")
    assert "topic 'bred' is not in" in banner(page)


def test_a_page_by_hand_with_a_taken_address_is_told(server):
    path = server.project / "docs/en/papers/rye.md"
    path.parent.mkdir()
    # Events come in order: once this edit shows, the new folder is watched too.
    server.edit("docs/en/about.md", "# About", "# About\n\nNew folder\n\n")
    server.shows("about/", "//p[.='New folder']")
    path.write_text("# By hand\n", "utf-8")
    page = server.shows("papers/rye/", BANNER)
    assert "docs/en/papers/rye.md:1:1: error: this file has the address" in banner(page)
    assert page.xpath("//h1[contains(., 'Rye at High')]")
    path.unlink()
    page = server.shows("papers/rye/", f"not({BANNER})")
    assert page.xpath("//h1[contains(., 'Rye at High')]")
    assert "Traceback" not in server.log()


def test_a_server_started_on_broken_data_ends_with_its_problems(project):
    builds.edit(project / "data/papers.yaml", "[bread, yeast]", "[bred]")
    builds.edit(project / "data/papers.yaml", "date: 2023-11-05", "date: soon")
    server = Server(project)
    try:
        assert server.process.wait(PATIENCE) == 1
    finally:
        server.stop()
    assert re.findall(r"ERROR +-  (data/\S+ error: .*)", server.log()) == [
        "data/papers.yaml:8:12: error: topic 'bred' is not in data/topics.yaml [unknown-topic]",
        "data/papers.yaml:13:9: error: date 'soon' is not a valid date [date]",
    ]
    assert "Traceback" not in server.log()
