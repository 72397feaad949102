"""Reads PDFs in programs of their own: a crash, a bomb or an endless loop costs one paper.

A library for PDFs is native code that reads what strangers wrote.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Timer
from types import TracebackType

from paperlist.bundling.reasons import Unusable
from paperlist.bundling.strips import Strip

SECONDS = 120.0
# With the modules of this program, and none from the folder where it runs.
PROGRAM = (sys.executable, "-P", "-m", "paperlist.bundling.worker")


class Workers:
    """As many as there are processors; each thread waits for one that is free."""

    def __init__(self) -> None:
        self.free: SimpleQueue[_Worker] = SimpleQueue()
        self.all = [_Worker() for _ in range(os.cpu_count() or 1)]
        for worker in self.all:
            self.free.put(worker)

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self.all:
            worker.end()

    def count_pages(self, source: Path) -> int:
        """Raises Unusable."""
        return self._run(str(source))

    def clean(self, source: Path, target: Path, prefix: str, strip: Strip) -> int:
        """Raises Unusable, and OSError if the target cannot be written."""
        return self._run(str(source), str(target), prefix, strip.as_text())

    def _run(self, *task: str) -> int:
        worker = self.free.get()
        try:
            return worker.run(task)
        finally:
            self.free.put(worker)


class _Worker:
    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def run(self, task: tuple[str, ...]) -> int:
        process, is_late = self._running(), Event()

        def end_late() -> None:
            is_late.set()
            process.kill()

        timer = Timer(SECONDS, end_late)
        timer.start()
        try:
            pages, reason, number, text = json.loads(_ask(process, json.dumps(task)))
        except ValueError:  # no whole line
            self.end()
            slow = f"takes longer than {SECONDS:g} seconds to read"
            crash = "damaged: reading it crashes or needs too much memory"
            raise Unusable(slow if is_late.is_set() else crash) from None
        finally:
            timer.cancel()
        if reason:
            raise Unusable(reason)
        if number:
            raise OSError(number, text, task[1] if len(task) > 1 else task[0])
        return int(pages)

    def _running(self) -> "subprocess.Popen[str]":
        if self.process is not None and self.process.poll() is not None:
            self.end()
        if self.process is None:
            self.process = subprocess.Popen(  # noqa: S603 - this program, with no arguments of others
                PROGRAM,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        return self.process

    def end(self) -> None:
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self.process = None


def _ask(process: "subprocess.Popen[str]", line: str) -> str:
    sender, receiver = process.stdin, process.stdout
    if sender is None or receiver is None:
        return ""
    try:
        sender.write(f"{line}\n")
        sender.flush()
    except OSError:  # it has ended
        return ""
    return receiver.readline()
