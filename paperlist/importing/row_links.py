"""The links of a row: which one is the paper, which its code, and which are left out."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from paperlist.catalogue.addresses import arxiv_of
from paperlist.catalogue.problems import quote
from paperlist.catalogue.repositories import GITHUB, parse_badge, parse_repository
from paperlist.catalogue.values import ARXIV, Kind, Malformed, parse_link
from paperlist.importing.drafts import Draft
from paperlist.importing.links import identifier_of, repository_at, with_https
from paperlist.importing.rows import Cell, Row, Target
from paperlist.importing.spans import links_in

KINDS: dict[str, Kind] = {"blog": "blog", "docs": "docs", "doc": "docs", "report": "report"}
# Sites that have shut down.
CLOSED = {"goo.gl", "paperswithcode.com", "www.paperswithcode.com"}
# Links with other words are used only if there is nothing else to read.
BESIDE = re.compile(
    r"(?i)\b(?:project|web(?:site|page)?|site|home(?:page)?|pages?|slides?|video|youtube|talk|demo"
    r"|poster|blog|twitter|tweet|data(?:set)?s?|models?|weights|hugging ?face|hf|colab|supp\w*|wiki"
    r"|news|media|discord|reddit|medium|zhihu|bilibili|wandb|notes?|bibtex|cite|thread|api|app)\b"
    r"|项目|主页|视频|博客|解读|数据|模型|网站|官网|知乎|公众号|演示|幻灯"
)
# Repositories that belong to other papers, and pages that are never a paper.
OTHER_CODE = re.compile(
    r"(?i)\b(?:(?:exp)?env(?:ironment)?s?|data(?:set)?s?|benchmarks?|simulators?)\b"
)
VIDEO = re.compile(r"//(?:www\.|m\.)?(?:youtube\.com|youtu\.be|bilibili\.com|vimeo\.com)/", re.I)
CODE = re.compile(
    r"(?i)\b(?:code|codes|github|gitlab|implementation|official|pytorch|torch|tensorflow|jax)\b|代码|源码"
)
IN_TEXT = re.compile(
    r"(?i)(?:arxiv\s*[:.]?\s*)?(?<![\d./])(?P<arxiv>\d{4}\.\d{4,5})(?:v\d+)?(?!\d)"
    r"|(?:doi\s*:?\s*)?(?<![\w./])(?P<doi>10\.\d{4,9}/[^\s|\]]+[\w/])"
)
BADGE = re.compile(r"https?://(?:img\.)?shields\.io/badge/([^?#]+)")


def add_links(draft: Draft, row: Row, main: int = 0) -> None:
    """`main` is the number of the link that the title has in its cell."""
    _add_code(draft, row.cells.get("code", Cell()))
    beside: list[str] = []
    for link, is_paper in _links(row, main):
        address = _address(link, draft)
        if address and (other := _add_link(draft, address, link, is_paper=is_paper)):
            beside.append(other)
    for address in dict.fromkeys(beside):
        if not (draft.arxiv or draft.doi or draft.url):
            draft.url = address
        elif address != draft.url:
            draft.to_check.append(f"ignored a second link: {quote(address)}")
    _add_badge(draft, _shown(row))


def _add_link(draft: Draft, address: str, link: Target, *, is_paper: bool) -> str | None:
    """The address of a link that is neither the paper nor its code."""
    key, value = "url", address
    if identifier := identifier_of(address):
        key, value = identifier.kind, identifier.text
    elif (repository := repository_at(address)) and (is_paper or not _is_other(link)):
        key, value = "code", repository.url
    elif not is_paper:
        if not CODE.search(link.label):
            return address
        key = "code"
    elif draft.url is None:
        words = re.findall(r"[a-z]+", link.text.lower())
        draft.link_kind = next((KINDS[word] for word in words if word in KINDS), draft.link_kind)
    if getattr(draft, key) in (None, value):
        setattr(draft, key, value)
    else:
        draft.to_check.append(f"ignored a second link: {quote(address)}")
    return None


def _links(row: Row, main: int) -> Iterator[tuple[Target, bool]]:
    """The links of a row, and whether each may be the paper itself; that of the title is first."""
    key = row.title_key or "paper"
    spans = row.cells.get(key, Cell()).spans
    yield from ((link, True) for link in links_in(s for s in spans if main and s.link == main))
    for name in dict.fromkeys(("paper", key)):
        cell = row.cells.get(name, Cell())
        for link in links_in(s for s in cell.spans if name != key or not main or s.link != main):
            if not link.address.startswith("#"):
                yield link, _may_be_paper(link, is_item=name == "item")
        yield from ((Target("", each), True) for each in _ids(cell))
    for name in (name for name in row.cells if name not in ("paper", "code", key)):
        yield from ((link, False) for link in links_in(row.cells[name].spans))


def _is_other(link: Target) -> bool:
    return bool(OTHER_CODE.search(link.label)) and not CODE.search(link.label)


def _may_be_paper(link: Target, *, is_item: bool) -> bool:
    """A column of papers has nothing else, except behind pictures."""
    if VIDEO.search(link.address) or (CODE.search(link.label) and parse_repository(link.address)):
        return False
    if not is_item and link.label == link.text:
        return True
    return not BESIDE.search(link.label) and not (is_item and parse_repository(link.address))


def _ids(cell: Cell) -> Iterator[str]:
    """Ids without a link, also those of badges."""
    shown = [f"arXiv {text}" for label, text in badge_texts(cell) if label.lower() == "arxiv"]
    for found in IN_TEXT.finditer("\n".join([cell.rest, *shown])):
        if found["doi"]:
            yield f"https://doi.org/{found['doi']}"
        elif ARXIV.fullmatch(found["arxiv"]):
            yield f"https://arxiv.org/abs/{found['arxiv']}"


def badge_texts(cell: Cell) -> Iterator[tuple[str, str]]:
    """Label and message of badges: ("Conference", "ICLR'24")."""
    for image in cell.images:
        if found := BADGE.match(image):
            text = unquote(found[1]).replace("--", "\0").replace("__", "\1").removesuffix(".svg")
            parts = [part.replace("\0", "-").replace("_", " ") for part in text.split("-")]
            if len(parts) in (2, 3):
                yield (parts[0], parts[1]) if len(parts) == 3 else ("", parts[0])


def without_ids(cell: Cell) -> str:
    return IN_TEXT.sub("", cell.rest)


def _shown(row: Row) -> Cell:
    """The cell whose badge shows the code."""
    keys = ("code", row.title_key or "code")
    return next((row.cells[key] for key in keys if row.cells.get(key, Cell()).images), Cell())


def _address(link: Target, draft: Draft) -> str | None:
    """The URL with https, or None and a line of `to_check`."""
    address = link.address.strip()
    if not address:
        draft.to_check.append(f"link {quote(link.text) if link.text else '()'} is empty")
        return None
    if re.match(r"(?:www\.|[\w-]+\.org/|(?:[\w-]+\.)*(?:com|io)/)", address):
        address = f"https://{address}"
    given, address = address, with_https(address)
    if address.lower() != given.lower() and not arxiv_of(address):
        draft.to_check.append(f"changed to https: {quote(given)}")
    try:
        parse_link(address)
    except Malformed as error:
        shown = address if "://" in address[:9] else unquote(address)
        draft.to_check.append(f"ignored {quote(shown)}: it {error}")
        return None
    if urlsplit(address).hostname in CLOSED:
        draft.to_check.append(f"{quote(address)} is a link to a site that has shut down")
    return address


def _add_code(draft: Draft, cell: Cell) -> None:
    for link in sorted(cell.links, key=_is_page):
        address = _address(link, draft)
        if address is None:
            continue
        if identifier := identifier_of(address):  # no code has one
            setattr(draft, identifier.kind, getattr(draft, identifier.kind) or identifier.text)
            continue
        repository = parse_repository(address)
        if root := repository_at(address):
            address = root.url
        if draft.code in (None, address):
            draft.code = address
        elif parse_repository(draft.code or "") != repository or repository is None:
            draft.to_check.append(f"ignored a second code link: {quote(address)}")


def _is_page(link: Target) -> bool:
    """Repositories are before other pages."""
    return parse_repository(link.address) is None


def _add_badge(draft: Draft, cell: Cell) -> None:
    badge = next(filter(None, map(parse_badge, cell.images)), None)
    if badge is None:
        return
    repository = parse_repository(draft.code or "")
    if draft.code is None:
        draft.code = badge.url
        draft.to_check.append(f"code link taken from the badge of {quote(badge.label)}")
    elif repository is None or repository.key != badge.key:
        draft.repo = badge.path if badge.host == GITHUB else None  # the field has no other host
        shown = quote(repository.label if repository else draft.code)
        draft.to_check.append(f"the badge shows {quote(badge.label)}, the code link is {shown}")
