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

from tcomodel import (
    comparison,
    in_house,
    indices,
    inflation,
    old_team,
    poor_service,
    pricing,
    staffing,
    timeline,
    transition,
    workload,
)
from tcomodel.contract import CLAUSES, INVOICE
from tcomodel.entries import said
from tcomodel.givens import Given, Terms, givens_of
from tcomodel.lines import MEMBERS, Line, lines_of, people
from tcomodel.rates import Rate, RateCard, load_card
from tcomodel.readers.english import formula_in_words, inside_a_sentence, label, people_unit
from tcomodel.readers.rate_table import figure_in_words, where_in_words

PROJECT = Path(__file__).resolve().parent.parent.parent
DOCS = PROJECT / "docs"
PLACES = {
    "programme": "the programme",
    "demand": "each channel of the demand",
    "option": "the option",
    "channel": "each channel of the option",
    "index": "each index",
}
WRITTEN_BY = "This page is written by `python -m tcomodel.readers.document`; change the model, not the page."


def modules() -> list[ModuleType]:
    """Every module that defines lines or inputs, in the order the money flows."""
    own = [timeline, indices, workload, staffing, inflation, poor_service, in_house]
    vendors = [pricing.find(name) for name in pricing.names()]
    clauses = [module for clause in CLAUSES.values() for module in clause.modules]
    return [*own, *vendors, *clauses, INVOICE, transition, old_team, comparison]


# -- docs/lines.md ---------------------------------------------------------------------------------


def lines_page() -> str:
    """Every line with its formula in words, every input with its limits and assumption."""
    known = {name: given for module in modules() for _, given in _inputs(module) for name in [given.name]}
    parts = [
        "# Lines and inputs",
        WRITTEN_BY,
        "A line is one row of the model. It stands in a place (the programme, an option, a channel of an option, a "
        "service level) and is made of other lines and of inputs. Money is in the currency of the scenario; costs are "
        "positive, credits negative. A line that says *only when* is there in those scenarios alone; where several "
        "lines of one key are listed, the first whose condition holds is used.",
    ]
    for module in modules():
        parts += _module(module, known)
    return "\n\n".join(parts) + "\n"


def _module(module: ModuleType, known: dict[str, Given]) -> Iterator[str]:
    title, _, about = inspect.cleandoc(module.__doc__ or "").partition("\n")
    yield f"## {title.strip().rstrip('.')}"
    yield f"`{module.__name__.replace('.', '/')}.py`"
    if about.strip():
        yield about.strip("\n")
    inputs = _inputs(module)
    if inputs:
        yield "### Inputs"
        head = ("Input", "Key", "Unit", "What it is", "Limits", "Assumed when nobody states it")
        yield table(head, (_input_cells(given) for _, given in inputs))
    lines = lines_of(module)
    if lines:
        yield "### Lines"
        head = ("Line", "Key", "Place", "Unit", "What it is for", "Formula")
        yield table(head, (_line_cells(line, known) for line in lines))


def _inputs(module: ModuleType) -> list[tuple[type[Terms], Given]]:
    """The inputs of all Terms a module defines, in the order they are written."""
    terms = [
        one
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Terms) and one.__module__ == module.__name__
    ]
    own = [(one, given) for one in terms for given in givens_of(one).values()]
    return [(one, given) for one, given in own if given.name in vars(one).get("__annotations__", {})]


def _input_cells(given: Given) -> Sequence[str]:
    return label(given), f"`{given.name}`", _unit(given.unit), given.help, _limits(given), assumed_in_words(given)


def _line_cells(line: Line, known: dict[str, Given]) -> Sequence[str]:
    says = line.says
    if line.posts_to:
        says += f" Posts to {line.posts_to}."
    if line.adds_to:
        says += f" Adds to {inside_a_sentence(people(line.adds_to))}."
    if line.given or line.chosen:
        says += f" *Only when* {_condition(line, known)}."
    place = PLACES.get(line.per) or f"each of the {MEMBERS[line.per]}"
    return label(line), f"`{line.name}`", place, _unit(line.unit), says, formula_in_words(line, known)


def _condition(line: Line, known: dict[str, Given]) -> str:
    stated = [f"{_name(name, known)} is stated" for name in line.given]
    chosen = [f"{_name(name, known)} is “{value}”" for name, value in line.chosen]
    return " and ".join([*stated, *chosen])


def _name(name: str, known: dict[str, Given]) -> str:
    return inside_a_sentence(label(known[name]) if name in known else people(name))


def _unit(unit: str) -> str:
    return people_unit(unit) or "–"


def _limits(given: Given) -> str:
    if given.kind == "choice":
        return "one of " + ", ".join(f"“{one}”" for one in given.choices)
    if given.kind == "switch":
        return "yes or no"
    least = "" if given.least is None else said(given, given.least)
    most = "" if given.most is None else said(given, given.most)
    span = (
        f"{least} to {most}" if least and most else f"{least} or more" if least else f"at most {most}" if most else ""
    )
    shape = {
        "whole": "a whole number",
        "calendar": "twelve numbers, January first",
        "hours": "twenty-four numbers, midnight first",
        "series": "a key of the catalogue, a file or months with values",
        "months": "one number a month; the last one goes on",
        "schedule": "steps of month and share",
    }.get(given.kind, "")
    per_channel = "one for each channel" if given.per_channel else ""
    return "; ".join(part for part in (shape, span, per_channel) if part) or "–"


def assumed_in_words(given: Given) -> str:
    """What is taken when nobody states an input, and why."""
    if given.assumed is None:
        return "nothing"
    if given.kind == "choice":
        value = f"“{given.assumed}”"
    elif given.kind == "switch":
        value = "yes" if given.assumed else "no"
    else:
        first = given.assumed[0] if isinstance(given.assumed, list) else given.assumed
        value = said(given, float(first))
    return f"{value}: {given.because}" if given.because else value


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
