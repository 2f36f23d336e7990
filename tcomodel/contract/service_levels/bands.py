"""Bands: what each range of a level is worth, with edges inside or outside as the contract says.

    Abandoned calls above 3 % up to 5 %: -2,500, above 5 %: -5,000, below 1.5 %: +2,500; nothing in between

The amounts of all bands a month stands in add up.
"""

from tcomodel.lines import EachBand, line
from tcomodel.words import at_least, share_of, total, when


@line("1", per="band", called="band_reached", given=("above_level", "below_level"))
def between_above_level_and_below_level(attained_level, above_level, below_level):
    """One where the level is above the lower edge and below the upper one."""
    return when(attained_level > above_level, 1, 0) * when(attained_level < below_level, 1, 0)


@line("1", per="band", called="band_reached", given=("above_level", "up_to_level"))
def between_above_level_and_up_to_level(attained_level, above_level, up_to_level):
    """One where the level is above the lower edge and up to the upper one."""
    return when(attained_level > above_level, 1, 0) * when(attained_level <= up_to_level, 1, 0)


@line("1", per="band", called="band_reached", given=("from_level", "below_level"))
def between_from_level_and_below_level(attained_level, from_level, below_level):
    """One where the level is from the lower edge and below the upper one."""
    return when(attained_level >= from_level, 1, 0) * when(attained_level < below_level, 1, 0)


@line("1", per="band", called="band_reached", given=("from_level", "up_to_level"))
def between_from_level_and_up_to_level(attained_level, from_level, up_to_level):
    """One where the level is from the lower edge and up to the upper one."""
    return when(attained_level >= from_level, 1, 0) * when(attained_level <= up_to_level, 1, 0)


@line("1", per="band", called="band_reached", given="above_level")
def only_above_level(attained_level, above_level):
    """One where the level is above the band's one edge."""
    return when(attained_level > above_level, 1, 0)


@line("1", per="band", called="band_reached", given="from_level")
def only_from_level(attained_level, from_level):
    """One where the level is from the band's one edge."""
    return when(attained_level >= from_level, 1, 0)


@line("1", per="band", called="band_reached", given="below_level")
def only_below_level(attained_level, below_level):
    """One where the level is below the band's one edge."""
    return when(attained_level < below_level, 1, 0)


@line("1", per="band", called="band_reached", given="up_to_level")
def only_up_to_level(attained_level, up_to_level):
    """One where the level is up to the band's one edge."""
    return when(attained_level <= up_to_level, 1, 0)


@line("share", per="band", called="band_value", given="band_amount")
def band_value_of_amount(band_reached, band_amount, credit_base):
    """What the band is worth as a share of the charges: a credit negative, a bonus positive."""
    return share_of(band_reached * band_amount, credit_base)


@line("share", per="band")
def band_value(band_reached, band_share):
    """What the band is worth as a share of the charges: a credit negative, a bonus positive."""
    return band_reached * band_share


@line("1", per="band", called="band_missed", given="band_amount")
def band_missed_by_amount(band_reached, band_amount):
    """One where the level stands in this band and the band has a credit."""
    return band_reached * when(band_amount < 0, 1, 0)


@line("1", per="band")
def band_missed(band_reached, band_share):
    """One where the level stands in this band and the band has a credit."""
    return band_reached * when(band_share < 0, 1, 0)


@line("share", per="band")
def band_credit(band_value):
    """Share of the charges the band costs the vendor."""
    return at_least(0 - band_value, 0)


@line("share", per="band")
def band_bonus(band_value):
    """Share of the charges the band earns the vendor."""
    return at_least(band_value, 0)


@line("share", per="kpi", called="plain_penalty", chosen={"credit_form": "bands"})
def penalty_of_bands(band_credit: EachBand):
    """Share of the charges the level costs: the credits of all bands it stands in."""
    return total(band_credit)
