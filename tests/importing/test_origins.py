"""Where a list comes from: a file, standard input, or an https address."""

import json

import pytest
from click.testing import CliRunner

from paperlist.cli import main
from tests.support import hosts
from tests.support.catalogues import write_data

BIB = "@misc{amber, title={Amber}, year=2024, month=may, url={https://example.org/a}}\n"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")


def run(*arguments, text=None):
    return CliRunner().invoke(main, ["import", *arguments], input=text, catch_exceptions=False)


def test_standard_input():
    result = run("-", text=BIB)
    assert (result.exit_code, "- id: amber\n" in result.stdout) == (0, True)
    assert result.stderr.startswith("-: read as BibTeX\n-:1: imported as 'amber'\n")


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("github.com/o/n/blob/main/a/refs.bib?plain=1#L3", "github.com/o/n/raw/main/a/refs.bib"),
        ("gitlab.com/o/g/n/-/blob/v1/refs.bib", "gitlab.com/o/g/n/-/raw/v1/refs.bib"),
        ("example.org/o/n/blob/refs.bib", "example.org/o/n/blob/refs.bib"),
    ],
)
def test_an_address_and_the_page_of_a_file_in_a_repository(page, file):
    with hosts.running() as host:
        host.pages = {f"/{file}": hosts.text(BIB)}
        result = run(f"https://{page}", "--hosts", host.address)
    assert (result.exit_code, "- id: amber\n" in result.stdout) == (0, True), result.output
    assert result.stderr.startswith(f"https://{page}: read as BibTeX\n")


@pytest.mark.parametrize(
    ("origin", "message"),
    [
        ("http://example.org/a.bib", "is not an https:// link"),
        ("ftp://example.org/a.bib", "is not an https:// link"),
        ("https://user@example.org/a.bib", "has a user name"),
        ("https://127.0.0.1/a.bib", "127.0.0.1"),
        ("missing.bib", "cannot read missing.bib: No such file or directory"),
    ],
)
def test_what_cannot_be_read_is_one_line(origin, message):
    result = run(origin)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_report_as_json(tmp_path):
    write_data(tmp_path)
    text = f"{BIB}@misc{{b, title={{Basalt}}}}\n"
    report = json.loads(run("-", "--into", str(tmp_path), "--json", text=text).stdout)
    assert report["format"] == "BibTeX"
    assert report["items"][1] == {
        "line": 2,
        "outcome": "refused",
        "message": "no link to a paper or to code",
        "id": None,
        "to_check": [],
    }
    assert report["totals"] == {"items": 2, "imported": 1, "merged": 0, "known": 0, "refused": 1}
