"""The arXiv id or DOI in what people paste as a query, as scripts/identifiers.js reads it."""

import re

ARXIV = (
    r"(?:(?<!\d)(?<!\d\.)\d\d(?:0[1-9]|1[0-2])\.\d{4,5}(?!\d)"
    r"|[a-z]+(?:-[a-z]+)*(?:\.[a-z]{2})?/(?:9[1-9]|0[0-7])(?:0[1-9]|1[0-2])\d{3}(?!\d))"
)
DOI = r"10\.\d{4,9}/[^\s?#]+"
FLAGS = re.IGNORECASE | re.ASCII
ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", FLAGS)  # what DataCite gives a paper on arXiv
AFTER_DOI = re.compile(r"(?:(?:\.full)?\.pdf|/(?:full|pdf|epdf|abstract))?[.,;:)\]}>'\"]*$", FLAGS)
LABEL = re.compile(rf"(?:\b(?:arxiv|preprint|doi)[:：]?\s+)+(?=\S*(?:{ARXIV}|{DOI}))", FLAGS)
# What the stamp on the margin of a PDF has after the id: [cs.LG] 12 Sep 2023
STAMP = re.compile(
    rf"({ARXIV}(?:v\d+)?)\s+\[[a-z-]+(?:\.[a-z-]+)?\](?:\s+\d+ [a-z]{{3}} \d{{4}})?", FLAGS
)
CLASS = re.compile(r"\.[a-z]{2}/", FLAGS)


def without_labels(text: str) -> str:
    """Without the words beside an identifier that belong to it."""
    return STAMP.sub(r"\1", LABEL.sub("", text))


def read_identifier(word: str) -> str:
    """The arXiv id without its version, or the DOI, in a word such as an address; else the word."""
    found = re.search(DOI, re.sub("%2f", "/", word, flags=re.IGNORECASE), FLAGS)
    if found and not ARXIV_DOI.match(found[0]):
        return AFTER_DOI.sub("", found[0], count=1)
    number = re.search(ARXIV, ARXIV_DOI.sub("", found[0]) if found else word, FLAGS)
    # An old id does not include the class: math.GT/0309136 is math/0309136.
    return CLASS.sub("/", number[0]) if number else word
