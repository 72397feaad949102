"""Code hosts, and the repository that a link leads to."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from paperlist.catalogue.problems import quote
from paperlist.catalogue.values import MAX_TEXT, Malformed, parse_repo

GITHUB = "github.com"
PART = re.compile(r"[A-Za-z0-9_.-]+")
BADGES = "https://img.shields.io"


@dataclass(frozen=True)
class Host:
    """Everything that depends on a code host. All fields are required, so none can be forgotten."""

    name: str
    """Its name for readers."""
    measure: Callable[[list[str]], int]
    """Number of leading parts of a path that name the repository; 0 for any other page."""
    pages: frozenset[str]
    """First parts of a path, in lower case, that belong to the host itself and are not an owner."""
    raw: tuple[str, str]
    """In the address of a page that shows a file, and in its place in that of the file itself."""
    live_badge: str | None
    """Path of the star badge on shields.io, with {path}; None if shields.io has no such badge."""
    example: tuple[str, str]
    """A link into a repository, and the path of that repository; tests use it."""


def _two_parts(parts: list[str]) -> int:
    return 2 if len(parts) > 1 else 0


def _groups(parts: list[str]) -> int:
    """GitLab has nested groups. Pages of a repository follow `-`; in old links, a reserved word."""
    size = next((place for place, part in enumerate(parts) if part in GITLAB_PAGES), len(parts))
    return size if size > 1 else 0


def _typed(parts: list[str]) -> int:
    """On Hugging Face, paths of datasets and spaces begin with their type."""
    size = 3 if parts[:1] in (["datasets"], ["spaces"]) else 2
    # The oldest models have no owner: their pages follow the name.
    has_owner = len(parts) >= size and parts[size - 1] not in HUGGING_FACE_PAGES
    return size if has_owner else 0


# Pages of a repository. https://docs.gitlab.com/user/reserved_names/
GITLAB_PAGES = frozenset(
    {"-", "badges", "blame", "blob", "branches", "builds", "commit", "commits", "compare"}
    | {"find_file", "issues", "jobs", "merge_requests", "milestones", "network", "pipelines"}
    | {"raw", "refs", "releases", "snippets", "tags", "tree", "wikis"}
)
HUGGING_FACE_PAGES = frozenset(
    {"blame", "blob", "commit", "commits", "discussions", "raw", "resolve", "settings", "tree"}
)

# Live badges: https://shields.io/badges (GitHub Repo stars, GitLab Stars, Gitea Stars).
HOSTS: Mapping[str, Host] = {
    GITHUB: Host(
        name="GitHub",
        measure=_two_parts,
        pages=frozenset(
            {"about", "apps", "codespaces", "collections", "contact", "customer-stories"}
            | {"dashboard", "enterprise", "events", "explore", "features", "issues", "login"}
            | {"marketplace", "new", "notifications", "organizations", "orgs", "pricing", "pulls"}
            | {"readme", "search", "security"}
            | {"settings", "site", "solutions", "sponsors", "stars", "topics", "trending", "users"}
        ),
        raw=("/blob/", "/raw/"),
        live_badge="github/stars/{path}.svg?style=social",
        example=("https://github.com/vllm-project/vllm/tree/main/csrc", "vllm-project/vllm"),
    ),
    "gitlab.com": Host(
        name="GitLab",
        measure=_groups,
        pages=frozenset(
            {"-", "admin", "api", "dashboard", "explore", "groups", "help", "profile", "projects"}
            | {"public", "search", "snippets", "users"}
        ),
        raw=("/-/blob/", "/-/raw/"),
        live_badge="gitlab/stars/{path}?style=social",
        example=("https://gitlab.com/group/team/project/-/tree/main", "group/team/project"),
    ),
    "codeberg.org": Host(
        name="Codeberg",
        measure=_two_parts,
        pages=frozenset(
            {"admin", "api", "assets", "explore", "issues", "notifications", "org", "pulls", "repo"}
            | {"user"}
        ),
        raw=("/src/", "/raw/"),
        live_badge="gitea/stars/{path}?style=social&gitea_url=https://codeberg.org",
        example=("https://codeberg.org/owner/project/src/branch/main", "owner/project"),
    ),
    "huggingface.co": Host(
        name="Hugging Face",
        measure=_typed,
        pages=frozenset(
            {"api", "blog", "chat", "collections", "docs", "enterprise", "inference", "join"}
            | {"languages", "learn", "login", "models", "new", "organizations", "papers", "posts"}
            | {"pricing", "search", "settings", "tasks"}
        ),
        raw=("/blob/", "/resolve/"),
        live_badge=None,
        example=("https://huggingface.co/spaces/owner/project/tree/main", "spaces/owner/project"),
    ),
}


@dataclass(frozen=True)
class Repository:
    """`host` is a key of HOSTS. `owner` includes the groups of GitLab, and the type of datasets and
    spaces on Hugging Face."""

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
        """The label on the site: owner/name for GitHub, host/owner/name for other hosts."""
        return self.path if self.host == GITHUB else self.full_name

    @property
    def key(self) -> str:
        """The same for all spellings of a repository; facts.json has star counts by this key."""
        return self.label.lower()

    @property
    def host_name(self) -> str:
        return HOSTS[self.host].name

    @property
    def live_badge(self) -> str | None:
        """Address of an image with the current number of stars."""
        badge = HOSTS[self.host].live_badge
        return badge and f"{BADGES}/{badge.format(path=self.path)}"


@lru_cache(16384)
def parse_repository(link: str) -> Repository | None:
    """None if the link does not lead to a repository on a known host."""
    try:
        address = urlsplit(link)
    except ValueError:
        return None
    domain = (address.hostname or "").removeprefix("www.")
    parts = _parts(address.path)
    if domain not in HOSTS or HOSTS[domain].pages & {part.lower() for part in parts[:1]}:
        return None
    *owner, last = parts[: HOSTS[domain].measure(parts)] or [""]
    name = last.removesuffix(".git")
    if not all(PART.fullmatch(part) and part.strip(".-") for part in (*owner, name)):
        return None
    return Repository(domain, "/".join(owner), name)


def raw_address(link: str) -> str:
    """The address of the file, of a page that shows a file of a repository; else the link.

    The view of the page and its lines, as `?plain=1#L3`, are not a part of the file's address.
    """
    repository = parse_repository(link)
    if repository is None:
        return link
    page, file = (f"{repository.url}{part}" for part in HOSTS[repository.host].raw)
    if not link.startswith(page):
        return link
    return f"{file}{re.split('[?#]', link.removeprefix(page))[0]}"


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def with_repository(link: str, new: Repository) -> str:
    """The link to the same place in another repository of its host."""
    address = urlsplit(link)
    parts = _parts(address.path)
    inside = parts[HOSTS[new.host].measure(parts) :]
    path = "/".join((new.path, *inside)) + "/" * address.path.endswith("/")
    return urlunsplit(("https", new.host, path, address.query, address.fragment))


def parse_badge(image: str) -> Repository | None:
    """The repository whose stars an image of shields.io shows, in any style."""
    for domain, host in HOSTS.items():
        if host.live_badge and (path := _badge_path(image, f"{BADGES}/{host.live_badge}")):
            return parse_repository(f"https://{domain}/{path}")
    return None


def _badge_path(image: str, live_badge: str) -> str | None:
    """What the image has in the place of {path}."""
    try:
        found, wanted = urlsplit(image), urlsplit(live_badge)
    except ValueError:
        return None
    start = wanted.path.partition("{path}")[0]
    server = {pair for pair in parse_qsl(wanted.query) if pair[0] != "style"}
    if found.hostname != wanted.hostname or not found.path.startswith(start):
        return None
    if not server <= {*parse_qsl(found.query)}:
        return None
    return re.sub(r"\.(svg|png)$", "", unquote(found.path.removeprefix(start)))


def on_github(repo: str) -> Repository:
    """The repository that the field `repo` names: owner/name."""
    owner, _, name = repo.partition("/")
    return Repository(GITHUB, owner, name)


def by_key(key: str) -> Repository:
    """The repository of a valid key, in the spelling of the key."""
    return parse_repository(f"https://{key}") or on_github(key)


def parse_key(text: str) -> str:
    """The key of a star count: owner/name for GitHub, host/owner/name for other hosts."""
    repository = parse_repository(f"https://{text}")
    if repository is None:
        return parse_repo(text)
    if repository.label != text:
        hint = f"write {quote(repository.label, MAX_TEXT)}"
        raise Malformed("repo", "is not a valid repository", hint)
    return text
