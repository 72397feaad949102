"""`paperlist remove` as a maintainer types it, and what other commands say of a removed paper."""

import subprocess

import pytest
from click.testing import CliRunner

from paperlist import load_catalogue
from paperlist.cli import main
from paperlist.editing import safe_write
from paperlist.editing.forms import CORRECT
from tests.support.catalogues import BUNDLE, ENGINES, PATH, REFUSAL, TOPICS, entry, write_parts
from tests.support.filled import body
from tests.support.hosts import atom_entry

REASON = "a talk: not about inference"
FLASH = entry(
    id="flash",
    formerly="[flash-attention]",
    name="Flash",
    title='"Flash: Attention"',
    date="2023-09",
    arxiv='"2309.00001"',
    doi="10.1145/1",
    code="https://example.org/code",
    runs_in="[{engine: vllm, state: documented, url: https://example.org/}]",
)
PAPERS = "\n".join(
    [
        "# The list.\n",
        entry(id="newest", title="Newest", date="2024-05", arxiv='"2405.00001"'),
        "# September.\n" + FLASH.replace("  arxiv", "  # inside\n  arxiv") + "  # below it\n",
        entry(id="cached", title="Keys kept", arxiv='"2307.00003"', topics="[kv-cache]"),
    ]
)
LEFT = "\n".join(
    [
        "# The list.\n",
        entry(id="newest", title="Newest", date="2024-05", arxiv='"2405.00001"'),
        "# September.\n",
        entry(id="cached", title="Keys kept", arxiv='"2307.00003"', topics="[kv-cache]"),
    ]
)
SEEN = "# Seen.\n\n" + entry(REFUSAL)
KEPT = f"""\
- id: flash
  formerly: [flash-attention]
  arxiv: "2309.00001"
  doi: 10.1145/1
  title: "Flash: Attention"
  reason: "{REASON}"
  date: 2026-11-26
"""


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")
    folder = tmp_path / "data"
    folder.mkdir()
    texts = {"papers": PAPERS, "seen": SEEN, "topics": TOPICS, "engines": ENGINES}
    for stem, text in {**texts, "collections": "[]\n"}.items():
        (folder / f"{stem}.yaml").write_bytes(text.encode())
    return folder


def texts(data):
    return {
        path.relative_to(data).as_posix(): path.read_bytes().decode()
        for path in data.rglob("*.yaml")
    }


