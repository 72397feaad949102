"""Hugging Face: the repository that a page of a paper links to. https://huggingface.co/docs/hub"""

from pydantic import BaseModel, Field, ValidationError

from paperlist.sources.metadata import clean_title
from paperlist.sources.network import RequestFailed
from paperlist.sources.text import plain_text
from paperlist.sources.works.paper import Known, Listed, Source, suggested

ADDRESS = "https://huggingface.co/api/papers"


class _Author(BaseModel):
    name: str = ""


class _Paper(BaseModel):
    title: str
    authors: list[_Author]
    code: str | None = Field(None, alias="githubRepo")


def _addresses(paper: Listed) -> list[str]:
    # Papers of before 2007 have a slash in their ids, and no pages there.
    is_listed = paper.arxiv and "/" not in paper.arxiv and paper.authors
    return [f"{ADDRESS}/{paper.arxiv}"] if is_listed and "code" in paper.lacks else []


def _read(text: str, paper: Listed) -> Known | None:
    try:
        page = _Paper.model_validate_json(text)
    except ValidationError:
        raise RequestFailed("the response of huggingface.co is not a paper") from None
    names = [plain_text(author.name) for author in page.authors]
    if not paper.agrees(clean_title(page.title), names):
        return None
    link = f"https://huggingface.co/papers/{paper.arxiv}"
    return Known(link, suggested(code=page.code))


HUGGING_FACE = Source("Hugging Face", _addresses, _read)
