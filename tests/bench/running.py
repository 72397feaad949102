"""Runs a program, and measures what it used."""

import json
import subprocess
import sys

from tests.bench import launch

REPORT, LOG = "bench.json", "bench.log"


def start(command, *, cwd, env):
    with (cwd / LOG).open("wb") as log:
        measured = [sys.executable, launch.__file__, cwd / REPORT, *command]
        return subprocess.Popen(measured, cwd=cwd, env=env, stdout=log, stderr=log)


def run(command, *, cwd, env):
    """CPU and wall seconds and peak memory. The program must succeed."""
    process = start(command, cwd=cwd, env=env)
    if process.wait():
        sys.exit(f"{command} failed:\n{(cwd / LOG).read_text('utf-8')}")
    return used(cwd)


def used(cwd):
    return json.loads((cwd / REPORT).read_text("utf-8"))


def size_of(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {"bytes": sum(path.stat().st_size for path in files), "files": len(files)}
