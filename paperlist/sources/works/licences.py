"""Licences of papers, from arXiv's OAI-PMH interface and as OpenAlex names them.

https://info.arxiv.org/help/oa/index.html
"""

import re
from contextlib import suppress
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from paperlist.catalogue.values import Malformed, parse_link
from paperlist.sources.network import RequestFailed
from paperlist.sources.responses import parse_xml
from paperlist.sources.text import clean_text
from paperlist.sources.works.paper import Known, Listed, Source

ADDRESS = "https://oaipmh.arxiv.org/oai"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
ARXIV = "{http://arxiv.org/OAI/arXiv/}"
CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/(?:licenses/(?P<kind>by[a-z-]*)|publicdomain/(?P<zero>zero))"
    r"/(?P<version>\d\.\d)/?"
)
NOT_OAI = "the response of oaipmh.arxiv.org is not OAI-PMH"


def licence_of(link: str) -> str | None:
    """CC-BY-4.0 for a link to Creative Commons; other links stay, with https."""
    if match := CREATIVE_COMMONS.fullmatch(link):
        name = "CC0" if match["zero"] else f"CC-{match['kind'].upper()}"
        return f"{name}-{match['version']}"
    with suppress(Malformed):
        return parse_link(re.sub("^http:", "https:", link))
    return None


def licence_of_openalex(name: str) -> str | None:
    """CC-BY for cc-by, which has no version there; None for other open access."""
    return name.upper() if re.fullmatch(r"cc-by(-nc|-sa|-nd|-nc-sa|-nc-nd)?", name) else None


def _addresses(paper: Listed) -> list[str]:
    if not paper.arxiv or not paper.needs_licence or not paper.authors:
        return []
    query = {
        "verb": "GetRecord",
        "identifier": f"oai:arXiv.org:{paper.arxiv}",
        "metadataPrefix": "arXiv",
    }
    return [f"{ADDRESS}?{urlencode(query, safe=':/')}"]


def _read(text: str, paper: Listed) -> Known | None:
    root = parse_xml(text, f"{OAI}OAI-PMH", NOT_OAI)
    error = root.find(f"{OAI}error")
    if error is not None and error.get("code") == "idDoesNotExist":
        return None
    record = root.find(f"{OAI}GetRecord/{OAI}record")
    if record is None:
        raise RequestFailed(NOT_OAI)
    entry = record.find(f"{OAI}metadata/{ARXIV}arXiv")
    if entry is None or not paper.agrees(_text(entry, "title"), _authors(entry)):
        return None
    link = f"https://arxiv.org/abs/{paper.arxiv}"
    return Known(link, licence=licence_of(_text(entry, "license")))


def _authors(entry: ET.Element) -> list[str]:
    people = entry.iter(f"{ARXIV}author")
    names = ((_text(each, "keyname"), _text(each, "forenames")) for each in people)
    return [", ".join(filter(None, name)) for name in names]


def _text(entry: ET.Element, name: str) -> str:
    return clean_text(entry.findtext(f"{ARXIV}{name}", ""))


ARXIV_LICENCES = Source("arXiv", _addresses, _read)
