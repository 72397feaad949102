"""Compiles the theme's templates once per process, not once per language and rebuild."""

from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, Environment
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


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    env.bytecode_cache = Memory()
