"""Dates as people write them: 2024.07, 08/2024, Dec. 2023, 15 May 2022, 2024年3月."""

import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
YEAR = r"(?P<year>(?:19|20)\d{2})"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
GAP = r"[\s,./_-]{0,3}"
PATTERNS = tuple(
    re.compile(rf"(?i)(?<![\w.])(?:{pattern})(?!\w)")
    for pattern in (
        rf"{YEAR}\s*(?:[./-]|年)\s*(?P<month>\d{{1,2}})"
        r"(?:\s*(?:[./-]|月)\s*(?P<day>\d{1,2})日?|月)?",
        rf"{DAY}{GAP}(?:of\s+)?{MONTH}{GAP}{YEAR}",
        rf"{MONTH}{GAP}(?:{DAY}{GAP}\s)?(?:of\s+)?{YEAR}",
        rf"{YEAR}{GAP}{MONTH}(?:{GAP}{DAY})?",
        rf"{MONTH}\s?['’‘](?P<short>\d\d)",
        rf"(?P<first>\d{{1,2}})\s*[./-]\s*(?P<second>\d{{1,2}})\s*[./-]\s*{YEAR}",
        rf"(?P<month>\d{{1,2}})\s*[./-]\s*{YEAR}",
        r"(?P<first>0?[1-9]|1[0-2])/(?P<second>\d{1,2})/(?P<short>\d\d)",
        r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>\d{2})?",
        rf"{YEAR}年?",
    )
)


def find_date(text: str) -> str:
    """YYYY-MM-DD, YYYY-MM or YYYY; empty without a date, or if it is not in the calendar."""
    match = next(filter(None, (pattern.search(text) for pattern in PATTERNS)), None)
    return _date(match.groupdict()) if match else ""


def is_date(text: str) -> bool:
    """Whether the text is a date, and nothing else."""
    text = text.strip(" \t()[]（）【】,.;:")
    return bool(find_date(text)) and any(pattern.fullmatch(text) for pattern in PATTERNS)


def _date(parts: dict[str, str | None]) -> str:
    year, month, day = parts.get("year"), parts.get("month"), parts.get("day")
    if short := parts.get("short"):
        year = f"20{short}"
    if (first := parts.get("first")) and (second := parts.get("second")):
        if int(first) <= 12 and int(second) <= 12 and first != second:
            return f"{year}"  # the day or the month may be first
        day, month = (second, first) if int(second) > 12 else (first, second)
    if month is None:
        return f"{year}"
    number = int(month) if month.isdecimal() else MONTHS.index(month[:3].lower()) + 1
    try:
        found = date(int(year or 0), number, int(day or 1)).isoformat()
    except ValueError:
        return ""
    return found if day else found[:7]
