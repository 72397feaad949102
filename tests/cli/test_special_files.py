"""Pipes, devices, links and folders where a command reads or writes a file: one line, at once."""

import os
import signal
import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner

from paperlist.cli import main
from paperlist.editing import safe_write
from paperlist.editing.forms import ADD
from tests.support.catalogues import entry, write_data
from tests.support.filled import body

LOCAL = "is a link that leaves the repository"
ITSELF = "put what it leads to in its place"


def listen(path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(path))


def loop(path):
    path.symlink_to(path.name)


def link(target):
    return lambda path: path.symlink_to(target)


DATA = {
    "a pipe": (os.mkfifo, "is a pipe, not a file"),
    "a socket": (listen, "is a socket, not a file"),
    "a device": (link("/dev/zero"), LOCAL),
    "a folder": (os.mkdir, "is a folder, not a file"),
    "a link to itself": (loop, "file cannot be read: Too many levels of symbolic links"),
    "a link out": (link("/etc/hostname"), LOCAL),
    "a link out and up": (link("../outside.yaml"), LOCAL),
    "a link to memory": (link("/proc/self/environ"), LOCAL),
    "a link to git": (link(".git/config"), LOCAL),
}


@pytest.fixture(autouse=True)
def soon():
    """Reading a pipe without a writer would never end."""

    def stop(*args):
        raise TimeoutError("the command waits for something")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(60)
    yield
    signal.alarm(0)


@pytest.fixture
def data(tmp_path, monkeypatch):
    (tmp_path / "outside.yaml").write_text("[]\n", "utf-8")
    folder = write_data(tmp_path / "data", entry())
    monkeypatch.chdir(folder)
    return folder


def run(*arguments, **more):
    return CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False, **more)


@pytest.mark.parametrize("kind", DATA)
@pytest.mark.parametrize("name", ["papers.yaml", "topics.yaml", "seen.yaml", "facts.json"])
def test_a_data_file(data, name, kind):
    make, message = DATA[kind]
    (data / name).unlink(missing_ok=True)
    make(data / name)
    done = run("check", "--data", data)
    assert done.exit_code == 1
    assert f"{data}/{name}:1:1: error: {message} [file-" in done.stdout


@pytest.mark.parametrize("kind", DATA)
def test_a_part_of_the_list(data, kind):
    make, message = DATA[kind]
    (data / "papers.yaml").unlink()
    (data / "papers").mkdir()
    make(data / "papers" / "2024.yaml")
    done = run("check", "--data", data)
    assert f"{data}/papers/2024.yaml:1:1: error: {message} [file-" in done.stdout


def test_a_folder_of_parts_elsewhere(data):
    (data / "papers.yaml").unlink()
    (data / "papers").symlink_to("/etc")
    done = run("check", "--data", data)
    assert done.stdout.startswith(
        f"{data}/papers:1:1: error: {LOCAL} [file-type]\n  hint: {ITSELF}\n"
    )


@pytest.mark.parametrize(
    "command",
    [
        *("check", "export bibtex", "format", "format --check", "refresh arxiv", "write out"),
        *("add 2401.00001 --topic attention", "diff {data}", "diff old.yaml {data}/papers.yaml"),
    ],
)
@pytest.mark.parametrize("kind", ["a pipe", "a device", "a link to itself"])
def test_every_command_that_reads_the_data(data, command, kind):
    make, message = DATA[kind]
    (data / "papers.yaml").unlink()
    make(data / "papers.yaml")
    (data / "old.yaml").write_text("[]\n", "utf-8")
    done = run(*command.format(data=data).split(), "--data", data)
    assert done.exit_code == 1
    assert f"{data}/papers.yaml:1:1: error: {message} [file-" in done.output


# Links that are fine


def test_a_link_to_a_file_of_the_data(data):
    (data / "topics.yaml").rename(data / "subjects.yaml")
    (data / "topics.yaml").symlink_to("subjects.yaml")
    assert run("check", "--data", data).exit_code == 0


