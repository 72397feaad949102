"""The words above the columns of a table, in English and Chinese, and the field that each means."""

import re
from collections.abc import Iterator

# By the words of a whole header; longer ones are read word by word.
WORDS = {
    "title": "title article work titel 标题 题目 篇名 论文标题 论文题目 论文名称 论文名 文章标题",
    "paper": "paper papers pdf link links url app arxiv doi abs preprint openreview publink"
    " paperurl pdfurl 论文 链接 论文链接 原文 地址 论文地址 文章",
    "code": "code codes sourcecode github git repo repos repository repositories implementation"
    " codebase gitlab source 代码 源码 代码链接 代码仓库 代码地址 仓库 开源 实现",
    "date": "date year time month day when published publishdate publisheddate publicationdate"
    " publicationyear submitted released release updated submissiondate releasedate"
    " 日期 时间 年份 年 月份 发表时间 发布时间 发表日期 发布日期 发表年份 提交时间",
    "venue": "venue venues conference conf journal publisher publication pub publish booktitle"
    " where accepted proceedings 会议 期刊 会议期刊 期刊会议 发表 出处 刊物 发表会议 发表于",
    "authors": "author authors 作者 作者列表",
    "org": "institute institutes institution institutions affiliation affiliations org orgs"
    " organization organizations organisation organisations company team lab labs university"
    " 机构 单位 组织 公司 团队 作者单位 研究机构",
    "name": "name model method methods abbr abbreviation acronym nickname alias keyword keywords"
    " approach algorithm system shortname 名称 简称 缩写 方法 模型 关键词 关键字 算法",
    "project": "website site project projectpage homepage page demo web webpage projects"
    " 项目 主页 项目主页 官网 网站",
    "recommended": "recom recommend recommended rating 推荐",
}
FIELDS = {word: field for field, words in WORDS.items() for word in words.split()}
# The first of these that a header names is what its column holds.
ORDER = ("title", "paper", "code", "date", "venue", "authors", "org", "project", "name")
# Headers that name two fields: Pub. & Date, Paper Name, Date (arXiv), Paper Venue.
TOGETHER = {
    ("date", "venue"): ("venue", "date"),
    ("paper", "name"): ("title",),
    ("date", "paper"): ("date",),
    ("venue", "paper"): ("venue",),
}
# Fields that may have several columns.
LINKS = ("paper", "code", "project")
LINK_WORDS = {"link", "links", "url"}
TITLES = {"title", "paper", "name"}
CHINESE = re.compile("[\u4e00-\u9fff]+")
# Longer ones first: 作者单位 is not 作者.
CHINESE_WORDS = sorted(
    (word for word in FIELDS if CHINESE.fullmatch(word) and len(word) > 1), key=len, reverse=True
)


def _chinese_words(header: str) -> Iterator[str]:
    """The known words in it: 发表 and 会议 in 发表的会议."""
    for word in CHINESE_WORDS:
        if word in header:
            yield word
            header = header.replace(word, " ")


def fields_of(header: str) -> tuple[str, ...]:
    """The fields of a column; a column of venues may have the date too."""
    plain = re.sub(r"[\W_]+", "", header).lower()
    if field := FIELDS.get(plain):
        return (field,)
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", header).lower()
    words = [*re.findall(r"[a-z]+", spaced), *_chinese_words(header)]
    named = {FIELDS[word] for word in words if word in FIELDS}
    for several, fields in TOGETHER.items():
        if set(several) <= named:
            return fields
    if named == {"paper", "code"} and LINK_WORDS.intersection(words):  # Code Link
        return ("paper",) if {"paper", "pdf"}.intersection(words) else ("code",)
    return tuple(field for field in ORDER if field in named)[:1]


def is_of_papers(header: str) -> bool:
    """Whether its column has papers, or their names."""
    return not TITLES.isdisjoint(fields_of(header))


def known_headers() -> Iterator[str]:
    """A word for each field, as a message names it."""
    return (field.capitalize() for field in WORDS)
