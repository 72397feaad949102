"""Our files, as the programs they are for read them."""

import csv
import re
import string
from io import StringIO

import markdown
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from lxml import html

from tests.support.builds import text

SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def read_csv(text):
    """Rows by column, each text without the quote that keeps a spreadsheet from running it."""
    rows = csv.DictReader(StringIO(text, newline=""), strict=True)
    return [{key: plain(cell) for key, cell in row.items()} for row in rows]


def plain(cell):
    return re.sub(rf"""((?:^|;)[\s"]*)'(?='*[{"".join(map(re.escape, SIGNS))}])""", r"\1", cell)


def by_python_markdown(source):
    parser = markdown.Markdown(extensions=["tables"])
    # It knows but a part of the signs that CommonMark and GitHub let a backslash escape.
    parser.ESCAPED_CHARS = [*string.punctuation]
    return parser.convert(source)


def by_markdown_it(source):
    from markdown_it import MarkdownIt  # noqa: PLC0415

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source)


def by_github(source):
    """As GitHub's own parser, which also makes links of bare addresses."""
    return github_flavored_markdown_to_html(source, options=Options.CMARK_OPT_UNSAFE)


as_html = {"python-markdown": by_python_markdown, "cmark-gfm": by_github}


def papers_of(table):
    """Title, date, and the addresses of paper and code; a row has four cells, no more."""
    rows = []
    for row in table.iterfind("tbody/tr"):
        date, title, read, code = row.findall("td")
        (link,) = read.iter("a")
        codes = [each.get("href") for each in code.iter("a")]
        rows.append((text(title), text(date), link.get("href"), codes))
    return rows


def pages(source):
    """As each parser shows it."""
    return [html.fragment_fromstring(convert(source), "div") for convert in as_html.values()]
