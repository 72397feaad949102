"""What a new list is called, where it is published, and its languages."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from paperlist.catalogue.repositories import GITHUB, Repository
from paperlist.catalogue.values import Malformed, parse_link, parse_repo


class CannotStart(Exception):
    """The new list cannot be written; the message says why."""


@dataclass(frozen=True)
class NewList:
    """`languages` begins with the first language of the site."""

    name: str
    repo: str
    """owner/name on GitHub."""
    url: str
    """The address of the site, with a slash at the end."""
    languages: tuple[str, ...]

    @property
    def repo_url(self) -> str:
        return Repository(GITHUB, *self.repo.split("/")).url

    @property
    def owner(self) -> str:
        return self.repo.partition("/")[0]

    def home(self, language: str) -> str:
        return self.url if language == self.languages[0] else f"{self.url}{language}/"


def pages_url(repo: str) -> str:
    """Where GitHub Pages publishes a repository."""
    owner, name = repo.split("/")
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def parse_repository(text: str) -> str:
    try:
        return parse_repo(text)
    except Malformed as error:
        raise Malformed(error.rule, str(error), "write OWNER/NAME, such as numpy/numpy") from None


def parse_url(text: str) -> str:
    """The address of a site is that of a folder."""
    parts = urlsplit(parse_link(text))
    if parts.query or parts.fragment:
        raise Malformed("link", "is not the address of a site", "remove what follows ? or #")
    return f"{text.rstrip('/')}/"