@pytest.mark.parametrize("marker", [".git", "mkdocs.yml"])
def test_a_link_to_a_file_of_the_repository(data, marker):
    (data / "topics.yaml").rename(data.parent / "subjects.yaml")
    (data / "topics.yaml").symlink_to("../subjects.yaml")
    assert run("check", "--data", data).exit_code == 1
    (data.parent / marker).mkdir()
    assert run("check", "--data", data).exit_code == 0


def test_a_data_folder_that_is_a_link_inside_the_repository(data):
    (data.parent / ".git").mkdir()
    (data.parent / "list").symlink_to("data")
    assert run("check", "--data", data.parent / "list").exit_code == 0


def test_a_data_folder_that_is_a_link_out_of_the_repository(data):
    repository = data.parent / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "data").symlink_to(data)
    done = run("check", "--data", repository / "data")
    assert done.exit_code == 1
    files = (
        *("papers", "topics", "groups", "collections", "paths", "engines", "watch", "seen"),
        *("facts", "abstracts"),
    )
    assert done.stdout.count(f"{LOCAL} [file-type]") == len(files)


def test_a_data_folder_that_is_a_link_and_in_no_repository(data):
    (data.parent / "list").symlink_to(data)
    assert run("check", "--data", data.parent / "list").exit_code == 0


# Other files that are read


READ = {
    "a pipe": (os.mkfifo, "is a pipe, not a file; put a file in its place"),
    "a socket": (listen, "is a socket, not a file; put a file in its place"),
    "a device": (link("/dev/zero"), "is a device, not a file; put a file in its place"),
    "a folder": (os.mkdir, "Is a directory"),
    "a link to itself": (loop, "Too many levels of symbolic links"),
    "nothing": (lambda path: None, "No such file or directory"),
}


@pytest.mark.parametrize("kind", READ)
def test_a_list_to_import(data, kind):
    make, message = READ[kind]
    make(data / "list.md")
    done = run("import", "list.md")
    assert (done.exit_code, done.stderr) == (1, f"error: cannot read list.md: {message}\n")


