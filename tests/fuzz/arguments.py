"""Arguments for the command line: every command with files, names and numbers, right, odd and wrong."""

from random import Random

from tests.fuzz import texts

FILES = ("good.yaml", "good.yaml", "good.yaml", "card.yaml", "other.yaml", "bid.xlsx", "bid.csv", "book.xlsx",
    "months.csv", "empty.yaml",
         "noise.yaml", "odd", "odd", "/dev/zero", "folder", "nothing.yaml", "no/where.yaml", "", "-", "/dev/null",
         "a" * 300)  # fmt: skip
HONEST = {"rates": "card.yaml", "rates import": "bid.csv", "import": "book.xlsx"}  # else it is a scenario
OUTPUTS = (
    "out.csv",
    "out.json",
    "out.yaml",
    "out.xlsx",
    "there.csv",
    "there.yaml",
    "folder",
    "no/where.csv",
    "-",
    "",
    "good.yaml",
    "card.yaml",
    "a" * 300,
)
OPTIONS = ("own", "manila", "nobody", "", "manila.fee", "own.total_cost", "programme")
LINES = ("manila.fee", "own.total_cost", "manila.nothing", "x", "", "programme.month", "manila..fee", "." * 20)
NUMBERS = (
    "1",
    "7",
    "0",
    "-1",
    "12",
    "13",
    "99999999999",
    "1.5",
    "x",
    "",
    "1e3",
    "NaN",
    "10%",
    "1.5m",
    "-5%",
    "1e400%",
    "٣",
)
DATES = ("2026-11-22", "2026-05", "2026", "2026-13", "x", "", "0000-00", "99999-01")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("compare", "<file>", "--csv", "<out>"), ("compare", "<file>", "--json", "<out>"), ("compare", "<file>", "--card",
    "<file>"),
    ("compare", "<file>", "--xlsx", "<badout>"), ("explain", "<file>", "<line>", "--month", "<number>"), ("explain",
    "<file>", "<line>", "--depth", "<number>", "--json"),
    ("lines", "<file>"), ("import", "<file>", "-o", "<out>", "--yes"), ("import", "<file>", "-o", "<out>"),
    ("card-change", "<file>", "<file>"),
    ("goal", "<file>", "<option>", "--saving", "<number>", "--against", "<option>"), ("goal", "<file>", "<option>",
    "--lever", "<word>", "--saving", "10%"),
    ("breakeven", "<file>", "--over", "<word>", "--from", "<number>", "--to", "<number>"), ("map", "<file>",
    "--across", "<word>", "--cells", "<number>"),
    ("memo", "<file>", "-o", "<badout>"), ("simulate", "<file>", "--draws", "<number>", "--seed", "<number>"),
    ("simulate", "<file>", "--future", "<number>"),
    ("sensitivity", "<file>", "--seed", "<number>"), ("portfolio", "<file>", "--out", "<badout>", "--jobs", "1"),
    ("clauses", "<file>", "<option>", "--draws", "<number>"),
    ("commitment", "<file>", "<option>", "--of", "<word>"), ("shouldcost", "<file>", "<option>", "--margin",
    "<number>"), ("claims", "<file>"),
    ("rates", "check", "<file>", "--today", "<date>"), ("rates", "show", "<file>", "--key", "<word>"), ("rates",
    "show", "<file>", "--json"),
    ("rates", "import", "<file>", "-o", "<out>", "--all-rows", "as_of=2026", "currency=USD"), ("rates", "import",
    "<file>", "-o", "<out>", "--sheet", "<word>", "--on", "<date>"),
    ("rates", "import", "<file>", "-o", "<out>", "--leave-out", "<number>", "--all-rows", "<word>"), ("rates",
    "rebase", "<file>", "-o", "<out>", "--prices-of", "<date>", "--to", "<word>"),
    ("rates", "rebase", "<file>", "--undo", "-o", "<out>"), ("rates", "rebase", "<file>", "--dry-run", "--to", "EUR",
    "--at", "<date>"),
    ("rates", "diff", "<file>", "<file>", "--currency", "<word>", "--at", "<date>"), ("rates", "diff", "<file>",
    "<file>", "--csv", "<out>"), ("rates", "template", "-o", "<out>", "--name", "<word>"),
    ("portfolio", "folder", "--out", "<out>", "--jobs", "1"), ("portfolio", "folder", "--out", "<word>", "--card",
    "<file>", "--draws", "<number>"),
    ("rates", "rebase", "<file>", "-o", "<out>", "--unit", "contact", "--handle-time", "<number>", "--occupancy",
    "<number>"),
    ("<word>", "<file>"), (), ("--help",), ("rates",), ("rates", "<word>"),
)  # fmt: skip
WORDS = (
    *texts.HOSTILE,
    "volume",
    "handle_time",
    "seat_rate",
    "EUR",
    "USD",
    "--help",
    "-h",
    "--",
    "--json",
    "philippines.hour",
    "Rates 2024",
    "\udcff\udc80",
    "as_of=",
    "=x",
    "currency=",
)
DEAR = ("simulate", "sensitivity", "clauses", "map")  # a right answer takes more than a second; asked wrongly here


def words_of(chance: Random) -> list[str]:
    """A command with its arguments; now and then one is lost, doubled or something else."""
    pattern = chance.choice(COMMANDS)
    pools = {
        "<file>": FILES,
        "<out>": OUTPUTS,
        "<badout>": OUTPUTS[5:],
        "<option>": OPTIONS,
        "<line>": LINES,
        "<number>": NUMBERS,
        "<date>": DATES,
        "<word>": WORDS,
    }
    right = {
        "<file>": HONEST.get(" ".join(pattern[:2]), HONEST.get(" ".join(pattern[:1]), "good.yaml")),
        "<option>": "manila",
        "<out>": "out.csv",
        "<line>": "manila.fee", "<number>": "7", "<word>": "volume", "<date>": "2026-05",
    }  # fmt: skip
    words = [
        right[one] if one in right and chance.random() < 0.6 else chance.choice(pools.get(one, (one,)))
        for one in pattern
    ]
    if words and chance.random() < 0.25:
        at = chance.randrange(len(words))
        words[at : at + 1] = chance.choice(([], [words[at]] * 2, [chance.choice(WORDS)]))
    if words and words[0] in DEAR and "good.yaml" in words:
        words = ["odd" if one == "good.yaml" else one for one in words]
    return [one for one in words if "\x00" not in one]  # no operating system passes such a word on
