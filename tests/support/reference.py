"""What the explorer has to find, said once more in plain Python over the data file."""

import re
import unicodedata

from click.testing import CliRunner

from paperlist.cli import main
from tests.support import builds
from tests.support.builds import SAMPLE, newest_first

PAPERS = newest_first(builds.load("papers.yaml"))
TOPICS = builds.load("topics.yaml")
COLLECTIONS = builds.load("collections.yaml")
NAMES = {
    topic["id"]: (
        topic["id"], topic["name"], topic["name_zh"],
        *topic.get("aka", ()), *topic.get("aka_zh", ()),
    )
    for topic in TOPICS
}  # fmt: skip
BUNDLES = {
    item["id"]: {paper for content in item["contents"] for paper in content.get("papers", [])}
    for item in COLLECTIONS
}
NOTHING = {
    "q": "", "abstracts": False, "topic": [], "match": "any", "not": [], "date": "", "kind": "",
    "venue": "", "code": False, "recommended": 0, "stars": 0, "collection": "", "new": False,
    "ids": [], "sort": "",
}  # fmt: skip
# By id of the paper; the sample has none.
STARS = {}
CITATIONS = {}
ABSTRACTS = {}
LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae",
    "œ": "oe", "’": "'",
})  # fmt: skip
HAN = r"[\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]"
FIELDS = ("author", "title", "venue", "org", "date", "topic")
NAMED = ("author", "venue", "org")


def fold(text):
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not is_mark(c))
    spaced = re.sub(r"[-\u2010-\u2015_\s\ufeff]+", " ", plain.lower().translate(LETTERS))
    return re.sub(f"(?<={HAN}) | (?={HAN})", "", spaced).strip()


def is_mark(char):
    return unicodedata.category(char).startswith("M")


def terms(query):
    """Whether it is left out, its field, its folded text or its two ends, whether it is a name."""
    found = re.finditer(
        rf'(-)?(?:({"|".join(FIELDS)})[:：])?(?:["“]([^"”]*)(["”]?)|(\S+))', query, re.IGNORECASE
    )
    for term in found:
        sign, field, phrase, end, word = term.groups()
        field = (field or "").lower()
        written = phrase if phrase is not None else word
        if re.fullmatch(rf"-?({'|'.join(FIELDS)})?[:：]?", term[0], re.IGNORECASE):
            continue
        if field == "date":
            if ends := span(written):
                yield bool(sign), field, ends, False
        elif fold(written):
            yield bool(sign), field, fold(written), bool(end) and field in NAMED


def span(text):
    """The two ends of a time, '' for an open one; None when it is none."""
    parts = text.split("..")
    ends = parts * 2 if len(parts) == 1 else parts
    day = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
    if len(ends) != 2 or not any(ends):
        return None
    if not all(re.fullmatch(day, end, re.ASCII) for end in ends if end):
        return None
    start, end = ends
    return None if start and end and earlier(end, start) else (start, end)


def earlier(one, other):
    size = min(len(one), len(other))
    return one[:size] < other[:size]


def within(date, ends):
    start, end = ends
    return not (start and earlier(date, start)) and not (end and earlier(end, date))


def series(paper):
    return re.sub(r" (19|20)\d{2}$", "", paper.get("venue", ""))


def texts(paper):
    called = [paper.get("name"), *paper.get("aka", [])]
    authors = [name for name in paper.get("authors", []) if name != "et al."]
    fields = {
        "title": [*filter(None, called), paper["title"]],
        "author": authors,
        "venue": [paper.get("venue", ""), series(paper)],
        "org": paper.get("org", []),
        "topic": [name for topic in paper["topics"] for name in NAMES[topic]],
    }
    others = [paper.get("arxiv", ""), paper.get("doi", "")]
    folded = {field: [fold(text) for text in found] for field, found in fields.items()}
    whole = [text for found in folded.values() for text in found]
    return folded | {"": [*whole, *map(fold, others)]}


TEXTS = {paper["id"]: texts(paper) for paper in PAPERS}


def has_term(paper, field, wanted, *, name=False, abstracts):
    if field == "date":
        return within(paper["date"], wanted)
    if not field and abstracts and wanted in fold(ABSTRACTS.get(paper["id"], "")):
        return True
    return any(
        wanted == text or (not name and wanted in text) for text in TEXTS[paper["id"]][field]
    )


SERIES = {paper["id"]: series(paper) for paper in PAPERS}


def passes(paper, state, wanted_terms, ends):
    topics, wanted = {*paper["topics"]}, {*state["topic"]}
    return (
        all(
            has_term(paper, field, text, name=name, abstracts=state["abstracts"]) != out
            for out, field, text, name in wanted_terms
        )
        and (not wanted or (wanted <= topics if state["match"] == "all" else wanted & topics))
        and not topics & {*state["not"]}
        and (not ends or within(paper["date"], ends))
        and state["kind"] in ("", paper.get("kind", "paper"))
        and state["venue"] in ("", SERIES[paper["id"]])
        and (not state["code"] or "code" in paper)
        and int(paper.get("recommended", 0)) >= state["recommended"]
        and STARS.get(paper["id"], 0) >= state["stars"]
        and (not state["collection"] or paper["id"] in BUNDLES[state["collection"]])
        and (not state["ids"] or paper["id"] in state["ids"])
    )


def tables(papers):
    """What `choose` reads about other papers under the topics of the sample."""
    return {
        "PAPERS": newest_first(papers),
        "TEXTS": {paper["id"]: texts(paper) for paper in papers},
        "SERIES": {paper["id"]: series(paper) for paper in papers},
    }


def choose(**state):
    """Ids of the papers that a view shows, in its order; all that is not given is not set."""
    state = NOTHING | state
    wanted, ends = [*terms(state["q"])], span(state["date"])
    found = [paper for paper in PAPERS if passes(paper, state, wanted, ends)]
    ranked = [text for out, field, text, _ in wanted if not out and field in ("", "title")]
    keys = {
        "match": lambda paper: rank(paper, ranked),
        "newest": lambda paper: 0,
        "oldest": lambda paper: paper["date"][:7],
        "name": lambda paper: fold(paper.get("name", paper["title"])),
        "recommended": lambda paper: -int(paper.get("recommended", 0)),
        "stars": lambda paper: -STARS.get(paper["id"], -1),
        "citations": lambda paper: -CITATIONS.get(paper["id"], -1),
        "added": lambda paper: -int(paper["added"].replace("-", "")),
    }
    found.sort(key=keys[state["sort"] or ("match" if ranked else "newest")])
    return [paper["id"] for paper in found]


def rank(paper, words):
    names = [fold(name) for name in (paper.get("name"), *paper.get("aka", [])) if name]
    names = names or [fold(paper["title"])]
    title = TEXTS[paper["id"]]["title"]

    def tier(word):
        starts = re.compile(rf"(?<![^\W_]){re.escape(word)}")
        return (
            0 if word in names
            else 1 if any(starts.search(name) for name in names)
            else 2 if any(word in name for name in names)
            else 3 if any(starts.search(text) for text in title)
            else 4 if any(word in text for text in title)
            else 6
        )  # fmt: skip

    return sum(map(tier, words)) - (" ".join(words) in names)


def exported(form, ids):
    """What the command line prints."""
    options = [f"--id={paper}" for paper in ids]
    paths = ["--data", str(SAMPLE / "data"), "--config", str(SAMPLE / "mkdocs.yml")]
    result = CliRunner().invoke(main, ["export", form, *options, *paths])
    assert result.exit_code == 0, result.output
    return result.stdout_bytes.decode()