def run(*args, code=0):
    result = CliRunner().invoke(main, [*map(str, args)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def remove(data, paper="flash", reason=REASON, code=0):
    return run("remove", paper, "--reason", reason, "--data", data, code=code)


def test_the_entry_goes_and_seen_has_the_reason(data):
    before = texts(data)
    result = remove(data)
    assert texts(data) == {**before, "papers.yaml": LEFT, "seen.yaml": f"{SEEN}\n{KEPT}"}
    first, second = result.stdout.split(f"{data}/seen.yaml:8: 'flash' recorded as removed\n")
    assert first.startswith(f"{data}/papers.yaml:11: 'flash' removed\n-- id: flash\n-  title: ")
    assert first.endswith("\n-  # below it\n")
    assert second == "".join(f"+{line}\n" for line in KEPT.splitlines())
    assert result.stderr == ""
    assert run("check", "--strict", "--data", data).stdout.endswith("no problems\n")
    unformatted = run("format", "--check", "--data", data, code=1).stdout  # of TOPICS
    assert "papers.yaml" not in unformatted
    assert "seen.yaml" not in unformatted
    removed = load_catalogue(data).catalogue.removed["flash"]
    assert removed.decision == f"removed on 2026-11-26: {REASON}"


@pytest.mark.parametrize("name", ["flash-attention", "https://papers.example/list/papers/flash/"])
def test_a_paper_by_a_former_id_or_its_page(data, name):
    remove(data, name)
    assert texts(data)["papers.yaml"] == LEFT


def test_all_papers_can_go(data):
    for paper in ("newest", "cached", "flash"):
        remove(data, paper)
    assert texts(data)["papers.yaml"] == "# The list.\n\n# September.\n[]\n"
    catalogue = load_catalogue(data).catalogue
    assert [*catalogue.removed] == ["newest", "cached", "flash"]
    assert catalogue.papers == ()


def test_the_first_removal_makes_the_file(data):
    (data / "seen.yaml").unlink()
    remove(data)
    assert texts(data)["seen.yaml"] == KEPT


def test_a_paper_without_another_link_keeps_its_code(data):
    only = entry(id="only", title="Only code", arxiv=None, code="https://example.org/it")
    (data / "papers.yaml").write_text(only, "utf-8")
    remove(data, "only")
    assert texts(data)["papers.yaml"] == "[]\n"
    assert '- id: only\n  code: https://example.org/it\n  title: Only code\n' in (
        texts(data)["seen.yaml"]
    )  # fmt: skip


def test_a_list_in_parts_loses_the_entry_of_its_part(tmp_path, data):
    first, rest = entry(id="newest", title="Newest", date="2024-05", arxiv='"2405.00001"'), FLASH
    seen = {"seen.yaml": SEEN, "engines.yaml": ENGINES}
    folder = write_parts(tmp_path / "parts", {"2023.yaml": rest, "2024.yaml": first}, **seen)
    assert remove(folder).stdout.startswith(f"{folder}/papers/2023.yaml:1: 'flash' removed\n")
    assert texts(folder)["papers/2023.yaml"] == "[]\n"
    assert texts(folder)["papers/2024.yaml"] == first


def test_line_ends_stay_as_they_are(data):
    (data / "papers.yaml").write_bytes(PAPERS.replace("\n", "\r\n").encode())
    remove(data)
    assert texts(data)["papers.yaml"] == LEFT.replace("\n", "\r\n")


def test_a_paper_of_a_path_is_not_removed(data):
    step = "[{paper: flash, why: It is fast., why_zh: 快。}]"
    (data / "paths.yaml").write_text(entry(PATH, items=step), "utf-8")
    before = texts(data)
    result = remove(data, code=1)
    assert "without 'flash' the data would be invalid; nothing was removed" in result.output
    assert "it was removed from the list; remove it here too" in result.output
    assert texts(data) == before


def test_collections_and_notes_that_name_it_are_told(data):
    bundle = entry(BUNDLE, contents="[{name: A, papers: [flash, cached]}]")
    (data / "collections.yaml").write_text(bundle, "utf-8")
    noted = entry(id="later", title="Later", arxiv='"2307.00004"', note="Superseded by Flash.")
    other = entry(id="last", title="Last", arxiv='"2307.00005"', note="Not FlashAttention.")
    (data / "papers.yaml").write_text(f"{PAPERS}\n{noted}\n{other}", "utf-8")
    assert remove(data).stderr == (
        "collection 'v0.1' contains it, and links to its page\n"
        "papers.yaml:19: the note of 'later' names it\n"
    )
    assert texts(data)["collections.yaml"] == bundle
    run("check", "--strict", "--data", data)


# What is refused


@pytest.mark.parametrize(
    ("paper", "message"),
    [
        ("flsh", "no paper 'flsh' in the list; did you mean 'flash'?"),
        ("gone", "'gone' was removed on 2026-11-26: off topic"),
    ],
)
def test_an_id_that_is_not_listed(data, paper, message):
    seen = entry(REFUSAL, reason="off topic", date="2026-11-26")
    (data / "seen.yaml").write_text(seen.replace("- arxiv", "- id: gone\n  arxiv"), "utf-8")
    before = texts(data)
    assert remove(data, paper, code=1).stderr == f"error: {message}\n"
    assert texts(data) == before


@pytest.mark.parametrize(
    ("reason", "message"),
    [("", "'' is empty"), (" ", "' ' is empty"), ("a\nb", "contains a line break")],
)
def test_a_reason_is_one_line_of_text(data, reason, message):
    before = texts(data)
    assert message in remove(data, reason=reason, code=2).stderr
    assert "Missing option '--reason'" in run("remove", "flash", "--data", data, code=2).stderr
    assert texts(data) == before


def test_data_with_an_error_stays_as_it_is(data):
    (data / "topics.yaml").write_text("[]\n", "utf-8")
    before = texts(data)
    assert "topic 'attention' is not in" in remove(data, code=1).stderr
    assert texts(data) == before


def test_an_entry_that_shares_its_line_is_not_cut(data):
    flow = "[{id: a, title: Aa, date: 2023-07, url: https://example.org/a, topics: [attention], "
    flow += "added: 2023-08-01}, {id: b, title: Bb, date: 2023-07, url: https://example.org/b, "
    (data / "papers.yaml").write_text(f"{flow}topics: [attention], added: 2023-08-01}}]\n", "utf-8")
    before = texts(data)
    message = "the entry shares its lines with others; run `paperlist format` first"
    assert message in remove(data, "a", code=1).stderr
    assert texts(data) == before


@pytest.mark.parametrize("has_seen", [True, False])
def test_both_files_change_or_neither(data, monkeypatch, has_seen):
    if not has_seen:
        (data / "seen.yaml").unlink()
    before, write = texts(data), safe_write.write_text

    def full(path, text):
        if path.name == "papers.yaml":
            raise OSError(28, "No space left on device")
        write(path, text)

    monkeypatch.setattr(safe_write, "write_text", full)
    result = remove(data, code=1)
    assert result.stderr == f"error: cannot change {data}: No space left on device\n"
    assert texts(data) == before


# Afterwards


def test_the_way_back_is_git(data):
    """A revert of the removal lists the paper again, with its id."""

    def git(*args):
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *identity, *args], cwd=data.parent, check=True, capture_output=True)

    git("init", "-q")
    git("add", "data")
    git("commit", "-q", "-m", "Before")
    before = texts(data)
    remove(data)
    git("commit", "-q", "-a", "-m", "Remove")
    git("revert", "--no-edit", "HEAD")
    assert texts(data) == before
    run("check", "--strict", "--data", data)


