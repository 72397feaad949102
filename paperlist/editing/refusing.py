"""A candidate that is not added: seen.yaml says when and why."""

from paperlist.catalogue.model import Lines
from paperlist.catalogue.problems import quote
from paperlist.editing.inserting import append_entries
from paperlist.editing.known import find_listed, require_not_seen
from paperlist.editing.new_entry import Record
from paperlist.editing.removing import SEEN, Written
from paperlist.editing.working_copy import EditError, WorkingCopy, checked, entry_text
from paperlist.sources.identifiers import Identifier


def refuse_paper(copy: WorkingCopy, record: Record) -> tuple[str, Written]:
    """The new text of seen.yaml, and the entry in it, which has an arXiv id; raises EditError for a
    paper that is listed, or refused already."""
    arxiv, title = str(record["arxiv"]), str(record["title"])
    if paper := find_listed(Identifier("arxiv", arxiv), copy.catalogue):
        message = f"{quote(paper.label)} is already listed"
        raise EditError(f"{message}; to remove it, run `paperlist remove {paper.id}`")
    require_not_seen(copy.catalogue, arxiv=arxiv, title=title)
    seen = append_entries(copy.folder.files[SEEN], [record])
    failure = f"the entry of {quote(title)} would be invalid; it was not refused"
    checked(copy.folder.with_file(SEEN, seen), failure)
    node = seen.entries[-1].node
    text = entry_text(seen, Lines(SEEN, node.line, node.end_line))
    return seen.text, Written(SEEN, node.line, text)
