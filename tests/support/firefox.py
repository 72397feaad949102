"""Firefox as installed by the system, which playwright drives over WebDriver BiDi."""

import shutil
import time
from pathlib import Path

SETTINGS = {
    # A mouse: without a window, Firefox has none.
    "ui.primaryPointerCapabilities": 6,
    "ui.allPointerCapabilities": 6,
    # The clipboard without a question to the reader, but after a click only.
    "dom.events.testing.asyncClipboard": True,
    # Sharing, which Linux has no programs for, so that it is always refused.
    "dom.webshare.enabled": True,
    # Back restores a page as it was left, as it does for readers; playwright turns that off.
    "fission.bfcacheInParent": True,
    # So little room, in thousands of bytes, that a test can fill it.
    "dom.quotaManager.temporaryStorage.fixedLimit": 20_000,
}


def find_firefox():
    return shutil.which("firefox-esr") or shutil.which("firefox")


def launch(browsers, downloads=None, **settings):
    return browsers.firefox.launch(
        downloads_path=downloads,
        channel="moz-firefox",
        executable_path=find_firefox(),
        firefox_user_prefs=SETTINGS | settings,
    )


def take_download(folder, name):
    """The text of a file that a page made: playwright does not report it, but Firefox saves it."""
    file, end = Path(folder, name), time.monotonic() + 15
    while not (file.exists() and file.stat().st_size) or [*folder.glob("*.part")]:
        assert time.monotonic() < end, [*folder.iterdir()]
        time.sleep(0.05)
    text = file.read_text("utf-8")
    file.unlink()
    return text
