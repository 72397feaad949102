"""Tables of texts, dates and queries that Python and the browser read and answer alike.

`test_searching.py` runs them in Python, `tests/browser/test_explorer_functions.py` in a browser.
"""

from tests.support import spellings

FOLDED = {
    "KV缓存": "kv缓存",
    "KV 缓存": "kv缓存",
    "FlashAttention-2": "flashattention 2",
    "Adrian Łańcucki": "adrian lancucki",
    "Schrödinger": "schrodinger",
    "LLM.int8()": "llm.int8()",
    "a – b__c": "a b c",
    "ＦＰ８": "fp8",
}

SPANS = {
    "2023": ["2023", "2023"],
    "2023..2024-06": ["2023", "2024-06"],
    "2023-05-01..": ["2023-05-01", ""],
    "..2024": ["", "2024"],
    "2024..2024-02": ["2024", "2024-02"],
    **dict.fromkeys(
        ["", "..", "2024..2023", "23", "2023-13", "2023-00", "2023-1", "2023-05-32", "2023...2024",
         "2023..2024..2025", "soon", "２０２３", "2023..x"]
    ),
}  # fmt: skip

# Each query with its alternatives and what is unclear. A term is its field and text, with "-" if it
# is excluded and "*" if only the start of a word counts.
TERMS = {
    "dao flash": ([["dao", "flash"]], []),
    '"long context"': ([["long context"]], []),
    "“long context”": ([["long context"]], []),
    '"long con': ([["long con"]], []),
    "-survey": ([["-survey"]], []),
    "author:Dao": ([["author:dao"]], []),
    "Author：Dao": ([["author:dao"]], []),
    '-title:"a b"': ([["-title:a b"]], []),
    "topic:kv-cache org:MIT -org:meta": ([["topic:kv cache", "org:mit", "-org:meta"]], []),
    "engine:vLLM OR Engine：SGLang": ([["engine:vllm"], ["engine:sglang"]], []),
    "date:2024.. year:2023 added:2026-06..": (
        [["date:2024..", "date:2023", "added:2026 06.."]],
        [],
    ),
    '- author: -title: "" year:': ([], []),
    "date:soon kv": ([["kv"]], ["date:soon"]),
    "-date:2024..2023 added:x": ([], ["-date:2024..2023", "added:x"]),
    "LLM.int8()": ([["llm.int8()"]], []),
    # The start of a word
    "Quant* -title:pre*": ([["quant*", "-title:pre*"]], []),
    '* ** a** "pre*"': ([["*", "**", "a**", "pre*"]], []),
    # Alternatives
    "kv OR 量化 -survey": ([["kv"], ["量化", "-survey"]], []),
    "kv 或 paged | radix": ([["kv"], ["paged"], ["radix"]], []),
    "OR kv OR OR": ([["kv"]], []),
    "kv or cache": ([["kv", "or", "cache"]], []),
    # Unknown fields, and colons that make none
    "foo:bar kv": ([["kv"]], ["foo:bar"]),
    '-Foo:"a b"': ([], ['-Foo:"a b"']),
    "KVTC: N:M 2:4": ([["kvtc", "n:m", "2:4"]], []),
    "attention -arXiv:2309.06180v2 author:10.1145/x title:arXiv:2309.06180v1": (
        [["attention", "-2309.06180", "author:10.1145/x", "title:arxiv:2309.06180v1"]],
        [],
    ),
}

# Each query with its words.
WORDS = {
    "https://arxiv.org/abs/math.GT/0309136v1": ["math/0309136"],
    "arXiv preprint arXiv:2309.06180": ["2309.06180"],
    "[2309.06180] Efficient Memory": ["2309.06180", "efficient", "memory"],
    "eprint={2309.06180},": ["2309.06180"],
    "doi = {10.1145/3578178.3578238},": ["doi", "=", "10.1145/3578178.3578238"],
    "https://doi.org/10.1145%2F3578178.3578238": ["10.1145/3578178.3578238"],
    "https://semanticscholar.org/arxiv/2309.06180": ["2309.06180"],
    # Not identifiers
    "arxiv 2023": ["arxiv", "2023"],
    "doi": ["doi"],
    "preprint [cs.LG] 12 Sep 2023": ["preprint", "[cs.lg]", "12", "sep", "2023"],
    "12309.061801": ["12309.061801"],
    "x2313.06180": ["x2313.06180"],
    "tcp/ip w4a8/int4": ["tcp/ip", "w4a8/int4"],
    "https://github.com/vllm-project/vllm": ["https://github.com/vllm project/vllm"],
    **{
        text.format(identifier): [identifier]
        for texts, identifier in [
            (spellings.ARXIV, "2309.06180"),
            (spellings.ARXIV, "0704.0001"),
            (spellings.ARXIV, "cs/0112017"),
            (spellings.DOI, "10.1145/3578178.3578238"),
            (spellings.DOI, "10.1162/tacl_a_00704"),
            (spellings.DOI, "10.18653/v1/2024.acl-long.1234"),
        ]
        for text in texts
    },
}

