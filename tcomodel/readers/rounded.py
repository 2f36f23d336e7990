"""Money, shares and probabilities as people read them, rounded to what is known of them.

    2.1 m      13.9 m ± 0.2 m      −4 %      87 %      less than 0.1 %

A probability never has more than two significant digits, because the draws do not carry more; what no draw showed is
"less than 0.1 %", never nothing.
"""

from tcomodel.simulation.estimates import Estimate

SLIGHT = 1e-9  # of a share: what arithmetic alone may leave
DIGITS = ((999.5e6, 1e9, " bn"), (999.5e3, 1e6, " m"), (9_999.5, 1e3, " k"))


def about(value: float) -> str:
    """Money rounded to what is known of it: ``2.1 m``, ``178 k``, ``−950``."""
    size, sign = abs(value), "−" if value < 0 else ""
    for least, unit, name in DIGITS:
        if size >= least:
            return f"{sign}{size / unit:,.{0 if unit == 1e3 else 1}f}{name}"
    return f"{sign}{size:,.0f}" if round(size) else "0"


def probability(found: Estimate, *, certain: bool = False) -> str:
    """``87 %``, ``3.5 %``, ``less than 0.1 %``, ``more than 99.9 %``; ``certain``: nothing was drawn."""
    if found.value in (0.0, 1.0):
        if certain or found.low == found.high:
            return "100 %" if found.value else "0 %"
        if found.value:
            return f"more than {_bound(100 * (1 - found.low), above=True)} %"
        return f"less than {_bound(100 * found.high)} %"
    if found.value >= 0.995:
        return "more than 99 %"
    return f"{two_digits(100 * found.value)} %"


def two_digits(number: float) -> str:
    """A number with two significant digits: 87, 3.5, 0.24, without an exponent."""
    if number == 0:
        return "0"
    text = f"{float(f'{number:.2g}'):.6f}".rstrip("0").rstrip(".")
    return f"{text}.0" if "." not in text and abs(float(text)) < 9.95 else text


def _bound(percent: float, *, above: bool = False) -> str:
    """A bound rounded up to a tenth of a per cent, so that it still holds."""
    tenths = -(-round(percent * 10, 6) // 1)
    return f"{100 - tenths / 10:.1f}" if above else f"{tenths / 10:.1f}"


def with_band(found: Estimate) -> str:
    """``13.9 m ± 0.2 m``: money and how far it may be off, to the same digit; alone where that is less than it."""
    text = about(found.value)
    shown = next((unit for least, unit, _ in DIGITS if abs(found.value) >= least), 1.0)
    last = shown if shown in (1.0, 1e3) else shown / 10
    if found.off_by < last / 2:
        return text
    name = next((name for _, unit, name in DIGITS if unit == shown), "")
    return f"{text} ± {found.off_by / shown:,.{0 if last == shown else 1}f}{name}"


def probability_band(found: Estimate) -> str:
    """``85 % to 89 %``: where a probability lies; a dash where it is only known to be under or over a bound."""
    if found.value in (0.0, 1.0):
        return "–"
    high = "more than 99 %" if found.high >= 0.995 else f"{two_digits(100 * found.high)} %"
    return f"{two_digits(100 * found.low)} % to {high}"


def percent(share: float, digits: int = 0) -> str:
    """``64 %``, ``−4 %``, ``0.3 %``: neither nothing nor all of it where it is not; nothing has no sign."""
    size = abs(share)
    if not digits and (SLIGHT < size < 0.01 or 0.99 < size < 1 - SLIGHT):
        if size < 0.0005:
            return "under 0.1 %" if share > 0 else "just below 0 %"
        if size >= 0.9995:  # 99.95 would be shown as all of it
            return "over 99.9 %" if share > 0 else "below −99.9 %"
        return f"{'−' if share < 0 else ''}{size * 100:.1f} %"
    text = f"{abs(share) * 100:,.{digits}f} %"
    return f"−{text}" if share < 0 and text.strip("0.% ") else text
