"""GitHub, GitLab, Codeberg and Hugging Face on the loopback, with their limits and faults."""

import json
import re
from contextlib import contextmanager
from urllib.parse import urlsplit

from tests.support import hosts

NOW = 1795651200
DATE = "Thu, 26 Nov 2026 00:00:00 GMT"
ALIAS = re.compile(r'(r\d+):repository\(owner:"([^"]+)",name:"([^"]+)"\)')
RATE_LIMITED = {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}


class CodeHosts:
    """`stars` by owner/name on GitHub; `moved` names lead to others, `blocked` have an error.

    `answers` has the status and content by address for the other hosts. The functions in `faults`
    answer the next requests, each one.
    """

    def __init__(self, server):
        self.server = server
        self.stars = {}
        self.moved = {}
        self.blocked = set()
        self.more = {}
        self.answers = {}
        self.faults = []
        self.left = None
        self.asked = []
        self.tokens = set()
        server.fault = self._answer

    @property
    def options(self):
        return self.server.playing

    def _answer(self, handler):
        address = urlsplit(handler.path).path
        content = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        self.asked.append(address)
        self.tokens.add(handler.headers.get("Authorization"))
        fault = self.faults.pop(0) if self.faults else None
        if fault:
            fault(handler)
        elif address == "/api.github.com/graphql":
            self._graphql(handler, json.loads(content)["query"])
        elif address.startswith("/api.github.com/"):
            self._rest(handler, address.removeprefix("/api.github.com"))
        elif address in self.answers:
            status, content = self.answers[address]
            headers = {"Location": content} if status in {301, 302, 307} else {}
            hosts.send(handler, status, json.dumps(content), "application/json", **headers)
        else:
            hosts.send(handler, 404, "{}", "application/json")

    def _names(self):
        """The current name by any name in lower case, as GitHub ignores case."""
        return {each.lower(): each for each in self.stars} | self.moved

    def _graphql(self, handler, query):
        data, errors, names = {}, [], self._names()
        for alias, *parts in ALIAS.findall(query):
            asked = "/".join(parts)
            name, data[alias] = names.get(asked.lower()), None
            if asked in self.blocked:
                errors.append({"type": "FORBIDDEN", "path": [alias], "message": "Not for you."})
            elif name not in self.stars:
                message = f"Could not resolve to a Repository with the name '{asked}'."
                errors.append({"type": "NOT_FOUND", "path": [alias], "message": message})
            else:
                more = self.more.get(name, {})
                data[alias] = {
                    "stargazerCount": self.stars[name],
                    "isArchived": more.get("archived", False),
                    "nameWithOwner": name,
                    "pushedAt": "2026-10-02T03:04:05Z",
                    "licenseInfo": {"spdxId": more["licence"]} if "licence" in more else None,
                }
        content = {"data": data, **({"errors": errors} if errors else {})}
        hosts.send(handler, 200, json.dumps(content), "application/json")

    def _rest(self, handler, path):
        if self.left == 0:
            self.limit(handler)
            return
        headers = {}
        if self.left is not None:
            self.left -= 1
            headers = limits(self.left, 3000)
        numbers = {f"/repositories/{n}": name for n, name in enumerate(self.stars)}
        asked = numbers.get(path) or path.removeprefix("/repos/")
        name = self._names().get(asked.lower())
        if asked in self.blocked:
            status, content = 451, {}
        elif name not in self.stars:
            status, content = 404, {}
        elif name.lower() != asked.lower():
            number = list(self.stars).index(name)
            headers["Location"] = f"https://api.github.com/repositories/{number}"
            status, content = 301, {}
        else:
            more = self.more.get(name, {})
            status = 200
            content = {
                "full_name": name,
                "stargazers_count": self.stars[name],
                "archived": more.get("archived", False),
                "pushed_at": "2026-10-02T03:04:05Z",
                "license": {"spdx_id": more["licence"]} if "licence" in more else None,
            }
        send_at(handler, status, json.dumps(content), **headers)

    def limit(self, handler):
        send_at(handler, 403, "{}", **limits(0, 3000))


def limits(left, seconds):
    return {"x-ratelimit-remaining": str(left), "x-ratelimit-reset": str(NOW + seconds)}


def send_at(handler, status, body, date=DATE, **headers):
    """Sent at a known time, from which the time of the next request is counted."""
    handler.date_time_string = lambda *_: date
    hosts.send(handler, status, body, "application/json", **headers)


def limited(status, body=None, **headers):
    return lambda handler: send_at(handler, status, json.dumps(body or {}), **headers)


@contextmanager
def running():
    with hosts.running() as server:
        yield CodeHosts(server)
