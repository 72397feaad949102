"""Stars, names and licences of the repositories of the list, from their hosts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from paperlist.catalogue.facts import Facts, RepositoryRecord
from paperlist.catalogue.problems import count_of
from paperlist.catalogue.repositories import (
    GITHUB,
    HOSTS,
    Repository,
    by_key,
    on_github,
    parse_key,
    parse_repository,
)
from paperlist.catalogue.values import parse_repo
from paperlist.sources import github
from paperlist.sources.code_hosts import Unusable, read_response, request
from paperlist.sources.github import Answers, OutOfRequests, Token
from paperlist.sources.network import RequestFailed, Response, refusal
from paperlist.sources.pacing import SECONDS_BETWEEN, paced, with_retries
from paperlist.sources.refreshing import Refresh, Step, is_valid

# In a row; then something is wrong with the host, or with us.
MOST_UNUSABLE = 5


def repositories_of(entries: Iterable[Mapping[str, object]]) -> dict[str, Repository]:
    """By key; the entries may have other errors."""
    found: dict[str, Repository] = {}
    for entry in entries:
        for repository in _repositories(str(entry.get("code", "")), str(entry.get("repo", ""))):
            found.setdefault(repository.key, repository)
    return found


def _repositories(code: str, repo: str) -> Iterator[Repository]:
    # An owner such as -a is in no key.
    if (repository := parse_repository(code)) and is_valid(parse_key, repository.key):
        yield repository
    if is_valid(parse_repo, repo):
        yield on_github(repo)


def refresh_stars(  # noqa: PLR0913 - a run has these parts
    refresh: Refresh,
    due: Sequence[Repository],
    known: Mapping[str, RepositoryRecord],
    *,
    token: Token | None,
    hint: str,
) -> Iterator[Step]:
    """A step for each request; a failure at one host leaves the others as they are.

    `hint` follows the notice that a repository has moved.
    """
    for host in HOSTS:
        repositories = [repository for repository in due if repository.host == host]
        done = 0
        try:
            for answers in _answers(refresh, repositories, token):
                done += len(answers)
                yield _step(answers, known, refresh.today, hint)
        except RequestFailed as error:
            left = f"{count_of(len(repositories) - done, 'repository')} of {HOSTS[host].name} left"
            if isinstance(error, OutOfRequests) and token is None:
                advice = "set GITHUB_TOKEN, or run it again then"
                yield Step(0, notices=(f"{error} without a token; {left}: {advice}",))
            else:
                yield Step(0, errors=(f"{error}; {left}, run it again later",))


def _answers(
    refresh: Refresh, repositories: Sequence[Repository], token: Token | None
) -> Iterator[Answers]:
    if token and repositories and repositories[0].host == GITHUB:
        return github.in_batches(refresh, repositories, token)
    return _one_by_one(refresh, repositories)


def _one_by_one(refresh: Refresh, repositories: Sequence[Repository]) -> Iterator[Answers]:
    unusable = 0
    for number, repository in enumerate(paced(repositories, SECONDS_BETWEEN), start=1):
        response = with_retries(partial(_request, refresh, repository), refresh.report)
        answer = read_response(repository, response, refresh.today)
        yield [(repository, answer)]
        unusable = unusable + 1 if isinstance(answer, Unusable) else 0
        if number == len(repositories):
            return
        if repository.host == GITHUB and github.is_used_up(response):
            raise github.out_of_requests(response)
        if isinstance(answer, Unusable) and unusable == MOST_UNUSABLE:
            raise RequestFailed(answer.reason)


def _request(refresh: Refresh, repository: Repository) -> Response:
    response = request(refresh.hosts, repository)
    if repository.host == GITHUB and github.is_limited(response):
        raise github.out_of_requests(response)
    error = refusal(response, response.url)
    if error.is_temporary:
        raise error
    return response


def _step(answers: Answers, known: Mapping[str, RepositoryRecord], today: str, hint: str) -> Step:
    stars, notices = {}, []
    for repository, answer in answers:
        key = repository.key
        if isinstance(answer, Unusable):
            notices.append(f"{repository.full_name}: {answer.reason}")
            continue
        record = answer or _gone(repository, known.get(key), today)
        stars[key] = record
        if record.gone:
            notices.append(f"{repository.full_name} is gone")
        elif record.moved:
            new = by_key(record.moved)
            name = new.path if repository.host == GITHUB else new.full_name
            notices.append(f"{repository.full_name} is now {name}{hint}")
    return Step(len(answers), Facts(stars=stars), notices=tuple(notices))


def _gone(repository: Repository, known: RepositoryRecord | None, today: str) -> RepositoryRecord:
    """What was known of it stays."""
    now = {"gone": True, "moved": None, "date": today, "source": repository.url}
    if known is None:
        return RepositoryRecord.model_validate(now)
    return known.model_copy(update=now)
