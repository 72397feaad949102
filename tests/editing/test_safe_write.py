"""Files: whole or not at all, with the rights that readers need."""

import os
import stat
from pathlib import Path
from threading import Barrier, Thread

import pytest

from paperlist.editing.safe_write import locked, write_text


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def fail(*args):
    raise OSError(28, "No space left on device")


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "papers.bib"
    path.write_text("old\n", "utf-8")
    return path


@pytest.mark.parametrize("text", ["", "a\nb", "a\r\nb\r\n", "中文 é\n"])
def test_the_text_is_written_as_it_is(tmp_path, text):
    for _ in ("new", "replaced"):
        write_text(tmp_path / "a.txt", text)
        assert (tmp_path / "a.txt").read_bytes() == text.encode("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("owner", "step"), [(os, "fsync"), (Path, "chmod"), (Path, "replace")], ids=str
)
def test_a_failure_leaves_the_old_file_and_no_other(old, monkeypatch, owner, step):
    monkeypatch.setattr(owner, step, fail)
    with pytest.raises(OSError, match="No space left"):
        write_text(old, "new\n")
    assert [path.name for path in old.parent.iterdir()] == ["papers.bib"]
    assert old.read_text("utf-8") == "old\n"


def test_a_failure_makes_no_new_file(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        write_text(tmp_path / "new.bib", "new\n")
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_the_old_file_and_no_other(old, monkeypatch):
    def interrupt(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_text(old, "new\n")
    assert [path.name for path in old.parent.iterdir()] == ["papers.bib"]
    assert old.read_text("utf-8") == "old\n"


def test_text_that_is_no_utf_8_leaves_the_old_file(old):
    with pytest.raises(UnicodeEncodeError):
        write_text(old, "half \ud800")
    assert [path.name for path in old.parent.iterdir()] == ["papers.bib"]
    assert old.read_text("utf-8") == "old\n"


@pytest.mark.parametrize("rights", [0o600, 0o644, 0o664, 0o755])
def test_an_old_file_keeps_its_mode(old, rights):
    old.chmod(rights)
    write_text(old, "new\n")
    assert (mode(old), old.read_text("utf-8")) == (rights, "new\n")


def test_everybody_may_read_a_new_file(tmp_path):
    before = os.umask(0o077)
    try:
        write_text(tmp_path / "new.bib", "new\n")
    finally:
        os.umask(before)
    assert mode(tmp_path / "new.bib") == 0o644


def test_a_link_to_a_file_stays_a_link(old, tmp_path):
    link = tmp_path / "link.bib"
    link.symlink_to(old.name)
    write_text(link, "new\n")
    assert link.is_symlink()
    assert old.read_text("utf-8") == "new\n"


def test_a_pipe_is_written_to_and_stays(tmp_path):
    """As /dev/stdout and /dev/null are: there is no old text to keep."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_text(pipe, "new\n")
        assert os.read(reader, 100) == b"new\n"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_lock_creates_no_folder(tmp_path):
    with pytest.raises(FileNotFoundError), locked(tmp_path / "new", print):
        pass
    assert list(tmp_path.iterdir()) == []


def test_writers_at_once_leave_one_of_their_texts(old):
    texts = {name * 200_000 for name in "ab"}
    start = Barrier(3)

    def write(text):
        start.wait()
        for _ in range(20):
            write_text(old, text)

    writers = [Thread(target=write, args=[text]) for text in texts]
    for writer in writers:
        writer.start()
    start.wait()
    seen = {old.read_text("utf-8")}
    while any(writer.is_alive() for writer in writers):
        seen.add(old.read_text("utf-8"))
    for writer in writers:
        writer.join()
    assert seen <= {"old\n", *texts}
    assert old.read_text("utf-8") in texts
    assert list(old.parent.iterdir()) == [old]
