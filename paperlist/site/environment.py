"""The Jinja environment of the templates: filters and functions that do not use the catalogue."""

import json
import shlex
from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from pydantic import BaseModel

from paperlist.health import LINKS
from paperlist.publishing import links, titles
from paperlist.publishing.templates import make_environment
from paperlist.publishing.translations import translated
from paperlist.publishing.words import noun
from paperlist.site import charts, schema_org
from paperlist.site.explorer import size
from paperlist.site.views import view_of


def _translate(context: Context, item: BaseModel, key: str) -> str:
    return translated(item, key, context["site"].language)


def markdown_text(text: str) -> Markup:
    """Escapes text for Markdown: every ASCII punctuation character becomes an entity."""
    plain = (c if c.isalnum() or c in " ," or ord(c) > 127 else f"&#{ord(c)};" for c in text)
    return Markup("".join(plain))  # noqa: S704


def _data_url(text: str, media: str) -> str:
    return f"data:{media};charset=utf-8;base64,{b64encode(text.encode()).decode()}"


def _json_text(value: object) -> Markup:
    """JSON that is safe in a script element: it cannot close the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704


def _fill_in(text: str, values: Mapping[str, str | int]) -> Markup:
    """The text of a finding with its values; links are links."""
    shown = {key: _link(str(value)) if key in LINKS else value for key, value in values.items()}
    return escape(text).format(**shown)


def _link(url: str) -> Markup:
    return Markup('<a href="{0}" rel="nofollow ugc noopener">{0}</a>').format(url)


FILTERS: Mapping[str, Callable[..., object]] = {
    "md": markdown_text,
    "fill_in": _fill_in,
    "shell": shlex.join,
    "noun": noun,
    "json": _json_text,
    "attribute_json": partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
    "data_url": _data_url,
    "tr": pass_context(_translate),
}
GLOBALS: Mapping[str, object] = {
    "histogram": charts.quarter_histogram,
    "most_in_a_quarter": charts.most_in_a_quarter,
    "is_large": size.is_large,
    "has_summaries": size.has_summaries,
    "rows_in_page": size.rows_in_page,
    "reading_link": links.reading_link,
    "all_links": links.all_links,
    "archive_url": links.archive_url,
    "links_of_removed": links.links_of_removed,
    "title_parts": titles.title_parts,
    "byline": titles.byline,
    "line_of": titles.line_of,
    "repository_label": titles.repository_label,
    "describe_list": schema_org.describe_list,
    "describe_dataset": schema_org.describe_dataset,
    "citation_authors": schema_org.citation_authors,
    "zotero_types": schema_org.ZOTERO_TYPES,
    "view_of": view_of,
}


@cache
def load_environment() -> Environment:
    """Cached: compiling the templates takes longer than rendering most of them."""
    env = make_environment(Path(__file__).with_name("templates"))
    env.filters.update(FILTERS)
    env.globals.update(GLOBALS)
    return env
