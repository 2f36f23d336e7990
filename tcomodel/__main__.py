"""The command line.

    python -m tcomodel compare data/scenarios/example.yaml
    python -m tcomodel compare data/scenarios/example.yaml --xlsx workbook.xlsx --csv months.csv --json -
    python -m tcomodel explain data/scenarios/example.yaml seats_manila.fee --month 7
    python -m tcomodel lines data/scenarios/example.yaml
    python -m tcomodel rates check

It ends with 0 when all went well, 1 when the input has problems (all of them are listed), 2 when the command
itself is wrong and 3 when the program is at fault.
"""

import argparse
import codecs
import json
import os
import shutil
import sys
import traceback
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates import RateCard, load_card
from tcomodel.readers.data import to_csv, to_data
from tcomodel.readers.english import label_of, people_unit
from tcomodel.readers.rate_table import rate_table
from tcomodel.readers.tables import to_text
from tcomodel.readers.trace import explain
from tcomodel.results import Comparison, compare
from tcomodel.scenario import load_scenario

CARD = Path(__file__).resolve().parent.parent / "data" / "rates.yaml"
GOOD, PROBLEMS, FAULT, INTERRUPTED = 0, 1, 3, 130
SCREEN = "-"
PLAIN = {"−": "-", "–": "-", "—": "-", "×": "x", "÷": "/", "’": "'", "“": "'", "”": "'", "…": "...", "ß": "ss"}
CONTROL = {code: "?" for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\r\n"}


# -- what can be asked -----------------------------------------------------------------------------


def arguments() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(
        prog="python -m tcomodel", description="What customer service costs, in-house or outsourced."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    command = commands.add_parser("compare", help="cost every option of a scenario and set them side by side")
    _scenario(command)
    command.add_argument(
        "--json", nargs="?", const=SCREEN, metavar="FILE", help="write everything as JSON (- or nothing: here)"
    )
    command.add_argument("--xlsx", metavar="FILE", help="write the workbook with live formulas")
    command.add_argument("--csv", metavar="FILE", help="write all lines month by month (- for here)")
    command.set_defaults(run=run_compare)

    command = commands.add_parser("explain", help="say how a number comes about, down to who stated what")
    _scenario(command)
    command.add_argument("line", metavar="OPTION.LINE", help="a row as the command lines prints it")
    command.add_argument(
        "--month", type=int, metavar="N", help="month of the contract, from 1; without it the whole term"
    )
    command.add_argument("--depth", type=_levels, metavar="N", help="levels of ingredients to show; without it all")
    command.add_argument("--json", action="store_true", help="as JSON")
    command.set_defaults(run=run_explain)

    command = commands.add_parser("lines", help="list the rows of a scenario with their units")
    _scenario(command)
    command.set_defaults(run=run_lines)

    command = commands.add_parser("rates", help="check or show a rate card")
    command.add_argument("what", choices=["check", "show"])
    command.add_argument(
        "card", nargs="?", type=Path, default=CARD, metavar="FILE", help="a rate card (the project's own)"
    )
    command.set_defaults(run=run_rates)
    return parser


def _scenario(command: argparse.ArgumentParser) -> None:
    command.add_argument("scenario", type=Path, metavar="SCENARIO.yaml")
    command.add_argument(
        "--card", type=Path, default=CARD, metavar="FILE", help="rate card (default: the project's own)"
    )


def _levels(word: str) -> int:
    levels = int(word)
    if levels < 0:
        raise argparse.ArgumentTypeError("expected 0 or more levels")
    return levels


def run_compare(asked: argparse.Namespace) -> None:
    """Print the table, or write what was asked for."""
    comparison = _comparison(asked)
    makers: list[tuple[str | None, Callable[[Comparison], str | bytes]]] = [
        (asked.json, _json_of_all),
        (asked.xlsx, _workbook),
        (asked.csv, to_csv),
    ]
    wanted = [(target, make) for target, make in makers if target is not None]
    targets = [target for target, _ in wanted]
    for target in targets:
        if targets.count(target) > 1:
            raise ProblemsFound([Problem(target, "two outputs go to the same place; give each its own")])
        _check_target(target, asked)
    made = [(target, make(comparison)) for target, make in wanted]  # all of them before the first is written
    for target, content in made:
        if target == SCREEN:
            _say(content if isinstance(content, str) else content.decode())
        else:
            _write(Path(target), content, mark=target == asked.csv)
            print(f"wrote {target}", file=sys.stderr)
    if not wanted:
        _say(to_text(comparison))


def run_explain(asked: argparse.Namespace) -> None:
    """Print where a number comes from."""
    try:
        explanation = explain(_comparison(asked), asked.line, asked.month, asked.depth)
    except KeyError as unknown:
        raise ProblemsFound(
            [Problem("", f"{unknown.args[0]} (the command lines lists them)", str(asked.scenario))]
        ) from None
    _say(_json(explanation.as_dict()) if asked.json else explanation.text())


def run_lines(asked: argparse.Namespace) -> None:
    """List the rows in causal order."""
    comparison = _comparison(asked)
    rows = comparison.model.rows
    widest = max(len(row.key) for row in rows)
    texts = [(row.key.ljust(widest), label_of(row), people_unit(row.unit, comparison.currency)) for row in rows]
    _say("".join("  ".join(part for part in text if part).rstrip() + "\n" for text in texts))


def run_rates(asked: argparse.Namespace) -> None:
    """Say whether a card is in order, or show it."""
    card = load_card(asked.card)
    count = "1 rate" if len(card) == 1 else f"{len(card)} rates"
    _say(rate_table(card) if asked.what == "show" else f"{count}, no problems\n")


def _comparison(asked: argparse.Namespace) -> Comparison:
    """The comparison asked for; problems of scenario and card are told together."""
    problems: list[Problem] = []
    card: RateCard | None = None
    try:
        card = load_card(asked.card)
    except ProblemsFound as found:
        problems += found.problems
    try:
        scenario = load_scenario(asked.scenario)
    except ProblemsFound as found:
        problems += found.problems
    if problems or card is None:
        raise ProblemsFound(problems)
    return compare(scenario, card)


# -- writing ---------------------------------------------------------------------------------------


def _json_of_all(comparison: Comparison) -> str:
    return _json(to_data(comparison))


def _json(data: dict[str, Any]) -> str:
    """JSON that survives every terminal: letters outside ASCII are escaped unless the terminal speaks UTF-8."""
    escaped = "utf" not in (sys.stdout.encoding or "").lower()
    return json.dumps(data, ensure_ascii=escaped, allow_nan=False, indent=1) + "\n"


def _workbook(comparison: Comparison) -> bytes:
    from tcomodel.readers.excel import write_workbook  # takes a moment to load, and most commands do without

    return write_workbook(comparison)


def _check_target(target: str, asked: argparse.Namespace) -> None:
    """Refuse what would lose the input or cannot be written, before any work is done."""
    if target == SCREEN:
        if target == asked.xlsx:
            raise ProblemsFound([Problem("--xlsx", "a workbook cannot be printed here; name a file")])
        return
    path = Path(target)
    for source in (asked.scenario, asked.card):
        if path.resolve() == source.resolve():
            raise ProblemsFound([Problem(target, "this is the input itself; choose another name")])
    if path.is_dir():
        raise ProblemsFound([Problem(target, "this is a folder; name a file in it")])
    if not path.resolve().parent.is_dir():
        raise ProblemsFound([Problem(target, f"cannot be written: there is no folder {path.parent}")])


def _write(path: Path, content: str | bytes, *, mark: bool = False) -> None:
    """Write a whole file or none: beside it first, then under its name. ``mark``: so that Excel knows it is UTF-8."""
    data = content if isinstance(content, bytes) else content.encode("utf-8-sig" if mark else "utf-8")
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device such as /dev/null
            return
        beside.write_bytes(data)
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ProblemsFound([Problem(str(path), f"cannot be written: {error.strerror or error}")]) from None


def _say(text: str) -> None:
    sys.stdout.write(text.translate(CONTROL))  # a name in a file must not steer the terminal


def _spell_out(error: UnicodeError) -> tuple[str, int]:
    """What to print where the terminal has no such letter: the nearest plain one."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(PLAIN.get(letter) or _without_accents(letter) for letter in letters), error.end


def _without_accents(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"


def _discard_output() -> None:
    """Let what is still to be printed go nowhere; otherwise Python complains about it once more as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# -- how it ends -----------------------------------------------------------------------------------


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    codecs.register_error("tcomodel.spell_out", _spell_out)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="tcomodel.spell_out")
    asked = arguments().parse_args(words)
    try:
        asked.run(asked)
        sys.stdout.flush()
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:
        _discard_output()  # the reader, such as head, has seen enough
    except OSError as error:
        _discard_output()
        print(f"cannot read or write: {error.strerror or error}", file=sys.stderr)
        return PROBLEMS
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("TCOMODEL_DEBUG") == "1":
            traceback.print_exc()
        else:
            what = " ".join(f"{type(error).__name__}: {error}".split())
            advice = "run it again with TCOMODEL_DEBUG=1 for the details"
            print(f"this is a fault of the program, not of your input ({what}); {advice}", file=sys.stderr)
        return FAULT
    return GOOD


if __name__ == "__main__":
    sys.exit(main())
