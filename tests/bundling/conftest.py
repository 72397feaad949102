"""A small list whose PDFs are on a host of the loopback."""

import pytest
from click.testing import CliRunner

from paperlist.cli import main
from paperlist.sources import pacing
from tests.support import builds, hosts, pdfs
from tests.support.pdf_hosts import File

PAPERS = """\
- {id: orca, name: Orca, title: "Orca: Serving Transformers", authors: [Ada Bee], date: 2024-05,
  arxiv: "2405.00001", code: "https://github.com/a/orca", topics: [serving], recommended: 3,
  added: 2024-05-09}
- {id: awq, name: AWQ, title: 面向大模型的量化, authors: [Łukasz Ć], date: 2024-03,
  arxiv: "2403.00001", topics: [quantization, serving], recommended: 2, added: 2024-03-17}
- {id: flash, name: FlashAttention, title: "Fast & \\"Exact\\" <Attention>", date: 2023-11,
  url: "https://example.org/flash.pdf", topics: [serving], added: 2024-02-29}
"""
TOPICS = "".join(
    f"- {{id: {name}, name: {name.title()}, name_zh: {name}, description: D., "
    "description_zh: 述。}\n"
    for name in ("serving", "quantization", "nothing")
)
COLLECTION = """\
- {id: v1, title: First, title_zh: 合集, pages: 9, date: 2024-05-01, url: "https://example.org/a.zip",
  contents: [{name: Orca, papers: [orca]}, {name: Lost}]}
"""
PAGES = {
    "orca": "/arxiv.org/pdf/2405.00001",
    "awq": "/arxiv.org/pdf/2403.00001",
    "flash": "/example.org/flash.pdf",
}
OUTLINE = [("1 Start", 0, [("1.1 Deeper", 1)]), ("2 End", 2)]


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """The pauses between requests are not waited for."""
    monkeypatch.setattr(pacing, "SECONDS_BETWEEN", 0.0)
    monkeypatch.setattr(pacing, "ARXIV_SECONDS", 0.0)


@pytest.fixture
def host():
    with hosts.running() as running:
        yield running


class Listed:
    """The list, its host, and the commands that run in its folder."""

    def __init__(self, folder, host):
        self.folder, self.host = folder, host
        self.files = {
            "orca": File(pdfs.rich("Orca")),
            "awq": File(pdfs.outlined("AWQ", OUTLINE)),
            "flash": File(pdfs.plain("Flash", 1)),
        }
        for name, file in self.files.items():
            host.pages[PAGES[name]] = file

    def answer(self, name, answer):
        self.host.pages[PAGES[name]] = answer

    def run(self, *args):
        return CliRunner().invoke(main, [*map(str, args), *self.host.playing])

    def bundle(self, *args, output="out.pdf"):
        return self.run("bundle", "-o", output, *args)

    @property
    def cache(self):
        return self.folder / "cache/paperlist/pdf"


@pytest.fixture
def listed(tmp_path, host, monkeypatch):
    (tmp_path / "data").mkdir()
    builds.write_list(tmp_path, PAPERS, TOPICS, COLLECTION)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Papers\nsite_url: https://list.example/\n"
        "docs_dir: docs\nextra: {language: en}\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return Listed(tmp_path, host)
