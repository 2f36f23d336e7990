"""The first screen: the answer, then the charts and the table behind it."""

import pandas as pd
import streamlit as st

from dashboard import answer, downloads, figures, state, theme
from dashboard.chart import draw
from dashboard.formats import money, months_of, percent, plain, short, term_of
from tcomodel import Comparison, OptionResult
from tcomodel.colours import Colours
from tcomodel.readers.answer import MEANINGLESS_RETURN, input_in_words, no_saving


def show(result: Comparison) -> None:
    """The screen."""
    st.header(plain(answer.headline(result)), anchor=False)
    for sentence in (
        answer.more(result),
        answer.disagreement(result),
        answer.estimate(result),
        answer.left_out(result),
    ):
        if sentence:
            st.markdown(plain(sentence))
    if moved := answer.moved_prices(result):
        st.warning(plain(moved), icon=":material/price_change:")
    for said in (said for every in result.warnings.values() for said in every):
        st.warning(plain(said), icon=":material/warning:")
    _tiles(result)
    st.caption(plain(answer.exact_total(result)))
    downloads.buttons(result, "compare")
    _charts(result)
    _table(result)
    _small_print(result)


def _tiles(result: Comparison) -> None:
    """Four figures of the cheapest option."""
    best, currency, term = result.cheapest, result.currency, term_of(len(result.months))
    against = result.baseline is not None and result.baseline.key != best.key and not no_saving(result)
    quiet = {"border": True, "height": "stretch", "delta_arrow": "off", "delta_color": "off"}
    cost, saving, payback, unit = st.columns(4)
    share = best.figure("saving_share") or 0.0
    cost.metric(
        "Total cost",
        money(best.total, currency, 2),
        f"{percent(abs(share))} {'below' if share >= 0 else 'above'} the baseline" if against else None,
        help=plain(
            f"All that {best.label} costs over {term}, in {currency}, not discounted: the sum of its cost lines."
        ),
        **quiet | {"delta_color": "green" if share >= 0 else "red"},
    )
    saving.metric(
        "Saving",
        money(best.figure("term_saving") or 0.0, currency, 2) if against else "–",
        f"{short(best.figure('npv_saving') or 0.0, 2)} in today's money" if against else None,
        help=plain(
            f"The baseline's total cost less this option's, over {term}, in {currency}. "
            "Below it: the same with later months counting less (net present value)."
        ),
        **quiet,
    )
    months = best.figure("payback") if against else None
    payback.metric(
        "Payback",
        months_of(months) if months is not None else "–",
        "transition paid for by then"
        if months
        else best.reason("payback")[:60]
        if against and months is None
        else None,
        help="Months until the saving has made up for what was paid before it (transition, old team). Not discounted.",
        **quiet,
    )
    resolved, each = best.figure("cost_per_resolved_contact"), best.figure("cost_per_contact")
    unit.metric(
        "Per resolved contact",
        money(resolved, currency) if resolved else "–",
        f"{money(each, currency)} per contact" if each else None,
        help=f"Total cost divided by the contacts resolved over the term, {currency}. Below it: by all contacts.",
        **quiet,
    )


# ---------------------------------------------------------------- charts


def _charts(result: Comparison) -> None:
    colours, currency, term = theme.colours(), result.currency, term_of(len(result.months))
    vendors = [option for option in result.compared if option is not result.baseline]
    left, right = st.columns([6, 5], gap="medium")
    with left:
        _heading(
            "Cost so far, month by month",
            f"All costs added up since month 1, in {currency}, not discounted. "
            "A line that starts steeper pays for the transition first; "
            "where it crosses another it has caught up.",
        )
        draw(
            figures.cumulative_cost(result, colours),
            "cumulative",
            f"Lines of cumulative cost in {currency} for {len(result.compared)} options over {term}.",
        )
    with right:
        if result.baseline is not None and vendors:
            _bridge(result, vendors, colours)
    _heading(
        f"What the money goes on over {term}",
        f"Cost of the whole term by category, in {currency}. "
        "Credits count against the rest. The figure at the end of a bar is the option's total.",
    )
    draw(
        figures.cost_by_category(result, colours),
        "categories",
        f"Stacked bars of cost by category in {currency} for each option.",
    )
    left, right = st.columns(2, gap="medium")
    with left:
        _heading(
            "Cost in each month",
            f"What is paid in each month, in {currency}. Hover over a line to see what the month is made of.",
        )
        draw(figures.monthly_cost(result, colours), "monthly", f"Lines of monthly cost in {currency} for each option.")
    with right:
        unit = figures.unit_cost(result, colours)
        if unit is not None:
            what = figures.unit_of_cost(result)[1]
            _heading(
                f"What a {what} costs over time",
                f"Cost of the month divided by its {what}s, in {currency}. "
                "It follows volume, wages, indexation and automation.",
            )
            draw(unit, "unit", f"Lines of cost per {what} in {currency} for each option.")


