"""The files of the site, as MkDocs has them."""

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from site_problems import report
from site_settings import config_file, is_translation, roots_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paperlist import Problem
    from paperlist.site import ThemedSite


def themed_site(files: Files, config: MkDocsConfig) -> "ThemedSite":
    """The site before the theme renders a page."""
    from paperlist.site import ThemedSite, page_makers

    return ThemedSite(
        renderer=config.extra["renderer"],
        folder=f"{config.extra['language']}/" if is_translation(config) else "",
        roots=roots_of(config),
        pages=page_makers(config.extra["renderer"]),
        by_hand=tuple(sorted(file.src_uri for file in files.documentation_pages())),
        own_files=frozenset({"robots.txt"} & {*files.src_uris}),
        problems=tuple(config.extra.get("problems", ())),
    )


def check_docs(config: MkDocsConfig) -> None:
    """MkDocs waits for a pipe, and publishes what a link leads to, wherever that is."""
    from paperlist.catalogue.problems import printable
    from paperlist.catalogue.reading.files import files_below

    try:
        deque(files_below(Path(config.docs_dir)), maxlen=0)
    except OSError as error:
        raise PluginError(printable(f"{error.filename}: {error.strerror}")) from error


def remove_collisions(files: Files, config: MkDocsConfig) -> bool:
    """Reports files by hand that have the path of a generated page or file, and removes them;
    reports generated files with one path; whether there are any."""
    themed = config.extra["themed"]
    generated, problems = themed.paths, [clash(path) for path in themed.clashes]
    for file in (*files.documentation_pages(), *files.static_pages(), *files.media_files()):
        if file.dest_uri in generated:
            problems.append(collision(file, config))
            files.remove(file)
    report(config, problems, stop=bool(problems))
    return bool(problems)


def generated_pages(config: MkDocsConfig) -> "Iterator[File]":
    """Those that the theme renders: of the papers only the first, whose result is the shell of all,
    and the second, which is compared with the filled shell."""
    themed = config.extra["themed"]
    papers = [] if config.extra["is_whole"] else [*themed.papers]
    config.extra["compared"] = papers[1] if papers[2:] else ""
    filled = {*papers[2:]}
    for uri in themed.pages:
        if uri not in filled:
            in_nav = uri in config.extra["in_nav"]
            inclusion = InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV
            head = themed.pages[uri]().head
            yield File.generated(config, uri, content=head, inclusion=inclusion)


def clash(path: str) -> "Problem":
    from paperlist import Problem

    message = f"the path /{path} is that of a generated file and of a generated folder"
    return Problem("data", 1, 1, "address-collision", message, "give one of the entries another id")


def collision(file: File, config: MkDocsConfig) -> "Problem":
    from paperlist import Problem

    path = Path(file.abs_src_path or file.src_uri)
    shown = path.relative_to(config_file(config).parent).as_posix()
    place = f"/{config.extra['themed'].folder}{file.dest_uri.removesuffix('index.html')}"
    message = f"this file has the address of a generated one, {place}"
    return Problem(shown, 1, 1, "address-collision", message, "give the file another name")
