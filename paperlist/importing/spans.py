"""Markdown and HTML as spans: text with its link and style."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import count

from markdown_it.token import Token

from paperlist.importing.rows import LITERAL, Cell, Span, Target, is_picture

BARE = re.compile(r"https?://[^\s<>\[\]()|，。；、（）]+(?:\([^\s<>()|]*\)[^\s<>\[\]()|，。；]*)*")
# What a link leads to: "Project page: https://…".
LABEL = re.compile(r"(?:^|[^\w ()/-])[\s*_]*(\w[\w()/-]*(?: [\w()/-]+){0,2})\s*[:：][\s\[(]*$")
LINKS = count(1)
BREAK = Span("\n")
BOLD = {"b", "strong", "th"}
OTHER = {"i", "em", "u", "ins", "code", "cite", "small", "font", "kbd"}
# HTML that starts a line of its own.
BLOCKS = {"br", "p", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}


class Reader(HTMLParser):
    """Collects spans from pieces of HTML and text in turn."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.spans: list[Span] = []
        self.address: str | None = None
        self._link = 0  # the spans of several texts may be joined
        self._bold = 0
        self._other = 0

    def open_link(self, address: str) -> None:
        self.address = address
        self._link = next(LINKS)

    def close_link(self) -> None:
        if self.address is not None and not any(s.link == self._link for s in self.spans[-9:]):
            self._add("")  # a link without a text is one
        self.address = None

    def style(self, *, bold: int = 0, other: int = 0) -> None:
        self._bold = max(self._bold + bold, 0)
        self._other = max(self._other + other, 0)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "a" and "href" in given:
            self.open_link(given["href"].strip())
        elif tag == "img":
            self.image(given.get("src", ""), given.get("alt", ""))
        elif tag in BLOCKS:
            self.spans.append(BREAK)
        self.style(bold=tag in BOLD, other=tag in OTHER)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.close_link()
        elif tag in BLOCKS:
            self.spans.append(BREAK)
        self.style(bold=-(tag in BOLD), other=-(tag in OTHER))

    def handle_data(self, data: str) -> None:
        self.text(re.sub(r"\s+", " ", data))

    def image(self, source: str, alt: str) -> None:
        self._add("", source, alt)

    def text(self, text: str) -> None:
        """GitHub turns a bare URL into a link."""
        end = 0
        for found in () if self.address is not None else BARE.finditer(text):
            address = found[0].rstrip(".,;:!?'\"*_")
            self._add(text[end : found.start()])
            self.open_link(address)
            self._add("")
            self.close_link()
            end = found.start() + len(address)
        self._add(text[end:])

    def _add(self, text: str, image: str = "", alt: str = "") -> None:
        if text or image or self.address is not None:
            link = 0 if self.address is None else self._link
            bold, other = self._bold > 0, self._other > 0
            self.spans.append(Span(text, self.address, link, bold, other, image, alt))


def markdown_spans(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """The spans of inline tokens."""
    reader = Reader()
    for token in tokens:
        _add_token(reader, token)
    return tuple(reader.spans)


def _add_token(reader: Reader, token: Token) -> None:
    match token.type:
        case "link_open":
            reader.open_link(str(token.attrs.get("href", "")))
        case "link_close":
            reader.close_link()
        case "strong_open" | "strong_close":
            reader.style(bold=token.nesting)
        case "em_open" | "em_close" | "s_open" | "s_close":
            reader.style(other=token.nesting)
        case "html_inline":
            reader.feed(token.content)
        case "image":
            reader.image(str(token.attrs.get("src", "")), token.content)
        case "softbreak" if reader.address is not None:
            reader.spans.append(_space(reader))
        case "softbreak" | "hardbreak":
            reader.spans.append(BREAK)
        case _:
            special = token.type == "text_special"
            reader.text(LITERAL.get(token.content, token.content) if special else token.content)


def _space(reader: Reader) -> Span:
    return replace(reader.spans[-1], text=" ", image="") if reader.spans else Span(" ")


def html_spans(html: str) -> tuple[Span, ...]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.spans)


def cell_of(spans: Iterable[Span]) -> Cell:
    spans = tuple(spans)
    text = "".join(" " if span == BREAK else span.text for span in spans)
    rest = "".join(" " if span == BREAK else span.text for span in spans if not span.link)
    images = tuple(span.image for span in spans if span.image)
    return Cell(
        " ".join(text.split()), _bold_start(spans), " ".join(rest.split()), (*links_in(spans),),
        images, spans,
    )  # fmt: skip


def links_in(spans: Iterable[Span]) -> Iterator[Target]:
    links: dict[int, list[Span]] = {}
    labels: dict[int, str] = {}
    before = ""
    for span in spans:
        if span.link:
            links.setdefault(span.link, []).append(span)
            if found := LABEL.search(before):
                labels.setdefault(span.link, found[1])
            before = ""
        else:
            before += span.text
    for number, parts in links.items():
        text = plain("".join(part.text for part in parts))
        alt = " ".join(part.alt for part in parts if part.alt)
        label = f"{labels.get(number, '')} {text or alt}".strip()
        yield Target(text, parts[0].address or "", label)


def _bold_start(spans: Iterable[Span]) -> str:
    text = ""
    for span in spans:
        if span.bold:
            text += span.text
        elif text or not all(is_picture(letter) or letter.isspace() for letter in span.text):
            break
    return text.strip()


def plain(text: str) -> str:
    for bracket, placeholder in LITERAL.items():
        text = text.replace(placeholder, bracket)
    return " ".join(text.split())
