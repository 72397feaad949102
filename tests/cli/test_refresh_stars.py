"""`paperlist refresh stars`: every code host, its limits and faults, and `--fix`."""

import json

import pytest
from click.testing import CliRunner

from paperlist import load_catalogue
from paperlist.catalogue.repositories import HOSTS, parse_repository
from paperlist.cli import main
from paperlist.sources import code_hosts, pacing
from tests.support import code_hosts as playing
from tests.support import hosts
from tests.support.catalogues import entry, write_data
from tests.support.code_hosts import RATE_LIMITED, limited, limits

GRAPHQL = "/api.github.com/graphql"
NAMES = [f"owner/n{number}" for number in range(250)]
TOKEN = "ghp_nobody-may-see-this"
WITHOUT = "api.github.com allows no more requests until 00:50 UTC without a token; "


def paper(number, code):
    return entry(
        id=f"p{number}", title=f"Paper {number}", arxiv=f'"2307.{number + 1:05}"', code=code
    )


SEVERAL = "\n".join(paper(n, f"https://github.com/{name}") for n, name in enumerate(NAMES))


@pytest.fixture
def web(monkeypatch, pauses):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(playing.NOW))
    monkeypatch.delenv("GH_TOKEN", raising=False)
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    with playing.running() as running:
        running.stars = {name: number for number, name in enumerate(NAMES)}
        yield running


