"""Rules that look at one entry.

Each docstring is the rule, with an entry that fails and one that passes; `table.RULES` lists them.
"""

import re
from collections.abc import Callable, Iterator

from paperlist.catalogue import values
from paperlist.catalogue.addresses import DOI_LINK, paper_key
from paperlist.catalogue.fields import FieldType, is_reserved, names_of
from paperlist.catalogue.model import MODELS
from paperlist.catalogue.problems import Problem, quote
from paperlist.catalogue.reading.entries import Entry
from paperlist.catalogue.reading.source import Scalar

LINKS = ("arxiv", "doi", "url", "code")
CURLY = re.compile("“([^“”]+)”|‘([^‘’]+)’|「([^「」]+)」")
PROSE = names_of(FieldType.PROSE, *MODELS)


def is_valid(parse: Callable[[str], str], scalar: Scalar) -> bool:
    """A value that is wrong in itself has its own problem: no rule reports it again."""
    try:
        parse(scalar.text)
    except values.Malformed:
        return False
    return True


def check_link(entry: Entry) -> Iterator[Problem]:
    """A paper has at least one of arxiv, doi, url and code.

    Fails:

        - id: orca
          title: Orca
          date: 2022-07
          pdf: https://example.org/orca.pdf
          topics: [attention]
          added: 2023-08-01

    Passes:

        - id: orca
          title: Orca
          date: 2022-07
          url: https://example.org/orca.html
          topics: [attention]
          added: 2023-08-01
    """
    if all(entry.get(key) is None for key in LINKS):
        hint = 'add arxiv, doi, url or code, for example: arxiv: "2307.08691"'
        message = f"entry {entry.label} has no link"
        yield entry.problem(entry.node, "missing-link", message, hint)


def check_date(entry: Entry) -> Iterator[Problem]:
    """The date of a paper is at most one month before the month of its arXiv id.

    Fails:

        - date: 2024-04
          arxiv: "2406.14909"

    Passes:

        - date: 2024-05
          arxiv: "2406.14909"
    """
    arxiv, date = entry.scalar("arxiv"), entry.scalar("date")
    if not (arxiv and is_valid(values.parse_arxiv_id, arxiv)):
        return
    if not (date and is_valid(values.parse_date, date)):
        return
    released = values.arxiv_month(arxiv.text)
    if values.month_number(released) - values.month_number(date.text) > 1:
        message = f"arXiv {arxiv.text} is from {released}, but date is {date.text}"
        hint = f"write `date: {released}`, or correct the arXiv id"
        yield entry.problem(date, "date-before-arxiv", message, hint)


def check_misplaced_id(entry: Entry) -> Iterator[Problem]:
    """A paper on arXiv is given by its id in `arxiv`, and an address of doi.org in `doi`.

    Fails:

        - id: orca
          title: Orca
          date: 2024-01
          url: https://arxiv.org/abs/2401.00001
          topics: [attention]
          added: 2024-02-01

    Passes:

        - id: orca
          title: Orca
          date: 2024-01
          arxiv: "2401.00001"
          url: https://example.org/orca.html
          topics: [attention]
          added: 2024-02-01
    """
    for key in ("doi", "url", "pdf", "code"):
        text = entry.scalar(key)
        if not (text and (paper := paper_key(key, text.text))):
            continue
        name, _, number = paper.partition(" ")
        field = name.lower()
        is_doi_link = field == "doi" and key != "doi" and DOI_LINK.match(text.text)
        if field != "arxiv" and not is_doi_link:
            continue
        own, shown, written = entry.scalar(field), number, f'"{number}"'
        if field == "doi":
            shown, written = quote(number), quote(number, values.MAX_TEXT)
        if own is None:
            hint = f"write `{field}: {written}` instead"
        elif paper_key(field, own.text) == paper:
            hint = f"remove `{key}`: `{field}` has this link"
        else:
            hint = f"remove `{key}`, or correct `{field}`"
        message = f"{key} {quote(text.text)} leads to {name} {shown}"
        yield entry.warning(text, "misplaced-id", message, hint)


def check_reserved_id(entry: Entry) -> Iterator[Problem]:
    """An id is not a name that Windows reserves, with or without a file extension.

    Fails:

        - id: aux

    Passes:

        - id: aux-loss
    """
    ids = [text for text in (entry.scalar("id"), *entry.items("formerly")) if text]
    for text in ids:
        if is_reserved(text.text):
            message = f"id {quote(text.text)} is reserved: Windows has no such folder"
            yield entry.problem(text, "reserved-id", message, "choose another id")


def check_repeated_topic(entry: Entry) -> Iterator[Problem]:
    """An entry names each of its topics once.

    Fails:

        - topics: [attention, kv-cache, attention]

    Passes:

        - topics: [attention, kv-cache]
    """
    seen: set[str] = set()
    for topic in entry.items("topics"):
        if topic.text in seen:
            message = f"topic {quote(topic.text)} appears twice"
            yield entry.problem(topic, "repeated-topic", message, "remove one of them")
        seen.add(topic.text)


