"""What the headings above an item say of it: its topic, or only its year or venue."""

import re
from dataclasses import dataclass
from functools import lru_cache

from paperlist.importing.dates import find_date, is_date
from paperlist.importing.venue_tags import read_tag

NUMBER = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*[.)、]|\d{1,2}(?:\.\d{1,2})+|[一二三四五六七八九十]{1,3}、"
    r"|第[一二三四五六七八九十\d]+[章节部分]+|[A-Z][.)](?=\s))\s*"
)
# Headings of these words, alone or with a year, are about papers of any topic.
GENERIC = frozenset(
    re.findall(
        r"\S+",
        """
    a after all and awesome before by early late since until collection collections conference
    conferences article articles content contents details full in index journal journals latest
    list lists literature main month more must my new news of other our paper papers preprint
    preprints arxiv publication publications read reading recent recently related research
    resources table the this update updates updated venue work works year years 论文 列表 论文列表
    文章 文献 目录 最新 最新论文 必读 必读论文 阅读 阅读列表 相关论文 会议 期刊 年份 年 论文清单
    清单 月 全部 所有论文 预印本 会议论文 期刊论文
    """,
    )
)
WORDS = re.compile(r"[^\W\d_]+")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True)
class Context:
    """`topics` are the headings that can be topics, the outer ones first."""

    topics: tuple[str, ...] = ()
    date: str = ""
    venue: str = ""


@lru_cache(maxsize=4096)
def context_of(path: tuple[str, ...]) -> Context:
    topics: list[str] = []
    date = venue = ""
    for heading in path:
        name = NUMBER.sub("", heading).strip() or heading
        if (tag := read_tag(name, "")) and tag.venue and not tag.to_check:
            venue, date = tag.venue, find_date(name) or date
        elif is_generic(name):
            date = find_date(name) or date
        else:
            topics.append(name.rstrip(":："))
    return Context(tuple(topics), date, venue)


def is_generic(name: str) -> bool:
    """Whether it has no word of a topic: "2023", "Papers of 2023", "论文列表"."""
    if is_date(name):
        return True
    words = [
        word.lower()
        for word in WORDS.findall(re.sub(r"(?i)\b[a-z]+ ?\.?,? (?=(?:19|20)\d\d)", _month, name))
    ]
    return all(word in GENERIC for word in words)


def _month(match: re.Match[str]) -> str:
    return "" if find_date(f"{match[0]} 2024")[4:] else match[0]
