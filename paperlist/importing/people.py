"""Names of people in the text of a list."""

import re

from paperlist.catalogue.authors import is_person, names_in, split_at_commas, without_extras
from paperlist.catalogue.values import ET_AL

MOST_WORDS = 5
CUT = re.compile(
    r"[\s,，、;；]*\(?(?:\bet\.?\s?al\b\.?|\b(?:and )?others\b"
    r"|(?<=[\u4e00-\u9fff])\s*等)\)?[\s.。]*$",
    re.I,
)
JOINED = re.compile(r"\s*(?:,?\s+(?:and|&)\s+|[;；、，])\s*")
# Two words with capitals are not a name if one of them is such a word.
TECHNICAL = frozenset(
    re.findall(
        r"\S+",
        """
    ability agent agents algorithm algorithms alignment analysis application applications
    approach architecture architectures attention benchmark benchmarks cache caching code
    communication compression computation computing context control data dataset datasets
    decoding deep design detection diffusion distillation editing efficiency efficient embedding
    embeddings engine evaluation fast few framework fusion generation generative gpu gpus graph
    graphs human image images inference information kernel kernels knowledge language large
    latency learning level llm llms long management matching memory method methods model models
    multi network networks neural open optimization parallel performance planning policy
    prediction privacy processing programming prompt prompts pruning quality quantization query
    reasoning recognition recommendation reconstruction reinforcement representation
    representations retrieval reward robot robots safety scale scaling scene scheduling search
    security segmentation self semantic sequence serving shot single space sparse sparsity
    speech storage structure survey synthesis system systems task tasks text theory time token
    tokens training transfer transformer transformers translation tuning understanding video
    vision visual world
    """,
    )
)
# One such word alone is more often a remark than a name.
CHINESE = re.compile("[\u4e00-\u9fff]{2,4}")
MARKS = re.compile(r"(?<=[^\W\d_])[\d*∗†‡§¶#^]+(?:,\d+)*(?=[\s,;，、]|$)|[*∗†‡§¶^]")


def names(text: str) -> tuple[str, ...]:
    """The names of a column of authors; a list that is cut ends with et al."""
    text = re.sub(r"^(?:authors?|作者|by)\s*[:：]\s*", "", " ".join(text.split()), flags=re.I)
    text = MARKS.sub("", text).strip(" .,;") + ("." if re.search(r"\b[A-Z]\.$", text) else "")
    cut = CUT.search(text)
    text = text[: cut.start()] if cut else text
    parts = [part for joined in JOINED.split(text) for part in split_at_commas(joined)]
    found = [name for part in parts for name in names_in(without_extras(part)[0])]
    found = [name for name in dict.fromkeys(found) if any(map(str.isalpha, name))]
    return (*found, ET_AL) if cut and found else tuple(found)


def people_in(text: str) -> tuple[str, ...]:
    """The names, if the text has nothing else."""
    found = names(text)
    people = [name for name in found if name != ET_AL]
    if len(found) == 1 and CHINESE.fullmatch(found[0]):
        return ()
    is_short = all(len(name.split()) <= MOST_WORDS for name in people)
    return found if people and is_short and all(map(is_person, people)) else ()


def authors_behind(title: str) -> str:
    """Two names or more behind a title, as in "A Title, Ada Example, Bo Sample"; else nothing."""
    parts = re.split(r"(?<=[,，、])\s*", title)
    for start in range(1, len(parts)):
        behind = " ".join(parts[start:])
        words = set(re.findall(r"[a-z]+", behind.lower()))
        people = () if words & TECHNICAL else people_in(behind)
        if len(people) > 1 and title.endswith(behind):
            return behind
    return ""
