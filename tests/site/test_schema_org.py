"""What pages tell search engines and Zotero."""

import pytest

from paperlist.publishing.citation import cite
from paperlist.site.schema_org import citation_authors, describe_paper
from tests.support.catalogues import paper
from tests.support.hostile import SITE


@pytest.mark.parametrize(
    ("authors", "written"),
    [
        (["Rob van der Hoek", "Tri Dao"], ["van der Hoek, Rob", "Dao, Tri"]),
        (["García Montes, Gabriel", "et al."], ["García Montes, Gabriel"]),
        (["Henry Jones Jr."], ["Jones, Henry, Jr."]),
        (["NVIDIA", "李明"], ["NVIDIA", "李明"]),
        # Without a comma Zotero takes the last word for the family name.
        (["Gemini Team", "Lab & Sons, Inc."], ["Gemini Team,", "Lab & Sons Inc.,"]),
        # Zotero takes an only author with spaces around the comma for two authors.
        (["Carlo C. Del Mundo"], ["Del Mundo, Carlo\u00a0C."]),
        (["Carlo C. Del Mundo", "Tri Dao"], ["Del Mundo, Carlo C.", "Dao, Tri"]),
    ],
)
def test_zotero_splits_names_as_the_exports_do(authors, written):
    assert citation_authors(cite(paper(authors=authors))) == written


@pytest.mark.parametrize(
    ("facts", "language"),
    [
        ({"title": "FlashAttention"}, "en"),
        ({"title": "Sparse α-Entmax"}, "en"),
        ({"title": "大模型推理系统概览"}, None),
        ({"title": "DeepSeek-V3 / R1 推理系统概览"}, None),
        ({"title": "大規模言語モデルの推論"}, None),
        ({"title": "Обзор кэшей"}, None),
        ({"title": "Étude des caches"}, None),
        ({"title": "Serving with Caches", "arxiv": None}, "en"),
        ({"title": "Ein Blick auf Caches", "arxiv": None}, None),
        ({"title": "CUTLASS", "arxiv": None}, None),
        ({"title": "推理 with vLLM", "arxiv": None}, None),
    ],
)
def test_the_language_is_stated_where_it_is_known(facts, language):
    item = paper(url="https://example.org/", **facts)
    assert describe_paper(item, SITE).get("inLanguage") == language