def _bridge(result: Comparison, vendors: list[OptionResult], colours: Colours) -> None:
    keys = [option.key for option in vendors]
    best = result.cheapest.key if result.cheapest.key in keys else keys[0]
    key = "choose:bridge"
    chosen = state.widget_value(key)
    if chosen not in keys:
        chosen = best
    base = result.baseline
    assert base is not None
    option = result.option(chosen)
    _heading(
        f"From {base.label} to {option.label}",
        f"Each bar is one category: the option's cost less the baseline's over the term, in {result.currency}. "
        "Minus is saved, plus is added.",
    )
    st.selectbox(
        "Bridge to",
        keys,
        index=keys.index(chosen),
        key=key,
        format_func=lambda key: result.option(key).label,
        label_visibility="collapsed",
    )
    draw(
        figures.bridge(result, option, colours),
        "bridge",
        f"Waterfall in {result.currency} from the cost of {base.label} to the cost of {option.label} by category.",
    )


def _heading(title: str, about: str) -> None:
    st.subheader(plain(title), help=plain(about), anchor=False)


# ---------------------------------------------------------------- table and notes

METRICS = (
    ("tco", "Total cost", "Sum of all costs of the term, not discounted.", "money"),
    (
        "npv",
        "Net present value",
        "All costs of the term, later ones counting less at the discount rate. Options are ranked by it.",
        "money",
    ),
    ("equal_annual_cost", "Equal annual cost", "The even yearly amount that is worth the same.", "money"),
    ("term_saving", "Saving", "The baseline's total cost less this one's.", "money"),
    ("saving_share", "Saving, share", "The saving as a share of the baseline's cost.", "share"),
    ("npv_saving", "Saving, net present value", "The saving, later months counting less.", "money"),
    ("payback", "Payback, months", "Months until the saving has made up for what was paid before.", "months"),
    ("cost_per_contact", "Cost per contact", "Total cost divided by contacts.", "unit"),
    ("cost_per_resolved_contact", "Cost per resolved contact", "Total cost divided by resolved contacts.", "unit"),
    (
        "levelised_cost_per_resolved_contact",
        "Levelised cost per resolved contact",
        "Today's worth of the cost for each resolved contact, counted the same way.",
        "unit",
    ),
)
FORMATS = {"money": "%,.2f", "share": "percent", "months": "%.1f", "unit": "%,.4f"}


def table(result: Comparison) -> pd.DataFrame:
    """Options in rows, metrics in columns; None where a figure is not defined."""
    rows = []
    for option in result.compared:
        row: dict[str, object] = {"Option": option.label}
        row |= {name: option.figure(name) for name, *_ in METRICS}
        row["irr"] = (
            option.yearly_irr if option.yearly_irr is not None and option.yearly_irr <= MEANINGLESS_RETURN else None
        )
        rows.append(row)
    return pd.DataFrame(rows)


def _table(result: Comparison) -> None:
    _heading(
        "All figures",
        "One row per option. Point at a column's title to see what it means. A dash is explained below.",
    )
    columns = {
        name: st.column_config.NumberColumn(
            f"{title}, {result.currency}" if kind in ("money", "unit") else title, help=about, format=FORMATS[kind]
        )
        for name, title, about, kind in METRICS
    }
    columns["Option"] = st.column_config.TextColumn("Option", pinned=True, width=250)
    columns["irr"] = st.column_config.NumberColumn(
        "Return a year",
        format="percent",
        help="Internal rate of return of choosing this option over the baseline, a year.",
    )
    st.dataframe(
        table(result),
        column_config=columns,
        hide_index=True,
        key="figures",
        placeholder="–",
        alt="Figures of each option",
    )
    if no_saving(result):
        st.caption(plain(no_saving(result)))
    for reason, labels in _why_empty(result).items():
        st.caption(plain(f"{reason} ({'; '.join(labels)})."))


def _why_empty(result: Comparison) -> dict[str, list[str]]:
    """Why cells are empty, each reason with the options it holds for."""
    found: dict[str, list[str]] = {}
    for option in result.compared:
        missing = [
            (title, reason)
            for name, title, *_ in METRICS
            if option.figure(name) is None and (reason := option.reason(name))
        ]
        if option.yearly_irr is not None and option.yearly_irr > MEANINGLESS_RETURN:
            missing.append(("Return a year", "over 1,000 %, because so little is paid before the saving begins"))
        elif option.irr is not None and option.yearly_irr is None:
            missing.append(("Return a year", option.irr.reason))
        for title, reason in missing:
            found.setdefault(f"{title}: {reason}", []).append(option.label)
    return found


def _small_print(result: Comparison) -> None:
    notes, assumed = result.notes, result.assumptions
    with st.expander(f"Notes and assumptions ({len(notes) + len(assumed)})", icon=":material/info:"):
        for note in notes:
            st.markdown(f"- {plain(note)}")
        st.markdown("**Assumed because nobody stated it**")
        rows = "\n".join(
            f"| {plain(one.given.label)} | {plain(input_in_words(one, result.currency))} | {plain(one.given.because)} |"
            for one in assumed
        )
        st.markdown("| Input | Value | Because |\n|---|---:|---|\n" + rows)
