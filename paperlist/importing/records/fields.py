"""Records with named fields, of a table or a file of data, as items: which name means what."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from paperlist.catalogue.languages import translations_of
from paperlist.catalogue.problems import short
from paperlist.catalogue.values import ET_AL, KINDS, PUBLICATIONS, Kind, Publication, split_list
from paperlist.importing.people import names
from paperlist.importing.records.items import (
    Item,
    Reading,
    Subject,
    arxiv_inside,
    author_named,
    named,
    with_et_al,
)
from paperlist.importing.records.venues import short_venue
from paperlist.importing.rows import UnreadLine

Record = Mapping[str, object]

# What a name means, without case, spaces and punctuation; of several the first one counts.
WORDS = {
    "title": "title papertitle articletitle 标题 题目 论文标题 论文题目 论文名称",
    "name": "name shortname shorttitle titleshort method model abbreviation acronym alias nickname"
    " 名称 简称 缩写 方法 模型",
    "authors": "authors author authorlist creators creator 作者",
    "authors_complete": "authorscomplete",
    "date": "date published publicationdate publisheddate pubdate publishdate publishedat"
    " releasedate submitted issued 日期 时间 发表时间 发表日期 发布时间",
    "month": "month 月份",
    "year": "year publicationyear pubyear 年份 年",
    "venue": "venue conference conferencename conf journal booktitle proceedingstitle"
    " publicationtitle journaltitle containertitle journalref where 会议 期刊 发表 出处",
    "publisher": "publisher",
    "publication": "publication",
    "kind": "kind type itemtype entrytype documenttype",
    "org": "org orgs organization organisation organizations organisations institution"
    " institutions affiliation affiliations company lab team 机构 单位 组织",
    "arxiv": "arxiv arxivid eprint arxivurl arxivlink 论文编号",
    "doi": "doi doiurl doilink",
    "url": "url urls web link links paperurl paperlink href openreview 链接 论文链接",
    "paper": "paper 论文",
    "other_pdf": "otherpdf",
    "pdf": "pdf pdfurl pdflink openaccesspdf paperpdf",
    "project": "project projectpage projecturl website homepage 项目 主页",
    "code": "code codeurl codelink github githuburl githublink repo git implementation sourcecode"
    " 代码 源码",
    "repo": "repository",
    "note": "note notes remark remarks 备注 说明",
    "recommended": "recommended",
    "id": "id key citationkey citekey bibkey",
    "topics": "topics topic 主题",
    "section": "category categories section subject subjects area areas group collection 分类 类别",
    "keywords": "keywords keyword tags tag manualtags 关键词 标签",
    "extra": "extra",
    "aka": "aka",
    "summary": "summary",
}
# What a program writes for itself.
SILENT = {"added", "formerly", "runsin", "stars", "starsdate", "coderepository", "html", "page"}
FIELDS = {word: field for field, words in WORDS.items() for word in words.split()}
ORDER = {word: place for words in WORDS.values() for place, word in enumerate(words.split())}
TYPES: Mapping[str, Publication] = {
    "journalarticle": "journal", "article": "journal", "articlejournal": "journal",
    "conferencepaper": "conference", "inproceedings": "conference", "paperconference": "conference",
    "proceedingsarticle": "conference", "booksection": "chapter", "bookchapter": "chapter",
    "incollection": "chapter", "chapter": "chapter", "preprint": "preprint",
}  # fmt: skip
PUBLISHERS = re.compile(
    r"(?i)\b(?:acm|association for computing machinery|ieee|springer|elsevier|wiley|arxiv|usenix"
    r" association|association for computational linguistics|press|curran|openreview)\b.*"
)
CLASS = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?(?:[\s,;]+[a-z-]+\.[A-Za-z-]+)*")
# A single author, "Lovelace, Ada M.", and not two.
FAMILY_FIRST = re.compile(r"[^\s,\u4e00-\u9fff]+,\s[^\s,]+(?: [^\s,]+)?")
MOST_NOTED = 20


def is_record(names_: Iterable[str]) -> bool:
    """It has a title, and something else that is known."""
    found = {field_of(name) for name in names_} - {None}
    return bool(found & {"title", "name", "paper"}) and len(found) > 1


def field_of(name: str) -> str | None:
    if name in translations_of("summary"):
        return name
    return FIELDS.get(_plain(name))


def read_records(
    records: Iterable[tuple[int, Record | str]], names_of: Mapping[str, str]
) -> Reading:
    """A text in place of a record is the reason why there is none.

    `names_of` are the names of topics by id.
    """
    rows: list[Item | UnreadLine] = []
    used: dict[str, str] = {}
    unread: dict[str, None] = {}
    for line, record in records:
        if isinstance(record, str):
            rows.append(UnreadLine(line, record))
            continue
        values: dict[str, list[tuple[int, object]]] = {}
        for name, value in _flat(record):
            field = field_of(name)
            if field is None:
                if _plain(name) not in SILENT:
                    unread[name] = None
            elif value not in (None, "", [], {}):
                used[name] = field
                values.setdefault(field, []).append((ORDER.get(_plain(name), 0), value))
        rows.append(
            _item(
                line,
                {
                    key: [v for _, v in sorted(each, key=lambda e: e[0])]
                    for key, each in values.items()
                },
                names_of,
            )
        )
    if "name" not in used.values():
        rows = [row if isinstance(row, UnreadLine) else named(row) for row in rows]
    return Reading(rows, tuple(_notes(used, unread)))


def _notes(used: Mapping[str, str], unread: Iterable[str]) -> Iterator[str]:
    other = [f"{short(name)} → {field}" for name, field in used.items() if name.lower() != field]
    if other:
        yield f"fields: {_listed(other)}"
    if left := [short(name) for name in unread]:
        yield f"not read: {_listed(left)}"


def _listed(words: list[str]) -> str:
    more = len(words) - MOST_NOTED
    return ", ".join(words[:MOST_NOTED]) + (f" and {more} more" if more > 0 else "")


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def _flat(record: Record) -> Iterator[tuple[str, object]]:
    """The fields of a record inside the record, such as its links, are its own."""
    for name, value in record.items():
        if not isinstance(value, Mapping) or _plain(name) in SILENT:
            yield name, value
        elif field_of(name) not in (None, "url") and "name" in value:
            yield name, value["name"]
        else:
            for inner, each in value.items():
                if field_of(inner) in {"arxiv", "doi", "url", "pdf", "other_pdf", "code"}:
                    yield inner, each


def _item(line: int, values: Mapping[str, list[object]], names_of: Mapping[str, str]) -> Item:
    def text(field: str) -> str:
        return next(filter(None, map(_text, values.get(field, []))), "")

    def texts(field: str) -> tuple[str, ...]:
        return tuple(
            filter(None, (each for value in values.get(field, []) for each in _texts(value)))
        )

    title, name, paper = text("title"), text("name"), texts("paper")
    addresses = tuple(
        each for each in paper if re.match(r"(?i)https?://|www\.|10\.\d|arxiv:", each)
    )
    title = title or " ".join(each for each in paper if each not in addresses) or name
    kind = text("kind")
    urls = (*texts("url"), *addresses, *texts("other_pdf"))
    repo = text("repo")
    is_address = "://" in repo
    arxiv = text("arxiv") or arxiv_inside(text("extra"))
    if not any((urls, arxiv, text("doi"), text("pdf"))):
        urls = texts("project")
    section = (
        () if CLASS.fullmatch(text("section")) and "." in text("section") else texts("section")
    )
    subjects = texts("topics") + (section if len(section) > 1 else ())
    more = {key: text(key) for key in ("summary", *translations_of("summary")) if text(key)}
    stated = _publication(text("publication"))
    if stated:
        more["publication"] = stated
    return Item(
        line=line,
        title=title,
        name=name if name != title else "",
        authors=_authors(values),
        date=text("date") or " ".join(filter(None, (text("month"), text("year")))),
        venue=short_venue(text("venue"), "") or _venue_of_publisher(text("publisher")),
        publication=stated or TYPES.get(_plain(kind)),
        org=texts("org"),
        kind=_kind(kind),
        arxiv=arxiv,
        doi=text("doi"),
        urls=urls,
        pdf=text("pdf"),
        code=text("code") or (repo if is_address else ""),
        repo="" if is_address else repo,
        note=text("note"),
        recommended=text("recommended"),
        id=text("id"),
        topics=tuple(Subject(names_of.get(each, each), each) for each in subjects),
        keywords=texts("keywords"),
        section=section[0] if len(section) == 1 else "",
        more=more | ({"aka": aka} if (aka := texts("aka")) else {}),
    )


def _kind(text: str) -> Kind | None:
    return next((kind for kind in get_args(Kind) if kind == text), None) if text in KINDS else None


def _publication(text: str) -> Publication | None:
    known: tuple[Publication, ...] = get_args(Publication)
    return known[PUBLICATIONS.index(text)] if text in PUBLICATIONS else None


def _venue_of_publisher(text: str) -> str:
    """In short tables the venue is called so; a publishing house is not a venue."""
    return "" if PUBLISHERS.search(text) else text


def _text(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case str() | int() | float():
            return str(value).strip()
        case list() | tuple():
            return next(filter(None, map(_text, value)), "")
        case Mapping():
            return _text(value.get("name") or value.get("value") or "")
    return ""


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(map(_text, value))
    text = _text(value)
    if re.match(r"(?i)https?://", text):
        return tuple(re.split(r"[\s;,]+(?=https?://)", text))
    return split_list(text)


def _authors(values: Mapping[str, list[object]]) -> tuple[str, ...]:
    value = next(iter(values.get("authors", [])), "")
    found = (
        tuple(_author(each) for each in value)
        if isinstance(value, list | tuple)
        else _split(_text(value))
    )
    is_cut = next(map(_text, values.get("authors_complete", [])), "") == "no"
    return with_et_al((*found, ET_AL) if is_cut else found)


def _author(value: object) -> str:
    """The name alone, or its parts as many programs call them."""
    if not isinstance(value, Mapping):
        return _text(value)
    parts = {_plain(key): _text(each) for key, each in value.items() if isinstance(key, str)}
    family = next(
        (parts[key] for key in ("family", "lastname", "last", "surname") if parts.get(key)), ""
    )
    given = next(
        (parts[key] for key in ("given", "firstname", "first", "forename") if parts.get(key)), ""
    )
    whole = next(
        (parts[key] for key in ("name", "literal", "fullname", "author") if parts.get(key)), ""
    )
    return author_named(family, given, parts.get("suffix", "")) if family else whole or given


def _split(text: str) -> tuple[str, ...]:
    """Behind semicolons a comma is inside a name: "Lovelace, Ada; Babbage, Charles"."""
    parts = [part.strip() for part in re.split("[;；\n]", text) if part.strip()]
    if len(parts) == 1:
        parts = (
            re.split(r"\s+and\s+", text) if text.count(",") == text.count(" and ") + 1 else parts
        )
    if len(parts) < 2 and not FAMILY_FIRST.fullmatch(text):
        return names(text)
    return tuple(_inverted(part) for part in parts)


def _inverted(part: str) -> str:
    family, comma, given = (each.strip() for each in part.partition(","))
    return author_named(family, given) if comma and given and "," not in given else part
