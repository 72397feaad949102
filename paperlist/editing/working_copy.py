"""The data as a command reads it, once: the files, their catalogue, and whether they changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from paperlist.catalogue.facts import Abstracts, Facts
from paperlist.catalogue.load import ABSTRACTS, FACTS, FILES, Loaded, read_folder, validate_folder
from paperlist.catalogue.model import Catalogue, Lines
from paperlist.catalogue.problems import Problem
from paperlist.catalogue.reading.entries import Entry
from paperlist.catalogue.reading.folder import DataFile, DataFolder, parse_file
from paperlist.catalogue.reading.parts import FOLDER

State = Mapping[Path, tuple[int, ...] | None]


class EditError(Exception):
    """The data stays as it is: the message says why, `problems` are those of the check, if any."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class InvalidData(Exception):
    """The data has errors: `loaded` has its problems."""

    def __init__(self, loaded: Loaded) -> None:
        super().__init__("the data has errors")
        self.loaded = loaded


@dataclass(frozen=True)
class WorkingCopy:
    path: Path
    folder: DataFolder
    catalogue: Catalogue
    state: State
    """Changes when a program writes one of the files."""
    warnings: tuple[Problem, ...] = ()


def open_data(path: Path, today: str = "") -> WorkingCopy:
    """Raises InvalidData for data with an error; with `today`, a date in the future is one."""
    state = _state(path)  # before the files are read: a later change is then never missed
    folder = read_folder(path, path.as_posix(), today)
    loaded = validate_folder(folder)
    if loaded.catalogue is None:
        raise InvalidData(loaded)
    return WorkingCopy(path, folder, loaded.catalogue, state, loaded.problems)


def up_to_date(copy: WorkingCopy) -> WorkingCopy:
    """The same copy; read again only when another program has written a file since."""
    return copy if _state(copy.path) == copy.state else open_data(copy.path, copy.folder.today)


def checked(folder: DataFolder, failure: str) -> Loaded:
    """The check of the changed data; raises EditError with its problems."""
    loaded = validate_folder(folder)
    if loaded.catalogue is None:
        raise EditError(failure, loaded.problems)
    return loaded


def find_entry(file: DataFile, entry_id: str) -> Entry:
    """The entry with this id, which the file has."""
    ids = ((entry.scalar("id"), entry) for entry in file.entries)
    return next(entry for text, entry in ids if text and text.text == entry_id)


def entry_text(file: DataFile, lines: Lines) -> str:
    return "".join(f"{line}\n" for line in file.text.splitlines()[lines.first - 1 : lines.last])


def empty_data(today: str) -> WorkingCopy:
    """Data without entries, which is in no folder."""
    files = {name: parse_file("[]\n", f"data/{name}") for name in FILES}
    folder = DataFolder("data", files, Facts(), Abstracts(), today=today)
    return WorkingCopy(Path("data"), folder, Catalogue((), (), ()), {})


def _state(path: Path) -> State:
    """A file that is replaced gets another number, one that is edited in place another time."""

    def of(file: Path) -> tuple[int, ...] | None:
        try:
            status = file.stat()
        except OSError:
            return None
        return (
            *(status.st_dev, status.st_ino, status.st_size),
            *(status.st_mtime_ns, status.st_ctime_ns),
        )

    files = [*(path / name for name in (*FILES, FACTS, ABSTRACTS)), *(path / FOLDER).glob("*")]
    return {file: of(file) for file in files}