def add(data, host, *args, code=0):
    more = ["--topic", "attention", "--data", data, *host.options]
    return run("add", *args, *more, code=code)


@pytest.mark.parametrize("text", ["2309.00001", "10.1145/1"])
def test_add_says_that_a_paper_was_removed_and_asks_no_host(data, host, text):
    remove(data)
    before = texts(data)
    assert add(data, host, text, code=1).stderr == (
        f"error: 'Flash: Attention' was removed on 2026-11-26: {REASON}; "
        "to add it, delete its entry in seen.yaml\n"
    )
    assert (texts(data), host.asked) == (before, [])


def test_add_says_that_a_paper_was_refused(data, host):
    stderr = add(data, host, "2401.00001", code=1).stderr
    assert stderr.startswith("error: 'A refused paper' was refused on 2026-08-22: not about inf")


def test_add_knows_a_removed_paper_by_its_title(data, host):
    remove(data)
    host.papers["2309.06180"] = atom_entry("2309.06180", "FLASH: Attention")
    assert "'Flash: Attention' was removed on" in add(data, host, "2309.06180", code=1).stderr


@pytest.mark.parametrize("name", ["Flash", "Flash Attention"])
def test_a_new_paper_gets_another_id(data, host, name):
    remove(data)
    add(data, host, "2309.06180", "--name", name)
    made = load_catalogue(data).catalogue.papers[1]
    assert (made.name, made.id) == (name, f"{name.lower().replace(' ', '-')}-2023")


def test_import_leaves_out_what_was_removed_or_refused(data, tmp_path):
    remove(data)
    items = [
        "@article{flash, title={Flash: Attention}, eprint={2309.00001}, year={2023}}",
        "@article{seen, title={Another title}, eprint={2401.00001}, year={2024}}",
        "@article{flash-attention, title={Not seen}, eprint={2309.06180}, year={2023}}",
    ]
    (tmp_path / "list.bib").write_text("\n\n".join(items), "utf-8")
    told = run("import", tmp_path / "list.bib", "--into", data).stdout
    assert f"'Flash: Attention' was removed on 2026-11-26: {REASON}" in told
    assert "'A refused paper' was refused on 2026-08-22: not about inference" in told
    papers = load_catalogue(data).catalogue.papers
    assert [paper.id for paper in papers if paper.title == "Not seen"] == ["not-seen"]
    assert len(papers) == 3


def test_a_correction_of_a_removed_paper_says_so(data, tmp_path, host):
    remove(data)
    values = {"paper": "flash-attention", "key": "venue", "value": "ICLR 2024"}
    (tmp_path / "form.md").write_text(body(CORRECT, **values, proof="https://a.example"), "utf-8")
    stderr = run("accept", tmp_path / "form.md", "--data", data, *host.options, code=1).stderr
    assert stderr == f"error: 'flash-attention' was removed on 2026-11-26: {REASON}\n"
