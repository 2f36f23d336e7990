"""The terms of a price date in words, in the order in which they are applied; what nobody stated is not mentioned.

us_cpi_u in place of cr_cpi; 70 % follows the index; coefficient rounded to 3 decimals; at most 3 % a year
"""

from collections.abc import Mapping

from tcomodel.rebasing.in_words import accepted, counted, rounded
from tcomodel.rebasing.moves import percent
from tcomodel.rebasing.price_terms import NO_INDEX, PriceTerms

BEYOND = {"whole change": "beyond them the whole change", "only the excess": "beyond them only the excess"}


def price_terms_in_words(terms: PriceTerms) -> list[str]:
    """Each term that was stated, in words."""
    said = [_in_place(index, by) for index, by in terms.instead.items()]
    if terms.values:
        stated = " and ".join(f"{value:,.10g} for {date}" for date, value in sorted(terms.values.items()))
        said.append(f"index stated as {stated}")
    said += _dates_read(terms)
    said += accepted(terms.unpublished, terms.yearly_months)
    if terms.share != 1:
        said.append(f"{percent(terms.share)} follows the index")
    said += rounded("coefficient", terms.coefficient_decimals, terms.coefficient_rounded)
    if terms.threshold is not None:
        said.append(f"changes up to {percent(terms.threshold)} count nothing, {BEYOND[terms.threshold_counts]}")
    said += _limits(terms)
    if terms.compared == "from the base":
        said.append("from the first price date on record")
    return said + rounded("prices", terms.price_decimals, terms.price_rounded)


def _in_place(index: str, by: str | Mapping[str, float]) -> str:
    if by == NO_INDEX:
        return f"prices by {index} keep their date"
    basket = by if isinstance(by, str) else _basket(by)
    return f"{basket} where no index is named" if index == NO_INDEX else f"{basket} in place of {index}"


def _basket(weights: Mapping[str, float]) -> str:
    return " and ".join(f"{percent(weight)} {name}" for name, weight in weights.items())


def _dates_read(terms: PriceTerms) -> list[str]:
    said = []
    if terms.base_lag not in (None, terms.lag):
        said.append(f"index of {_earlier(terms.lag)}, at the base of {_earlier(terms.base_lag)}")
    elif terms.lag:
        said.append(f"index of {_earlier(terms.lag)}")
    if terms.averaged_months != 1:
        said.append(f"averaged over {counted(terms.averaged_months, 'month')}")
    return said


def _earlier(months: int) -> str:
    return f"{counted(months, 'month')} earlier" if months else "the month itself"


def _limits(terms: PriceTerms) -> list[str]:
    said = [] if terms.floor is None else [f"at least {percent(terms.floor)} a year"]
    if terms.cap is not None:
        said.append(f"at most {percent(terms.cap)} a year")
    if said and terms.years_combined == "added":
        said[-1] += ", years added and not compounded"
    return said
