"""The comments of a YAML file, which the YAML parser ignores."""

import re
from bisect import bisect_right
from dataclasses import dataclass

import yaml

from paperlist.catalogue.reading.source import FAST_LOADER


@dataclass(frozen=True, slots=True)
class Comment:
    """`text` begins with '#'; `is_alone` when nothing else is on its line."""

    text: str
    line: int
    column: int
    is_alone: bool


class Comments:
    """The comments of a file in order; each is taken once, by the entry or field it belongs to."""

    def __init__(self, text: str) -> None:
        """`text` is valid YAML whose line ends are all \\n."""
        self._comments = _find_comments(text)
        self._next = 0

    def take(self, last_line: int) -> list[Comment]:
        """Those not taken yet, up to a line."""
        first = self._next
        while self._next < len(self._comments) and self._comments[self._next].line <= last_line:
            self._next += 1
        return self._comments[first : self._next]

    def take_next(self, line: int, column: int) -> list[Comment]:
        """Those alone on consecutive lines from `line` on, at `column` or right of it."""
        taken: list[Comment] = []
        for comment in self._comments[self._next :]:
            follows = comment.is_alone and comment.line == line + len(taken)
            if not follows or comment.column < column:
                break
            taken.append(comment)
        self._next += len(taken)
        return taken


def _find_comments(text: str) -> list[Comment]:
    """Between two tokens there are only spaces, line ends and comments."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    gaps, end = [], 0
    for token in yaml.scan(text, Loader=FAST_LOADER):
        gaps.append((end, token.start_mark.index))
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            # The first line of a block scalar may have a comment.
            gaps.append((token.start_mark.index, text.find("\n", token.start_mark.index)))
        end = max(end, token.end_mark.index)
    comments = []
    for first, last in [*gaps, (end, len(text))]:
        for match in re.finditer(r"#[^\n]*", text[first:last]):
            at = first + match.start()
            line = bisect_right(starts, at)
            before = text[starts[line - 1] : at]
            comments.append(Comment(match[0].rstrip(), line, len(before) + 1, not before.strip()))
    return comments
