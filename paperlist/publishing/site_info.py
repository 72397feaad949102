"""The settings of the site that pages and files use."""

from dataclasses import dataclass
from textwrap import shorten


@dataclass(frozen=True)
class Site:
    """All addresses end without '/'."""

    language: str
    url: str
    repo_url: str
    name: str = ""
    description: str = ""
    license: str = ""
    """Address of the licence of the list."""
    main_url: str = ""
    """The site in its first language, which has the exports; empty for that site."""
    languages: tuple[str, ...] = ()
    """All languages; the first is at the root, the others are in folders of their names."""
    live_badges: bool = False
    """Badges are images from shields.io instead of the counts in facts.json."""
    abstracts: bool = True
    """Abstracts are shown and searched, as far as there are any."""
    from_files: bool = False
    """Links are relative to the file of the page, not to its address: the generator adapts them."""

    @property
    def translations(self) -> tuple[str, ...]:
        return self.languages[1:]

    @property
    def short_name(self) -> str:
        """At most sixteen characters, cut between words where possible."""
        return shorten(self.name, 16, placeholder="") or self.name[:16]

    @property
    def folder(self) -> str:
        """Path of the site below the one in its first language: "/" for that one, else "/zh/"."""
        return f"{self.url.removeprefix(self.home)}/"

    @property
    def home(self) -> str:
        """Address of the site in its first language."""
        return self.main_url or self.url


def root_of(uri: str, *, from_file: bool = False) -> str:
    """Relative path from a page to the root of the site: '../../' for papers/orca.md."""
    parts = uri.rpartition("/")[0] if from_file else uri.removesuffix(".md").removesuffix("index")
    return "../" * len(parts.strip("/").split("/")) if parts.strip("/") else "./"
