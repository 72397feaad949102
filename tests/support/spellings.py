"""How people write the identifier of a paper that they look up or add."""

ARXIV = (
    "{}", "{}v2", " {} ", "arXiv:{}", "arXiv:{}v2", "arxiv: {}v1", "ARXIV {}", "arXiv：{}",
    "https://arxiv.org/abs/{}", "http://arxiv.org/abs/{}v3", "arxiv.org/abs/{}",
    "https://arxiv.org/abs/{}#comments", "https://arxiv.org/abs/{}?context=cs",
    "https://arxiv.org/abs/{}/", "https://arxiv.org/abs/arXiv:{}", "<https://arxiv.org/abs/{}>",
    "https://arxiv.org/pdf/{}", "https://arxiv.org/pdf/{}.pdf", "https://arxiv.org/pdf/{}v2.pdf",
    "https://arxiv.org/html/{}v1", "https://www.arxiv.org/abs/{}", "https://cn.arxiv.org/abs/{}",
    "https://browse.arxiv.org/pdf/{}", "https://export.arxiv.org/abs/{}",
    "https://www.alphaxiv.org/abs/{}", "https://alphaxiv.org/overview/{}v2",
    "https://huggingface.co/papers/{}", "https://hf.co/papers/{}",
    "https://papers.cool/arxiv/{}", "https://ar5iv.org/abs/{}",
    "https://ar5iv.labs.arxiv.org/html/{}",
    "https://hf-mirror.com/papers/{}", "https://www.semanticscholar.org/arxiv/{}",
    "http://xxx.lanl.gov/abs/{}", "abs/{}", "arxiv/{}v2", "[{}]", "({})", "(arXiv:{})", "【{}】",
    "[paper](https://arxiv.org/abs/{})", r"\url{{https://arxiv.org/abs/{}}}",
    "https://arxiv.org/abs/{}】",
    "10.48550/arXiv.{}", "https://doi.org/10.48550/arXiv.{}", "doi:10.48550/ARXIV.{}",
    "arXiv:{}v1 [cs.LG]", "arXiv:{}v2 [cs.LG] 12 Sep 2023", "arXiv:{}v1  [cs.LG]  9 Sep 2023",
)  # fmt: skip
DOI = (
    "{}", "{}.", "doi:{}", "DOI: {}", "DOI {}", "doi：{}", "<https://doi.org/{}>",
    "https://doi.org/{}", "http://dx.doi.org/{}", "doi.org/{}", "https://www.doi.org/{}",
    "https://dl.acm.org/doi/{}", "https://dl.acm.org/doi/abs/{}", "https://dl.acm.org/doi/full/{}",
    "https://dl.acm.org/doi/pdf/{}?download=true", "https://dl.acm.org/doi/{}#sec-2",
    "https://link.springer.com/content/pdf/{}.pdf",
)  # fmt: skip
