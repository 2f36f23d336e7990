"""From what a turn asks for to the price: floor, cap, what they cut off, productivity.

    The index asks for 5.67 %, the cap is 4 % and 1 % a year is committed as productivity:
    the prices rise by 4 % - 1 % = 3 %, to 1.03, and from there at the next turn

The order: what is asked (a fixed rate, or the indices) -> floor and cap -> productivity -> cap of all years -> price.
Rise, floor, cap and productivity are rates a year and count for as many years as the turn makes up for (``years``).
"""

from collections.abc import Iterator

from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import OwnBefore, line
from tcomodel.remarks import Place
from tcomodel.words import at_least, at_most, previous, round_up, share_of, when


class FixedRise(Terms):
    """A rise that is fixed in the contract."""

    yearly_indexation: Entry = given(
        "1/year",
        "Rise of the prices a year, fixed in the contract.",
        least=-0.2,
        most=1,
        step=0.0025,
        label="Indexation",
        constant=True,
    )
    years_combined: Entry = choice(
        "A rise, floor or cap a year at a turn that makes up for several years, or for a part of one: "
        "compounded (2 % over two years is 4.04 %) or added (4 %).",
        "compounded",
        "added",
        assumed="compounded",
        because="as if the prices had turned each year",
    )


class Limits(Terms):
    """What limits a rise, and what comes off it."""

    indexation_floor: Entry = given(
        "1/year",
        "The least the prices rise in a year; 0 means they never fall.",
        least=-0.9,
        most=1,
        step=0.0025,
        constant=True,
    )
    indexation_cap: Entry = given(
        "1/year", "The most the prices may rise in a year.", most=1, step=0.0025, constant=True
    )
    cut_changes: Entry = choice(
        "What floor and cap cut off: lost, or caught up at later turns as far as the limits then allow.",
        "lost",
        "caught up",
        assumed="lost",
        because="each turn stands for itself unless the contract says otherwise",
    )
    total_indexation_cap: Entry = given(
        "1", "The most the prices may have risen since the start.", most=10, step=0.01, constant=True
    )
    committed_productivity: Entry = given(
        "1/year",
        "What the vendor commits to become cheaper each year (glide path), after floor and cap.",
        most=0.5,
        step=0.0025,
        constant=True,
    )
    productivity_taken: Entry = choice(
        "How productivity comes off the rise: subtracted (1 + rise - productivity) or multiplied "
        "((1 + rise) x (1 - productivity)).",
        "subtracted",
        "multiplied",
        assumed="subtracted",
        because="contracts speak of the index less so many per cent",
    )


# -- the change a turn asks for ----------------------------------------------------------------------


@line("1", called="asked_change", given=("indices", "index_threshold"), chosen={"threshold_counts": "whole change"})
def whole_change_beyond_threshold(path_change, index_threshold):
    """The change a turn asks for: all of it when it is beyond the threshold."""
    return when(round_up(at_least(path_change, 0 - path_change) / index_threshold) > 1, path_change, 0)


@line("1", called="asked_change", given=("indices", "index_threshold"), chosen={"threshold_counts": "only the excess"})
def change_beyond_threshold(path_change, index_threshold):
    """The change a turn asks for: what goes beyond the threshold, upwards or downwards."""
    return at_least(path_change - index_threshold, 0) + at_most(path_change + index_threshold, 0)


@line("1", called="asked_change", given="indices")
def change_of_indices(path_change):
    """The change a turn asks for: that of the indices."""
    return path_change


@line("1", called="asked_change", given="yearly_indexation", chosen={"years_combined": "compounded"})
def compounded_years(yearly_indexation, years_at_turn):
    """The change a turn asks for: the fixed rise of the years it makes up for, compounded."""
    return (1 + yearly_indexation) ** years_at_turn - 1


@line("1", called="asked_change", given="yearly_indexation", chosen={"years_combined": "added"})
def added_years(yearly_indexation, years_at_turn):
    """The change a turn asks for: the fixed rise of the years it makes up for, added up."""
    return yearly_indexation * years_at_turn


@line("1")
def asked_change(turns_now):
    """Nothing: the prices follow no index and no fixed rate, only the committed productivity."""
    return turns_now * 0


# -- floor and cap ---------------------------------------------------------------------------------------


@line("1", called="turn_floor", chosen={"years_combined": "compounded"})
def compounded_floor(indexation_floor, years_at_turn):
    """The least the prices rise at this turn: the floor of the years it makes up for, compounded."""
    return (1 + indexation_floor) ** years_at_turn - 1


@line("1", called="turn_floor", chosen={"years_combined": "added"})
def added_floor(indexation_floor, years_at_turn):
    """The least the prices rise at this turn: the floor of the years it makes up for, added up."""
    return indexation_floor * years_at_turn


@line("1", called="turn_cap", chosen={"years_combined": "compounded"})
def compounded_cap(indexation_cap, years_at_turn):
    """The most the prices rise at this turn: the cap of the years it makes up for, compounded."""
    return (1 + indexation_cap) ** years_at_turn - 1


