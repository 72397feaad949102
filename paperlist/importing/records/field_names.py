"""The names of fields in lists of records, in English and Chinese, and what each means."""

import re
from collections.abc import Iterable

from paperlist.catalogue.languages import translations_of

# What a name means, without case, spaces and punctuation; of several the first one counts.
WORDS = {
    "title": "title papertitle articletitle 标题 题目 论文标题 论文题目 论文名称",
    "name": "name shortname shorttitle titleshort method model abbr abbreviation acronym alias"
    " nickname 名称 简称 缩写 方法 模型",
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
    "note": "note",
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


def is_record(names: Iterable[str]) -> bool:
    """It has a title, and something else that is known."""
    found = {field_of(name) for name in names} - {None}
    return bool(found & {"title", "name", "paper"}) and len(found) > 1


def field_of(name: str) -> str | None:
    if name in translations_of("summary"):
        return name
    return FIELDS.get(plain_name(name))


def plain_name(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()