@pytest.fixture
def without_token(web, monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", "")


def folder(path, papers):
    return write_data(path, papers)


@pytest.fixture
def data(tmp_path):
    return folder(tmp_path, SEVERAL)


def refresh(data, web, *options):
    arguments = ["refresh", "stars", "--data", str(data), *web.options, *options]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert TOKEN not in result.output
    return result


def facts(data):
    return json.loads((data / "facts.json").read_text("utf-8"))["stars"]


def test_a_hundred_in_a_request_with_a_token(data, web, pauses):
    result = refresh(data, web)
    assert (result.exit_code, result.stderr) == (0, "")
    assert web.asked == [GRAPHQL] * 3
    assert web.tokens == {f"Bearer {TOKEN}"}
    assert pauses == [1.0, 1.0]
    assert result.stdout == (
        "stars: 100 of 250 repositories\nstars: 200 of 250 repositories\n"
        "stars: 250 of 250 repositories\n"
    )
    assert {name: record.get("count", 0) for name, record in facts(data).items()} == web.stars
    loaded = load_catalogue(data)
    assert loaded.problems == ()
    assert loaded.catalogue.stars_of(loaded.catalogue.papers[7]).count == 7


def test_ten_thousand_repositories_are_a_hundred_requests(tmp_path, web):
    names = [f"o{number % 50}/n{number}" for number in range(10_000)]
    web.stars = dict.fromkeys(names, 5)
    text = "\n".join(
        f"- id: p{number}\n  code: https://github.com/{name}" for number, name in enumerate(names)
    )
    result = refresh(folder(tmp_path, text), web, "--json")
    assert json.loads(result.stdout)["requests"] == {"api.github.com": 100}
    assert len(facts(tmp_path)) == 10_000


def test_the_second_token_is_used_if_the_first_is_empty(data, web, monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", " ")
    monkeypatch.setenv("GH_TOKEN", "other\n")
    assert refresh(data, web, "--limit", "1").exit_code == 0
    assert web.tokens == {"Bearer other"}


@pytest.mark.parametrize("token", [TOKEN, ""])
def test_what_is_kept_of_a_repository(tmp_path, web, monkeypatch, token):
    """The same with and without a token."""
    monkeypatch.setenv("GITHUB_TOKEN", token)
    data = folder(
        tmp_path,
        paper(0, "https://github.com/Owner/Name/tree/main/x")
        + paper(1, "https://github.com/a/old")
        + paper(2, "https://github.com/a/gone")
        + paper(3, "https://github.com/a/lost")
        + entry(id="q", title="Q", arxiv=None, url="https://example.org/", repo="own/repo",
                code="https://example.org/code"),
    )  # fmt: skip
    known = {"count": 9, "date": "2026-01-01", "source": "https://github.com/a/gone"}
    (data / "facts.json").write_text(json.dumps({"stars": {"a/gone": known}}))
    web.stars = {"owner/Name": 7, "B/New": 5, "own/repo": 3}
    web.moved = {"a/old": "B/New"}
    web.more = {
        "owner/Name": {"archived": True, "licence": "Apache-2.0"},
        "B/New": {"licence": "NOASSERTION"},
    }
    result = refresh(data, web)
    assert result.exit_code == 0
    assert set(result.stderr.splitlines()) == {
        "github.com/a/old is now B/New; `paperlist refresh stars --fix` writes it",
        "github.com/a/gone is gone",
        "github.com/a/lost is gone",
    }
    same = {"date": "2026-11-26", "pushed": "2026-10-02"}
    source = "https://github.com/"
    assert facts(data) == {
        "owner/name": {
            **same, "count": 7, "archived": True, "licence": "Apache-2.0",
            "source": f"{source}Owner/Name",
        },
        "a/old": {**same, "count": 5, "moved": "B/New", "source": f"{source}a/old"},
        "a/gone": {"count": 9, "date": "2026-11-26", "gone": True, "source": f"{source}a/gone"},
        "a/lost": {"date": "2026-11-26", "gone": True, "source": f"{source}a/lost"},
        "own/repo": {**same, "count": 3, "source": f"{source}own/repo"},
    }  # fmt: skip
    assert load_catalogue(data).problems == ()


@pytest.mark.usefixtures("without_token")
def test_without_a_token_it_stops_at_the_limit(data, web):
    web.left = 60
    result = refresh(data, web)
    left = "of GitHub left: set GITHUB_TOKEN, or run it again then\n"
    assert (result.exit_code, result.stderr) == (0, f"{WITHOUT}190 repositories {left}")
    assert (len(web.asked), len(facts(data)), web.tokens) == (60, 60, {None})
    web.left = 60
    assert refresh(data, web).stderr == f"{WITHOUT}130 repositories {left}"
    assert len(facts(data)) == 120
    result = refresh(data, web)
    assert (result.exit_code, result.stderr) == (0, f"{WITHOUT}130 repositories {left}")
    assert len(web.asked) == 121


@pytest.mark.usefixtures("without_token")
def test_parts_of_a_run_make_the_bytes_of_a_whole_one(data, web):
    refresh(data, web)
    whole = (data / "facts.json").read_bytes()
    (data / "facts.json").unlink()
    for _ in range(5):
        web.left = 60
        refresh(data, web)
    assert (data / "facts.json").read_bytes() == whole


@pytest.mark.parametrize("token", [TOKEN, ""])
@pytest.mark.parametrize("stop", [1, 2])
def test_an_interrupted_run_resumes(data, web, monkeypatch, token, stop):
    monkeypatch.setenv("GITHUB_TOKEN", token)
    refresh(data, web)
    whole = (data / "facts.json").read_bytes()
    (data / "facts.json").unlink()
    waited = []

    def interrupt(seconds):
        waited.append(seconds)
        if len(waited) == stop:
            raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(pacing, "pause", interrupt)
        result = refresh(data, web)
    done = stop * (100 if token else 1)
    assert result.stderr == (
        f"error: interrupted; updated {done} of 250 repositories, run it again later\n"
    )
    assert (result.exit_code, len(facts(data))) == (1, done)
    refresh(data, web)
    assert (data / "facts.json").read_bytes() == whole


def test_on_the_same_day_nothing_is_asked_twice(data, web):
    refresh(data, web)
    web.asked.clear()
    result = refresh(data, web)
    assert (result.exit_code, web.asked) == (0, [])
    assert result.stdout == "stars: all 250 repositories are up to date\n"


def test_a_rejected_token_is_named_and_not_shown(data, web):
    web.faults = [hosts.status(401)]
    result = refresh(data, web)
    assert (result.exit_code, len(web.asked)) == (1, 1)
    assert result.stderr == (
        "error: api.github.com rejected the token in GITHUB_TOKEN (401 Unauthorized); "
        "renew or unset it; 250 repositories of GitHub left, run it again later\n"
    )


@pytest.mark.parametrize("token", ["a\nb", "a b", "clé", "a\x7f"])
def test_what_is_no_token_is_not_sent(data, web, monkeypatch, token):
    monkeypatch.setenv("GITHUB_TOKEN", token)
    result = refresh(data, web)
    assert (result.exit_code, web.asked) == (1, [])
    assert "GITHUB_TOKEN is not a token: it has a character that none has" in result.stderr
    assert token not in result.stderr


FAILURE = {"data": None, "errors": [{"message": "Something went wrong"}]}


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        (limited(200, RATE_LIMITED, **limits(0, 200)), 200.0),
        (limited(403, **limits(0, 200)), 200.0),
        (limited(429, **limits(0, 200)), 200.0),
        (limited(403, Retry_After="30"), 30.0),
        (limited(429, Retry_After="30"), 30.0),
        (limited(403), 60.0),
        (limited(403, **{"x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon"}), 60.0),
        (limited(502), 6.0),
        (limited(200, FAILURE), 6.0),
        (hosts.cut, 6.0),
    ],
)
def test_what_may_pass_is_asked_again(data, web, pauses, fault, wait):
    web.faults = [None, fault]
    result = refresh(data, web)
    assert (result.exit_code, pauses, len(web.asked)) == (0, [1.0, wait, 1.0], 4)
    assert result.stderr.endswith(f"; retrying in {wait:.0f} seconds\n")
    assert len(facts(data)) == 250


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (limited(200, RATE_LIMITED, **limits(0, 3000)),
         "api.github.com allows no more requests until 00:50 UTC"),
        (limited(403, **limits(0, 3000)), "api.github.com allows no more requests until 00:50 UTC"),
        (limited(429, Retry_After="3600"),
         "api.github.com allows no more requests until 01:00 UTC"),
        (limited(429, Retry_After="7200", date="Fri, 31 Dec 9999 23:00:00 GMT"),
         "api.github.com allows no more requests"),
        (limited(404), "api.github.com responded 404 Not Found"),
        (hosts.redirect("https://example.org/"), "api.github.com responded 302 Found"),
        (hosts.text("<html>"), "the response of api.github.com is not that of GraphQL"),
        (limited(200, ["a"]), "the response of api.github.com is not that of GraphQL"),
        (hosts.endless, "the response of api.github.com is larger than 20 MB"),
    ],
)  # fmt: skip
def test_it_stops_and_says_so(data, web, pauses, fault, message):
    web.faults = [None, fault]
    result = refresh(data, web)
    assert (result.exit_code, pauses) == (1, [1.0])
    left = "150 repositories of GitHub left, run it again later"
    assert result.stderr == f"error: {message}; {left}\n"
    assert len(facts(data)) == 100
    assert refresh(data, web).exit_code == 0
    assert len(facts(data)) == 250


