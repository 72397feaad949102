"""What the API of each code host says about a repository."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote as as_path
from urllib.parse import urlsplit

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from pydantic import AliasPath, BaseModel, Field, ValidationError, field_validator

from paperlist.catalogue.facts import RepositoryRecord
from paperlist.catalogue.problems import quote
from paperlist.catalogue.repositories import GITHUB, Repository
from paperlist.sources.network import Response, Session, send, status_line

HUGGING_FACE = "huggingface.co"
MOST_REDIRECTS = 3
OK = 200
LICENCE = re.compile(r"[A-Za-z0-9.+-]{1,100}")


class State(BaseModel, frozen=True):
    """A repository as its host describes it; each host has other names for the fields."""

    name: str
    """Its current one, with the owner."""
    count: int = Field(strict=True)
    archived: bool = False
    pushed: str | None = None
    """When it was changed; starts with the day."""
    licence: str | None = None

    @field_validator("licence", mode="before")
    @classmethod
    def _spdx(cls, value: object) -> str | None:
        """The SPDX identifier; hosts also have words such as other, NOASSERTION or a list."""
        if not (isinstance(value, str) and LICENCE.fullmatch(value)):
            return None
        try:
            return canonicalize_license_expression(value)
        except InvalidLicenseExpression:
            return None


class GitHubState(State, frozen=True):
    name: str = Field(validation_alias="full_name")
    count: int = Field(validation_alias="stargazers_count", strict=True)
    pushed: str | None = Field(None, validation_alias="pushed_at")
    licence: str | None = Field(None, validation_alias=AliasPath("license", "spdx_id"))


class GitLabState(State, frozen=True):
    name: str = Field(validation_alias="path_with_namespace")
    count: int = Field(validation_alias="star_count", strict=True)
    pushed: str | None = Field(None, validation_alias="last_activity_at")
    licence: str | None = Field(None, validation_alias=AliasPath("license", "key"))


class CodebergState(State, frozen=True):
    name: str = Field(validation_alias="full_name")
    count: int = Field(validation_alias="stars_count", strict=True)
    pushed: str | None = Field(None, validation_alias="updated_at")


class ModelState(State, frozen=True):
    """On Hugging Face."""

    name: str = Field(validation_alias="id")
    count: int = Field(validation_alias="likes", strict=True)
    pushed: str | None = Field(None, validation_alias="lastModified")
    licence: str | None = Field(None, validation_alias=AliasPath("cardData", "license"))


class GraphQLState(State, frozen=True):
    """On GitHub, in a response to a GraphQL query."""

    name: str = Field(validation_alias="nameWithOwner")
    count: int = Field(validation_alias="stargazerCount", strict=True)
    archived: bool = Field(default=False, validation_alias="isArchived")
    pushed: str | None = Field(None, validation_alias="pushedAt")
    licence: str | None = Field(None, validation_alias=AliasPath("licenseInfo", "spdxId"))


@dataclass(frozen=True)
class Api:
    address: Callable[[Repository], str]
    state: type[State]
    gone: frozenset[int] = frozenset({404})
    """The statuses that mean that there is no such repository."""
    headers: Mapping[str, str] = field(default_factory=dict)


def _base(repository: Repository) -> str:
    return f"https://{repository.host}"


def _on_hugging_face(repository: Repository) -> str:
    kind = _kind(repository) or "models/"
    return f"{_base(repository)}/api/{kind}{repository.path.removeprefix(kind)}"


def _kind(repository: Repository) -> str:
    """datasets/ or spaces/, which belong to the path on Hugging Face but not to the name."""
    first = repository.path.partition("/")[0]
    is_typed = repository.host == HUGGING_FACE and first in {"datasets", "spaces"}
    return f"{first}/" if is_typed else ""


# https://docs.github.com/en/rest/repos/repos#get-a-repository
# https://docs.gitlab.com/api/projects/#get-a-single-project
# Codeberg and Hugging Face describe theirs at /api/swagger and /docs/hub/api.
APIS: Mapping[str, Api] = {
    GITHUB: Api(
        lambda repository: f"https://api.github.com/repos/{repository.path}",
        GitHubState,
        headers={"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"},
    ),
    "gitlab.com": Api(
        lambda repository: (
            f"{_base(repository)}/api/v4/projects/{as_path(repository.path, safe='')}?license=true"
        ),
        GitLabState,
    ),
    "codeberg.org": Api(
        lambda repository: f"{_base(repository)}/api/v1/repos/{repository.path}", CodebergState
    ),
    HUGGING_FACE: Api(
        _on_hugging_face,
        ModelState,
        # 401 is for a repository that does not exist or is private: readers see neither.
        gone=frozenset({401, 404}),
    ),
}


@dataclass(frozen=True)
class Unusable:
    """A response about one repository that says nothing about it."""

    reason: str


# None is for a repository that is gone.
Answer = RepositoryRecord | Unusable | None


def request(session: Session, repository: Repository) -> Response:
    """The response about a repository; redirects on the same host are followed.

    Hosts redirect from the former name of a repository to its current name or its number.
    """
    api = APIS[repository.host]
    address = api.address(repository)
    response = send(session, address, api.headers)
    for _ in range(MOST_REDIRECTS):
        if not response.location or urlsplit(response.location)[:2] != urlsplit(address)[:2]:
            break
        response = send(session, response.location, api.headers)
    return response


def read_response(repository: Repository, response: Response, today: str) -> Answer:
    api = APIS[repository.host]
    if response.status in api.gone:
        return None
    if response.status != OK:
        host = urlsplit(response.url).hostname
        return Unusable(f"{host} responded {status_line(response.status)}")
    try:
        content = json.loads(response.content)
    except (ValueError, RecursionError):
        return Unusable("the response is not JSON")
    return read_state(repository, api.state, content, today)


def read_state(repository: Repository, kind: type[State], content: object, today: str) -> Answer:
    try:
        state = kind.model_validate(content)
        return RepositoryRecord(
            count=state.count,
            archived=state.archived,
            moved=_moved(repository, state.name),
            pushed=state.pushed and state.pushed[:10],
            licence=state.licence,
            date=today,
            source=repository.url,
        )
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        return Unusable(f"the response has no valid {quote(place)}")


def _moved(repository: Repository, name: str) -> str | None:
    """The key with the current name, if that is another one."""
    path = f"{_kind(repository)}{name}"
    if path.lower() == repository.path.lower():
        return None
    return path if repository.host == GITHUB else f"{repository.host}/{path}"
