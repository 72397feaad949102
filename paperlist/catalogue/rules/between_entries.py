"""Rules that compare entries, or an entry with another file.

Each docstring is the rule, with entries that fail and some that pass; `table.RULES` lists them.
"""

from collections.abc import Callable, Iterable, Iterator

from paperlist.catalogue import values
from paperlist.catalogue.languages import LANGUAGES, OTHERS, TRANSLATABLE, field_of
from paperlist.catalogue.problems import MAX_PRINTED, Problem, quote
from paperlist.catalogue.reading.entries import Entry, did_you_mean
from paperlist.catalogue.reading.folder import DataFolder
from paperlist.catalogue.reading.source import Scalar
from paperlist.catalogue.repositories import on_github, parse_repository, raw_address
from paperlist.catalogue.rules.one_entry import is_valid
from paperlist.catalogue.spelling import same_title, title_key


def check_repeated_id(entries: list[Entry]) -> Iterator[Problem]:
    """No two entries of a file have the same id; for papers, no two in all parts of the list.

    Fails:

        - id: orca
        - id: orca

    Passes:

        - id: orca
        - id: orca-2
    """
    for entry, text, message in repeats(entries, "id", str):
        yield entry.problem(text, "repeated-id", message, "choose another id")


def check_former_id(entries: list[Entry]) -> Iterator[Problem]:
    """A former id belongs to one entry, and no entry has it as its id now.

    Fails:

        - id: orca
        - id: orca-2
          formerly: [orca]

    Passes:

        - id: orca
        - id: orca-2
          formerly: [orca-two]
    """
    owners = {text.text: (e, text) for e in entries if (text := e.scalar("id"))}
    for entry in entries:
        for former in entry.items("formerly"):
            owner, first = owners.setdefault(former.text, (entry, former))
            if first is not former:
                place = f"{owner.path}:{first.line}:{first.column}"
                message = f"former id {quote(former.text)} is used by {owner.label} at {place}"
                hint = "remove it here: a former id leads to one page"
                yield entry.problem(former, "former-id", message, hint)


def repeats(
    entries: Iterable[Entry], key: str, normal: Callable[[str], str]
) -> Iterator[tuple[Entry, Scalar, str]]:
    """The values that an earlier entry has too, each with a message."""
    first: dict[str, tuple[Entry, Scalar]] = {}
    for entry in entries:
        text = entry.scalar(key)
        if text is None or not normal(text.text):
            continue
        before, where = first.setdefault(normal(text.text), (entry, text))
        if before is not entry:
            place = f"{before.path}:{where.line}:{where.column}"
            message = f"{key} {quote(text.text)} appears twice, first in {before.label} at {place}"
            yield entry, text, message


def check_repeated_list(entries: list[Entry]) -> Iterator[Problem]:
    """No two entries of watch.yaml are one file: its papers would count twice.

    The page of a repository that shows a file is the same as the file.

    Fails:

        # watch.yaml
        - url: https://example.org/list.md
        - url: https://example.org/list.md

    Passes:

        # watch.yaml
        - url: https://example.org/list.md
        - url: https://example.org/serving.md
    """
    for entry, text, message in repeats(entries, "url", raw_address):
        yield entry.problem(text, "repeated-list", message, "remove one of them")


def check_translations(entries: list[Entry]) -> Iterator[Problem]:
    """A text that has a translation in one entry of a file has one in all entries that have it.

    Fails:

        - title: Orca
          summary: Batches by iteration.
          summary_zh: 按迭代组批。
        - title: Orca 2
          summary: Batches by token.

    Passes:

        - title: Orca
          summary: Batches by iteration.
        - title: Orca 2
          summary: Batches by token.
    """
    entries = [*entries, *(step for entry in entries for step in entry.records("items"))]
    for key in TRANSLATABLE:
        for language in OTHERS:
            field = field_of(key, language)
            is_used = any(entry.get(field) for entry in entries)
            for entry in entries if is_used else ():
                if (text := entry.get(key)) and not entry.get(field):
                    message = f"entry {entry.label} has '{key}' but no '{field}'"
                    hint = f"add `{field}: …` in {LANGUAGES[language]}, as other entries do"
                    yield entry.warning(text, "missing-translation", message, hint)


