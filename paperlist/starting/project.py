"""The files of a new list: those of a checkout, with everything swapped that names its list."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from paperlist.catalogue.load import load_catalogue
from paperlist.exports.choosing import select
from paperlist.exports.formats import FORMATS
from paperlist.publishing.selection import Wanted
from paperlist.site.editions import InvalidConfiguration, load_editions
from paperlist.starting.documents import documents, languages_of_texts
from paperlist.starting.new_list import CannotStart, NewList
from paperlist.starting.swaps import Swap, settings_of, swapped, swaps_of, translations_swap

ROOT = Path(__file__).parents[2]
# Nothing else: a checkout may hold an environment, a built site and files of its owner.
COPIED = (
    *(".ci", ".devcontainer", ".editorconfig", ".github", ".gitignore", ".oxlintrc.json"),
    *(".pre-commit-config.yaml", ".vscode", "LICENSE", "Makefile", "SECURITY.md", "hooks"),
    *("overrides", "paperlist", "pyproject.toml", "requirements-dev.txt", "requirements.txt"),
    "tests",
)
LEFT_OUT = {"__pycache__", ".github/home.png", ".github/home.zh.png", "tests/list"}
CHANGED = ("CONTRIBUTING.md", "docs", "mkdocs.yml")
PAGES = ("contribute.md", "data.md", "hosting.md")
CARD = Path(__file__).with_name("card.png")


def require_checkout(root: Path = ROOT) -> Path:
    """An installed package lacks the hooks, the theme, the tests and the workflows."""
    if not all((root / name).exists() for name in ("Makefile", "hooks", "tests", *CHANGED)):
        raise CannotStart(
            "`paperlist new` copies a git checkout of the project, and the installed package is "
            "only a part of it: clone the repository, run `make check` there, and then "
            "`.venv/bin/paperlist new`"
        )
    return root


def languages_of(root: Path) -> tuple[str, ...]:
    """The languages that a new list may have: those of this checkout."""
    configs = _configs(root)
    return tuple(each for each in languages_of_texts() if each in configs)


def write_project(folder: Path, new: NewList, root: Path = ROOT) -> None:
    """Everything but the data, which is in the folder already."""
    if any(folder.resolve().is_relative_to((root / name).resolve()) for name in COPIED):
        raise CannotStart(f"choose a folder outside of {root}, which is copied")
    catalogue = load_catalogue(folder / "data").catalogue
    if catalogue is None:
        raise CannotStart("the data of the new list has errors")
    if not catalogue.topics:
        raise CannotStart("no item of the list could be imported; nothing was written")
    topic = catalogue.topics[0].id
    _copy(root, folder, new)
    _write_settings(root, folder, new)
    texts = documents(new, topic)
    texts["CONTRIBUTING.md"] += _code_section(root, new.languages[0])
    for place, text in texts.items():
        (folder / place).write_text(text, "utf-8")
    for place, swaps in swaps_of(new, catalogue.topics, topic).items():
        path = folder / place
        path.write_text(swapped(place, path.read_text("utf-8"), swaps), "utf-8")
    site = load_editions(folder / "mkdocs.yml")[0].site
    export = FORMATS["markdown"].render(select("markdown", Wanted(), catalogue, site))
    (folder / "PAPERS.md").write_text(export, "utf-8")


def _copy(root: Path, folder: Path, new: NewList) -> None:
    def left_out(path: str, names: list[str]) -> set[str]:
        above = Path(path).relative_to(root)
        return {name for name in names if {name, (above / name).as_posix()} & LEFT_OUT}

    for name in COPIED:
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, symlinks=True, ignore=left_out)
        elif (root / name).exists():
            shutil.copy(root / name, folder / name)
    for schema in (root / "data").glob("*.schema.json"):
        shutil.copy(schema, folder / "data")
    for card in (folder / "overrides/assets").glob("card.*.png"):
        card.unlink()
    for language in new.languages:
        (folder / "docs" / language).mkdir(parents=True)
        for page in PAGES:
            shutil.copy(root / "docs" / language / page, folder / "docs" / language)
        shutil.copy(CARD, folder / f"overrides/assets/card.{language}.png")


def _write_settings(root: Path, folder: Path, new: NewList) -> None:
    texts = {each: path.read_text("utf-8") for each, path in _configs(root).items()}
    main, *translations = texts.values()
    first, *others = new.languages
    settings = settings_of(new, first, main, texts[first])
    settings = swapped("mkdocs.yml", settings, [translations_swap(new)])
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    for language in others:
        settings = settings_of(new, language, translations[0], texts[language])
        (folder / f"mkdocs.{language}.yml").write_text(settings, "utf-8")


def _configs(root: Path) -> Mapping[str, Path]:
    """The configuration file of each language; the first is that of the site."""
    try:
        return {edition.language: edition.config for edition in load_editions(root / "mkdocs.yml")}
    except InvalidConfiguration as error:
        raise CannotStart(str(error)) from None


def _code_section(root: Path, language: str) -> str:
    """How to work with the code, from the document of this checkout."""
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    swaps = [
        Swap(r"(?ms)\A.*?(?=^## Maintenance$)", "\n"),
        Swap(r"docs/\w+/hosting\.md", f"docs/{language}/hosting.md"),
        # What was measured with this list.
        Swap(r"(?s)(?<=it is not hidden\.).*?(?=\n## Accepting new papers\n)", "\n"),
        Swap(r"(?:`list` \([^)]*\), )?`sample`", "`sample`"),
    ]
    return swapped("CONTRIBUTING.md", text, swaps)
