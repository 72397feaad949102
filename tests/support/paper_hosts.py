"""DBLP, OpenAlex, Hugging Face and arXiv's OAI-PMH on the loopback: responses of their shape."""

import json
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from tests.support.hosts import send

DBLP = "/dblp.org/search/publ/api"
OPENALEX = "/api.openalex.org/works/"
HUGGING_FACE = "/huggingface.co/api/papers/"
OAI = "/oaipmh.arxiv.org/oai"
PEOPLE = ("Ada Lovelace", "Wei Wang", "Bo van den Berg")


def publication(title, venue, year=2024, authors=PEOPLE, **more):
    """A hit of DBLP: titles end with a full stop, and people of one name have numbers."""
    people = [{"@pid": f"1/{n}", "text": name} for n, name in enumerate(authors)]
    return {
        "authors": {"author": people if len(people) > 1 else people[0]},
        "title": f"{title}.",
        "venue": venue,
        "pages": "1-10",
        "year": str(year),
        "type": "Conference and Workshop Papers",
        "access": "open",
        "key": f"conf/x/Lovelace{year}",
        "ee": "https://example.org/paper",
        "url": f"https://dblp.org/rec/conf/x/Lovelace{year}",
        **more,
    }


def preprint(title, authors=PEOPLE):
    return publication(
        title, "CoRR", 2023, authors,
        type="Informal and Other Publications",
        key="journals/corr/abs-2307-00001",
        doi="10.48550/ARXIV.2307.00001",
    )  # fmt: skip


def work(title, authors=PEOPLE, **more):
    """A work of OpenAlex, whose names may be those of its own records of people."""
    return {
        "id": "https://openalex.org/W4385000001",
        "doi": "https://doi.org/10.48550/arxiv.2307.00001",
        "title": title,
        "publication_year": 2023,
        "cited_by_count": 120,
        "authorships": [
            {"author_position": "first", "author": {"id": None, "display_name": name},
             "raw_author_name": name}
            for name in authors
        ],
        "primary_location": location("arXiv (Cornell University)", "repository"),
        "locations": [location("arXiv (Cornell University)", "repository")],
        **more,
    }  # fmt: skip


def location(name, kind, licence=None, raw=None):
    source = {"id": "https://openalex.org/S1", "display_name": name, "type": kind} if name else None
    return {
        "is_oa": True,
        "landing_page_url": "https://example.org/paper",
        "source": source,
        "raw_source_name": raw,
        "license": licence,
        "license_id": licence and f"https://openalex.org/licenses/{licence}",
        "version": "publishedVersion",
    }


def page(title, authors=PEOPLE, **more):
    """A paper of Hugging Face."""
    people = [{"_id": f"{n:024x}", "name": name, "hidden": False} for n, name in enumerate(authors)]
    return {
        "id": "2307.00001",
        "authors": people,
        "publishedAt": "2023-07-01T00:00:00.000Z",
        "title": title,
        "summary": "Words.",
        "upvotes": 3,
        "githubRepo": "https://github.com/ada/paper",
        "githubRepoAddedBy": "user",
        "githubStars": 7,
        **more,
    }


OAI_PMH = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2026-11-26T00:00:00Z</responseDate>
<request verb="GetRecord">https://oaipmh.arxiv.org/oai</request>
{content}
</OAI-PMH>
"""
NO_RECORD = OAI_PMH.format(content='<error code="idDoesNotExist">Nothing matches.</error>')


def oai_record(title, licence, authors=PEOPLE, arxiv="2307.00001"):
    names = [name.split(" ", 1) for name in authors]
    people = "".join(
        f"<author><keyname>{escape(family)}</keyname><forenames>{escape(given)}</forenames></author>"
        for given, family in names
    )
    stated = f"<license>{escape(licence)}</license>" if licence else ""
    return OAI_PMH.format(
        content=f"<GetRecord><record><header><identifier>oai:arXiv.org:{arxiv}</identifier>"
        "<datestamp>2024-01-01</datestamp><setSpec>cs</setSpec></header><metadata>"
        '<arXiv xmlns="http://arxiv.org/OAI/arXiv/">'
        f"<id>{arxiv}</id><created>2023-07-01</created><authors>{people}</authors>"
        f"<title>{escape(title)}</title><categories>cs.LG</categories>{stated}"
        "<abstract>Words.</abstract></arXiv></metadata></record></GetRecord>"
    )


class PaperHosts:
    """Plays them on a Host: what each has, by title, DOI and arXiv id; a function is a fault."""

    def __init__(self, host):
        self.publications, self.works, self.pages, self.licences = [], {}, {}, {}
        self.faults = {}
        self.host = host
        host.fault = self._answer

    def _answer(self, handler):
        parts = urlsplit(handler.path)
        path = unquote(parts.path)
        name = path.split("/")[1]
        if fault := self.faults.get(name):
            fault(handler)
        elif path == DBLP:
            self._search(handler, parse_qs(parts.query)["q"][0])
        elif path.startswith(OPENALEX):
            found = self.works.get(path.removeprefix(f"{OPENALEX}doi:"))
            _send_json(handler, found, "<!doctype html><title>404 Not Found</title>")
        elif path.startswith(HUGGING_FACE):
            found = self.pages.get(path.removeprefix(HUGGING_FACE))
            _send_json(handler, found, '{"error":"Paper not found"}')
        else:
            assert path == OAI
            arxiv = parse_qs(parts.query)["identifier"][0].removeprefix("oai:arXiv.org:")
            send(handler, 200, self.licences.get(arxiv, NO_RECORD), "text/xml")

    def _search(self, handler, words):
        """As DBLP does: each word is the start of one in the title or in a name."""
        wanted = words.lower().split()
        hits = [
            {"@score": "5", "@id": str(n), "info": each, "url": f"URL#{n}"}
            for n, each in enumerate(self.publications)
            if all(word in json.dumps(each, ensure_ascii=False).lower() for word in wanted)
        ]
        found = {"@total": str(len(hits)), "@computed": "5", "@sent": str(len(hits)), "@first": "0"}
        result = {
            "query": words,
            "status": {"@code": "200", "text": "OK"},
            "time": {"@unit": "msecs", "text": "1.5"},
            "completions": {"@total": "1", "@computed": "0", "@sent": "0"},
            "hits": {**found, "hit": hits} if hits else found,
        }
        _send_json(handler, {"result": result}, "")

    def asked(self, name):
        """The paths of the requests to a host, with their queries."""
        return [(path, query) for path, query, _ in self.host.asked if path.split("/")[1] == name]


def _send_json(handler, content, missing):
    if content is None:
        send(handler, 404, missing, "text/html")
    else:
        send(handler, 200, json.dumps(content, ensure_ascii=False), "application/json")
