"""Words that are never a title: labels such as "Authors: …" or "Code: …", the texts of links."""

import re

# Before a value.
DETAIL = re.compile(
    r"(?i)^[\W_]*(?:authors?|venue|conference|journal|published(?: in| at)?|pub(?:lication|lisher)?"
    r"|date|year|time|accepted(?: by| at| to)?|in|by|links?|url|paper|论文|链接|作者|会议|期刊|发表"
    r"|日期|时间|年份)[\W_]*[:：][\W_]*"
)
# Before a text about a paper, which is one remark.
PROSE = re.compile(
    r"(?i)^[\W_]*(?:abstract|summary|tl;?dr|comments?|notes?|remarks?|key(?:words?| ideas?)?|tags?"
    r"|topics?|tasks?|highlights?|contributions?|description|intro(?:duction)?|摘要|总结|简介|评论"
    r"|备注|关键词|关键字|标签|亮点|贡献)[\W_]*[:：]"
)
# Before links or words that are not a title.
ANY = re.compile(r"[\W_]*\w[\w &/-]{0,29}\s*[:：]")
# The same without a value.
ALONE = re.compile(rf"{ANY.pattern}[\W_]*")
# The text of a link that consists of these says what it leads to.
LINK_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
    oral spotlight poster highlight none paper papers pdf pdfs link links url here code codes
    github git gitlab repo repos repository project projects page pages website websites site
    homepage home web webpage slides slide deck ppt pptx video videos youtube talk talks recording
    demo demos arxiv abs doi html blog blogs post article articles openreview acl anthology ieee
    acm springer elsevier usenix cvf biorxiv pubmed supp suppl supplement supplementary
    supplemental appendix data dataset datasets model models weights checkpoint checkpoints ckpt
    colab notebook huggingface hugging face hf space spaces modelscope twitter tweet x thread
    unofficial official implementation implementations source bibtex bib cite citation preprint
    publication published full text version online download downloads docs doc documentation
    tutorial tutorials review reviews presentation star stars stargazers pytorch tensorflow jax
    keras torch tf mxnet caffe matlab readme wiki leaderboard zenodo semantic scholar openaccess
    proceedings media news announcement report alphaxiv app api package library toolkit and of the
    or with on for to reddit medium zhihu bilibili summary notes note pypi docker intro
    introduction scholarly 论文 代码 链接 项目 主页 项目主页 原文 下载 视频 博客 解读 数据集 数据
    模型 地址 中文 英文 源码 官方 幻灯片 开源 仓库 文档 网页 网站 知乎 公众号 论文链接 代码链接
    官网 演示 讲解 笔记 报告 介绍 预印本 pdf下载
    """,
    )
)


def is_labelled(text: str) -> bool:
    """Whether a label says which part of an item it is."""
    return bool(DETAIL.match(text) or PROSE.match(text))
