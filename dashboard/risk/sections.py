"""What the draws say: how costs are spread, who costs least, how likely a saving is, one option over time."""

import streamlit as st

from dashboard import theme
from dashboard.chart import draw
from dashboard.formats import money, plain, short, term_of
from dashboard.parts import heading
from dashboard.risk import charts, choice_charts, fan_chart
from dashboard.risk.layout import download, part
from tcomodel.entry_numbers import amount_or_percent
from tcomodel.problems import ProblemsFound
from tcomodel.readers import risk_rows
from tcomodel.readers.rounded import probability
from tcomodel.simulation import Fan, Simulation


def spread(found: Simulation) -> None:
    """How costs are spread."""
    options, best = len(found.options), found.favourite
    costs = best.spread_of("npv")
    eight = f"{short(costs.p10.value, 2)} to {money(costs.p90.value, found.comparison.currency, 2)}"
    part(
        "spread of costs",
        "What each option may cost",
        "The higher a hill, the more futures cost that much; the bar below holds eight in ten of them. "
        "A base case far to one side of its hill is more hopeful, or more careful, than its own ranges.",
        charts.spread_of_costs(found, theme.colours()),
        f"Hills of cost in today's money for {options} options over {found.draws:,} futures; "
        f"{best.label} costs {eight} in 8 of 10 of them.",
        lambda: risk_rows.spread_rows(found),
        found.comparison,
        ("Draw", "Base case", "Percentile", "Net present value"),
    )


def choice(found: Simulation) -> None:
    """Who costs least how often, and what a choice risks."""
    part(
        "choice",
        "Which option costs least, and what a choice risks",
        "Left: in how many futures each option is the cheapest of those that serve all of the work. "
        "Right: what choosing it costs more than the best choice of each future, on average; the smallest is the most "
        "careful choice.",
        choice_charts.choice(found, theme.colours()),
        "Bars of how often each option costs least, and bars of expected regret.",
        lambda: risk_rows.choice_rows(found),
        found.comparison,
        ("Expected regret",),
    )


def saving(found: Simulation) -> None:
    """How likely a saving is."""
    figure = choice_charts.saving_probability(found, theme.colours())
    base = found.comparison.baseline
    if len(found.options) < 2:
        st.caption("There is only one option, so there is nothing it could save against.")
        return
    if figure is None or base is None:
        st.caption("There is no baseline in the comparison, so no saving can be stated.")
        return
    heading(
        "How likely a saving is",
        f"Read up from an amount to see how many of the futures save at least that much against {base.label}. "
        "A steep line is a saving that is nearly sure to lie where it falls.",
        "Draw",
        "Baseline",
        "Saving",
    )
    chart, asked = st.columns([5, 2], gap="medium")
    with chart:
        draw(
            figure,
            "risk saving",
            "Lines of the probability to save at least an amount, for each option.",
            has_file=True,
        )
    with asked:
        _saving_asked(found)
    download("saving", lambda: risk_rows.saving_rows(found), found.comparison)


def _saving_asked(found: Simulation) -> None:
    text = st.text_input(
        "Probability to save at least",
        "10%",
        key="risk:saving",
        help="An amount in today's money such as 250000 or 1.5m, or a share of what the baseline costs, such as 10%.",
    )
    try:
        amount, is_share = amount_or_percent(text, "saving")
    except ProblemsFound as wrong:
        st.markdown(f":red[{plain(wrong.problems[0].message)}]")
        return
    least = amount / 100 if is_share else amount
    for one in found.options:
        if one.npv_saving is not None:
            chance = probability(found.saves_at_least(one.key, least, share=is_share))
            st.markdown(f":small[{plain(one.label)}]  \n**{chance}**")


def fan(found: Simulation) -> None:
    """One option over time."""
    result = found.comparison
    heading(
        f"How the cost of one option may run over {term_of(len(result.months))}",
        "The dark band holds half of the futures, the light one eight in ten; not discounted. Every edge is a future "
        "that was really drawn, month by month another one; the hover names its draw.",
        "Draw",
        "Base case",
        "Percentile",
    )
    keys = [one.key for one in found.options]
    chosen = st.container(horizontal=True, gap="small", vertical_alignment="bottom")  # below each other where narrow
    key = chosen.selectbox(
        "Option",
        keys,
        index=keys.index(found.favourite.key),
        key="risk:fan",
        width=320,
        format_func=lambda key: result.option(key).label,
    )
    kind = chosen.segmented_control(
        "Cost", list(fan_chart.TABS), default="so_far", key="risk:fan kind", required=True,
        format_func=fan_chart.TABS.get,
    )  # fmt: skip
    key, kind = key if key in keys else keys[0], kind or "so_far"
    what = fan_chart.KINDS[kind]
    draw(
        fan_chart.fan(found, key, kind, theme.colours()), "risk fan",
        f"Bands of {what.lower()} of {result.option(key).label} over time; {_at_last(found, key, kind)}.",
        has_file=True,
    )  # fmt: skip
    if found.fan_draws < found.draws:
        st.caption(f"The bands rest on the first {found.fan_draws:,} of the {found.draws:,} draws.")
    download("fan", lambda: risk_rows.fan_rows(found, key, kind), result)


def _at_last(found: Simulation, key: str, kind: str) -> str:
    """Where the bands end, in words."""
    shown: Fan = getattr(found.option(key).fans, kind)
    low, middle, high = (float(shown.at(share)[-1]) for share in (0.1, 0.5, 0.9))
    currency = found.comparison.currency
    return f"at the end {short(low, 2)} to {money(high, currency, 2)} in 8 of 10 futures, median {short(middle, 2)}"