def test_after_three_failures_it_gives_up(data, web, pauses):
    web.faults = [limited(502)] * 3
    result = refresh(data, web)
    assert (result.exit_code, pauses) == (1, [6.0, 12.0])
    assert "api.github.com responded 502 Bad Gateway; 250 repositories" in result.stderr


@pytest.mark.parametrize("token", [TOKEN, ""])
def test_one_repository_with_an_error_leaves_the_others(data, web, monkeypatch, token):
    monkeypatch.setenv("GITHUB_TOKEN", token)
    web.blocked = {NAMES[3]}
    web.stars[NAMES[4]] = "many"
    result = refresh(data, web)
    assert result.exit_code == 0
    assert {*facts(data)} == {*NAMES} - {*NAMES[3:5]}
    first, second = result.stderr.splitlines()
    reason = "'Not for you.'" if token else "451 Unavailable For Legal Reasons"
    assert first.startswith(f"github.com/{NAMES[3]}: api.github.com responded ")
    assert first.endswith(reason)
    assert second.startswith(f"github.com/{NAMES[4]}: the response has no valid ")


@pytest.mark.usefixtures("without_token")
def test_a_host_that_only_says_no_is_left_alone(data, web):
    web.faults = [limited(403)] * 10
    result = refresh(data, web)
    assert (result.exit_code, len(web.asked)) == (1, 5)
    assert "error: api.github.com responded 403 Forbidden; 245 repositories" in result.stderr