@pytest.mark.parametrize("kind", READ)
def test_a_form(data, kind):
    make, message = READ[kind]
    make(data / "form.md")
    done = run("accept", "form.md", "--data", data)
    assert (done.exit_code, done.stderr) == (1, f"error: cannot read form.md: {message}\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("source", ["form.md", "-"])
def test_a_form_from_a_file_or_standard_input(data, host, source, end):
    form = body(ADD, paper="2309.06180", topics="attention").replace("\n", end)
    (data / "form.md").write_bytes(form.encode())
    done = run("accept", source, "--data", data, *host.options, input=form.encode())
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("source", ["file", "input"])
def test_a_form_is_not_read_without_end(data, source):
    text = "a" * 3_000_000
    (data / "form.md").write_text(text)
    name = "form.md" if source == "file" else "-"
    done = run("accept", name, "--data", data, input=text)
    assert done.exit_code == 1
    assert "is larger than 1 MB" in done.stderr or "is longer than" in done.stderr


@pytest.mark.parametrize("kind", ["a pipe", "a socket", "a device", "a folder", "a link to itself"])
@pytest.mark.parametrize("name", ["mkdocs.yml", "base.yml"])
def test_a_configuration(data, kind, name):
    make, message = READ[kind]
    (data / "mkdocs.yml").write_text("INHERIT: base.yml\n", "utf-8")
    (data / name).unlink(missing_ok=True)
    make(data / name)
    done = run("write", "out", "--data", data, "--config", "mkdocs.yml")
    assert (done.exit_code, done.stderr) == (
        1,
        f"Error: mkdocs.yml is not a valid configuration of this site: {name}: {message}\n",
    )


@pytest.mark.parametrize("parent", ["mkdocs.yml", "./mkdocs.yml", "base.yml"])
def test_a_configuration_that_inherits_from_itself(data, parent):
    (data / "mkdocs.yml").write_text(f"INHERIT: {parent}\n", "utf-8")
    (data / "base.yml").write_text("INHERIT: mkdocs.yml\n", "utf-8")
    done = run("write", "out", "--data", data, "--config", "mkdocs.yml")
    assert done.exit_code == 1
    assert done.stderr.endswith(": mkdocs.yml inherits from itself\n")


# Files that are written


WRITTEN = {
    "a pipe": (os.mkfifo, "is a pipe that no program reads; choose a file"),
    "a folder": (os.mkdir, "Is a directory"),
    "a link to itself": (loop, "Too many levels of symbolic links"),
    "a link out": (link("../outside.yaml"), f"{LOCAL}; {ITSELF}"),
    "a link to a device": (link("/dev/zero"), f"{LOCAL}; {ITSELF}"),
    "a link to git": (link(".git/config"), f"{LOCAL}; {ITSELF}"),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_an_output(data, kind):
    make, message = WRITTEN[kind]
    make(data / "out.bib")
    done = run("export", "bibtex", "--data", data, "--output", "out.bib")
    assert (done.exit_code, done.stderr) == (1, f"error: cannot write out.bib: {message}\n")
    assert (data.parent / "outside.yaml").read_text("utf-8") == "[]\n"


def test_an_output_in_a_folder_that_is_a_link_out(data):
    (data / ".git").mkdir()
    (data / "out").symlink_to("..")
    done = run("export", "bibtex", "--data", data, "--output", "out/papers.bib")
    assert done.stderr == f"error: cannot write out/papers.bib: {LOCAL}; {ITSELF}\n"


@pytest.mark.parametrize("output", ["/dev/stdout", "/dev/fd/1", "/dev/null"])
@pytest.mark.parametrize("target", ["pipe", "file"])
def test_the_outputs_of_the_system(data, output, target):
    command = [sys.executable, "-m", "paperlist.cli", "export", "bibtex", "--data", str(data)]
    out = data.parent / "out.bib"
    with out.open("wb") as file:
        done = subprocess.run(
            [*command, "--output", output],
            stdout=subprocess.PIPE if target == "pipe" else file,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout if target == "pipe" else out.read_bytes()
    assert (b"@misc{some-paper," in text) == (output != "/dev/null")


# The lock


@pytest.fixture
def seconds(monkeypatch):
    monkeypatch.setattr(safe_write, "SECONDS", 0.05)
    monkeypatch.setattr(safe_write, "MOST_SECONDS", 0.2)


HOLD = """
import sys, time
from pathlib import Path
from paperlist.editing import locked
with locked(Path(sys.argv[1]), print):
    print("locked", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(data):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    command = [sys.executable, "-c", HOLD, str(data)]
    with subprocess.Popen(command, env=environment, text=True, **pipes) as process:
        assert process.stdout.readline() == "locked\n"
        yield process
        process.stdin.close()


def test_a_lock_that_stays_is_reported_and_given_up(data, holder, seconds):
    done = run("format", "--data", data)
    assert (done.exit_code, done.stderr) == (
        1,
        f"another program is changing {data}; waiting for up to 0.2 seconds\n"
        f"error: cannot change {data}: another program is still changing it; "
        "try again when that has ended\n",
    )


def test_a_lock_that_ends_is_waited_for(data, holder, monkeypatch):
    monkeypatch.setattr(safe_write, "SECONDS", 0.05)

    def report(message):
        assert "waiting for up to 60 seconds" in message
        holder.stdin.close()

    with safe_write.locked(data, report):
        assert holder.wait() == 0


def test_a_free_lock_is_not_reported(data):
    assert run("format", "--data", data).stderr == ""


@pytest.mark.parametrize("kind", ["a folder", "a link out", "a link to itself"])
def test_a_lock_that_is_no_file(data, kind):
    make, _ = DATA[kind]
    make(data / ".lock")
    done = run("format", "--data", data)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"error: cannot change {data}: ")
    assert done.stderr.count("\n") == 1
    assert (data.parent / "outside.yaml").read_text("utf-8") == "[]\n"
