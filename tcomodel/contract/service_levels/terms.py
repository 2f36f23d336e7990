"""What a contract says about service levels: each level, its bands, the ladder of points, and what holds for all.

A level in percent is written as such (80 %); one in seconds or points says ``measured_in: number``.
"""

from tcomodel.givens import Entry, Terms, choice, given, members


class Band(Terms):
    """A range of attained levels and what it is worth: a credit is negative, a bonus positive."""

    above_level: Entry = given("1", "Lower edge; the edge itself is outside.", least=None, most=1, measured=True)
    from_level: Entry = given("1", "Lower edge; the edge itself is inside.", least=None, most=1, measured=True)
    below_level: Entry = given("1", "Upper edge; the edge itself is outside.", least=None, most=1, measured=True)
    up_to_level: Entry = given("1", "Upper edge; the edge itself is inside.", least=None, most=1, measured=True)
    band_amount: Entry = given(
        "currency/month",
        "What a month in the band is worth: a credit negative, a bonus positive.",
        least=None,
        step=100,
    )
    band_share: Entry = given("1", "The same as a share of the monthly charges.", least=-1, most=1, step=0.0025)


class Step(Terms):
    """A step of the ladder of points."""

    from_points: Entry = given("point/month", "Points of a month from which the step holds.", step=1)
    step_share: Entry = given("1", "Share of the monthly charges credited on this step.", most=1, step=0.0025)
    step_times: Entry = given("1", "How many times its value a point costs on this step.", step=0.5)


class Kpi(Terms):
    """One service level: what is promised, what you expect, and what a miss costs."""

    measured_in: Entry = choice(
        "Whether the level is a percentage or a plain number such as seconds.",
        "percent",
        "number",
        assumed="percent",
        because="most levels are shares",
    )
    better: Entry = choice(
        "Whether more is better (calls answered in time) or less (abandoned calls, seconds of waiting).",
        "more",
        "less",
        assumed="more",
        because="most levels are shares of what went well",
    )
    target: Entry = given("1", "Level the vendor promises.", most=1, step=0.005, measured=True)
    attained: Entry = given(
        "1", "Level you expect the vendor to reach, one number or one a month.", most=1, step=0.005, measured=True
    )
    attained_spread: Entry = given(
        "1",
        "Standard deviation of the monthly level around the one you expect; credits are then expected values.",
        least=0.0001,
        most=1,
        step=0.005,
        measured=True,
    )
    events: Entry = given("1", "Events of a month that are measured; with misses they give the level.", step=1)
    misses: Entry = given("1", "Events of a month that missed.", step=1)
    credit_form: Entry = choice(
        "How a miss is credited: by decrements, as part of a pool at risk, a fixed amount, in proportion, by points "
        "on a ladder, by bands, or for each occurrence.",
        "decrement",
        "pool",
        "fixed",
        "proportional",
        "points",
        "bands",
        "occurrences",
        assumed="decrement",
        because="so much for each decrement missed",
    )
    decrement: Entry = given(
        "1",
        "Size of the step that counts as one miss; 1 % is one point.",
        assumed=0.01,
        because="one point",
        least=0.0001,
        most=1,
        step=0.005,
        measured=True,
    )
    penalty: Entry = given(
        "1",
        "Share of the monthly charges credited: per decrement missed or occurrence, or for a miss where it is fixed.",
        most=1,
        step=0.0025,
    )
    penalty_amount: Entry = given("currency/month", "The same as an amount instead of a share.", step=100)
    kpi_cap: Entry = given("1", "The most this level can cost, as a share of the monthly charges.", most=1, step=0.01)
    pool_share: Entry = given(
        "1",
        "Share of the amount at risk that goes to the pool this level belongs to.",
        assumed=1,
        because="one pool for all",
        most=5,
        step=0.05,
    )
    allocation: Entry = given(
        "1", "Share of its pool this level takes; together they may pass 100 %, the cap still holds.", most=5, step=0.05
    )
    points: Entry = given(
        "point/month", "Points a month below target gives, or each occurrence.", assumed=0, because="none", step=1
    )
    occurrences: Entry = given("1", "Occurrences of a month, such as days late or failed checks.", step=1)
    bands: Entry = members(Band, "band", "Ranges of the level and what each is worth.", ordered=True)
    bonus_share: Entry = given(
        "1",
        "Share of the monthly charges paid on top when the level is reached.",
        assumed=0,
        because="no bonus",
        most=1,
        step=0.0025,
    )
    bonus_from: Entry = given(
        "1", "Level from which the bonus is paid; without it the target.", most=1, step=0.005, measured=True
    )
    gates_bonus: Entry = given(
        "1",
        "No level earns a bonus in a month in which this one is missed.",
        assumed=False,
        because="each level stands for itself",
        kind="switch",
        most=1,
    )


