"""The command line.

    python -m tcomodel compare data/scenarios/example.yaml
    python -m tcomodel compare data/scenarios/example.yaml --xlsx workbook.xlsx --csv months.csv --json -
    python -m tcomodel explain data/scenarios/example.yaml seats_manila.fee --month 7
    python -m tcomodel lines data/scenarios/example.yaml
    python -m tcomodel import workbook.xlsx -o negotiated.yaml
    python -m tcomodel verify workbook.xlsx
    python -m tcomodel card-change data/scenarios/example.yaml vendor_2027.yaml
    python -m tcomodel goal data/scenarios/example.yaml seats_manila --saving 60%
    python -m tcomodel breakeven data/scenarios/example.yaml --over handle_time
    python -m tcomodel map data/scenarios/example.yaml --across volume --up handle_time
    python -m tcomodel memo data/scenarios/example.yaml -o memo.pdf
    python -m tcomodel simulate data/scenarios/example.yaml --save-at-least 10%
    python -m tcomodel simulate data/scenarios/example.yaml --future 3921
    python -m tcomodel sensitivity data/scenarios/example.yaml --indices
    python -m tcomodel portfolio data/scenarios --out portfolio.csv
    python -m tcomodel clauses data/scenarios/example.yaml seats_manila --draws 4096
    python -m tcomodel commitment data/scenarios/example.yaml hybrid
    python -m tcomodel shouldcost data/scenarios/example.yaml seats_manila --margin 18%
    python -m tcomodel claims data/scenarios/example.yaml
    python -m tcomodel rates check vendor.yaml --strict
    python -m tcomodel rates import bid.xlsx -o bid.yaml --all-rows as_of=2026 currency=USD
    python -m tcomodel rates rebase bid.yaml -o bid_eur.xlsx --prices-of 2026-05 --to EUR --at 2026-05
    python -m tcomodel rates diff data/rates.yaml bid.yaml --currency EUR --at 2026-05 --prices-of 2026-05
    python -m tcomodel rates template -o rates_to_fill_in.xlsx

It ends with 0 when all went well, 1 when the input has problems (all of them are listed), 2 when the command
itself is wrong and 3 when the program is at fault. What the commands do is in ``commands``.
"""

import argparse
import codecs
import os
import sys
import traceback
import unicodedata
from collections.abc import Sequence

from tcomodel.commands import (
    claims,
    clauses,
    commitment,
    edited_workbooks,
    memo,
    negotiation,
    portfolio,
    rates,
    risk,
    scenarios,
    should_cost,
    verify,
)
from tcomodel.problems import ProblemsFound, shortened

GOOD, PROBLEMS, FAULT, INTERRUPTED = 0, 1, 3, 130
PLAIN = {"−": "-", "–": "-", "—": "-", "×": "x", "÷": "/", "’": "'", "“": "'", "”": "'", "…": "...", "ß": "ss"}


def arguments() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(
        prog="python -m tcomodel", description="What customer service costs, in-house or outsourced."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    scenarios.add_to(commands)
    edited_workbooks.add_to(commands)
    verify.add_to(commands)
    memo.add_to(commands)
    rates.add_to(commands)
    risk.add_to(commands)
    negotiation.add_to(commands)
    clauses.add_to(commands)
    commitment.add_to(commands)
    should_cost.add_to(commands)
    claims.add_to(commands)
    portfolio.add_to(commands)
    return parser


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
    code = GOOD
    try:
        code = asked.run(asked) or GOOD  # some say with 1 what they found: a mark, a rejected row, a difference
        sys.stdout.flush()
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:
        _discard_output()  # the reader, such as head, has seen enough
    except OSError as error:
        _discard_output()
        which = f" {shortened(str(error.filename), 200)}" if error.filename else ""
        print(f"cannot read or write{which}: {error.strerror or error}", file=sys.stderr)
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
    return code


if __name__ == "__main__":
    sys.exit(main())
