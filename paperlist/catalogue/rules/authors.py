"""Rules of the authors of a paper, and of other lists of names.

Each docstring is the rule, with entries that fail and some that pass; `table.RULES` lists them.
"""

from collections.abc import Iterator
from dataclasses import replace

from paperlist.catalogue import values
from paperlist.catalogue.authors import SEPARATOR, names_in, without_extras
from paperlist.catalogue.characters import typing_hint
from paperlist.catalogue.problems import Problem, quote
from paperlist.catalogue.reading.entries import Entry
from paperlist.catalogue.rules.one_entry import PROSE
from paperlist.catalogue.spelling import title_key

OTHER_NAMES = frozenset(key for key in PROSE if key == "org" or key.partition("_")[0] == "aka")


def check_et_al(entry: Entry) -> Iterator[Problem]:
    """`et al.` is the last of the authors, after at least one name.

    Fails:

        - authors: [Ada Lovelace, et al., Charles Babbage]

    Passes:

        - authors: [Ada Lovelace, Charles Babbage, et al.]
    """
    authors = entry.items("authors")
    for place, author in enumerate(authors):
        if author.text == values.ET_AL and not 0 < place == len(authors) - 1:
            message = f"'{values.ET_AL}' is not the last author"
            yield entry.problem(author, "et-al", message, "name the first authors, then et al.")


def check_joined(entry: Entry) -> Iterator[Problem]:
    """An item of authors, org or aka is one name.

    Fails:

        - authors: [Ada Lovelace; Charles Babbage]

    Passes:

        - authors: [Ada Lovelace, Charles Babbage]
    """
    for key, text in entry.texts():
        if len(text.text) > values.MAX_TEXT:
            continue
        if key == "authors":
            names = names_in(text.text)
        elif key in OTHER_NAMES:
            names = tuple(filter(None, SEPARATOR.split(text.text)))
        else:
            continue
        if names not in ((text.text,), ()):
            wrong = typing_hint(text.text)
            alone = [without_extras(name)[0] for name in names]
            written = quote(f"[{', '.join(alone)}]", values.MAX_TEXT)
            hint = f"write {written}" + (f"; {wrong}" if wrong else "")
            message = f"{key} {quote(text.text)} is more than one name"
            problem = entry.problem(text, "joined-names", message, hint)
            is_certain = bool(SEPARATOR.search(text.text))
            yield problem if is_certain else replace(problem, severity="warning")


def check_name(entry: Entry) -> Iterator[Problem]:
    """An author is a name: no address, number, title, degree or affiliation.

    Fails:

        - authors: [Ada Lovelace (London)]

    Passes:

        - authors: [Ada Lovelace]
    """
    for author in entry.items("authors"):
        if len(author.text) > values.MAX_TEXT:
            continue
        name, extras = without_extras(author.text)
        if extras and names_in(author.text) == (author.text,):
            message = f"author {quote(author.text)} is a name with {' and '.join(extras)}"
            hint = f"write the name only: {quote(name, values.MAX_TEXT)}"
            yield entry.warning(author, "author-name", message, hint)


def check_repeated(entry: Entry) -> Iterator[Problem]:
    """An entry names an author once; for two authors of one name, `note` has the name too.

    Fails:

        - authors: [Ada Lovelace, Charles Babbage, Ada Lovelace]

    Passes:

        - authors: [Ada Lovelace, Charles Babbage]
        - authors: [Wei Wang, Wei Wang]
          note: Two of the authors are called Wei Wang.
    """
    seen: set[str] = set()
    note = entry.scalar("note")
    for author in entry.items("authors"):
        family, comma, given = author.text.partition(", ")
        key = title_key(f"{given} {family}" if comma else author.text)
        if key in seen and not (note and author.text in note.text):
            message = f"author {quote(author.text)} appears twice"
            hint = "remove one of them, or say in `note` that two authors have this name"
            yield entry.warning(author, "repeated-author", message, hint)
        seen.add(key)
