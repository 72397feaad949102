"""What a maintainer should look at, from the data and the facts: for `report` and for /health/."""

from paperlist.health.findings import LINKS, Finding, newest_day
from paperlist.health.kinds import KINDS, find_all

__all__ = ["KINDS", "LINKS", "Finding", "find_all", "newest_day"]
