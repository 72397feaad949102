"""The venue in texts by others: a comment, a journal reference, a name of proceedings."""

import re
from collections.abc import Iterator

from paperlist.catalogue.values import MAX_TEXT
from paperlist.catalogue.venues import KNOWN, Venue, read_venue, usual_name
from paperlist.sources.doi import ACRONYM, EVENT

# Part of the long name of a venue, and its usual name.
LONG_NAMES = {
    r"Neural Information Processing Systems": "NeurIPS",
    r"International Conference on Machine Learning(?! and)": "ICML",
    r"International Conference on Learning Representations": "ICLR",
    r"(?:Conference on|Proceedings of) Machine Learning and Systems": "MLSys",
    r"Conference on Language Modeling": "COLM",
    r"Transactions on Machine Learning Research|Trans\. Mach\. Learn\. Res\.": "TMLR",
    r"Journal of Machine Learning Research|J\. Mach\. Learn\. Res\.": "JMLR",
    r"(?:Transactions of the|Trans\.) Assoc(?:iation for|\.) Comput": "TACL",
    r"Annual Meeting of the Association for Computational Linguistics": "ACL",
    r"Empirical Methods in Natural Language Processing": "EMNLP",
    r"(?:Nations of the Americas|North American) Chapter of the ": "NAACL",
    r"European Chapter of the ": "EACL",
    r"AAAI Conference on Artificial Intelligence": "AAAI",
    r"SIGKDD .*Knowledge Discovery and Data Mining": "KDD",
    r"Computer Vision and Pattern Recognition": "CVPR",
    r"European Conference on Computer Vision": "ECCV",
    r"International Conference on Computer Vision(?! )": "ICCV",
    r"Artificial Intelligence and Statistics": "AISTATS",
    r"Architectural Support for Programming Languages": "ASPLOS",
    r"Symposium on Operating Systems Principles": "SOSP",
    r"Operating Systems Design and Implementation": "OSDI",
    r"Networked Systems Design and Implementation": "NSDI",
    r"European Conference on Computer Systems": "EuroSys",
    r"USENIX Annual Technical Conference": "USENIX ATC",
    r"International Symposium on Computer Architecture": "ISCA",
    r"High[- ]Performance Computer Architecture": "HPCA",
    r"International Symposium on Microarchitecture": "MICRO",
    r"High Performance Computing, Networking, Storage": "SC",
    r"Principles and Practice of Parallel Programming": "PPoPP",
    r"Design Automation Conference": "DAC",
    r"(?:Proceedings of the|Proc\.) VLDB Endow(?:ment|\.)": "PVLDB",
}
# Other names of the same venues.
OTHER_NAMES = {
    "NAACL-HLT": "NAACL",
    "SIGKDD": "KDD",
    "Nat.": "Nature",
    "ACM Comput. Surv.": "ACM Computing Surveys",
}
WITH_FINDINGS = {"ACL", "EMNLP", "NAACL", "EACL", "AACL", "IJCNLP"}
# A sentence with one of these is about a paper that is not published there, or not as a paper.
OTHERWISE = re.compile(
    r"\b(?:re)?subm+i|\bprepar|\bpre-?print for\b|\breview|\breject|\bwithdr|\bpreliminary"
    r"|\bwork[- ]in[- ]progress|\bbrief|\bshorter\b|\b(?:short|earlier|previous|prior"
    r"|extended|journal|conference|workshop|first|initial) versions?\b|\bextended abstract"
    r"|\bextend|\bextension|\bfollow[- ]?up|\bbased on\b|\bcompanion\b|workshops?|-W\b|\bSRW\b|@"
    r"|\btutorial|\bdemo|\bindustry\b|\btiny\b|\btrack on\b|\bchallenge|\bcompetition"
    r"|\btemplate|\bstyle|\bformat|\bshared task|\bstudent\b|\bdoctoral|\bES-?FoMo|\bENLSP\b"
    # UncertaiNLP at EMNLP 2025
    r"|\bof \w+ at\b|(?-i:\b[A-Z][a-z]+[A-Z]{2,}\w* at\b)"
    # Accepted to Agentic Systems Theory at AAAI 2026
    r"|\b(?:accepted|paper|presented|published)\b.* (?:at|by|in|to) (?!appear|be).* at\b",
    re.IGNORECASE,
)
# A comment with one of these names the venue of another paper, or none.
UNPUBLISHED = re.compile(r"\b(?:under|in) (?:review|submission)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.;!])\s+(?=[A-Z(])|\s*;\s*")
# Also words of other names, and ATC alone is another conference.
UNCLEAR = {"ATC", "Machine Learning", "Nature", "Neural Networks", "Science"}
NAMES = "|".join(re.escape(name) for name in sorted(KNOWN - UNCLEAR, key=len, reverse=True))
YEAR = r"(?:(?:19|20)\d\d(?![\d.]*\d)|['’‘`] ?[0-3]\d(?!\w))"
# ICLR 2024, ICLR'24, ICLR-24, NeurIPS (2023), Machine Learning (ICML), 2024
KNOWN_WITH_YEAR = re.compile(
    rf"(?<![\w/@-])(?P<name>{NAMES}|(?i:neurips|iclr|icml|mlsys))(?:\))?"
    rf"(?:[\s,(:-]{{0,3}}(?P<year>{YEAR})|[-]?(?P<short>[12]\d)(?![\w%]|\.\d))"
)
YEAR_BEFORE = re.compile(
    rf"(?P<year>(?:19|20)\d\d) (?:IEEE |ACM |USENIX )*(?P<name>{NAMES})(?! Conference|\w)"
)
# Accepted at HotInfra 2024, where the venue may be unknown.
ACCEPTED = re.compile(
    r"(?i:accepted|published|appear(?:s|ed|ing)?|presented)\b(?: (?:as|for) [\w ]{1,30}?)?"
    r" (?i:at|by|in|to|for) (?:the )?(?:IEEE[ /]|ACM[ /]|USENIX )*"
    rf"(?P<name>[A-Z][\w&+-]*[A-Z][A-Za-z]*)[ -]?(?P<year>{YEAR})"
)
FINDINGS = re.compile(r"\bfindings\b", re.IGNORECASE)
# Volume, number or pages after the name of a journal.
AFTER_NAME = re.compile(r",?\s*(?:\b(?:vol(?:ume)?|no|pp)\b\.?|[\d(,]).*", re.IGNORECASE)
# Of DBLP: ACL (1), ICLR (Poster), EMNLP (Demos).
PART = re.compile(r" \((?:\d+|Poster|Oral|Spotlight|Findings)\)$")
DEMONSTRATIONS = re.compile(r" \([^()]*\bdemo[^()]*\)$", re.IGNORECASE)