def check_repeated_run(entry: Entry) -> Iterator[Problem]:
    """An entry names an engine once with the same link.

    Fails:

        - runs_in:
            - {engine: vllm, state: documented, url: https://example.org/}
            - {engine: vllm, state: implemented, url: https://example.org/}

    Passes:

        - runs_in:
            - {engine: vllm, state: documented, url: https://example.org/}
            - {engine: vllm, state: implemented, url: https://example.org/source}
    """
    seen: set[tuple[str, str]] = set()
    for run in entry.records("runs_in"):
        engine, url = run.scalar("engine"), run.scalar("url")
        if not (engine and url):
            continue
        if (engine.text, url.text) in seen:
            message = f"engine {quote(engine.text)} appears twice with the same link"
            yield entry.problem(engine, "repeated-engine", message, "remove one of them")
        seen.add((engine.text, url.text))


def check_repeated_step(path: Entry) -> Iterator[Problem]:
    """A reading path names a paper once.

    Fails:

        # paths.yaml
        - items:
            - {paper: some-paper, why: It comes first.}
            - {paper: some-paper, why: It comes last.}

    Passes:

        # paths.yaml
        - items:
            - {paper: some-paper, why: It comes first.}
    """
    seen: set[str] = set()
    for step in path.records("items"):
        if not (paper := step.scalar("paper")):
            continue
        if paper.text in seen:
            message = f"paper {quote(paper.text)} appears twice in path {path.label}"
            yield path.problem(paper, "repeated-step", message, "remove one of them")
        seen.add(paper.text)


def check_spaces(entry: Entry) -> Iterator[Problem]:
    """Text has single spaces, and no spaces at its start or end.

    Fails:

        - title: "Two  spaces"

    Passes:

        - title: "One space"
    """
    for key, text in entry.texts():
        if key not in PROSE or not is_valid(values.parse_text, text):
            continue
        fixed = _single_spaced(text.text)
        if fixed and fixed != text.text:
            message = f"{key} {quote(text.text)} has repeated, leading or trailing spaces"
            yield entry.warning(text, "spaces", message, f"write {quote(fixed, values.MAX_TEXT)}")


def check_full_stop(entry: Entry) -> Iterator[Problem]:
    """A title does not end with a full stop; three dots are allowed.

    Fails:

        - title: Attention is all you need.

    Passes:

        - title: Attention is all you need
    """
    title = entry.scalar("title")
    if not (title and is_valid(values.parse_text, title)):
        return
    text = _single_spaced(title.text)
    if text.endswith(".") and not text.endswith("..") and text != ".":
        fixed = quote(text.removesuffix("."), values.MAX_TEXT)
        message = f"title {quote(title.text)} ends with a full stop"
        yield entry.warning(title, "full-stop", message, f"write {fixed}")


def _single_spaced(text: str) -> str:
    return re.sub(" {2,}", " ", text).strip(" ")


def check_quotes(entry: Entry) -> Iterator[Problem]:
    """Text is not as a whole in curly quotes: to YAML, they are a part of it.

    Fails:

        - title: “Attention Is All You Need”

    Passes:

        - title: "Attention Is All You Need"
        - title: “Attention” in Many Papers
    """
    for key, text in entry.texts():
        quoted = CURLY.fullmatch(text.text)
        if quoted and key in PROSE and key != "authors":
            message = f"{key} {quote(text.text)} is in curly quotes"
            inner = quote(next(filter(None, quoted.groups())), values.MAX_TEXT)
            yield entry.warning(text, "curly-quotes", message, f"write {inner}")


def check_text_cut(entry: Entry) -> Iterator[Problem]:
    """Text that contains ` #` is in quotes: without them YAML reads the rest as a comment.

    Fails:

        - title: Three languages in C # and F #

    Passes:

        - title: "Three languages in C # and F #"
    """
    for key, text in entry.texts():
        if key in PROSE and text.comment:
            message = f"{key} {quote(text.text)} is cut off at the comment {quote(text.comment)}"
            hint = "put the whole text in quotes, or move the comment to its own line"
            yield entry.warning(text, "text-cut", message, hint)


def check_upper_case_title(entry: Entry) -> Iterator[Problem]:
    """A title of four words or more is not all in upper case.

    Fails:

        - title: FP8 FORMATS FOR DEEP LEARNING

    Passes:

        - title: FP8 Formats for Deep Learning
    """
    title = entry.scalar("title")
    words = re.findall(r"[^\W\d_]{2,}", title.text) if title else []
    if title and len(words) >= 4 and title.text == title.text.upper() != title.text.lower():
        message = f"title {quote(title.text)} is all upper case"
        hint = "write it as on the paper's own page"
        yield entry.warning(title, "upper-case-title", message, hint)
