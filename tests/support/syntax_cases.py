"""Mistakes in YAML, each with the line, the column and the words of its message."""

START = "- id: a\n"
OPEN = "the quote that opens here is not closed"
OPEN_LINE = "the quote that opens here is not closed on its line"
AFTER_QUOTE = "unexpected text after the closing quote"
AFTER_BRACKET = "unexpected text after the closing bracket"
LIST = "the '[' that opens here is not closed"
COLON = "': ' in unquoted text"
KEY = "this key is not aligned with the keys above it"
LINE = "unexpected indentation"
SIGN = "text starts with a character reserved by YAML"
# The first line of each is '- id: a'; what follows stands in line 2 and below.
TABLE = [
    # Quotes
    ('  title: "Open', 2, 10, OPEN),
    ("  title: 'Open", 2, 10, OPEN),
    ('  title: "Open\n  date: 2023-07\n- id: b\n  title: c', 2, 10, OPEN),
    ("  title: 'Open\"\n  date: 2023-07", 2, 10, OPEN),
    ('  title: "Open\n  date: 2023-07\n  note: "Shut"', 2, 10, OPEN_LINE),
    ("  title: 'Open\n  date: 2023-07\n- id: b\n  title: 'Shut'", 2, 10, OPEN_LINE),
    ('  org: ["A", "B]\n  date: 2023-07', 2, 14, OPEN),
    ("  title: 'Can't stop'", 2, 15, AFTER_QUOTE),
    ('  title: "The "best" one"', 2, 16, AFTER_QUOTE),
    ('  title: "Quoted" and more', 2, 18, AFTER_QUOTE),
    ("  authors: ['O'Neil']", 2, 16, AFTER_QUOTE),
    ('  title: "Quoted": text', 2, 18, AFTER_QUOTE),
    # Brackets
    ("  topics: [b, c", 2, 11, LIST),
    ("  topics: [b, c\n  date: 2023-07", 2, 11, LIST),
    ("  topics: [b,\n  date: 2023-07\n  added: d", 2, 11, LIST),
    ("  topics: [b}", 2, 11, LIST),
    ("  title: {x\n  date: 2023-07", 2, 10, "the '{' that opens here is not closed"),
    ("  title: [Short] The rest", 2, 18, AFTER_BRACKET),
    ("  code: [pdf](https://example.org)", 2, 14, AFTER_BRACKET),
    ("  title: {x} y", 2, 14, AFTER_BRACKET),
    ("  topics: [b]]", 2, 14, AFTER_BRACKET),
    # A colon inside text
    ("  title: Name: the rest", 2, 14, COLON),
    ("  title: “Name: the rest”", 2, 15, COLON),
    ("  title: Name:\n    the rest", 2, 14, COLON),
    ('  summary: The "key": value', 2, 21, COLON),
    # Signs
    ("  title: @home", 2, 10, SIGN),
    ("  title: `code`", 2, 10, SIGN),
    ("  title: %done", 2, 10, SIGN),
    # Columns
    (" title: b", 2, 2, KEY),
    ("title: b", 2, 1, KEY),
    ("  authors:\n    - b\n   - c", 4, 4, LINE),
    (" - id: b", 2, 2, LINE),
    ("  title: b\n\n  - id: c\n    title: d", 4, 3, LINE),
]
