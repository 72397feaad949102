"""Names of people in the text of a list."""

import re

from paperlist.catalogue.authors import is_person, names_in, split_at_commas, without_extras
from paperlist.catalogue.values import ET_AL

MOST_WORDS = 5
CUT = re.compile(
    r"[\s,，、;；]*\(?(?:\bet\.?\s?al\b\.?|\band others\b|(?<=[\u4e00-\u9fff])\s*等)\)?[\s.。]*$",
    re.I,
)
JOINED = re.compile(r"\s*(?:,?\s+(?:and|&)\s+|[;；、，])\s*")
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
    is_short = all(len(name.split()) <= MOST_WORDS for name in people)
    return found if people and is_short and all(map(is_person, people)) else ()
