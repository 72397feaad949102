"""What the tests of the citation formats share: papers, and what a citation must tell of one."""

import re
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st

from paperlist.catalogue.load import load_catalogue
from paperlist.catalogue.values import ET_AL
from paperlist.catalogue.venues import PREPRINTS
from tests.support.catalogues import DATA, ids, paper, titles

# Every example is rendered and parsed once for each format.
FEWER = settings(max_examples=80)

# A sign of LaTeX, HTML, JSON or RIS at the start, in the middle, at the end, and alone.
ODD = [
    "R&D at 100% of C# in a_b",
    "a $O(n^2)$ bound, $5 & ~6^7",
    "{LLM} A { B",
    "A } B {",
    "} x {",
    "x {}",
    "@misc{x, title = {y}}",
    "\\textbf{Bold} \\ \\{ \\\\",
    "The \"best\" of 'it' `all` ``now''",
    "x ~ ^ _ # % & $ \\",
    "注意力：大模型推理 (中文)",
    "Łukasz Ñandú ß ﬁ 𝒜 é",
    "]]> <script>alert(1)</script> &amp; <!--",
    "ER  - ",
    "AU  - x",
    "TY  - JOUR",
    "-- ... x !? --",
    "LLM.int8(): 8-bit",
    "and others and more",
    '", "title": "x"}]',
]
# Kinds whose author may be an organisation.
BY_GROUPS = ("blog", "docs", "code")
ODD_DOIS = [
    "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO#2",
    "10.1007/978-3-031-19775-8_1",
    "10.1234/a{b}c\\d}",
    "10.1234/50%&$~^",
]

words = st.from_regex(r"[A-ZÉ中][a-zé]{1,8}", fullmatch=True).filter(lambda word: word != "And")
people = st.lists(words, min_size=2, max_size=4).map(" ".join)
groups = titles.filter(lambda text: text not in ("等", "others"))
papers = st.builds(
    paper,
    id=ids,
    title=titles,
    authors=st.lists(people | groups, max_size=3),
    org=st.lists(titles, max_size=2),
    date=st.sampled_from(["2007-01", "2023-12-31"]),
    venue=st.none() | titles.map("{} 2024".format).filter(lambda venue: not PREPRINTS.match(venue)),
    kind=st.sampled_from(["paper", "report", "blog", "docs", "code"]),
    arxiv=st.sampled_from([None, "2307.00001", "hep-th/9901001"]),
    doi=st.none() | st.sampled_from(ODD_DOIS),
    url=st.just("https://example.org/a%20b_c~d?e=f&g=#h"),
    note=st.none() | titles,
)


@cache
def real_papers():
    return load_catalogue(DATA).catalogue.papers


def odd_paper(text):
    """One text in every place that takes it."""
    text = text.strip()
    facts = {"title": text, "name": text, "note": text, "org": [text]}
    authors = [" ".join(text.split()), "Ada Lovelace"]
    return paper(authors=authors, venue=f"{text} 2024", kind="report", **facts)


def told(item):
    """What a citation says of the paper, in any format; the day where the format has days."""
    venue = re.fullmatch(r"(.+?)(?:[ ,;]* (\d{4}))?", item.venue) if item.venue else None
    arxiv = f"https://arxiv.org/abs/{item.arxiv}" if item.arxiv else None
    return {
        "key": item.id,
        "title": item.title,
        "authors": list(item.known_authors or (item.org if item.kind in BY_GROUPS else ())),
        "is_cut": ET_AL in item.authors,
        "venue": venue[1] if venue else None,
        "date": venue[2] if venue and venue[2] else item.date,
        "arxiv": item.arxiv,
        "doi": item.doi,
        "url": arxiv or item.url or item.code,
        "note": item.note,
    }
