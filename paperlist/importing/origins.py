"""Where the text of a list comes from: a file, standard input or an https address."""

import re
from pathlib import Path
from typing import BinaryIO

from paperlist.catalogue.problems import quote
from paperlist.catalogue.reading.files import read_bytes
from paperlist.catalogue.repositories import raw_address
from paperlist.catalogue.values import Malformed, parse_link
from paperlist.sources.network import MOST_BYTES, RequestFailed, Session, fetch, session


class NotReadable(Exception):
    """The text cannot be read; the message says why."""


def is_address(origin: str) -> bool:
    return bool(re.match(r"(?i)[a-z][a-z0-9+.-]+://", origin))


def read_origin(origin: str, stdin: BinaryIO) -> str:
    """The text with Unix line ends; `-` is standard input. Raises NotReadable."""
    return _fetched(origin) if is_address(origin) else _unix(_decoded(origin, stdin))


def _fetched(address: str) -> str:
    try:
        parse_link(address)
        with session() as running:
            return fetch_list(running, address)
    except Malformed as error:
        raise NotReadable(f"{quote(address)} {error.with_hint}") from None
    except RequestFailed as error:
        raise NotReadable(str(error)) from None


def fetch_list(hosts: Session, address: str) -> str:
    """The text of a file, or of the page of a repository that shows one; raises RequestFailed."""
    return _unix(fetch(hosts, raw_address(address), {}))


def _unix(text: str) -> str:
    return re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))


def _decoded(origin: str, stdin: BinaryIO) -> str:
    if origin == "-":
        shown, content = "standard input", stdin.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise NotReadable(f"{shown} is larger than {MOST_BYTES // 1_000_000} MB")
    else:
        shown = str(Path(origin))
        try:
            content = read_bytes(Path(origin), MOST_BYTES)
        except OSError as error:
            raise NotReadable(f"cannot read {shown}: {error.strerror}") from None
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise NotReadable(f"{shown} is not UTF-8 text") from None
