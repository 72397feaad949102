"""Topics suggested for a title."""

from paperlist.editing.suggestions import suggest_topics
from tests.support.catalogues import catalogue, paper

KNOWN = [
    paper(id="a", title="Speculative decoding with drafts", topics=["speculative"]),
    paper(id="b", title="Drafts for speculative trees", topics=["speculative"]),
    paper(id="c", title="Weights quantized to four bits", topics=["quantization"]),
    paper(id="d", title="量化权重的方法", topics=["quantization"]),
]


def test_words_lead_to_topics():
    assert suggest_topics(catalogue(*KNOWN), "Faster speculative drafts")[0] == "speculative"
    assert suggest_topics(catalogue(*KNOWN), "Four bits")[0] == "quantization"
    assert suggest_topics(catalogue(*KNOWN), "量化")[0] == "quantization"


def test_words_that_nothing_has_lead_nowhere():
    assert suggest_topics(catalogue(*KNOWN), "Unheard of") == []
    assert suggest_topics(catalogue(), "Anything") == []
