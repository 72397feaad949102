"""A window of WebKitGTK, which shares its engine with Safari: its driver speaks WebDriver, and runs
on a display of its own."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

PROGRAMS = ("WebKitWebDriver", "Xvfb", "xdotool")
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key that WebDriver gives elements
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c"}
WAIT = 20  # seconds


def is_installed():
    return all(map(shutil.which, PROGRAMS)) and find_browser() is not None


def find_browser():
    """Where Debian and Ubuntu have it."""
    return next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)


class WebKit:
    def __init__(self, client, session):
        self.client = client
        self.session = session

    def ask(self, method, path, **values):
        kind = {"json": values} if method == "POST" else {}
        answer = self.client.request(method, f"/session/{self.session}{path}", **kind).json()
        value = answer["value"]
        assert not (isinstance(value, dict) and "error" in value), value
        return value

    def open(self, address):
        self.ask("POST", "/url", url=address)

    def back(self):
        self.ask("POST", "/back")

    def run(self, script, *values):
        """The value of a JavaScript expression, in which `arguments` are the values."""
        return self.ask("POST", "/execute/sync", script=f"return {script}", args=[*values])

    def wait(self, condition, *values):
        """Until the expression is true; its value."""
        end = time.monotonic() + WAIT
        while not (value := self.run(condition, *values)):
            assert time.monotonic() < end, f"never true: {condition} {values}"
            time.sleep(0.05)
        return value

    def element(self, selector):
        found = self.ask("POST", "/element", using="css selector", value=selector)
        return found[ELEMENT]

    def click(self, selector):
        self.ask("POST", f"/element/{self.element(selector)}/click")

    def press(self, *keys):
        """Keys as a person presses them: names as in KEYS, or text."""
        typed = [each for key in keys for each in (KEYS.get(key) or key)]
        steps = [{"type": kind, "value": k} for k in typed for kind in ("keyDown", "keyUp")]
        self.ask("POST", "/actions", actions=[{"type": "key", "id": "keys", "actions": steps}])

    def resize(self, width, height=900):
        """The page itself, not its window."""
        inner = self.run("[innerWidth, innerHeight]")
        rect = self.ask("GET", "/window/rect")
        size = {
            "width": rect["width"] + width - inner[0],
            "height": rect["height"] + height - inner[1],
        }
        self.ask("POST", "/window/rect", x=0, y=0, **size)
        self.wait("innerWidth === arguments[0]", width)


@contextmanager
def running():
    """A window that has the focus: without it no element is `:focus-visible`."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        display = stack.enter_context(_display())
        folders = {f"XDG_{each}_HOME": str(home / each) for each in ("CONFIG", "DATA", "CACHE")}
        settings = {
            "HOME": str(home),
            "DISPLAY": display,
            "LANG": "C.UTF-8",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "NO_AT_BRIDGE": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # tests run as root in containers
        }
        environment = os.environ | folders | settings
        port = _free_port()
        stack.enter_context(_process(["WebKitWebDriver", f"--port={port}"], env=environment))
        client = stack.enter_context(
            httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False)
        )
        window = _start(client)
        stack.callback(client.delete, f"/session/{window.session}")
        focus = "xdotool search --onlyvisible --class minibrowser windowfocus %@"
        subprocess.run(focus.split(), env=environment, check=True)
        yield window


def _start(client):
    options = {"binary": str(find_browser()), "args": ["--automation"]}
    wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
    end = time.monotonic() + WAIT
    while True:
        try:
            answer = client.post("/session", json={"capabilities": {"alwaysMatch": wanted}})
            return WebKit(client, answer.json()["value"]["sessionId"])
        except httpx.ConnectError:
            assert time.monotonic() < end
            time.sleep(0.05)


@contextmanager
def _process(command, **settings):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, **(quiet | settings))
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def _display():
    """The name of a display without a screen; Xvfb picks a free one."""
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "2600x2000x24",
        "-nolisten",
        "tcp",
    ]
    with _process(command, pass_fds=[writing]), os.fdopen(reading) as pipe:
        os.close(writing)
        yield f":{int(pipe.readline())}"


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
