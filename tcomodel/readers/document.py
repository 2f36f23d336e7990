"""Pages made from the model itself, so that they cannot say anything else.

    python -m tcomodel.readers.document            writes docs/lines.md and docs/rates.md
    python -m tcomodel.readers.document --check    says which of them are stale, and ends with 1 then

``docs/lines.md`` has every line and input in the order the money flows, ``docs/rates.md`` the rate card.
"""

import argparse
import inspect
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

from tcomodel.givens import Given
from tcomodel.lines import Line, lines_of
from tcomodel.rates import Rate, RateCard, load_card
from tcomodel.readers.english import formula_in_words, label
from tcomodel.readers.line_words import (
    assumed_in_words,
    inputs_of,
    known_inputs,
    limits_in_words,
    line_in_words,
    modules,
    place_in_words,
    unit_in_words,
)
from tcomodel.readers.rate_table import figure_in_words, where_in_words

PROJECT = Path(__file__).resolve().parent.parent.parent
DOCS = PROJECT / "docs"
WRITTEN_BY = "This page is written by `python -m tcomodel.readers.document`; change the model, not the page."


# -- docs/lines.md ---------------------------------------------------------------------------------


def lines_page() -> str:
    """Every line with its formula in words, every input with its limits and assumption."""
    parts = [
        "# Lines and inputs",
        WRITTEN_BY,
        "A line is one row of the model. It stands in a place (the programme, an option, a channel of an option, a "
        "service level) and is made of other lines and of inputs. Money is in the currency of the scenario; costs are "
        "positive, credits negative. A line that says *only when* is there in those scenarios alone; where several "
        "lines of one key are listed, the first whose condition holds is used.",
    ]
    for module in modules():
        parts += _module(module)
    return "\n\n".join(parts) + "\n"


def _module(module: ModuleType) -> Iterator[str]:
    title, _, about = inspect.cleandoc(module.__doc__ or "").partition("\n")
    yield f"## {title.strip().rstrip('.')}"
    yield f"`{module.__name__.replace('.', '/')}.py`"
    if about.strip():
        yield about.strip("\n")
    inputs = inputs_of(module)
    if inputs:
        yield "### Inputs"
        head = ("Input", "Key", "Unit", "What it is", "Limits", "Assumed when nobody states it")
        yield table(head, (_input_cells(given) for _, given in inputs))
    lines = lines_of(module)
    if lines:
        yield "### Lines"
        head = ("Line", "Key", "Place", "Unit", "What it is for", "Formula")
        yield table(head, (_line_cells(line) for line in lines))


def _input_cells(given: Given) -> Sequence[str]:
    return (
        label(given),
        f"`{given.name}`",
        unit_in_words(given.unit),
        given.help,
        limits_in_words(given),
        assumed_in_words(given),
    )


def _line_cells(line: Line) -> Sequence[str]:
    formula = formula_in_words(line, known_inputs())
    return label(line), f"`{line.name}`", place_in_words(line), unit_in_words(line.unit), line_in_words(line), formula


# -- docs/rates.md ---------------------------------------------------------------------------------


def rates_page(card: RateCard) -> str:
    """The rate card as tables, one for each first word of the keys."""
    parts = [
        "# The rate card",
        WRITTEN_BY.replace("change the model", "change `data/rates.yaml`"),
        f"{card.name}: {len(card)} rates, as of {card.as_of}. A range is given as base (low to high); the calculator "
        "uses the base. Percent figures are in percent.",
    ]
    groups: dict[str, list[Rate]] = {}
    for key, rate in card.rates.items():
        groups.setdefault(key.split(".")[0], []).append(rate)
    for group, rates in groups.items():
        parts.append(f"## `{group}`")
        head = ("Key", "What it is", "Figure", "Unit", "Where", "As of", "Index", "Source", "Note")
        parts.append(table(head, (_rate_cells(rate) for rate in rates)))
    return "\n\n".join(parts) + "\n"


def _rate_cells(rate: Rate) -> Sequence[str]:
    notes = [f"{rate.range[0].upper()}{rate.range[1:]}."] if rate.range else []
    notes += [rate.note] if rate.note else []
    if rate.conflicts_with:
        role = "The default" if rate.default else "Not the default"
        others = ", ".join(f"`{key}`" for key in rate.conflicts_with)
        notes.append(f"{role}, in conflict with {others}: {rate.because}")
    source = f"{rate.source} ({rate.address})" if rate.address else rate.source
    figure, where = figure_in_words(rate), where_in_words(rate)
    return f"`{rate.key}`", rate.title, figure, rate.unit, where, rate.as_of, rate.index, source, " ".join(notes)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(text) for text in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


# -- writing ---------------------------------------------------------------------------------------


def pages() -> dict[Path, str]:
    """What each generated page should say."""
    return {
        DOCS / "lines.md": lines_page(),
        DOCS / "rates.md": rates_page(load_card(PROJECT / "data" / "rates.yaml")),
    }


def stale_pages() -> list[Path]:
    """The pages that are missing or say something else than the model."""
    return [path for path, text in pages().items() if not path.is_file() or path.read_text(encoding="utf-8") != text]


def main(words: Sequence[str] | None = None) -> int:
    """Write the pages, or with ``--check`` only look."""
    parser = argparse.ArgumentParser(
        prog="python -m tcomodel.readers.document", description="Write the generated pages."
    )
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 when a page is stale")
    if parser.parse_args(words).check:
        stale = stale_pages()
        for path in stale:
            sys.stderr.write(f"{path.relative_to(PROJECT)} is stale; run make docs\n")
        return 1 if stale else 0
    DOCS.mkdir(exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path.relative_to(PROJECT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