def venue_in_note(text: str) -> str | None:
    """The venue with its year that an author's note certainly names; None if there are several."""
    if UNPUBLISHED.search(text):
        return None
    found = {str(venue) for sentence in SENTENCE_END.split(text) for venue in _venues(sentence)}
    return found.pop() if len(found) == 1 else None


def venue_in_reference(text: str) -> str | None:
    """The same for a journal reference, which is one sentence and may name a journal too."""
    found = {str(venue) for venue in _venues(text)}
    if found:
        return found.pop() if len(found) == 1 else None
    years = set(re.findall(r"(?<![\d.:-])(?:19|20)\d\d(?![\d.]*\d)", text))
    name = AFTER_NAME.sub("", text)
    is_journal = Venue(name).publication == "journal"
    return str(Venue(name, int(years.pop()))) if is_journal and len(years) == 1 else None


def venue_of_dblp(name: str, year: int) -> str | None:
    """DBLP has short names of conferences, and abbreviates the titles of journals."""
    if len(name) > MAX_TEXT:
        return None
    is_findings = bool(FINDINGS.search(name))
    name = DEMONSTRATIONS.sub(" System Demonstrations", PART.sub("", name)).partition("@")[0]
    if short := _long_name(name):
        name = short
    elif name.split("/")[0] in WITH_FINDINGS:
        name = name.split("/")[0]
    return _written(Venue(_usual(name, is_findings=is_findings), year))


def venue_of_proceedings(name: str, year: int, *, is_journal: bool) -> str | None:
    """None for proceedings without a known or short name: their long names fill a line."""
    if len(name) > MAX_TEXT or OTHERWISE.search(name):
        return None
    year = read_venue(name).year or year
    if short := _long_name(name):
        return _written(Venue(_usual(short, is_findings=bool(FINDINGS.search(name))), year))
    if is_journal:
        return _written(Venue(name, year))
    if match := EVENT.match(name):
        return _written(read_venue(match[0]))
    acronym = ACRONYM.search(name)
    known = acronym[1] if acronym else name if name in KNOWN else None
    return _written(Venue(_usual(known), year)) if known else None


def _venues(sentence: str) -> Iterator[Venue]:
    if OTHERWISE.search(sentence):
        return
    is_findings = bool(FINDINGS.search(sentence))
    matches = [
        match
        for pattern in (KNOWN_WITH_YEAR, YEAR_BEFORE, ACCEPTED)
        for match in pattern.finditer(sentence)
    ]
    for match in matches:
        parts = match.groupdict()
        year = parts["year"] or f"'{parts['short']}"
        yield Venue(_usual(parts["name"], is_findings=is_findings), read_venue(f"A {year}").year)
    years = set(re.findall(r"(?<![\d.:-])(?:19|20)\d\d(?![\d.]*\d)", sentence))
    if not matches and len(years) == 1 and (short := _long_name(sentence)):
        yield Venue(_usual(short, is_findings=is_findings), int(years.pop()))


def _long_name(text: str) -> str | None:
    """Findings of the Association for Computational Linguistics: EMNLP 2023."""
    if match := re.search(r"Findings of the Association for .*: (ACL|EMNLP|NAACL|EACL)", text):
        return match[1]
    found = {name for pattern, name in LONG_NAMES.items() if re.search(pattern, text, re.I)}
    return found.pop() if len(found) == 1 else None


def _usual(name: str, *, is_findings: bool = False) -> str:
    name = re.sub("-Main$", "", name, flags=re.IGNORECASE)
    name = OTHER_NAMES.get(name, name)
    usual = usual_name(name)
    name = usual if usual and usual.casefold() == name.casefold() else name
    return f"Findings of {name}" if is_findings and name in WITH_FINDINGS else name


def _written(venue: Venue) -> str | None:
    text = str(venue)
    is_published = venue.name.strip() and venue.year and not venue.is_preprint
    return text if is_published and len(text) <= MAX_TEXT else None
