"""The files that have the papers: papers.yaml, or the parts of the list in the folder papers."""

import os
from pathlib import Path

from paperlist.catalogue.fields import is_reserved
from paperlist.catalogue.problems import Problem, RuleId, quote, short
from paperlist.catalogue.reading.files import NotAFile, require_inside
from paperlist.catalogue.reading.source import SourceError

PAPERS, FOLDER = "papers.yaml", "papers"


def is_part(name: str) -> bool:
    """Whether a file of the data folder is a part of the list, such as papers/2024.yaml."""
    return name.startswith(f"{FOLDER}/")


def paper_files(folder: Path, shown: str) -> list[str]:
    """The names of the files with papers, in the order of the list; `shown` is for messages.

    Parts are in reverse order of their names, so that the newest year comes first. Raises
    SourceError if it is not clear which files have the papers.
    """
    parts = folder / FOLDER
    if not parts.is_dir():
        return [PAPERS]
    if os.path.lexists(folder / PAPERS):
        message = f"both {PAPERS} and {FOLDER}/ exist"
        hint = f"move the entries into a file in {FOLDER}/, and delete {PAPERS}"
        raise _refusal(f"{shown}/{PAPERS}", "file-and-folder", message, hint)
    try:
        require_inside(parts)
        names = [path.name for path in parts.iterdir() if _may_be_part(path)]
    except NotAFile as error:
        place = f"{shown}/{FOLDER}"
        raise _refusal(place, "file-type", error.reason, error.advice) from None
    except OSError as error:
        message = f"folder cannot be read: {error.strerror}"
        raise _refusal(f"{shown}/{FOLDER}", "file-unreadable", message) from None
    if not names:
        hint = "add a file such as papers/2024.yaml, with `[]` if there are no papers"
        message = "the folder has no .yaml file"
        raise _refusal(f"{shown}/{FOLDER}", "folder-empty", message, hint)
    return [f"{FOLDER}/{name}" for name in sorted(names, reverse=True)]


def _may_be_part(path: Path) -> bool:
    """Includes names that `check_name` reports; editors keep files of their own behind a dot."""
    return path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith(".")


def check_name(name: str, shown: str) -> list[Problem]:
    """A part ends in .yaml, and every system can store and print its name."""
    if not name.isprintable():
        message, hint = "the file name has an invisible character", "rename the file"
    elif not name.endswith(".yaml"):
        message = "the file name does not end in .yaml"
        hint = f"rename it to {quote(f'{Path(name).stem}.yaml', len(name) + len('.yaml'))}"
    elif is_reserved(Path(name).name):
        message, hint = "the file name is reserved by Windows", "rename the file"
    else:
        return []
    return [Problem(shown, 1, 1, "file-name", message, hint)]


def shown_name(name: str) -> str:
    """The name in messages, which are one line each."""
    return short(name, longest=len(name))


def _refusal(path: str, rule: RuleId, message: str, hint: str = "") -> SourceError:
    return SourceError(Problem(path, 1, 1, rule, message, hint))
