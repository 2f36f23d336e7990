"""What a part of the risk screen is: a chart between its explanation and the numbers behind it as a file."""

from collections.abc import Callable, Iterable

from dashboard import parts
from dashboard.chart import draw
from dashboard.figures import Figure
from dashboard.parts import Row, heading
from tcomodel import Comparison


def part(
    name: str,
    title: str,
    about_it: str,
    figure: Figure,
    alt: str,
    rows: Callable[[], Iterable[Row]],
    result: Comparison,
    terms: tuple[str, ...] = (),
) -> None:
    """One chart with its explanation and its download; ``terms`` are words of the glossary to hover on."""
    heading(title, about_it, *terms)
    draw(figure, f"risk {name}", alt, has_file=True)
    download(name, rows, result)


def download(
    name: str, rows: Callable[[], Iterable[Row]], result: Comparison, label: str = "Data of this chart"
) -> None:
    """The numbers behind a chart or a table."""
    parts.download("risk", name, rows, result, label)
