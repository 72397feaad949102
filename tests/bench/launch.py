"""Starts a program and writes what it used: `python launch.py REPORT PROGRAM ARGUMENT...`.

A process of its own, because the memory of a program is counted from before it replaces the
process that started it: this one is small, while the one that measures is not.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

# macOS counts bytes, Linux KiB.
PER_MIB = 1024**2 if sys.platform == "darwin" else 1024


def main(report, *command):
    start = time.perf_counter()
    process = subprocess.Popen(command)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    _, status, usage = os.wait4(process.pid, 0)
    used = {
        "cpu_s": round(usage.ru_utime + usage.ru_stime, 2),
        "wall_s": round(time.perf_counter() - start, 2),
        "rss_mib": round(usage.ru_maxrss / PER_MIB),
    }
    Path(report).write_text(json.dumps(used), "utf-8")
    return abs(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
