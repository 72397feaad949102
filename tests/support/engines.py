"""Browsers with other engines than Chromium's: `python -m tests.support.engines` installs those
that are missing if it can, and prints the others; in CI it then exits with 1."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.support import firefox, webkit

ENGINES = {
    "Firefox": (firefox.find_firefox, ["firefox-esr"]),
    "WebKit": (webkit.is_installed, ["webkit2gtk-driver", "xvfb", "xdotool"]),
}
IN_CI = bool(os.environ.get("CI"))


def missing():
    return [name for name, (is_installed, _) in ENGINES.items() if not is_installed()]


def needs(name):
    """Skips the tests of a browser that this machine does not have; CI has them all."""
    if name in missing():
        end = pytest.fail if IN_CI else pytest.skip
        end(f"{name} is not installed")


def install(packages):
    """Only root may; in CI everyone may become root."""
    before = ["sudo"] if IN_CI and os.getuid() else []
    if shutil.which("apt-get") and (before or not os.getuid()):
        for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
            subprocess.run([*before, "apt-get", "--quiet", *command], check=False)


if __name__ == "__main__":
    for name in missing():
        install(ENGINES[name][1])
    if left := missing():
        print(f"not installed, so left out of the tests: {', '.join(left)}")
    sys.exit(IN_CI and bool(left))
