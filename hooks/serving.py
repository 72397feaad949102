"""Makes `serve` fast: after an edit of the data only the data is read again, and a generated page
or file is rendered when it is requested."""

from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from posixpath import normpath
from threading import RLock
from typing import TYPE_CHECKING, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.utils import write_file
from site_problems import last_valid, log_problems
from site_settings import config_file, is_translation

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from paperlist.site import ThemedSite
    from paperlist.site.files import FileMaker


# So many pages are rendered at once after an edit, before they are requested.
RECENT = 8


class Served:
    """The site as it is served. Its lock is held while it changes."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.is_on = False
        self.config: MkDocsConfig
        self.watched: list[Path] = []
        self.stamps: dict[Path, int] = {}
        self.texts: dict[str, FileMaker] = {}
        self.current: set[str] = set()
        """Paths whose file has the data as last read."""
        self.requested: deque[str] = deque(maxlen=RECENT)
        """The paths requested last, the newest at the end."""

    def rebuild(self, builder: Callable[[], None]) -> None:
        """Reads the data again if nothing else has changed, else lets MkDocs build everything."""
        with self.lock:
            now = stamps_of(self.watched)
            changed = {path for path, _ in now.items() ^ self.stamps.items()}
            self.stamps = now
            data = config_file(self.config).parent / "data"
            is_data = bool(changed) and all(path.is_relative_to(data) for path in changed)
            if not (is_data and self.refresh(data)):
                builder()

    def refresh(self, data: Path) -> bool:
        """Whether it was enough to read the data: the theme renders a changed nav."""
        from paperlist import load_catalogue
        from paperlist.site import with_catalogue

        extra, file = self.config.extra, config_file(self.config)
        loaded = load_catalogue(data)
        catalogue = loaded.catalogue or last_valid[file]
        sites = with_catalogue(extra["sites"], catalogue, loaded.problems)
        if extra["is_whole"] or not sites:
            return False
        log_problems(loaded.problems)
        extra["sites"], last_valid[file] = sites, catalogue
        self.use(sites)
        return True

    def use(self, sites: "Iterable[ThemedSite]") -> None:
        from paperlist.site import all_texts

        texts = dict(all_texts(sites))
        for path in {*self.texts} - {*texts}:
            Path(self.config.site_dir, path).unlink(missing_ok=True)
        self.texts = texts
        self.current.clear()
        # These may be requested again before the next build starts, which empties the folder.
        for path in [*reversed(self.requested)]:
            self.write(path)

    def write(self, path: str) -> None:
        """Brings the file of a generated page or file up to date."""
        with self.lock:
            if path in self.texts and path not in self.current:
                write_file(self.texts[path]().encode(), f"{self.config.site_dir}/{path}")
                self.current.add(path)

    def request(self, path: str) -> None:
        with self.lock:
            if path in self.texts:
                if path in self.requested:
                    self.requested.remove(path)
                self.requested.append(path)
                self.write(path)


served = Served()  # kept across rebuilds on purpose


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    served.is_on = command == "serve"


@event_priority(100)  # before the data is read: a later edit is then noticed
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    if not is_translation(config):
        config.extra["served"] = served  # a hook that is imported by another one is a second module
        served.config = config
        served.watched = [*map(Path, (*config.watch, config.docs_dir, config.config_file_path))]
        served.stamps = stamps_of(served.watched)
    return config


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
) -> LiveReloadServer:
    def respond(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        address = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        path = normpath(f"/{address.removeprefix(server.mount_path)}").strip("/")
        for each in (path, f"{path}/index.html".lstrip("/")):
            served.request(each)
        return server.serve_request(environ, start_response)

    server.builder = lambda: served.rebuild(builder)
    server.set_app(respond)
    return server


def stamps_of(watched: Iterable[Path]) -> dict[Path, int]:
    """When each file was changed; Python writes compiled modules during a build."""
    paths = (path for each in watched for path in (each, *each.rglob("*")))
    return {
        path: path.stat().st_mtime_ns
        for path in paths
        if path.parent.name != "__pycache__" and path.is_file()
    }
