"""Code hosts, and the repository that a link points into."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from paperlist.catalogue.values import Malformed, parse_repo

GITHUB = "github.com"
PART = re.compile(r"[A-Za-z0-9_.-]+")
BADGES = "https://img.shields.io"


@dataclass(frozen=True)
class Host:
    """All that is known about a code host; every key is required, so none can be forgotten."""

    name: str
    """What readers call it."""
    measure: Callable[[list[str]], int]
    """How many of the leading parts of a path name the repository; 0 for any other page."""
    pages: frozenset[str]
    """First parts of a path that are the host's own pages instead of an owner."""
    live_badge: str | None
    """Path of the star badge at shields.io, with {path}; None when shields.io has none."""
    example: tuple[str, str]
    """A link into a repository, and the `owner/name` of that repository; a test reads it."""


def _two_parts(parts: list[str]) -> int:
    return 2 if len(parts) > 1 else 0


def _groups(parts: list[str]) -> int:
    """GitLab nests groups; a page of a repository follows `-`, or a word no project may have."""
    ends = {"-", "blame", "blob", "commits", "raw", "tree", "wikis"}
    size = next((place for place, part in enumerate(parts) if part in ends), len(parts))
    return size if size > 1 else 0


def _typed(parts: list[str]) -> int:
    """Hugging Face puts data sets and spaces into a folder each, models into none."""
    size = 3 if parts[:1] in (["datasets"], ["spaces"]) else 2
    return size if len(parts) >= size else 0


# Badges: https://shields.io/badges/git-hub-repo-stars and the pages of GitLab and Gitea there.
HOSTS: Mapping[str, Host] = {
    GITHUB: Host(
        name="GitHub",
        measure=_two_parts,
        pages=frozenset({"apps", "collections", "marketplace", "orgs", "sponsors", "topics"}),
        live_badge="github/stars/{path}.svg?style=social",
        example=("https://github.com/vllm-project/vllm/tree/main/csrc", "vllm-project/vllm"),
    ),
    "gitlab.com": Host(
        name="GitLab",
        measure=_groups,
        pages=frozenset({"-", "explore", "groups", "help", "users"}),
        live_badge="gitlab/stars/{path}?style=social",
        example=("https://gitlab.com/group/team/project/-/tree/main", "group/team/project"),
    ),
    "codeberg.org": Host(
        name="Codeberg",
        measure=_two_parts,
        pages=frozenset({"explore", "org", "user"}),
        live_badge="gitea/stars/{path}?style=social&gitea_url=https://codeberg.org",
        example=("https://codeberg.org/owner/project/src/branch/main", "owner/project"),
    ),
    "huggingface.co": Host(
        name="Hugging Face",
        measure=_typed,
        pages=frozenset(
            {"api", "blog", "chat", "collections", "docs", "learn", "organizations", "papers"}
            | {"posts", "settings", "tasks"}
        ),
        live_badge=None,
        example=("https://huggingface.co/spaces/owner/project/tree/main", "spaces/owner/project"),
    ),
}


@dataclass(frozen=True)
class Repository:
    """`host` is a key of HOSTS; `owner` includes the groups of GitLab, and the folder of Hugging
    Face's data sets and spaces."""

    host: str
    owner: str
    name: str

    @property
    def path(self) -> str:
        return f"{self.owner}/{self.name}"

    @property
    def full_name(self) -> str:
        return f"{self.host}/{self.path}"

    @property
    def url(self) -> str:
        return f"https://{self.full_name}"

    @property
    def label(self) -> str:
        """What the site calls it: owner/name on GitHub, with the host elsewhere."""
        return self.path if self.host == GITHUB else self.full_name

    @property
    def key(self) -> str:
        """Equal for two spellings of one repository; facts.json has star counts by it."""
        return self.label.lower()

    @property
    def host_name(self) -> str:
        return HOSTS[self.host].name

    @property
    def live_badge(self) -> str | None:
        """Address of the image with today's number of stars."""
        badge = HOSTS[self.host].live_badge
        return badge and f"{BADGES}/{badge.format(path=self.path)}"


@lru_cache(16384)
def parse_repository(link: str) -> Repository | None:
    """None when the link leads to no repository of a known host."""
    try:
        address = urlsplit(link)
    except ValueError:
        return None
    domain = (address.hostname or "").removeprefix("www.")
    parts = [part for part in address.path.split("/") if part]
    if domain not in HOSTS or HOSTS[domain].pages & {*parts[:1]}:
        return None
    *owner, last = parts[: HOSTS[domain].measure(parts)] or [""]
    name = last.removesuffix(".git")
    if not all(PART.fullmatch(part) and part.strip(".") for part in (*owner, name)):
        return None
    return Repository(domain, "/".join(owner), name)


def on_github(repo: str) -> Repository:
    """The repository that the key `repo` of an entry names: owner/name."""
    owner, _, name = repo.partition("/")
    return Repository(GITHUB, owner, name)


def parse_key(text: str) -> str:
    """The key of a star count: owner/name for GitHub, host/owner/name for another host."""
    found = parse_repository(f"https://{text}")
    if found is None:
        return parse_repo(text)
    if found.label != text:
        raise Malformed("is not a good repository", f"write {found.label}")
    return text
