"""The program that reads PDFs: `paperlist.bundling.workers` starts it, and again when it crashes.

Each line of its input is a task, `[source]` to count the pages or `[source, target, prefix, strip]`
to clean the file; each line of its output is `[pages, reason, number of an OSError, its text]`.
"""

import json
import logging
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from paperlist.bundling.cleaning import clean, count_pages
from paperlist.bundling.reasons import Unusable
from paperlist.bundling.strips import Strip

if sys.platform != "win32":
    import resource

MOST_MEMORY = 1 << 30


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program that waits for it ends it
    logging.disable()
    _set_limits()
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(_answer(json.loads(line)))}\n")
        sys.stdout.flush()


def _set_limits() -> None:
    """Windows has none."""
    if sys.platform != "win32":
        for kind, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
            with suppress(ValueError):  # macOS refuses the first; a lower limit stays
                resource.setrlimit(kind, (most, most))


def _answer(task: list[str]) -> tuple[int, str, int, str]:
    try:
        return _pages(*task), "", 0, ""
    except Unusable as error:
        return 0, str(error), 0, ""
    except OSError as error:
        return 0, "", error.errno or 0, os.strerror(error.errno or 0)


def _pages(source: str, target: str = "", prefix: str = "", strip: str = "") -> int:
    if not target:
        return count_pages(Path(source))
    return clean(Path(source), Path(target), prefix, Strip.parse(strip))


if __name__ == "__main__":
    main()
