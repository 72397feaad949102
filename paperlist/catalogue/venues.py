"""Names of venues: the year in a name, the kind of publication, and the usual spelling."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from paperlist.catalogue.values import MAX_TEXT, Publication

YEAR = re.compile(r"(?<![\d.])(?:19|20)\d{2}(?!\d|\.\d)|['’‘ʼ′´`] ?[0-389]\d(?!\w)")
LAST = re.compile(r"(.+?)[ ,;]* ((?:19|20)\d{2})")
BRACKETS = {"(": ")", "[": "]"}
# The first and the last of several years, or pages.
RANGE = re.compile(r"(?:19|20)\d{2} ?[-–/] ?(?:\d{2}|\d{4})(?!\d)")
# How a paper was presented does not belong to the name.
PRESENTED = (
    r"(?:oral|spotlight|poster|highlight|notable|runner-up|honou?rable mention|award"
    r"|(?:best|outstanding|distinguished) (?:student )?(?:paper|artifact)|top[ -]?\d+ ?%"
    r"|to appear|in press|accepted|forthcoming|main(?: conference| track)?"
    r"|(?:long|short|full) (?:papers?|track))"
    r"(?:[ -]+(?:presentation|poster|talk|papers?|award|runner-up|candidate|nominee"
    r"|honou?rable mention|top[ -]?\d+ ?%))*"
)
PRESENTATION = re.compile(rf"(?:[\s,;:(\[/|·–—-]+{PRESENTED}[)\]]?)+$", re.IGNORECASE)
# Archives of papers that nobody has published yet; also in front of an id: CoRR abs/2401.00001.
PREPRINTS = re.compile(
    r"\W*(?:in )?(?:(?:osf |iacr |cryptology )?e?-?(?:pre)?prints?|under review|submitted"
    r"|(?:ar|bior|medr|chemr|techr|engr|psyar)xiv|corr|computing research repository|ssrn"
    r"|research square|openreview|zenodo)\b"
    r"|.*\b(?:under (?:double-blind )?review|submission)\b",
    re.IGNORECASE,
)
# Every other venue is a conference or a workshop.
JOURNALS = re.compile(
    r".*\b(?:Journal|Transactions|Letters|Magazine)\b.*|.*\b(?:J|Trans|Lett|Mag|Rev)\.( .*)?"
    r"|(?:IEEE |ACM )?T(?:PAMI|PDS|NNLS|KDE|KDD|CAD|MC|IP|SE|ACO|ALLIP|ECS|IST|OCS|ODAES|ODS|OG"
    r"|OIS|OMM|OMPECS|OPLAS|OSEM)|IEEE (?:T[A-Z]+|Access|Micro|CAL)|ACM (?:T[A-Z]+|CSUR)|CSUR"
    r"|Proc(?:\.|eedings of the) (?:ACM|IEEE|VLDB Endow(?:ment|\.))(?: (?:on|[A-Z]\w+\.).*)?"
    r"|PACM[A-Z]+|PVLDB|Commun(?:\.|ications of) .*|[CJ]ACM"
    r"|(?:ACM )?Comput(?:\.|ing) Surv(?:\.|eys)|TMLR|TACL|JMLR|JAIR|IJCV|Nature( .+)?|Science( .+)?"
    r"|(?:ACM )?SIG[A-Z]+ .*(?:Review|Record|Rec\.|News|Explor).*|Sci(?:\.|entific) Rep(?:\.|orts)"
    r"|PNAS|PLOS .*|eLife|Frontiers in .*|(?:ACM )?Queue|Computer|Patterns|Entropy|Electronics"
    r"|Sensors|Artificial Intelligence|Machine Learning|Neural (?:Computation|Networks)"
    r"|Neurocomputing|Future Generation Computer Systems|Expert Systems with Applications"
    r"|Knowledge-Based Systems|Pattern Recognition|High-Confidence Computing"
)
# Also names that are one letter from another, so that neither is taken for a typing error.
KNOWN = {
    "AAAI", "AACL", "ACL", "ACM Computing Surveys", "AISTATS", "ASP-DAC", "ASPLOS", "ATC", "CAV",
    "CCGrid", "CCS", "CGO", "CHI", "CIKM", "CLOUD", "CLUSTER", "CODES", "COLING", "COLM", "COLT",
    "Computing Surveys", "CONCUR", "CoNEXT", "CoNLL", "CoRL", "CSCW", "CVPR", "DAC", "DATE", "EACL",
    "ECAI", "ECCV", "ECIR", "ECML", "ECOOP", "EMNLP", "EMSOFT", "ESEC", "ESOP", "ESWC", "EuroMLSys",
    "EuroSys", "FAccT", "FAST", "FCCM", "FOCS", "FPGA", "FPL", "GLOBECOM",
    "High-Confidence Computing", "HotCarbon", "HotChips", "HotInfra", "HotMobile", "HotNets",
    "HotOS", "HotStorage", "HPC Asia", "HPCA", "HPCC", "HPDC", "ICALP", "ICASSP", "ICC", "ICCAD",
    "ICCAS", "ICCD", "ICCV", "ICDCN", "ICDCS", "ICDE", "ICDM", "ICDT", "ICFP", "ICLP", "ICLR",
    "ICME", "ICML", "ICMLA", "ICNP", "ICPADS", "ICPE", "ICPP", "ICPR", "ICRA", "ICS", "ICSA",
    "ICSE", "ICSME", "ICST", "IEEE Access", "IEEE Micro", "IISWC", "IJCAI", "IJCNN", "IMC",
    "INFOCOM", "INTERSPEECH", "Interspeech", "IPDPS", "IPDPSW", "IROS", "ISCA", "ISCAS", "ISLPED",
    "ISMM", "ISPA", "ISPASS", "ISPD", "ISSCC", "ISSTA", "JAIR", "JMLR", "KDD", "LCTES", "LREC",
    "Machine Learning", "MASCOTS", "MICRO", "MLHPC", "MLSys", "MMSys", "MobiCom", "MobiHoc",
    "MobiSys", "NAACL", "Nature", "NDSS", "Neural Networks", "NeurIPS", "Neurocomputing", "NIPS",
    "NOSSDAV", "NSDI", "OOPSLA", "OSDI", "PACT", "PKDD", "PLDI", "PODC", "PODS", "POPL", "PPoPP",
    "PVLDB", "RecSys", "RTAS", "RTSS", "SC", "Science", "SEC", "SenSys", "SIGCOMM", "SIGCSE",
    "SIGGRAPH", "SIGIR", "SIGKDD", "SIGMETRICS", "SIGMOD", "SIGSPATIAL", "SoCC", "SODA", "SOSP",
    "SPAA", "STOC", "SYSTOR", "TACL", "TMLR", "UAI", "UIST", "USENIX ATC", "USENIX Security",
    "VLDB", "VLSI", "WACV", "WSDM", "WWW",
}  # fmt: skip
# Shorter names are often one letter from another venue; many acronyms differ in one: ICALP, ICNLP.
SHORTEST = 4
LONG = 7
# English has no words with such capitals.
MIXED = {name.casefold(): name for name in KNOWN if re.fullmatch(r"[A-Z]\w*[a-z]\w*[A-Z]\w*", name)}
PREFIX = re.compile(r"(?:Findings|Proceedings|Proc\.) (?:of )?(?:the )?(?=\S)")


@dataclass(frozen=True)
class Venue:
    """The name has no year; `year` is None if the text has no year, or several."""

    name: str
    year: int | None = None

    def __str__(self) -> str:
        return f"{self.name} {self.year}" if self.year else self.name

    @property
    def is_preprint(self) -> bool:
        return bool(PREPRINTS.match(self.name))

    @property
    def publication(self) -> Publication:
        """What the name says when the entry does not state it."""
        if self.is_preprint:
            return "preprint"
        without_volume = re.sub(r",?(?: vol(?:\.|ume)?)? \d.*", "", self.name, flags=re.IGNORECASE)
        is_journal = any(map(JOURNALS.fullmatch, (self.name, without_volume)))
        return "journal" if is_journal else "conference"


@lru_cache(maxsize=20_000)
def read_venue(text: str) -> Venue:
    """ICLR and 2024 of `ICLR 2024`, `ICLR'24`, `ICLR2024` or `ICLR 2024 (Oral)`.

    Of several years the one at the end counts. Without a year, the name is the text as it is.
    """
    if len(text) > MAX_TEXT:
        return Venue(text)
    plain = PRESENTATION.sub("", " ".join(text.split()))
    found = [match for match in YEAR.finditer(plain) if match[0] != plain]
    years = {_year(match[0]) for match in found}
    is_repeated = len(found) > len(years) == 1
    for each in () if is_repeated else (text, plain):
        if (last := LAST.fullmatch(each)) and not RANGE.search(each, last.end(1) - 4):
            return Venue(last[1], int(last[2]))
    if len(years) == 1 and not RANGE.search(plain):
        name = plain
        for match in reversed(found):
            name = _without(name, *match.span())
        return Venue(name, years.pop()) if name else Venue(text)
    return Venue(text)


def _year(text: str) -> int:
    """2023 for 2023 and '23; '98 is 1998."""
    digits = re.sub(r"\D", "", text)
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 70 else 1900)


def _without(name: str, start: int, end: int) -> str:
    """Without the year between these places, and the brackets or the comma around it."""
    before, after = name[:start].rstrip(" ,;-–"), name[end:].lstrip()
    if before[-1:] in BRACKETS and after.startswith(BRACKETS[before[-1:]]):
        before, after = before[:-1].rstrip(), after[1:].lstrip()
    space = "" if not before or after[:1] in ",;:)]" else " "
    return f"{before}{space}{'' if after == '.' else after}".strip(" ,;")


def usual_name(name: str, others: Iterable[str] = ()) -> str | None:
    """The name as it is usually spelt, if it is nearly that: AISTATS for AISTAT, else None."""
    known = KNOWN.union(others)
    prefix = match[0] if (match := PREFIX.match(name)) else ""
    core = name.removeprefix(prefix)
    if {name, core} & known:
        return None
    # In `Neurips Workshop on Fast Models` only case is compared, word by word.
    usual = _nearest(core, known) or " ".join(_recased(word) for word in core.split())
    return prefix + usual if usual != core else None


def _nearest(name: str, known: Iterable[str]) -> str | None:
    """The one name with the same letters, else the only one at a distance of one letter."""
    letters = _letters(name)
    near = {each: other for each in known if abs(len(other := _letters(each)) - len(letters)) <= 1}
    if same := [each for each, other in near.items() if other == letters]:
        return min(same)
    found = [each for each, other in near.items() if _is_misspelt(letters, other)]
    return found[0] if len(found) == 1 else None


def _is_misspelt(letters: str, known: str) -> bool:
    """Two letters changed places, one is missing or added, or, in a long name, wrong."""
    if OSA.distance(letters, known, score_cutoff=1) > 1:
        return False
    if sorted(letters) == sorted(known):
        return len(known) >= SHORTEST
    return len(known) >= (LONG if len(letters) == len(known) else SHORTEST + 1)


def _recased(word: str) -> str:
    return MIXED.get(word.casefold(), word)


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()