class ServiceLevels(Terms):
    """What misses are worth."""

    kpis: Entry = members(Kpi, "kpi", "The service levels, by name.")
    penalty_cap: Entry = given(
        "1", "The most that can be credited, as a share of the monthly service charges.", most=1, step=0.01
    )
    at_risk: Entry = given(
        "1", "Share of the monthly charges at risk, which pools divide; also the cap where none is stated.", most=1,
        step=0.01,
    )  # fmt: skip
    decrements_counted: Entry = choice(
        "Which decrements count: whole ones, started ones, or in proportion.",
        "whole",
        "started",
        "proportional",
        assumed="whole",
        because="a decrement is missed when all of it is",
    )
    same_incident: Entry = choice(
        "What is credited when several levels are missed in a month: all of it, or only the largest.",
        "add up",
        "largest",
        assumed="add up",
        because="each level is a promise of its own",
    )
    credits_from_month: Entry = given(
        "month",
        "First month in which a miss is credited.",
        assumed=1,
        because="from the start",
        least=1,
        most=240,
        step=1,
        kind="whole",
        within_term=True,
    )
    repeat_step: Entry = given(
        "1",
        "How much more of its credit a level costs for each further month it is missed in a row.",
        most=5,
        step=0.25,
    )
    repeat_most: Entry = given("1", "The most a credit is multiplied by for repeats.", least=1, step=0.5)
    ladder: Entry = members(
        Step, "step", "What the points of a month cost, the smallest number of points first.", ordered=True
    )
    free_points: Entry = given(
        "point/month", "Points of a month that cost nothing.", assumed=0, because="every point counts", step=1
    )
    point_value: Entry = given("currency/point", "What a point above the free ones costs.", step=100)
    credits_on: Entry = choice(
        "What credits are a share of: the charges billed, with the minimum, or the fee for what was used.",
        "billed",
        "used",
        assumed="billed",
        because="an invoice includes what the minimum adds",
    )
    credit_order: Entry = choice(
        "Whether a credit is taken off after the minimum is held against the fee, or before, where it can vanish.",
        "after the minimum",
        "before the minimum",
        assumed="after the minimum",
        because="a credit is meant to be felt",
    )
    annual_penalty_cap: Entry = given(
        "1",
        "The most that can be credited in a contract year, as a share of its charges.",
        most=1,
        step=0.01,
        constant=True,
    )
    annual_cap_on: Entry = choice(
        "What the cap of a contract year is a share of: all charges of the year, or those up to the month of the miss.",
        "charges of the year",
        "charges so far",
        assumed="charges of the year",
        because="a yearly cap is meant for the year, whenever in it the miss happens",
    )
    unpaid_credits: Entry = choice(
        "What happens to credits above a cap: they are lost, or carried over to the next month or year.",
        "lost",
        "carried",
        assumed="lost",
        because="a cap is the most there is",
    )
    earn_back_share: Entry = given("1", "Share of a credit the vendor gets back by meeting the levels later.", most=1)
    earn_back_when: Entry = choice(
        "When credits are earned back: all levels met in the months after, the same level met in them, or the level's "
        "average of the contract year at its target.",
        "all met",
        "that one met",
        "average of the year",
        assumed="all met",
        because="the strictest",
    )
    earn_back_months: Entry = given(
        "month", "Months in a row after the miss in which the levels must be met.", least=1, most=60, step=1,
        kind="whole", within_term=True,
    )  # fmt: skip
    bonus_cap: Entry = given(
        "1", "The most all bonuses can be, as a share of the monthly charges; bonuses need it.", most=1, step=0.01
    )
    chronic_in_a_row: Entry = given(
        "month", "Months in a row with a miss of one level after which the client may terminate.", least=1, most=60,
        step=1, kind="whole",
    )  # fmt: skip
    chronic_of_twelve: Entry = given(
        "month", "Months with a miss of one level, out of any twelve, after which the client may terminate.", least=1,
        most=12, step=1, kind="whole",
    )  # fmt: skip
