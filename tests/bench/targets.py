"""The figures that matter, each with its target, and which of them have become worse."""

from dataclasses import dataclass

MIB = 1024**2
WORSE = 1.2
"""A figure that is so many times the one of the baseline is reported."""
REAL, MIDDLE, LARGE = "real", "1000", "10000"


@dataclass(frozen=True)
class Target:
    """`path` leads to a figure in the results, and `over` to the one it is divided by."""

    name: str
    most: float
    path: tuple[str, ...]
    over: tuple[str, ...] = ()
    unit: float = 1
    is_time: bool = False
    """It depends on the machine, and is not compared with that of another."""


TARGETS = (
    Target(
        "10,000: CPU of one language / Hugo", 1.5, (LARGE, "one", "cpu_s"), (LARGE, "hugo", "cpu_s")
    ),
    Target(
        "10,000: CPU of both languages / one",
        1.6,
        (LARGE, "both", "cpu_s"),
        (LARGE, "one", "cpu_s"),
    ),
    Target("10,000: memory of both languages, MiB", 300, (LARGE, "both", "rss_mib")),
    Target("10,000: site in both languages, MB", 500, (LARGE, "both", "bytes"), unit=1e6),
    Target(
        "CPU per paper, 10,000 / 1,000",
        1.0,
        (LARGE, "one", "cpu_s"),
        (MIDDLE, "one", "cpu_s"),
        unit=10,
    ),
    Target(
        "real: CPU of both languages / plain MkDocs",
        0.5,
        (REAL, "both", "cpu_s"),
        (REAL, "plain", "cpu_s"),
    ),
    Target("real: edit to both pages, s", 1, (REAL, "serve", "edit_s"), is_time=True),
    Target("real: mistake to banner, s", 1, (REAL, "serve", "banner_s"), is_time=True),
    Target("10,000: edit to both pages, s", 5, (LARGE, "serve", "edit_s"), is_time=True),
    Target("real: key to rows, ms", 16.7, (REAL, "search", "key_ms"), is_time=True),
    Target("real: slowest key, ms", 16.7, (REAL, "search", "key_most_ms"), is_time=True),
    Target(
        "10,000: key to rows, CPU slowed 4 times, ms", 50, (LARGE, "search", "key_ms"), is_time=True
    ),
    Target(
        "10,000: slowest key, CPU slowed 4 times, ms",
        50,
        (LARGE, "search", "key_most_ms"),
        is_time=True,
    ),
    Target(
        "10,000: first result in the list / theme's search",
        0.1,
        (LARGE, "search", "cold_ms"),
        (LARGE, "theme_header", "cold_ms"),
    ),
    Target(
        "10,000: first paper in the header / theme's",
        0.1,
        (LARGE, "header", "cold_ms"),
        (LARGE, "theme_header", "cold_ms"),
    ),
    Target("real: requests of the front page", 12, (REAL, "load", "home", "requests")),
    Target("real: front page with gzip, KiB", 200, (REAL, "load", "home", "kib")),
)


def figures(results):
    """The value of every target whose sizes were measured."""
    found = {}
    for target in TARGETS:
        value = _get(results, target.path)
        over = _get(results, target.over) if target.over else 1
        if value is not None and over:
            found[target.name] = round(value / over / target.unit, 3)
    return found


def worse(baseline, now):
    """A line for every figure that is worse by a fifth than in the baseline; times are left out."""
    return [
        f"{target.name}: {now[target.name]}, was {baseline[target.name]}"
        for target in TARGETS
        if not target.is_time
        and target.name in baseline
        and target.name in now
        and now[target.name] > baseline[target.name] * WORSE
    ]


def table(values):
    lines = [f"{'':52}{'now':>10}{'target':>10}"]
    for target in TARGETS:
        if target.name in values:
            value = values[target.name]
            note = "" if value <= target.most else "  missed"
            lines.append(f"{target.name:52}{value:>10}{target.most:>10}{note}")
    return "\n".join(lines)


def _get(results, path):
    for key in path:
        results = results.get(key) if results else None
    return results
