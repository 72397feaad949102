"""The texts of a new list that are written from those of this package."""

from pathlib import Path
from string import Template

from paperlist.catalogue.languages import LANGUAGES
from paperlist.publishing.markdown import escape
from paperlist.site.environment import markdown_text
from paperlist.starting.new_list import NewList

TEXTS = Path(__file__).with_name("texts")
TRANSLATED = ("README.{}.md", "about.{}.md", "belongs.{}.md", "description.{}.txt", "index.{}.md")


def languages_of_texts() -> tuple[str, ...]:
    names = {path.name for path in TEXTS.iterdir()}
    return tuple(each for each in LANGUAGES if {name.format(each) for name in TRANSLATED} <= names)


def text_of(file: str, **values: str) -> str:
    return Template((TEXTS / file).read_text("utf-8")).substitute(values)


def write_data(folder: Path, new: NewList, *, has_topic: bool) -> None:
    """The data files, without a paper. A paper can be added if there is a topic."""
    folder.mkdir()
    translated = "zh" if "zh" in new.languages else "en"
    topics = text_of(f"topic.{translated}.yaml").rstrip("\n") if has_topic else "[]"
    values = {"topics": topics, "language": new.languages[0]}
    for name in ("papers.yaml", "topics.yaml", "collections.yaml"):
        (folder / name).write_text(text_of(name, **values), "utf-8")


def documents(new: NewList, topic: str) -> dict[str, str]:
    """The documents and pages, by their place in the project; `topic` is that of the examples."""
    first = new.languages[0]
    values = {
        "name": markdown_text(new.name),  # of pages; GitHub reads Markdown in its own way
        "repo_url": new.repo_url,
        "language": first,
        "topic": topic,
        "entry": text_of("entry.yaml", topic=topic),
        "belongs": text_of("belongs.en.md"),
    }
    names = {name: name for name in ("CHANGELOG.md", "CONTRIBUTING.md")}
    names[".github/pull_request_template.md"] = "pull_request_template.md"
    for language in new.languages:
        names[f"docs/{language}/index.md"] = f"index.{language}.md"
        names[f"docs/{language}/about.md"] = f"about.{language}.md"
    texts = {place: text_of(name, **values) for place, name in names.items()}
    values["name"] = escape(new.name)
    for language in new.languages:
        links = {"home": new.home(language), "others": _other_readmes(new, language)}
        texts[_readme(new, language)] = text_of(f"README.{language}.md", **values, **links)
    return texts


def _readme(new: NewList, language: str) -> str:
    return "README.md" if language == new.languages[0] else f"README.{language}.md"


def _other_readmes(new: NewList, language: str) -> str:
    others = [each for each in new.languages if each != language]
    links = [f"[{LANGUAGES[each]}]({_readme(new, each)})" for each in others]
    return f"\n{' · '.join(links)}\n" if links else ""
