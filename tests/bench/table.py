"""The figures for people: a table on the terminal, and the same between two marks of a README."""

from collections.abc import Iterable
from pathlib import Path

from tests.bench.figures import Figure

BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
STANDS_OUT = 3  # digits that count


def text_of(sections: dict[str, list[Figure]]) -> str:
    """All sections, each figure with its ratio, its target and whether that is met."""
    parts = []
    for title, figures in sections.items():
        rows = [(one.what, measured(one), held_against(one), verdict(one), one.note) for one in figures]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        lines = [
            "  ".join(
                (what.ljust(widths[0]), value.rjust(widths[1]), ratio.ljust(widths[2]), met.ljust(widths[3]), note)
            )
            for what, value, ratio, met, note in rows
        ]
        parts.append("\n".join([title, *(line.rstrip() for line in lines)]))
    return "\n\n".join(parts)


def markdown_of(sections: dict[str, list[Figure]]) -> str:
    """The same as one Markdown table, with a row for the title of each section; yardsticks show in the ratios alone."""
    lines = ["| measured with `make bench` | median | against | target |", "|---|---|---|---|"]
    for title, figures in sections.items():
        lines.append(f"| **{title}** | | | |")
        for one in (one for one in figures if not one.key.endswith(".floor")):
            note = f" ({one.note})" if one.note else ""
            lines.append(f"| {one.what}{note} | {measured(one)} | {held_against(one)} | {verdict(one)} |")
    return "\n".join(lines)


def write_between_marks(readme: Path, table: str) -> None:
    """Put the table where the README has room for it; raises ValueError when the marks are not there."""
    text = readme.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{readme.name} has no {BEGIN} with {END} after it")
    readme.write_text(f"{before}{begin}\n{table}\n{end}{after}", encoding="utf-8")


def measured(one: Figure) -> str:
    return "not there" if one.value is None else f"{number(one.value)} {one.unit}"


def held_against(one: Figure) -> str:
    return "" if one.ratio is None else f"{number(one.ratio)} x {one.against}"


def verdict(one: Figure) -> str:
    if one.met is None:
        return ""
    unit = "" if one.ratio is not None else f" {one.unit}"
    return f"at most {number(one.most or 0)}{unit}: {'met' if one.met else 'NOT MET'}"


def number(value: float) -> str:
    """Three digits that count, thousands apart: 1,940,000 and 0.0263 and 5e-16."""
    if abs(value) < 1e-4:
        return f"{value:.1g}"
    rounded = float(f"{value:.{STANDS_OUT}g}")
    decimals = max(0, STANDS_OUT - 1 - int(f"{rounded:e}".partition("e")[2]))
    told = f"{rounded:,.{decimals}f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def failed(sections: dict[str, list[Figure]]) -> Iterable[Figure]:
    """The figures that miss their target."""
    return (one for figures in sections.values() for one in figures if one.met is False)