@line("1", called="turn_cap", chosen={"years_combined": "added"})
def added_cap(indexation_cap, years_at_turn):
    """The most the prices rise at this turn: the cap of the years it makes up for, added up."""
    return indexation_cap * years_at_turn


@line("1")
def asked_path(month, asked_change, before: OwnBefore):
    """What a price of 1 would have become without floor and cap."""
    return when(month <= 1, 1, before) * (1 + asked_change)


@line("1", called="limited_path", given=("indexation_floor", "indexation_cap"))
def path_within_both(month, asked_path, turn_floor, turn_cap, before: OwnBefore):
    """What a price of 1 becomes when it goes back to its path as far as floor and cap allow."""
    start = when(month <= 1, 1, before)
    return at_most(at_least(asked_path, start * (1 + turn_floor)), start * (1 + turn_cap))


@line("1", called="limited_path", given="indexation_cap")
def path_below_cap(month, asked_path, turn_cap, before: OwnBefore):
    """What a price of 1 becomes when it goes back to its path as far as the cap allows."""
    return at_most(asked_path, when(month <= 1, 1, before) * (1 + turn_cap))


@line("1", called="limited_path", given="indexation_floor")
def path_above_floor(month, asked_path, turn_floor, before: OwnBefore):
    """What a price of 1 becomes when it goes back to its path as far as the floor allows."""
    return at_least(asked_path, when(month <= 1, 1, before) * (1 + turn_floor))


@line("1", called="limited_change", chosen={"cut_changes": "caught up"})
def change_with_catching_up(limited_path):
    """The change within floor and cap, with what they had cut off before."""
    return share_of(limited_path - previous(limited_path), previous(limited_path))


@line("1", called="limited_change", given=("indexation_floor", "indexation_cap"), chosen={"cut_changes": "lost"})
def change_within_both(asked_change, turn_floor, turn_cap):
    """The change within floor and cap."""
    return at_most(at_least(asked_change, turn_floor), turn_cap)


@line("1", called="limited_change", given="indexation_cap")
def change_below_cap(asked_change, turn_cap):
    """The change within the cap."""
    return at_most(asked_change, turn_cap)


@line("1", called="limited_change", given="indexation_floor")
def change_above_floor(asked_change, turn_floor):
    """The change, at least the floor."""
    return at_least(asked_change, turn_floor)


@line("1")
def limited_change(asked_change):
    """The change; the contract has neither floor nor cap."""
    return asked_change


# -- productivity, and the price -------------------------------------------------------------------------


@line("1", called="applied_indexation", given="committed_productivity", chosen={"productivity_taken": "subtracted"})
def less_productivity(limited_change, committed_productivity, years_at_turn):
    """The change of the prices at a turn, less the committed productivity of the years it makes up for."""
    return limited_change - committed_productivity * years_at_turn


@line("1", called="applied_indexation", given="committed_productivity", chosen={"productivity_taken": "multiplied"})
def times_productivity(limited_change, committed_productivity, years_at_turn):
    """The change of the prices at a turn, times what the committed productivity leaves."""
    return (1 + limited_change) * (1 - committed_productivity) ** years_at_turn - 1


@line("1")
def applied_indexation(limited_change):
    """The change of the prices at a turn."""
    return limited_change


@line("1", called="price_index", given="total_indexation_cap")
def price_index_below_cap(month, applied_indexation, total_indexation_cap, before: OwnBefore):
    """Prices against contract year 1, never beyond the cap of all years."""
    return at_most(when(month <= 1, 1, before) * (1 + applied_indexation), 1 + total_indexation_cap)


@line("1")
def price_index(month, applied_indexation, before: OwnBefore):
    """Prices against contract year 1."""
    return when(month <= 1, 1, before) * (1 + applied_indexation)


@line("currency/month")
def indexed_fee(fee_in_force, price_index):
    """The fee at this contract year's prices."""
    return fee_in_force * price_index


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """Terms that cannot be meant together."""
    own = [name for name in ("yearly_indexation", "indices", "committed_productivity") if scope.stated(name)]
    if not own:
        yield (
            "yearly_indexation",
            "nothing says how prices move; give yearly_indexation, indices or committed_productivity",
        )
    if {"yearly_indexation", "indices"} <= set(own):
        yield "yearly_indexation", "found a fixed rise beside indices; prices follow one of them, take the other out"
    floor, cap = scope.value("indexation_floor"), scope.value("indexation_cap")
    if floor is not None and cap is not None and cap < floor:
        limits = f"the cap of {cap * 100:g} % a year lies below the floor of {floor * 100:g} %"
        yield "indexation_cap", f"{limits}; raise the cap or lower the floor"
    if scope.chosen("cut_changes") == "caught up" and floor is None and cap is None:
        yield "cut_changes", "found caught up, but there is neither a floor nor a cap that could cut anything off"
