"""How an item of a list mentions a paper: which words are its title, and what is around them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from paperlist.catalogue.values import ARXIV, DOI
from paperlist.importing.dates import is_date
from paperlist.importing.labels import ALONE, LINK_WORDS, PROSE
from paperlist.importing.people import authors_behind, people_in
from paperlist.importing.rows import Span, is_picture
from paperlist.importing.venue_tags import read_tag

# The number of an item, and not the year in "2024. Journal of Tests".
NUMBER = re.compile(r"^\s*(?:\(?(?!(?:19|20)\d\d\b)\d{1,4}[.)、:]|\[\d{1,4}\]|#\d{1,4}|№\s*\d+)\s*")
NEW = re.compile(
    r"^\W*(?:new|hot|update[ds]?|recommended|must[- ]read|awesome|最新|推荐)\W*$", re.I
)
QUOTED = re.compile(r"^[\"“”«「『](.+?)[,.]?[\"“”»」』][,.]?\s*(.*)$", re.DOTALL)
# A title starts behind such a label: "Title: …", "Paper: …".
LABEL = re.compile(
    r"^\s*[*_]*(?:title|paper title|标题|题目|论文标题|论文题目)[*_]*\s*[:：]\s*", re.I
)
# Before a link that is not its title: "Paper (oral): https://…", "Project page: …".
LINK_LABEL = re.compile(r"^[\W_]*\w+(?:\s\w+){0,2}\s*(?:\([^()]*\))?\s*[:：]\s*[\[(]*$")
# Before a title: the venue in "(ICLR 2024) A Title".
TAGGED = re.compile(r"^(?:[(（\[【][^()（）\[\]【】]{1,60}[)）\]】]\s*)+")
# The end of a title or of authors, and not of an initial.
SENTENCE = re.compile(r"(?<=[\w)\]”\"?!])(?<!\b[A-Z])[.。]\s+(?=\S)")
MOST_NAME_WORDS = 2
# A title has at most 1,000 characters; its cell may also have a name, a venue and organisations.
MOST_CHARACTERS = 3000


@dataclass(frozen=True)
class Piece:
    """A text beside the title; `apart` if it is on a line of its own or in another style."""

    text: str
    apart: bool = False


@dataclass(frozen=True)
class Mention:
    """`main` is the number of the link whose text is the title, or 0."""

    title: str
    name: str | None = None
    main: int = 0
    pieces: tuple[Piece, ...] = ()


@dataclass
class Chunk:
    """Neighbouring spans of one link, or of one style outside of links."""

    text: str
    link: int = 0
    bold: bool = False
    other: bool = False
    address: str = ""


def read_mention(spans: Iterable[Span]) -> Mention | None:
    """None for an item without a title: its links say only what they lead to."""
    chunks = list(_chunks(spans))
    if is_long(chunks):
        return None
    lead = next(filter(None, (_bold(chunks), _linked(chunks))), None) or _plain(chunks)
    return lead if lead and has_words(lead.title) else None


def is_long(parts: Iterable[Span | Chunk]) -> bool:
    """Whether it cannot be read in a short time: the patterns here read a text several times."""
    return sum(len(part.text) for part in parts) > MOST_CHARACTERS


def has_words(text: str) -> bool:
    """Whether it can be a title or a name: it has a letter, and more than words for links."""
    outside = re.sub(r"\([^()]*\)", " ", text)  # Code (not yet)
    plain = outside if any(map(str.isalnum, outside)) else text
    words = re.findall(r"[^\W\d_]+", plain.lower())
    letters = [word for word in words if word not in LINK_WORDS]
    number = text.strip("[]() .")
    if not letters or ARXIV.fullmatch(number) or DOI.fullmatch(number) or "://" in number:
        return False
    if re.fullmatch(r"(?i)arxiv\W*[\d.v]+", number) or is_date(number):
        return False
    return not _is_venue(text)


def _is_venue(text: str) -> bool:
    text = text.strip("[]()（）【】 .,:")
    if len(text) > 60 or re.search(r"[\])）】]\W*[^\W\d_]", text):
        return False  # a title behind a venue in brackets
    tag = read_tag(text, "")
    return bool(tag and (not tag.to_check or tag.to_check.startswith("venue without")))


def _chunks(spans: Iterable[Span]) -> Iterator[Chunk]:
    kept = [span for span in spans if not span.image or span.link]
    keys = lambda span: (span.link, not span.link and (span.bold, span.other, span.text == "\n"))  # noqa: E731
    for (link, _), group in groupby(kept, keys):
        parts = list(group)
        text = "".join(part.text for part in parts)
        if link:
            bold = all(part.bold for part in parts)
            yield Chunk(" ".join(text.split()), link, bold, address=parts[0].address or "")
        else:
            yield Chunk("\n" if parts[0].text == "\n" else text, 0, parts[0].bold, parts[0].other)


def bare(text: str) -> str:
    """Without pictures, numbers and punctuation before a title."""
    text = "".join(letter for letter in text if not is_picture(letter))
    text = re.sub(r":[a-z0-9_+-]+:", " ", text)
    return NUMBER.sub("", text.lstrip(" \t-–—•·*|>,.:：;")).strip()


def _words(text: str) -> int:
    return len(re.findall(r"[A-Za-z0-9][\w'’-]*|[\u4e00-\u9fff]{2}", text))


def _is_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= MOST_NAME_WORDS and len(text) <= 40 and has_words(text)


def _linked(chunks: Sequence[Chunk]) -> Mention | None:
    """The first link whose text can be a title."""
    for place, chunk in enumerate(chunks):
        if not chunk.link or chunk.address.startswith("#") or not has_words(chunk.text):
            continue
        before = bare("".join(each.text for each in chunks[:place] if not each.link))
        if _words(before) > max(2, _words(chunk.text)) and not may_precede(before):
            return None  # a text with links in it
        return _around(chunks, place, before)
    return None


def may_precede(text: str) -> bool:
    """Whether it has authors, a venue or a date, which may be before a title."""
    text = text.strip(" .,:;：")
    return bool(people_in(text)) or _is_venue(text) or is_date(text)


def _around(chunks: Sequence[Chunk], place: int, before: str) -> Mention:
    chunk, after = chunks[place], list(chunks[place + 1 :])
    title, name = chunk.text, None
    pieces = [Piece(before)] if before and not NEW.match(before) else []
    bracket = re.fullmatch(r"[\[【(（]([^\[\]【】()（）]{1,60})[\]】)）]\W*", before)
    if bracket:
        title, pieces = f"[{bracket[1]}] {title}", []
    elif _is_name(before.rstrip(" :：-–—")) and before.endswith((":", "：", "-", "–", "—")):
        name, pieces = before.rstrip(" :：-–—"), []
    same_line = "" if not after or after[0].link else after[0].text
    short = chunk.text.rstrip(" :：")
    if short != chunk.text:
        same_line = f": {same_line}"
    if _is_name(short) and (rest := _continued(same_line, after[0] if after else chunk)):
        is_repeated = rest[0].startswith(f"{short}:")
        title = f"{short}: {rest[0]}" if rest[1] and not is_repeated else rest[0]
        name = short
        after = [Chunk(rest[2]), *after[1:]]
    return Mention(title, name, chunk.link, (*pieces, *_pieces(after)))


def _continued(text: str, chunk: Chunk) -> tuple[str, bool, str] | None:
    """The title behind a short name that is a link, whether there is a colon, and the rest."""
    found = re.match(r"\s*([:：]|\s[-–—]+\s)?\s*(.*)", text, re.DOTALL)
    if not found or chunk.link or chunk.other or not found[2].strip():
        return None
    has_colon = bool(found[1])
    title, _, rest = re.sub(
        r"\s*[|｜]\s+|[\[(（]\s*$|[\[(（](?=[^\[(（]*$)", "\ue00f", found[2], count=1
    ).partition("\ue00f")
    if not has_colon and (not re.match(r"[A-Z0-9\"“\u4e00-\u9fff]", title) or _words(title) < 2):
        return None
    if not has_words(title) or (not has_colon and may_precede(title)):
        return None
    title, more = _split_title(title.strip())
    return title, has_colon, f"{more} | {rest}"


def _bold(chunks: Sequence[Chunk]) -> Mention | None:
    """A title in bold before every link that can be a title, or a bold name before its title."""
    for place, chunk in enumerate(chunks):
        if chunk.link and has_words(chunk.text):
            return None
        if chunk.link or not chunk.bold or chunk.text == "\n":
            continue
        before = bare("".join(each.text for each in chunks[:place] if not each.link))
        title = LABEL.sub("", bare(chunk.text)).strip()
        if not has_words(title):
            continue
        if before and not (may_precede(before) or NEW.match(before)):
            return None
        return _bold_title(chunks, place, title, before)
    return None


def _bold_title(chunks: Sequence[Chunk], place: int, title: str, before: str) -> Mention | None:
    after = list(chunks[place + 1 :])
    pieces = [Piece(before)] if before and not NEW.match(before) else []
    is_name = _is_name(title.rstrip(" :："))
    follows = after[0].text if after and not after[0].link and after[0].text != "\n" else ""
    next_words = next((each for each in after if has_words(each.text)), None)
    if is_name and next_words and next_words.link:
        return None
    if is_name and follows.strip(" :：-–—"):
        shown = f"{chunks[place].text.rstrip(' :：')}: " if ":" in follows[:2] + title[-1:] else ""
        continued = _continued(follows if ":" not in title else f": {follows}", after[0])
        if continued:
            text, has_colon, rest = continued
            name = title.rstrip(" :：")
            title = f"{name}: {text}" if has_colon or shown else text
            return Mention(title, name, 0, (*pieces, *_pieces([Chunk(rest), *after[1:]])))
        linked = next((each for each in after if each.link and has_words(each.text)), None)
        if linked:
            return None
    return Mention(title.rstrip(" :："), None, 0, (*pieces, *_pieces(after)))


def _plain(chunks: Sequence[Chunk]) -> Mention | None:
    """The text before the first link, or before the next line."""
    text, place = "", 0
    before: list[Piece] = []
    for place, chunk in enumerate(chunks):  # noqa: B007
        if chunk.link and not has_words(bare(text)) and may_precede(chunk.text):
            before.append(Piece(chunk.text))
            continue
        if chunk.link or (chunk.other and has_words(bare(text))):
            break
        if chunk.text == "\n" and has_words(bare(text)):
            break
        text += " " if chunk.text == "\n" else chunk.text
    else:
        place = len(chunks)
    if LINK_LABEL.match(text) and place < len(chunks) and chunks[place].link:
        return None
    text = LABEL.sub("", bare(text))
    text = re.sub(r"[\s,;:：(（\[|–—-]+$", "", text)
    if quoted := QUOTED.match(text):
        title, more = quoted[1], quoted[2]
    else:
        title, more = _split_title(text)
    if not has_words(title):
        return None
    rest = [Chunk(more), *chunks[place:]] if more else chunks[place:]
    first, _, subtitle = TAGGED.sub("", title).partition(": ")
    return Mention(
        title, first if subtitle and _is_name(first) else None, 0, (*before, *_pieces(rest))
    )


def _split_title(text: str) -> tuple[str, str]:
    """A title, and what is behind it: authors, a venue or a date. Authors may be first."""
    title, bar, more = re.sub(r"\s*[|｜]\s+", "\ue00f", text, count=1).partition("\ue00f")
    sentences = SENTENCE.split(title)
    if len(sentences) > 1 and people_in(sentences[0]):
        return sentences[1], " | ".join([sentences[0], *sentences[2:], more])
    if any(map(may_precede, sentences[1:])):
        behind = " . ".join(sentences[1:])
        return sentences[0], f"{behind} | {more}" if bar else behind
    if authors := authors_behind(title):
        return title.removesuffix(authors).rstrip(" ,，、"), f"{authors} | {more}"
    return title, more


def _pieces(chunks: Sequence[Chunk]) -> Iterator[Piece]:
    """The texts between links, with the labels before them; what connects links is left out."""
    is_first, label = True, ""
    following = [*chunks[1:], Chunk("\n")]
    for chunk, after in zip(chunks, following, strict=False):
        text = label + chunk.text
        label = ""
        if chunk.text == "\n":
            is_first = True
            continue
        if not chunk.link and after.text.lstrip().startswith((":", "：")) and not after.link:
            label = text
            continue
        if not chunk.link and (ALONE.fullmatch(text) or PROSE.match(text)):
            if after.text == "\n":
                yield Piece(text, apart=True)
            elif not after.link or PROSE.match(text):
                label = text
            continue
        if not chunk.link or _is_venue(chunk.text):
            yield Piece(text, is_first or chunk.other)
        is_first = False
