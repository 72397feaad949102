"""Reading without a network: the manifest of the site, and after a build its service worker."""

from hashlib import blake2b
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.utils import write_file
from site_settings import is_translation, site_of


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """A service worker would hide edits from `serve`."""
    is_served = config.extra["served"].is_on
    config.extra["offline"] = config.extra.get("offline") is True and not is_served
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    from paperlist.site.offline.files import MANIFEST, render_manifest

    if config.extra["offline"]:
        config.extra["manifest"] = MANIFEST
        text = render_manifest(site_of(config), icons_of(config), config.extra.get("color", ""))
        files.append(File.generated(config, MANIFEST, content=text))
    return files


def icons_of(config: MkDocsConfig) -> list[dict[str, str]]:
    """All languages have the theme's files in their own folder."""
    icons = {"any": config.theme["favicon"], **(config.extra.get("icons") or {})}
    return [{"src": path, "sizes": size} for size, path in icons.items()]


@event_priority(-200)  # after all pages are written
def on_post_build(config: MkDocsConfig) -> None:
    from paperlist.site.explorer.bundle import script_file
    from paperlist.site.offline.files import PAGE_LIST, WORKER, render_page_list, render_worker

    if is_translation(config) or not config.extra["offline"]:
        return
    folder, renderer = Path(config.site_dir), config.extra["renderer"]
    pages = pages_below(folder)
    folders = [each.folder for each in config.extra["sites"]]
    page_list = render_page_list(pages, renderer.catalogue, folders)
    write_file(page_list.encode(), str(folder / PAGE_LIST))
    files = [renderer.index_file, script_file()]
    version = checksum("".join((page_list, *files)).encode())
    write_file(render_worker(version, files, renderer.site).encode(), str(folder / WORKER))


def pages_below(folder: Path) -> dict[str, tuple[int, str]]:
    """The size in bytes and the checksum of each page by its address below the site."""
    pages = {}
    for path in sorted(folder.rglob("index.html")):
        content = path.read_bytes()
        address = path.relative_to(folder).as_posix().removesuffix("index.html")
        pages[address] = (len(content), checksum(content))
    return pages


def checksum(content: bytes) -> str:
    return blake2b(content, digest_size=4).hexdigest()