def check_repositories(entries: Iterable[Entry]) -> Iterator[Problem]:
    """A repository is spelt the same everywhere: upper case, a final '/' and '.git' count.

    Fails:

        - repo: vllm-project/vllm
        - repo: vllm-project/vLLM

    Passes:

        - repo: vllm-project/vllm
        - repo: vllm-project/vllm
    """
    first: dict[str, tuple[str, Entry, Scalar]] = {}
    for entry in entries:
        for value, key, spelling in _repositories(entry):
            known, before, where = first.setdefault(key, (spelling, entry, value))
            if spelling != known:
                place = f"{before.path}:{where.line}:{where.column}"
                message = f"repository {quote(spelling)} is spelt {quote(known)} at {place}"
                yield entry.problem(value, "repository-spelling", message, "use one spelling")


def _repositories(entry: Entry) -> Iterator[tuple[Scalar, str, str]]:
    """The value, its key, and how it is spelt; a folder in the repository does not count."""
    code, repo = entry.scalar("code"), entry.scalar("repo")
    if code and (repository := parse_repository(code.text)):
        rest = code.text.partition(repository.path)[2]
        tail = rest if rest in ("/", ".git", ".git/") else ""
        yield code, repository.key, f"{repository.url}{tail}"
    if repo and is_valid(values.parse_repo, repo):
        yield repo, on_github(repo.text).key, on_github(repo.text).url


def check_topics(data: DataFolder) -> Iterator[Problem]:
    """A topic of a paper is the id of an entry of topics.yaml.

    Fails:

        - topics: [atention]

    Passes:

        - topics: [attention]
    """
    known = data.topics.ids
    named = ((e, topic) for e in data.papers.entries for topic in e.items("topics"))
    for entry, topic, nearest in _unknown(named if data.topics.is_readable else (), known):
        where = data.topics.path
        message = f"topic {quote(topic.text)} is not in {where}"
        yield entry.problem(
            topic, "unknown-topic", message, nearest or f"the topics are listed in {where}"
        )


def check_groups(data: DataFolder) -> Iterator[Problem]:
    """A group of a topic is the id of an entry of groups.yaml.

    In these examples groups.yaml has the group `systems`.

    Fails:

        # topics.yaml
        - group: systems
        - group: system

    Passes:

        # topics.yaml
        - group: systems
    """
    named = ((e, group) for e in data.topics.entries if (group := e.scalar("group")))
    known = data.groups.ids
    for entry, group, nearest in _unknown(named if data.groups.is_readable else (), known):
        where = data.groups.path
        message = f"group {quote(group.text)} is not in {where}"
        every = f"the groups are listed in {where}" if known else f"{where} has no groups"
        yield entry.problem(group, "unknown-group", message, nearest or every)


def check_used_groups(data: DataFolder) -> Iterator[Problem]:
    """A group has a topic.

    In these examples topics.yaml has a topic with `group: systems`.

    Fails:

        # groups.yaml
        - id: systems
        - id: models

    Passes:

        # groups.yaml
        - id: systems
    """
    used = {group.text for e in data.topics.entries if (group := e.scalar("group"))}
    for entry in data.groups.entries if data.topics.is_readable else ():
        if (text := entry.scalar("id")) and text.text.strip() and text.text not in used:
            message = f"no topic has the group {quote(text.text)}"
            hint = f"add `group: {text.text}` to a topic in {data.topics.path}, or remove the group"
            yield entry.problem(text, "unused-group", message, hint)


