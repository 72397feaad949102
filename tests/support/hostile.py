"""Hostile data: what the check lets through, since a title may hold any visible character."""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from paperlist.catalogue.load import load_catalogue
from paperlist.publishing.site_info import Site
from tests.support import builds

SCRIPT = "</title><script>document.title='taken'</script><img src=x onerror=alert(1)> &amp; &lt; B"


MARKUP = (
    "A | B $x_1$ *stars* __bold__ `code` [link](javascript:alert(1)) {: .a } {{ macro }} {% raw %}"
    r" <!-- body --> <!-- search --> <!-- papers --> :smile: \alpha # ~~~ ^^^ %20 --- </h1> <b>no"
)


# Text that the check lets through, since a title may hold any visible sign.
LONG = "</title><script>document.title='taken'</script> " + "W" * 400 + " " + "word " * 110


SHOWN = {
    "script": SCRIPT,
    "markup": MARKUP,
    "template": "{{ config.site_name }} {% include 'main.html' %} {# no #} ${alert(1)} <%= 1 %>",
    "front": '--- title: taken --- "><meta http-equiv=refresh content=0;url=https://evil.example/>',
    "ending": "</script></style></textarea></article></pre></noscript>--><svg onload=alert(1)>",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; &nbsp; &amp;amp; &",
    "quotes": '" onmouseover="alert(1)" x=" \' onfocus=\'alert(1)\' autofocus ` \\',
    "links": "[a](javascript:alert(1)) <javascript:alert(1)> ![i](https://evil.example/i.png)",
    "right": "ארבע עלי לחם <b>خبز</b> 面包",
    "long": LONG[:1000].strip(),
}


# In lists of names a semicolon is refused, since it may separate two.
LISTED = {name: text.replace(";", "") for name, text in SHOWN.items()}
NAMES = [*SHOWN]


def entry(number, name):
    """Everything that a person writes is hostile; the rest has to be as it is."""
    hostile = SHOWN[name]
    return {
        "id": name,
        "name": f"{name} {hostile}"[:1000].strip(),
        "aka": [LISTED[name]],
        "title": hostile,
        "authors": [LISTED[name], "et al."],
        "date": f"2024-{number + 1:02}",
        "venue": hostile,
        "org": [LISTED[name]],
        "arxiv": f"24{number + 1:02}.00001",
        "url": f"https://bakery.example/?a={number}&b=%3Cscript%3E&c=[1]",
        "code": f"https://github.com/bakery/{name}",
        "topics": NAMES,
        "summary": hostile,
        "summary_zh": hostile,
        "note": hostile,
        "added": "2024-12-31",
    }


PAPERS = [entry(number, name) for number, name in enumerate(NAMES)]


TOPICS = [
    {"id": name, "name": shown, "name_zh": shown, "description": shown, "description_zh": shown}
    for name, shown in SHOWN.items()
]


COLLECTIONS = [
    {
        "id": f"v-{name}",
        "title": shown,
        "title_zh": shown,
        "pages": 1,
        "date": "2024-05-01",
        "url": "https://bakery.example/basket.zip?a=1&b=$(touch%20x)",
        "contents": [{"name": shown}, {"name": shown, "papers": [name]}],
    }
    for name, shown in SHOWN.items()
]


def spaced(words):
    return " ".join(words.split())


HOME = "https://papers.example/list"


SITE = Site("en", HOME, "https://github.com/a/b", SHOWN["markup"], SHOWN["ending"])


SAFE = etree.XMLParser(resolve_entities=False, no_network=True)


@cache
def hostile_catalogue():
    lists = (PAPERS, TOPICS, COLLECTIONS)
    with TemporaryDirectory() as name:
        (Path(name) / "data").mkdir()
        builds.write_list(Path(name), *(json.dumps(each) for each in lists))
        return load_catalogue(Path(name) / "data").catalogue
