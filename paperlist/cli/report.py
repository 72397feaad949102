"""`paperlist report`."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from paperlist.catalogue.problems import quote, short
from paperlist.cli.group import data_option, today
from paperlist.cli.output import load_or_exit, place_of, print_text
from paperlist.health import KINDS, LINKS, Finding, find_all
from paperlist.publishing import load_words
from paperlist.publishing.markdown import escape

Findings = Mapping[str, Sequence[Finding]]

# Of each kind; the text is also that of an issue, which GitHub limits.
FIRST = 10
LONGEST_VALUE = 200


@click.command()
@click.argument("kinds", metavar="[KIND]...", nargs=-1, type=click.Choice([*KINDS]))
@data_option
@click.option("--json", "as_json", is_flag=True, help="Print all findings as JSON.")
@click.option("--markdown", is_flag=True, help="Print Markdown, as for an issue.")
def report(kinds: Sequence[str], data: Path, *, as_json: bool, markdown: bool) -> None:
    """List what a maintainer should look at.

    Reads the data and facts.json: links and repositories that are gone or have moved, withdrawn
    papers, what differs from arXiv, values found for missing fields, missing fields, old facts and
    large topics. KIND prints only these, such as gone-links. The site has the same at /health/.

    Prints the number of each kind, then the first of each. The exit code is 0, whatever is found.
    """
    if as_json and markdown:
        raise click.UsageError("--json and --markdown exclude each other; remove one of them")
    day = today()
    found = find_all(load_or_exit(data), day, kinds or KINDS)
    if as_json:
        print_text(_json(found, data, day))
    elif markdown:
        print_text(_markdown(found, data))
    else:
        print_text(_text(found, data))


def _json(found: Findings, data: Path, day: str) -> str:
    content = {
        "date": day,
        "counts": {kind: len(findings) for kind, findings in found.items()},
        "findings": [
            {"kind": kind, **asdict(each), "file": (data / each.file).as_posix()}
            for kind, findings in found.items()
            for each in findings
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _text(found: Findings, data: Path) -> str:
    lines = [f"{len(findings):5}  {_word(kind)} [{kind}]" for kind, findings in found.items()]
    for kind, findings in _present(found).items():
        lines += ["", f"{_word(kind)} ({len(findings)}): {_word(kind, '_do')}"]
        for each in findings[:FIRST]:
            text = _about(kind, each, lambda _, value: short(value, LONGEST_VALUE))
            lines.append(f"{_place(each, data)}: {quote(each.id)}" + (f": {text}" if text else ""))
            lines += [f"  run: {each.command}"] if each.command else []
        lines += _rest(kind, findings)
    return "".join(f"{line}\n" for line in lines)


def _markdown(found: Findings, data: Path) -> str:
    """Empty if there is nothing to do."""
    parts = []
    for kind, findings in _present(found).items():
        parts.append(f"## {_word(kind)} ({len(findings)})\n\n{_word(kind, '_do')}\n\n")
        for each in findings[:FIRST]:
            text = _about(kind, each, _markdown_value)
            end = f"; run `{each.command}`" if each.command else ""
            parts.append(f"- **{each.id}** ({escape(_place(each, data))}) {text}{end}\n")
        parts += [f"- {line}\n" for line in _rest(kind, findings)]
        parts.append("\n")
    return "".join(parts)


def _markdown_value(key: str, value: str) -> str:
    """A link of the data has no character that could end it; other texts are those of strangers."""
    is_link = key in LINKS and len(value) <= LONGEST_VALUE
    return f"<{value}>" if is_link else escape(short(value, LONGEST_VALUE))


def _present(found: Findings) -> Findings:
    return {kind: findings for kind, findings in found.items() if findings}


def _word(kind: str, part: str = "") -> str:
    return load_words("en").get(f"health_{kind.replace('-', '_')}{part}", "")


def _about(kind: str, finding: Finding, render: Callable[[str, str], str]) -> str:
    """The text of a finding, with each value as `render` makes it."""
    values = {
        key: render(key, value) if isinstance(value, str) else value
        for key, value in finding.values.items()
    }
    return _word(kind, "_text").format(**values)


def _place(finding: Finding, data: Path) -> str:
    path = data / finding.file
    return place_of(path, finding.line) if finding.line else path.as_posix()


def _rest(kind: str, findings: Sequence[Finding]) -> list[str]:
    more = len(findings) - FIRST
    return [f"{more} more; `paperlist report {kind} --json` lists all"] if more > 0 else []