def check_contents(data: DataFolder) -> Iterator[Problem]:
    """A paper of a collection or of a reading path is the id of an entry of papers.yaml.

    A collection, which was published at that time, may also have one that was removed since.

    Fails:

        # collections.yaml
        - contents:
            - name: FlashAttention
              papers: [no-such-paper]

    Passes:

        # collections.yaml
        - contents:
            - name: FlashAttention
              papers: [some-paper]
    """
    if not (data.papers.is_readable and data.seen.is_readable):
        return
    inside = (
        (e, paper)
        for e in data.collections.entries
        for content in e.records("contents")
        for paper in content.items("papers")
    )
    steps = (
        (e, paper)
        for e in data.paths.entries
        for step in e.records("items")
        if (paper := step.scalar("paper"))
    )
    current = {
        former.text: text.text
        for e in data.papers.entries
        if (text := e.scalar("id"))
        for former in e.items("formerly")
    }
    where = data.papers.path
    for named, known in ((inside, data.papers.ids | data.seen.ids), (steps, data.papers.ids)):
        for entry, paper, nearest in _unknown(named, known):
            hint = nearest or f"the ids are listed in {where}"
            if paper.text in current:
                hint = f"its id is {quote(current[paper.text])} now"
            if paper.text in data.seen.ids:
                hint = "it was removed from the list; remove it here too"
            message = f"paper {quote(paper.text)} is not in {where}"
            yield entry.problem(paper, "unknown-paper", message, hint)


def check_engines(data: DataFolder) -> Iterator[Problem]:
    """An engine of a paper is the id of an entry of engines.yaml.

    In these examples engines.yaml has the engine `vllm`.

    Fails:

        - runs_in: [{engine: vlm, state: documented, url: https://example.org/}]

    Passes:

        - runs_in: [{engine: vllm, state: documented, url: https://example.org/}]
    """
    known = data.engines.ids
    named = (
        (e, engine)
        for e in data.papers.entries
        for run in e.records("runs_in")
        if (engine := run.scalar("engine"))
    )
    for entry, engine, nearest in _unknown(named if data.engines.is_readable else (), known):
        where = data.engines.path
        message = f"engine {quote(engine.text)} is not in {where}"
        other = f"write an id of {where}, or add the engine there first"
        yield entry.problem(engine, "unknown-engine", message, nearest or other)


def _unknown(
    named: Iterable[tuple[Entry, Scalar]], known: frozenset[str]
) -> Iterator[tuple[Entry, Scalar, str]]:
    """The ids that are not known, each with a hint. An empty id has its own problem.

    The search for the nearest id is slow: only the first problems have one.
    """
    unknown = ((e, text) for e, text in named if text.text not in known and text.text.strip())
    for number, (entry, text) in enumerate(unknown):
        yield entry, text, did_you_mean(text.text, known) if number < MAX_PRINTED else ""


def check_arxiv_title(data: DataFolder) -> Iterator[Problem]:
    """A title is the one facts.json has for the arXiv id, or `note` quotes that one.

    In these examples facts.json has the title "Efficient Memory Management" for 2309.06180.

    Fails:

        - title: Attention Is All You Need
          date: 2023-09
          arxiv: "2309.06180"

    Passes:

        - title: Efficient memory management
          date: 2023-09
          arxiv: "2309.06180"
    """
    for entry in data.papers.entries:
        arxiv, title, note = (entry.scalar(key) for key in ("arxiv", "title", "note"))
        record = data.facts.arxiv.get(arxiv.text) if arxiv else None
        if not (arxiv and title and record) or same_title(title.text, record.title):
            continue
        if note and title_key(record.title) in title_key(note.text):
            continue
        message = f"arXiv {arxiv.text} is {quote(record.title)}, but title is {quote(title.text)}"
        hint = "correct the arXiv id or the title, or quote arXiv's title in `note`"
        yield entry.problem(title, "arxiv-title", message, hint)
