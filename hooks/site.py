"""The MkDocs events: the data is loaded, its pages are added, its problems are told."""

import importlib.util
import logging
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as DocPage
from mkdocs.utils.templates import TemplateContext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paperlist import Catalogue, Problem

log = logging.getLogger("mkdocs.hooks.papers")
logging.getLogger("jieba").disabled = True  # it tells at every start how it loads its dictionary

# MkDocs runs this file once per process; these two outlive a rebuild on purpose.
last_good: dict[str, "Catalogue"] = {}
package_stamp: list[tuple[str, int]] = []


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """A build starts with nothing to fall back on, and so does a server."""
    last_good.clear()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    if "catalogue" not in config.extra:  # a translation gets it from the site it belongs to
        forget_changed_package()
        load_data(config)
    from paperlist.pages import Site, navigation

    addresses = ((config.site_url or "").rstrip("/"), (config.repo_url or "").rstrip("/"))
    site = config.extra["site"] = Site(
        config.extra["language"], *addresses, live_badges=config.extra["badges"] == "live"
    )
    config.extra["alternate"] = alternates(config, "")
    put_sections(config.nav or [], navigation(config.extra["catalogue"], site))
    return config


def load_data(config: MkDocsConfig) -> None:
    from paperlist import load_catalogue

    loaded = load_catalogue(Path(config.config_file_path).parent / "data")
    tell(config, loaded.problems, stop=loaded.catalogue is None)
    config.extra["catalogue"] = loaded.catalogue or last_good[config.config_file_path]


@event_priority(100)  # before the plugins: they then see the generated pages too
def on_files(files: Files, config: MkDocsConfig) -> Files:
    from paperlist import Problem
    from paperlist.pages import render_pages

    by_hand = (*files.documentation_pages(), *files.static_pages())
    taken = {file.dest_uri: file for file in by_hand}
    collisions, made_pages = [], {}
    for page in render_pages(config.extra["catalogue"], config.extra["site"]):
        inclusion = InclusionLevel.INCLUDED if page.in_nav else InclusionLevel.NOT_IN_NAV
        made = File.generated(config, page.uri, content=page.head, inclusion=inclusion)
        if other := taken.get(made.dest_uri):
            path = Path(other.abs_src_path or other.src_uri)
            shown = path.relative_to(Path(config.config_file_path).parent).as_posix()
            message = f"this page has the address of a generated page, /{made.url}"
            collisions.append(Problem(shown, 1, 1, message, "give the file another name"))
            files.remove(other)
        files.append(made)
        made_pages[page.uri] = page
    config.extra["made"] = made_pages
    tell(config, collisions, stop=bool(collisions))
    return files


def on_page_content(html: str, page: DocPage, config: MkDocsConfig, files: Files) -> str:
    """The search plugin reads the page next: of ours it gets the words to search for."""
    made = config.extra["made"].get(page.file.src_uri)
    if made:
        page.meta["tags"] = [escape(name) for name in made.names]  # the theme prints tags raw
    return html + made.search if made else html


def on_page_context(
    context: TemplateContext, page: DocPage, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Our HTML comes in last: to have Markdown and search read it takes half of a build."""
    from paperlist.pages import fill

    config.extra["alternate"] = alternates(config, page.url)
    html, made = page.content or "", config.extra["made"].get(page.file.src_uri)
    if made:
        page.content = html.removesuffix(made.search) + made.body
    else:
        values = (page.file.src_uri, config.extra["catalogue"], config.extra["site"])
        page.content = fill(html, *values)
    return context


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """The theme's own pages take their words from the same place as ours."""
    from paperlist.words import count, load_words

    env.globals["words"] = load_words(config.extra["language"])
    env.globals["words_of"] = load_words
    env.filters["count"] = count


def alternates(config: MkDocsConfig, url: str) -> list[dict[str, str]]:
    """The page of this address in every language of the site; its own stands at the root."""
    from paperlist.words import load_words

    languages = config.extra.get("languages", [config.extra["language"], *translations(config)])
    root = config.extra.get("root_url", config.site_url or "")
    return [
        {
            "lang": language,
            "name": load_words(language)["language"],
            "link": urljoin(root, url if language == languages[0] else f"{language}/{url}"),
        }
        for language in languages
        if len(languages) > 1
    ]


def translations(config: MkDocsConfig) -> dict[str, str]:
    """Language to configuration; a translation inherits the table but has none of its own."""
    if "languages" in config.extra:
        return {}
    found: dict[str, str] = config.extra["translations"] or {}
    return found


def on_post_build(config: MkDocsConfig) -> None:
    last_good[config.config_file_path] = config.extra["catalogue"]
    for language, name in translations(config).items():
        build_translation(config, language, Path(config.config_file_path).with_name(name))


def build_translation(config: MkDocsConfig, language: str, path: Path) -> None:
    """The same list in another language, into the folder that has the language's name."""
    other = load_config(str(path), strict=config.strict)
    other.site_dir = str(Path(config.site_dir) / language)
    other.site_url = urljoin(config.site_url or "", f"{language}/")
    other.extra.update(
        {key: config.extra[key] for key in ("catalogue", "problems")},
        languages=[alternate["lang"] for alternate in config.extra["alternate"]],
        root_url=config.site_url,
    )
    build(other)


def tell(config: MkDocsConfig, problems: "Sequence[Problem]", *, stop: bool) -> None:
    """Logs problems; errors end a build, a server shows them above the last good list."""
    for problem in problems:
        log.log(logging.ERROR if problem.severity == "error" else logging.WARNING, problem)
    if stop and config.config_file_path not in last_good:
        raise PluginError("the errors above stop the site")
    config.extra.setdefault("problems", []).extend(
        problem for problem in problems if problem.severity == "error"
    )


def put_sections(nav: list[Any], sections: dict[str, list[dict[str, str]]]) -> None:
    """Below the index page of a section come its pages."""
    for item in nav:
        for title, target in item.items() if isinstance(item, dict) else ():
            if isinstance(target, list):
                put_sections(target, sections)
            elif target in sections:
                item[title] = [target, *sections[target]]


def forget_changed_package() -> None:
    """`serve` then imports `paperlist` anew: MkDocs watches its files but keeps its modules."""
    spec = importlib.util.find_spec("paperlist")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    sources = (path for path in folder.rglob("*") if path.suffix in (".py", ".yaml"))
    stamp = sorted((str(path), path.stat().st_mtime_ns) for path in sources)
    if stamp != package_stamp:
        for name in [name for name in sys.modules if name.split(".")[0] == "paperlist"]:
            del sys.modules[name]
        package_stamp[:] = stamp
