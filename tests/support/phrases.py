"""Phrases that texts of this project do not use, and where they are."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from typing import NamedTuple


class Phrase(NamedTuple):
    """A regular expression, where a space is any white space; what to write; texts with it, and
    normal texts that are like it.
    """

    pattern: str
    instead: str
    found: tuple[str, ...]
    fine: tuple[str, ...] = ()


PHRASES = (
    Phrase(
        r"\b(?:is|are|was|were|be|been) told\b",
        "prints, reports, lists",
        ("A paper that is listed is told with its line", "what editors are told"),
        ("as we told them",),
    ),
    Phrase(
        r"\btells? (?:of|the|what|which|where|when|how|that|whether|nothing)\b",
        "prints, reports, lists, says",
        ("The check tells the line", "what may be wrong, and tells of it"),
        ("This option tells MkDocs to stop", "storytellers of the past", "tell us"),
    ),
    Phrase(r"\bparted by\b", "separated by", ("Topics, parted by commas",), ("departed by train",)),
    Phrase(r"\banew\b", "again", ("fill the form in anew",), ("a new form", "renewed")),
    Phrase(
        r"\b(?:go|goes|going|went) along\b",
        "is exported, included or copied",
        ("what you see goes along as BibTeX",),
        ("along the way",),
    ),
    Phrase(
        r"\b(?:take|takes|taking|taken) (?:\w+ ){0,3}along\b(?! the\b)|\btakes? (?:it|them) away\b"
        r"|\b(?:carry|carries|carried) (?:\w+ ){0,3}away\b",
        "export, download, copy",
        ("take its citation along", "Take the list along:", "carry it away", "takes it away"),
        ("take the path along the river", "the time it takes", "take one away from two"),
    ),
    Phrase(
        r"\b(?:stand|stands|stood|standing) (?:in|on|under|there|here|once|twice|above|below|at"
        r"|beside|before|behind|among|between|newest)\b(?! for\b)",
        "is in, is listed in, is above",
        ("an id stands once", "papers already here may stand under another name", "stands in 'a'"),
        ("a test double that stands in for the host", "it stands for arXiv", "a standalone tool"),
    ),
    Phrase(
        r"\b(?:take|takes|taking|taken) (?:shown|picked|selected)\b",
        "export",
        ("take shown",),
        ("papers that were taken",),
    ),
    Phrase(r"\bunkept\b", "not saved", ("bookmarks are unkept",), ("kept",)),
    Phrase(r"\bas it stands\b", "current", ("the data as it stands",), ("as it is",)),
    Phrase(
        r"\b(?:lay|lays|laying|laid) (?:\w+ ){0,3}out\b",
        "format, formatted; of a page, render",
        ("are laid out well", "Lay the data out", "the file is not laid out like the rest"),
        ("the layout of a page", "a layout without a border", "lay claim to"),
    ),
    Phrase(
        r"(?:['\"’”…]|\b(?:it|that|which)) is (?-i:none)\b",
        "is invalid, is missing, cannot be read",
        ("date '2024-13' is none; used 2024-05", "looks like a row but it is none"),
        ("where there is none", "when it is None"),
    ),
    Phrase(
        r"\bmend(?:s|ed|ing)?\b",
        "fix, correct",
        ("`paperlist format` mends it", "the hint has the mended text"),
        ("recommended", "amended", "commending"),
    ),
    Phrase(
        r"(?<!\bthere\s)(?<!\bdefault\s)\b(?:is|are) no "
        r"(?!longer\b|more\b|less\b|one\b|different\b|better\b|worse\b)\w+",
        "is not a …, is not valid",
        ("'2024-13' is no date", "text that is no catalogue", "what is no record of this DOI"),
        ("there is no page", "it is no longer used", "There are no papers", "the answer is no"),
    ),
    Phrase(
        r"\bask(?:s|ed|ing)? (?:of |from )?(?:arXiv|doi\.org|GitHub|"
        r"(?:(?:no|the|a|any|each|every|other|another) ){0,2}(?:hosts?|sites?|servers?))\b",
        "request, send a request to, download from",
        (
            "asks no other host for anything",
            "`add` asks arXiv",
            "is asked of hosts",
            "ask doi.org",
            "asked of a host",
        ),
        ("ask the maintainers", "the command asks for a topic", "Hosts may ask for a password"),
    ),
    Phrase(
        r"\b(?:in capitals|written large)\b",
        "in upper case, capitalised",
        ("the title was in capitals, look at it",),
        ("the capitals of Europe", "capital letters"),
    ),
    Phrase(
        r"\bnobody (?:would|sees?|can|calls?|asked)\b",
        "is not …, no one can …",
        ("a comment, which nobody would see", "Nobody can promise that"),
        ("nobody else",),
    ),
    Phrase(
        r"\b(?:go|goes) together\b",
        "match; conflict",
        ("the list and the data do not go together",),
        ("put together",),
    ),
    Phrase(
        r"\b(?:can|cannot|could|may|be) (?:not )?be had\b",
        "is available, can be downloaded",
        ("when one of them cannot be had",),
        ("it cannot be handled",),
    ),
    Phrase(
        r", says? (?:arXiv|doi\.org)\b",
        "arXiv has no …",
        ("2309.06180 does not exist, says arXiv",),
        ("what doi.org says",),
    ),
    Phrase(
        r"\bwhat (?:becomes?|became) of\b",
        "the result of",
        ("A report says what became of every row",),
        ("it becomes one entry",),
    ),
    Phrase(
        r"\bfollows every edit\b",
        "with live reload",
        ("the site, which follows every edit",),
        ("follows the link",),
    ),
    Phrase(
        r"\b(?:has|have|had|knows?) (?:it|them) not\b",
        "does not have it",
        ("Where to read it when arXiv has it not",),
        ("if it has it",),
    ),
    Phrase(
        r"\bis not a good (?!idea\b)",
        "is not a valid …",
        ("id 'A' is not a good id",),
        ("this is not a good idea",),
    ),
    Phrase(
        r"\b(?:is|are) of the whole list\b",
        "covers the whole list only",
        ("`topics` and `llms` are of the whole list",),
        ("files of the whole list",),
    ),
    Phrase(
        r"\bgo(?:es)? on (?:with|where)\b",
        "continues, resumes",
        ("A run that was cut goes on where it stopped", "does not go on with the line above"),
        ("goes on for years",),
    ),
    Phrase(
        r"\b(?:is|was|were) put for\b", "changed to", ("https was put for http",), ("put on hold",)
    ),
    Phrase(
        r"\b(?:has|have) no need of\b", "does not need", ("has no need of our style",), ("needs",)
    ),
    Phrase("不成其为", "无效", ("不成其为链接的链接",)),
    Phrase("随改随新", "修改后自动刷新", ("网站，随改随新",)),
    Phrase("(?<!更)改法", "修改建议", ("每个错误的行、列与改法",), ("更改法",)),
    Phrase("发表处", "发表的会议或期刊", ("arXiv 编号与发表处",), ("发表于多处",)),
    Phrase("万一改变", "如有变更", ("万一改变，旧的记在",)),
    Phrase("自动成为", "自动生成、自动创建", ("会自动成为改动",), ("自动创建拉取请求",)),
    Phrase("无可考", "没有可查证的", ("既无论文也无可考用户的项目",)),
)
COMPILED = [(re.compile(phrase.pattern.replace(" ", r"\s+"), re.I), phrase) for phrase in PHRASES]
# In a document, quoted text; in a template, its statements and values.
QUOTED = re.compile(r"```[\s\S]*?```|`[^`\n]*`|\"[^\"\n]*\"|“[^”\n]*”|^>.*$", re.M)
CODE = re.compile(r"\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}")
KEY = re.compile(r"^\w+(?=:)", re.M)
LEADER = re.compile(r"^[ \t]*(?://+|/?\*+|#+)?[ \t]*", re.M)


class Text(NamedTuple):
    """A part of a file to read; `line` is where it begins."""

    line: int
    text: str


def phrases_in(texts):
    """A message for each phrase: its line, the phrase and what to write."""
    return [
        f"{line + text.count(chr(10), 0, match.start())}: "
        f"'{' '.join(match[0].split())}': write '{phrase.instead}'"
        for line, text in texts
        for expression, phrase in COMPILED
        for match in expression.finditer(text)
    ]


def read(name: str, source: str) -> Iterator[Text]:
    """The parts of a file that people read."""
    if name.endswith(".py"):
        yield from strings(ast.parse(source))
        yield from comments(source)
    elif name.endswith(".md"):
        yield Text(1, without(QUOTED, source))
    else:
        if name.endswith("words.yaml"):
            source = KEY.sub(lambda key: key[0].replace("_", " "), source)
        yield Text(1, LEADER.sub("", without(CODE, source)))


def without(pattern: re.Pattern[str], text: str) -> str:
    """What matches becomes '~'; lines keep their numbers."""
    return pattern.sub(lambda match: "~" + "\n" * match[0].count("\n"), text)


def strings(node: ast.AST) -> Iterator[Text]:
    """String literals, docstrings too; of an f-string, '…' for what is put in."""
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
        yield Text(node.lineno, "".join(map(str, parts)))
        nodes = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
    else:
        nodes = [*ast.iter_child_nodes(node)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield Text(node.lineno, node.value)
    for child in nodes:
        yield from strings(child)


def comments(source: str) -> Iterator[Text]:
    """Comments on lines that follow each other are one text."""
    block: list[str] = []
    start = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        if token.start[0] != start + len(block):
            yield Text(start, "\n".join(block))
            start, block = token.start[0], []
        block.append(token.string.lstrip("# "))
    yield Text(start, "\n".join(block))