@pytest.mark.usefixtures("without_token")
@pytest.mark.parametrize(
    "target", ["https://example.org/x", "http://api.github.com/x", "https://api.github.com/a"]
)
def test_redirects_stay_on_the_host(tmp_path, web, target):
    data = folder(tmp_path, paper(0, f"https://github.com/{NAMES[0]}"))
    web.faults = [hosts.redirect(target)] * 9
    result = refresh(data, web)
    assert result.exit_code == 0
    assert f"github.com/{NAMES[0]}: api.github.com responded 302 Found" in result.stderr
    assert len(web.asked) == (4 if target.startswith("https://api.") else 1)


OTHERS = (
    "https://gitlab.com/group/team/project/-/tree/main",
    "https://codeberg.org/owner/name",
    "https://huggingface.co/owner/model/tree/main",
    "https://huggingface.co/datasets/owner/set",
    "https://huggingface.co/spaces/owner/space",
)
PROJECT = "/gitlab.com/api/v4/projects/group%2Fteam%2Fproject"
ON_OTHERS = {
    PROJECT: (200, {
        "path_with_namespace": "group/team/project", "star_count": 4, "archived": True,
        "last_activity_at": "2026-09-01T00:00:00.000Z", "license": {"key": "mit"}}),
    "/codeberg.org/api/v1/repos/owner/name": (200, {
        "full_name": "owner/name", "stars_count": 5, "archived": False,
        "updated_at": "2026-09-02T00:00:00+02:00"}),
    "/huggingface.co/api/models/owner/model": (200, {
        "id": "owner/model", "likes": 6, "lastModified": "2026-09-03T00:00:00.000Z",
        "cardData": {"license": "apache-2.0"}}),
    "/huggingface.co/api/datasets/owner/set": (200, {
        "id": "owner/set", "likes": 7, "cardData": {"license": ["mit", "other"]}}),
    "/huggingface.co/api/spaces/owner/space": (200, {
        "id": "owner/space", "likes": 8, "cardData": None}),
}  # fmt: skip


@pytest.fixture
def others(tmp_path, web):
    web.answers = dict(ON_OTHERS)
    return folder(tmp_path, "\n".join(paper(n, link) for n, link in enumerate(OTHERS)))


def test_other_hosts(others, web, pauses):
    result = refresh(others, web)
    assert (result.exit_code, result.stderr, pauses) == (0, "", [1.0, 1.0])
    day = {"date": "2026-11-26"}
    assert facts(others) == {
        "gitlab.com/group/team/project": {
            **day, "count": 4, "archived": True, "pushed": "2026-09-01", "licence": "MIT",
            "source": "https://gitlab.com/group/team/project",
        },
        "codeberg.org/owner/name": {
            **day, "count": 5, "pushed": "2026-09-02", "source": "https://codeberg.org/owner/name",
        },
        "huggingface.co/owner/model": {
            **day, "count": 6, "pushed": "2026-09-03", "licence": "Apache-2.0",
            "source": "https://huggingface.co/owner/model",
        },
        "huggingface.co/datasets/owner/set": {
            **day, "count": 7, "source": "https://huggingface.co/datasets/owner/set",
        },
        "huggingface.co/spaces/owner/space": {
            **day, "count": 8, "source": "https://huggingface.co/spaces/owner/space",
        },
    }  # fmt: skip
    assert load_catalogue(others).problems == ()
    assert web.tokens == {None}