# Each query with the papers of the sample that come first.
FIRST = {
    "int8": ["llm-int8"],
    "dao flash": ["flashattention-3", "flash-decoding"],
    "2307.08691": ["flashattention-2"],
    "flashattention 2": ["flashattention-2"],
    "FlashAttention-2": ["flashattention-2"],
    "FA2": ["flashattention-2"],
    "orca": ["orca"],
    "vllm": ["pagedattention"],
    # Names with more spaces than they have
    "flash attention": ["flashattention"],
    "mo a": ["moa"],
}

# Each query with all papers that it finds.
FOUND = {
    "lancucki": ["kvtc", "inference-time-hyper-scaling"],
    "Łańcucki": ["kvtc", "inference-time-hyper-scaling"],
    'author:"Tri Dao" date:..2022': ["flashattention"],
    'venue:"OSDI 2022"': ["orca"],
    # In quotes, a whole name, or whole words of names if nobody has it
    'venue:"OSDI"': ["nanoflow", "orca"],
    'venue:"OSDI 20"': [],
    'venue:"2022"': ["llm-int8", "orca", "zeroquant", "flashattention"],
    'author:"Dao"': [
        "flashattention-3",
        "medusa",
        "flash-decoding",
        "flashattention-2",
        "flashattention",
    ],
    'author:"Dao Tri"': [],
    'author:"kai"': ["palu"],
    'author:"wei li"': ["cbq"],
    "author:“Wei Li”": ["cbq"],
    'author:"wei li': ["llmlingua-2", "cbq"],
    '-author:"Wei Li" author:wei author:li date:2024-03': ["llmlingua-2"],
    'org:"HKU"': ["moe-survey"],
    "org:hku": ["moe-survey", "llm-fp4"],
    "shazeer -blockwise": ["mqa"],
    "no such words": [],
    # In a summary
    "slow traffic": ["flashattention"],
    "重新组批": ["orca"],
    "title:traffic": [],
    "traffic -title:fast": [],
    "orca OR mqa": ["orca", "mqa"],
    "zzqqxx OR orca": ["orca"],
    "orca OR author:shazeer date:2019": ["orca", "mqa"],
    "title:decod* -title:spec* date:..2022": ["blockwise-parallel-decoding", "mqa"],
    "title:ecod* date:..2022": [],
    "org:dalian": ["koala"],
    "title:dalian": [],
    "topic:evict* date:..2019": ["mqa"],
    "topic:vict* date:..2019": [],
    "engine:vllm": ["flashattention-2", "flashattention"],
    "engine:sglang": ["flashattention-2"],
    "engine:LLM -engine:sg*": ["flashattention"],
    "engine:sglang OR orca": ["orca", "flashattention-2"],
    "engine:orca": [],
    "added:2026-06..": ["diversed"],
    "-added:..2026-04-19": ["diversed", "onecomp"],
    "year:2018 softmax": ["online-softmax"],
    **{text.format("2309.06180"): ["pagedattention"] for text in spellings.ARXIV},
    **{text.format("10.1145/3578178.3578238"): ["wmma-extension"] for text in spellings.DOI},
}

# Each query that finds nothing with the one that is proposed instead.
NEAR = {
    "flashatention": "flashattention",
    "Flash-Atention flashatention2": "flash attention flashattention",
    "pagedatention date:2023 -zzqqxx": "pagedattention date:2023 -zzqqxx",
    'author:lancuki title:"transfrm coding"': 'author:lancucki title:"transform coding"',
    "title:lancuki": "",
    "venue:iclr topic:evicton org:nvidai": "venue:iclr topic:eviction org:nvidia",
    "venue:osdi org:nvidai": "",
    "engine:sglagn": "engine:sglang",
    "engine:flashattention": "",
    "atention OR decodng": "attention OR decoding",
    "w4a9 OR gtpq": "w4a9 OR gptq",
    "zzqqxx": "",
    "orc flash": "",
    "decodng*": "",
    "推测": "",
}
