"""Compiles the theme's templates once per process, not once per language and rebuild, and does not
list its icons."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

# Kept across rebuilds on purpose; a changed template has a new checksum.
compiled: dict[str, bytes] = {}


class Memory(BytecodeCache):
    """Stores compiled templates by name and checksum of the source."""

    def load_bytecode(self, bucket: "Bucket") -> None:
        if code := compiled.get(f"{bucket.key} {bucket.checksum}"):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: "Bucket") -> None:
        compiled[f"{bucket.key} {bucket.checksum}"] = bucket.bytecode_to_string()


class Visible(FileSystemLoader):
    """Leaves out hidden folders, of which MkDocs takes no file: one has 14,000 icons."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for place in self.searchpath:
            for folder, folders, names in os.walk(place):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(place).as_posix() for name in names)
        return sorted(found)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    make = config.theme.get_env

    def make_with_visible() -> Environment:
        env = make()
        env.loader = Visible(config.theme.dirs)
        return env

    config.theme.get_env = make_with_visible  # type: ignore[method-assign]
    return config


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    env.bytecode_cache = Memory()
