"""GitHub's GraphQL API, a hundred repositories per request, and its limits."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

from paperlist.catalogue.problems import quote
from paperlist.catalogue.repositories import Repository
from paperlist.sources.code_hosts import OK, Answer, GraphQLState, Unusable, read_state
from paperlist.sources.network import (
    RequestFailed,
    Response,
    refusal,
    retry_after,
    send,
    status_line,
)
from paperlist.sources.pacing import SECONDS_BETWEEN, paced, with_retries
from paperlist.sources.refreshing import Refresh, batches

ADDRESS = "https://api.github.com/graphql"
BATCH = 100
# What GitHub asks for when it does not say how long.
SECONDS_AFTER_LIMIT = 60.0
FIELDS = "stargazerCount isArchived nameWithOwner pushedAt licenseInfo{spdxId}"
UNAUTHORIZED, FORBIDDEN, TOO_MANY = 401, 403, 429

Answers = list[tuple[Repository, Answer]]


@dataclass(frozen=True)
class Token:
    """`variable` is the name in the environment."""

    variable: str
    value: str = field(repr=False)


class OutOfRequests(RequestFailed):
    """GitHub allows no more requests for now."""


def in_batches(
    refresh: Refresh, repositories: Sequence[Repository], token: Token
) -> Iterator[Answers]:
    """The answers to each request; raises RequestFailed."""
    if not (token.value.isascii() and token.value.isprintable() and " " not in token.value):
        raise RequestFailed(f"{token.variable} is not a token: it has a character that none has")
    for batch in paced(batches(repositories, BATCH), SECONDS_BETWEEN):
        yield with_retries(partial(_fetch, refresh, batch, token), refresh.report)


def _fetch(refresh: Refresh, batch: Sequence[Repository], token: Token) -> Answers:
    headers = {"Authorization": f"Bearer {token.value}", "Content-Type": "application/json"}
    content = json.dumps({"query": _query(batch)}).encode()
    response = send(refresh.hosts, ADDRESS, headers, method="POST", content=content)
    if response.status == UNAUTHORIZED:
        status = status_line(UNAUTHORIZED)
        raise RequestFailed(
            f"api.github.com rejected the token in {token.variable} ({status}); renew or unset it"
        )
    if response.status in {FORBIDDEN, TOO_MANY}:
        raise out_of_requests(response)
    if response.status != OK:
        raise refusal(response, ADDRESS)
    data, errors = _parts(response)
    return [
        (repository, _answer(repository, data.get(alias), errors.get(alias), refresh.today))
        for alias, repository in _aliases(batch)
    ]


def _aliases(batch: Sequence[Repository]) -> list[tuple[str, Repository]]:
    return [(f"r{number}", repository) for number, repository in enumerate(batch)]


def _query(batch: Sequence[Repository]) -> str:
    parts = (
        f"{alias}:repository(owner:{json.dumps(each.owner)},name:{json.dumps(each.name)}){{...f}}"
        for alias, each in _aliases(batch)
    )
    return f"query{{{' '.join(parts)}}} fragment f on Repository{{{FIELDS}}}"


def _parts(response: Response) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The data, and the errors by alias; raises RequestFailed without any data."""
    try:
        content = json.loads(response.content)
        errors = content.get("errors") or []
        by_alias = {str(error["path"][0]): error for error in errors if error.get("path")}
        kinds = [str(error.get("type")) for error in errors]
        messages = [str(error.get("message")) for error in errors]
        data = content.get("data") or {}
        found = {alias: value for alias, value in data.items() if value is not None}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise RequestFailed("the response of api.github.com is not that of GraphQL") from None
    if any(kind.startswith("RATE_LIMIT") for kind in kinds):
        raise out_of_requests(response)
    if not found and not by_alias:
        reason = quote(messages[0]) if messages else "no data"
        raise RequestFailed(f"api.github.com responded with {reason}", is_temporary=True)
    return found, by_alias


def _answer(
    repository: Repository, found: object, error: dict[str, Any] | None, today: str
) -> Answer:
    if found is not None:
        return read_state(repository, GraphQLState, found, today)
    if error is None:
        return Unusable("api.github.com gave no answer")
    if error.get("type") == "NOT_FOUND":
        return None
    return Unusable(f"api.github.com responded with {quote(str(error.get('message')))}")


def is_used_up(response: Response) -> bool:
    """Whether this was the last request for now."""
    return response.headers.get("x-ratelimit-remaining") == "0"


def is_limited(response: Response) -> bool:
    """Whether the response is about a limit; GitHub has 403 for other reasons too."""
    if response.status == FORBIDDEN:
        return is_used_up(response) or "retry-after" in response.headers
    return response.status == TOO_MANY


def out_of_requests(response: Response) -> OutOfRequests:
    """What to raise for a response about a limit."""
    wait = retry_after(response)
    now = _date(response)
    if wait is None and now and is_used_up(response):
        wait = _until_reset(response, now)
    if wait is None:
        wait = SECONDS_AFTER_LIMIT
    until = _until(now, wait) if now else ""
    return OutOfRequests(f"api.github.com allows no more requests{until}", wait, is_temporary=True)


def _until(now: datetime, wait: float) -> str:
    """Nothing for a time after the year 9999."""
    try:
        return f" until {now + timedelta(seconds=wait):%H:%M} UTC"
    except OverflowError:
        return ""


def _date(response: Response) -> datetime | None:
    """When the host sent it."""
    try:
        return parsedate_to_datetime(response.headers.get("date", "")).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def _until_reset(response: Response, now: datetime) -> float | None:
    value = response.headers.get("x-ratelimit-reset", "")
    if not (value.isascii() and value.isdigit()):
        return None
    return max(float(value[:11]) - now.timestamp(), 0.0)
