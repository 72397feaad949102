"""What the catalogue's pages and files know of the site they stand on."""

from dataclasses import dataclass
from textwrap import shorten

from paperlist.publishing.words import Language


@dataclass(frozen=True)
class Site:
    """All addresses end without '/'."""

    language: Language
    url: str
    repo_url: str
    name: str = ""
    description: str = ""
    license: str = ""
    """Address of the licence of the list."""
    main_url: str = ""
    """The site in its first language, where exports and feeds stand; empty when it is this one."""
    translations: tuple[str, ...] = ()
    """Folders of the site in its other languages."""
    live_badges: bool = False
    """Images of shields.io instead of the counts of facts.json."""
    from_files: bool = False
    """Links lead from the page's file instead of its address: some generators move them on."""

    @property
    def short_name(self) -> str:
        """At most sixteen characters, whole words where there are any."""
        return shorten(self.name, 16, placeholder="") or self.name[:16]

    @property
    def home(self) -> str:
        """Address of the site in its first language."""
        return self.main_url or self.url


def root_of(uri: str, *, from_file: bool = False) -> str:
    """The way from a page's address up to the site's: '../../' for papers/orca.md."""
    parts = uri.rpartition("/")[0] if from_file else uri.removesuffix(".md").removesuffix("index")
    return "../" * len(parts.strip("/").split("/")) if parts.strip("/") else "./"