def test_moved_and_gone_on_other_hosts(others, web):
    name = "/codeberg.org/api/v1/repos/owner/name"
    web.answers |= {
        PROJECT: (302, "https://gitlab.com/api/v4/projects/7"),
        "/gitlab.com/api/v4/projects/7": (
            200, ON_OTHERS[PROJECT][1] | {"path_with_namespace": "new/project"},
        ),
        name: (404, {}),
        "/huggingface.co/api/models/owner/model": (401, {}),
        "/huggingface.co/api/datasets/owner/set": (307, "/api/datasets/new/set"),
        "/huggingface.co/api/datasets/new/set": (200, {"id": "new/set", "likes": 7}),
    }  # fmt: skip
    result = refresh(others, web, "--fix")
    assert result.exit_code == 0
    path = f"{others}/papers.yaml"
    assert result.stderr == (
        "gitlab.com/group/team/project is now gitlab.com/new/project\n"
        "codeberg.org/owner/name is gone\n"
        "huggingface.co/owner/model is gone\n"
        "huggingface.co/datasets/owner/set is now huggingface.co/datasets/new/set\n"
        f"{path}:1: 'p0' corrected: code: https://gitlab.com/new/project/-/tree/main\n"
        f"{path}:25: 'p3' corrected: code: https://huggingface.co/datasets/new/set\n"
    )
    assert facts(others)["gitlab.com/new/project"]["source"] == "https://gitlab.com/new/project"
    assert "huggingface.co/datasets/new/set" in facts(others)


@pytest.mark.parametrize("host", sorted(HOSTS))
def test_a_failure_of_one_host_leaves_the_others(others, web, host):
    papers = paper(9, f"https://github.com/{NAMES[0]}") + (others / "papers.yaml").read_text()
    (others / "papers.yaml").write_text(papers)
    answer = web.server.fault
    part = "/api.github.com/" if host == "github.com" else f"/{host}/"
    fail = limited(503)
    web.server.fault = lambda handler: (
        fail(handler) if handler.path.startswith(part) else answer(handler)
    )
    result = refresh(others, web)
    assert result.exit_code == 1
    assert "left, run it again later" in result.stderr
    assert not [key for key in facts(others) if _host(key) == host]
    web.server.fault = answer
    assert refresh(others, web).exit_code == 0
    assert len(facts(others)) == 6


@pytest.mark.usefixtures("without_token")
def test_the_limit_of_github_is_that_of_github_alone(others, web):
    papers = paper(9, f"https://github.com/{NAMES[0]}") + (others / "papers.yaml").read_text()
    (others / "papers.yaml").write_text(papers)
    moved = ON_OTHERS[PROJECT][1] | {"path_with_namespace": "new/project"}
    web.answers[PROJECT], web.left = (200, moved), 0
    result = refresh(others, web)
    assert (result.exit_code, len(facts(others))) == (0, 5)
    assert result.stderr == (
        f"{WITHOUT}1 repository of GitHub left: set GITHUB_TOKEN, or run it again then\n"
        "gitlab.com/group/team/project is now gitlab.com/new/project; "
        "`paperlist refresh stars --fix` writes it\n"
    )


def _host(key):
    repository = parse_repository(f"https://{key}")
    return repository.host if repository else "github.com"


def test_every_code_host_has_its_api():
    assert set(code_hosts.APIS) == set(HOSTS)


WRITTEN = """\
# The list.
- id: a
  title: "First"
  date: 2023-07
  arxiv: "2307.00001"
  # where it lives
  code: https://github.com/a/old/tree/main/x?tab=readme#top  # main
  topics: [attention]
  added: 2023-08-01

- id: b
  title: "Second"
  date: 2023-07
  arxiv: "2307.00002"
  code: https://example.org/
  repo: a/old # the badge
  topics: [attention]
  added: 2023-08-01

- id: c
  title: "Third"
  date: 2023-07
  arxiv: "2307.00003"
  code: >-
    https://github.com/a/other
  topics: [attention]
  added: 2023-08-01
"""
FIXED = WRITTEN.replace("com/a/old/", "com/B/New/").replace("a/old # the", "B/New  # the")


@pytest.fixture
def renamed(tmp_path, web):
    web.stars = {"B/New": 5, "a/other": 6}
    web.moved = {"a/old": "B/New"}
    return folder(tmp_path, WRITTEN)


def test_fix_writes_the_new_name_and_nothing_else(renamed, web):
    result = refresh(renamed, web, "--fix")
    path = f"{renamed}/papers.yaml"
    assert (result.exit_code, result.stderr) == (
        0,
        "github.com/a/old is now B/New\n"
        f"{path}:2: 'a' corrected: code: https://github.com/B/New/tree/main/x?tab=readme#top\n"
        f"{path}:11: 'b' corrected: repo: B/New\n",
    )
    assert (renamed / "papers.yaml").read_text() == FIXED
    fixed = facts(renamed)
    assert {*fixed} == {"a/other", "b/new"}
    web.asked.clear()
    assert refresh(renamed, web, "--fix").stderr == ""
    assert web.asked == []
    (renamed / "facts.json").unlink()
    refresh(renamed, web)
    assert facts(renamed) == fixed


def test_fix_writes_what_an_earlier_run_found(renamed, web):
    refresh(renamed, web)
    web.asked.clear()
    assert refresh(renamed, web, "--fix", "--quiet").output == ""
    assert web.asked == []
    assert (renamed / "papers.yaml").read_text() == FIXED


def test_fix_changes_all_entries_or_none(renamed, web):
    (renamed / "papers.yaml").write_text(f"{WRITTEN}\n- {{id: d, title: D, date: 2023-06, "
        "url: 'https://example.org/d', code: https://github.com/a/old, topics: [attention], "
        "added: 2023-08-01}\n")  # fmt: skip
    before = (renamed / "papers.yaml").read_text()
    result = refresh(renamed, web, "--fix")
    assert result.exit_code == 1
    assert "the value shares its line with others; run `paperlist format` first" in result.stderr
    assert (renamed / "papers.yaml").read_text() == before
    assert facts(renamed)["a/old"]["moved"] == "B/New"


def test_fix_needs_valid_data(renamed, web):
    (renamed / "papers.yaml").write_text(WRITTEN.replace("2023-07\n", "never\n", 1))
    result = refresh(renamed, web, "--fix")
    assert result.exit_code == 1
    assert "'never' is not a valid date" in result.stderr
    assert facts(renamed)["a/old"]["moved"] == "B/New"


def test_fix_in_parts_of_the_list(renamed, web):
    (renamed / "papers").mkdir()
    first, second, third = WRITTEN.split("\n\n")
    (renamed / "papers.yaml").unlink()
    (renamed / "papers/b.yaml").write_text(f"{first}\n")
    (renamed / "papers/a.yaml").write_text(f"{second}\n\n{third}")
    assert refresh(renamed, web, "--fix").exit_code == 0
    texts = [(renamed / f"papers/{name}.yaml").read_text() for name in "ba"]
    assert "\n".join(texts) == FIXED


def test_links_that_no_host_has_are_left_out(tmp_path, web):
    data = folder(
        tmp_path,
        paper(0, "https://github.com/gitlab.com/x")
        + paper(1, "https://github.com/-a/x")
        + paper(2, "https://github.com/topics/llm")
        + entry(id="q", title="Q", repo="[a]", code="{a: b}")
        + paper(3, f"https://github.com/{NAMES[1]}.git"),
    )
    assert refresh(data, web).exit_code == 0
    assert [*facts(data)] == [NAMES[1]]


def test_a_new_name_that_is_none_is_not_kept(tmp_path, web):
    data = folder(tmp_path, paper(0, "https://github.com/a/old"))
    web.stars, web.moved = {"javascript:x": 5}, {"a/old": "javascript:x"}
    result = refresh(data, web)
    assert (result.exit_code, (data / "facts.json").read_text()) == (0, "{}\n")
    assert result.stderr == "github.com/a/old: the response has no valid 'moved'\n"
