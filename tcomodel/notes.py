"""What a reader of a result must know before believing it: said with the result, in sentences.

What is not served, what was left out, what lowers a price only because a failure is expected, inputs that
have no effect, rates that are old. None of it changes a number.
"""

from collections.abc import Iterator

import numpy as np

from tcomodel import categories
from tcomodel.evaluation import Values
from tcomodel.lines import people
from tcomodel.model import Model, OptionModel
from tcomodel.months import month_after
from tcomodel.rates import Rate, RateCard
from tcomodel.serving import QUEUES, SEATS, TEAM, Lack, lacks

LEFT_BEHIND = ("severance", "stranded_amount", "premises_that_stay", "technology_that_stays", "overhead_that_stays")
READ_ELSEWHERE = {"measured_in"}  # how a level is written and shown
NO_WORK = "There are no contacts in this scenario, so the options are compared for no work at all."
OLD = 12  # months between a rate and the start of the contract


def unserved_on(model: Model, values: Values) -> dict[str, list[str]]:
    """By option: work that it does not serve, so that its figures cannot be compared with the others."""
    found: dict[str, list[str]] = {}
    for option in model.options:
        said = list(_does_not_serve(option, values))
        if said:
            found[option.key] = said
    return found


def warnings_on(model: Model, values: Values) -> dict[str, list[str]]:
    """By option: what nobody should sign without having read, work that is not served first."""
    found = unserved_on(model, values)
    for option in model.options:
        said = list(_of_clauses("warnings", option, values))
        if said:
            found[option.key] = [*found.get(option.key, []), *said]
    return found


def notes_on(model: Model, values: Values) -> list[str]:
    """All other notes, the gravest first."""
    found: list[str] = []
    for look in (_no_work, _standing, _another_card, _clauses, _unpublished, _left_out, _vendors_left_out,
                 _volume_with_repeats, _volume_by_month, _seasonality, _expected_failure, _prices_that_stay,
                 _automation, _from_which_cards, _old_rates, _unused):  # fmt: skip
        found += look(model, values)
    return found


def is_no_work(model: Model, values: Values) -> bool:
    """Whether volumes are stated and all of them are nothing."""
    forecasts = [row for row in model.rows if row.name == "forecast_volume"]
    return bool(forecasts) and not any(np.any(values[row]) for row in forecasts)


def _no_work(model: Model, values: Values) -> Iterator[str]:
    if is_no_work(model, values):
        yield NO_WORK


def _standing(model: Model, values: Values) -> Iterator[str]:
    """Options left out of the comparison, and prices that are moved to see what happens."""
    taking_part = [option for option in model.options if values[option.scope.inputs["in_comparison"]]]
    for option in model.options:
        if taking_part and option not in taking_part:
            yield f"{option.label} is left out of the comparison; its own figures are in the workbook and the CSV."
    if not taking_part:
        yield "Every option is left out of the comparison, so all are compared."
    for option in model.options:
        moved = next((one for one in model.inputs if one.name == "price_change" and one.scope is option.scope), None)
        if moved is not None and np.any(values[moved]):
            told = f"{100 * float(values[moved]):+.4g} %"
            yield f"{option.label} is shown with prices moved by {told} to try, which is no offer of the vendor."


def _of_clauses(what: str, option: OptionModel, values: Values) -> Iterator[str]:
    """What the files of an option's pricing, clauses and sections say about its numbers themselves."""
    for module in option.modules:
        for said in getattr(module, what, lambda option, values: ())(option, values):
            yield f"{option.label}: {said}"


def _unpublished(model: Model, values: Values) -> Iterator[str]:
    for one in model.inputs:
        if one.name == "index_data" and one.from_series is not None:
            for month, reason in one.from_series.unpublished.items():
                yield f"{one.scope.label}: {month} was never published ({reason}); the month before stands for it."


def _clauses(model: Model, values: Values) -> Iterator[str]:
    for option in model.options:
        yield from _of_clauses("notes", option, values)


def _does_not_serve(option: OptionModel, values: Values) -> Iterator[str]:
    """Why an option does not serve all of its work: a sentence for each way in which it lacks something."""
    for lack in lacks(option, lambda one: np.atleast_1d(values[one])):
        if lack.somewhere:
            yield f"{option.label}: {IN_WORDS[lack.kind](lack)}"


def _seats_short(lack: Lack) -> str:
    short, months = lack.values, int(np.sum(lack.beyond > 0))
    return (
        f"the contracted seats cannot carry the work in {months} of {short.size} months (up to "
        f"{_share_short(float(short.max()))} too few). What they cannot carry is not served, not billed and not "
        "counted."
    )


def _share_short(share: float) -> str:
    return f"{share * 100:.0f} %" if share >= 0.005 else "less than 1 %"


def _queues_short(lack: Lack) -> str:
    return (
        f"in the last month its seats lack {lack.values[-1]:,.1f} agents to keep every queue open with the minimum on "
        "duty."
    )


def _team_short(lack: Lack) -> str:
    worst = int(np.argmax(lack.beyond))
    have = np.broadcast_to(lack.stated, lack.values.shape)
    needed = _told_apart(float(lack.values[worst]), float(have[worst]))
    return (
        f"the stated team of {have[worst]:,.10g} for {lack.place} is smaller than the {needed} its work needs in month "
        f"{worst + 1}; all contacts are counted as served all the same."
    )


def _told_apart(needed: float, have: float) -> str:
    """What is needed with one place or as many more as show that it is not what there is."""
    places = next((places for places in (1, 2, 3) if round(needed, places) != round(have, places)), 4)
    return f"{needed:,.{places}f}"


IN_WORDS = {SEATS: _seats_short, QUEUES: _queues_short, TEAM: _team_short}


def _left_out(model: Model, values: Values) -> Iterator[str]:
    """Costs of an own team that have no rate: left out, unless the sum from the ledger may hold them."""
    aside = (*categories.ONE_OFF, categories.POOR_SERVICE)
    for option in model.options:
        names = ", ".join(_inside(line.label) for line in option.left_out if line.posts_to not in aside)
        if option.model != "in_house" or not names:
            continue
        if option.scope.stated("monthly_budget"):
            yield (
                f"{option.label} has no rate for {names}. Nothing is added for them to its monthly budget, the running "
                "cost from the ledger, which should hold what of them you pay."
            )
        else:
            yield f"{option.label} leaves out, because no rate is given: {names}."


def _inside(label: str) -> str:
    """A label inside a sentence: ``shift pay``, but ``IT support``."""
    return label if label[1:2].isupper() else label.lower()


def _vendors_left_out(model: Model, values: Values) -> Iterator[str]:
    vendors = [option for option in model.options if option.model != "in_house"]
    for option in vendors:
        expected = (categories.TRANSITION, categories.GOVERNANCE, categories.EXIT)
        absent = [name.lower() for name in expected if name not in option.categories]
        if absent:
            yield f"{option.label} states nothing for {', '.join(absent)}, so nothing is counted for it."
    clean = [option.label for option in vendors if not any(option.all_of(name) for name in LEFT_BEHIND)]
    if clean and model.baseline is not None and model.baseline.model == "in_house":
        whom = "any vendor" if len(clean) == len(vendors) else ", ".join(clean)
        yield (
            f"Not counted for {whom}: severance, premises and overhead of the company that stay, and licences the "
            "company keeps paying. A team that ends takes all of its cost with it here."
        )


def _volume_with_repeats(model: Model, values: Values) -> Iterator[str]:
    base = model.baseline
    if base is None or "served_contacts" not in base.figures:
        return
    forecast = sum(np.sum(values[row]) for row in model.rows if row.name == "forecast_volume")
    handled = float(np.sum(values[base.figures["served_contacts"]]))
    if forecast and abs(handled / forecast - 1) > 0.005:
        yield (
            f"{base.label} handles {handled / forecast - 1:+.1%} contacts against the stated volume, because of repeat "
            "contacts. If the volume was measured, repeats included, state the resolution when measured."
        )


def _volume_by_month(model: Model, values: Values) -> Iterator[str]:
    for one in model.inputs:
        if one.name != "volume" or not one.is_monthly:
            continue
        on_top = [
            other.given.label.lower()
            for other in model.inputs
            if other.name in ("annual_growth", "seasonality") and np.any(other.value != other.given.assumed)
            if other.scope in one.scope.chain
        ]
        if on_top:
            told = f"{one.scope.label}: the volume is stated month by month; on top of it still: "
            yield f"{told}{' and '.join(on_top)}."


def _seasonality(model: Model, values: Values) -> Iterator[str]:
    for one in model.inputs:
        if one.name == "seasonality" and abs(np.mean(one.value) - 1) > 0.005:
            yield (
                f"{one.scope.label}: the seasonality averages {np.mean(one.value):.3f}, not 1, "
                "and so changes the volume of a year."
            )


def _expected_failure(model: Model, values: Values) -> Iterator[str]:
    for option in model.options:
        row = option.categories.get(categories.CREDITS)
        credits = 0.0 if row is None else -float(np.sum(values[row]))
        if credits > 0:
            yield (
                f"{option.label} is cheaper by {credits:,.0f} {model.scenario.file.currency} of service credits, "
                "only because you expect it to miss service levels."
            )


def _prices_that_stay(model: Model, values: Values) -> Iterator[str]:
    """Vendors whose prices nothing moves, beside an in-house team whose wages and costs rise from year to year."""
    months = model.scenario.file.months
    own = [option for option in model.options if option.model == "in_house"]
    rises = [
        f"{name.replace('_', ' ')} of {rise * 100:.4g} % a year"
        for name in ("wage_inflation", "cost_inflation")
        if (rise := max((option.scope.value(name) for option in own), default=0.0)) > 0
    ]
    held = [option.label for option in model.options if option not in own and not _can_rise(model, option)]
    year = float(model.programme.value("months_per_year"))
    if held and rises and months > year:
        yield (
            f"The prices of {', '.join(held)} never rise over {months / year:g} years, while in-house costs do "
            f"({' and '.join(rises)}). If the contract indexes its prices, state the clause."
        )


def _can_rise(model: Model, option: OptionModel) -> bool:
    """Whether a clause moves the prices, open books pass wages on, or the prices are stated month by month."""
    if any(option.scope.stated(clause) for clause in ("indexation", "benchmarking", "currency")):
        return True
    if any(one.name == "wage_index" for row in option.all_of("vendor_labour") for one in row.ingredients):
        return True
    priced = ("options", option.key, "pricing")
    return any(one.is_monthly and np.ptp(one.value) > 0 for one in model.inputs if one.place[:3] == priced)


def _automation(model: Model, values: Values) -> Iterator[str]:
    if any(one.name == "automation_reduction" and np.any(one.value > 0) for one in model.inputs):
        yield "Automation shortens the handle time here, but what automation itself costs is in no option."


def _another_card(model: Model, values: Values) -> Iterator[str]:
    """The scenario brings or names a card, and the numbers come from another one."""
    asked, used = model.scenario.card, model.card
    if isinstance(asked, str) and asked != used.name:
        yield f"The scenario says the card '{asked}'; this result was computed with '{used.name}' in its place."
    if isinstance(asked, RateCard):
        other = [key for key, rate in _rates_in_use(model).items() if asked.rates.get(key, rate) != rate]
        if other:
            yield (
                f"The scenario says the card '{asked.name}'; this result was computed with '{used.name}' in its place, "
                f"which says otherwise for {_counted(len(other))} in use."
            )


def _from_which_cards(model: Model, values: Values) -> Iterator[str]:
    """How many rates come from which card, where one is laid over another."""
    sources = list({id(card): card for card in model.card.origins.values()}.values())
    used = [id(model.card.origin(key)) for key in _rates_in_use(model)]
    counts = [(used.count(id(card)), card.name) for card in sources]
    of_use = sorted((one for one in counts if one[0]), key=lambda one: one[1] != model.card.name)
    if len(of_use) == 1:
        yield f"All card rates in use ({of_use[0][0]}) come from the card '{of_use[0][1]}'."
    elif of_use:
        (first, name), *others = of_use
        verb = "comes" if first == 1 else "come"
        rest = ", ".join(f"{count} from '{other}'" for count, other in others)
        yield f"{_counted(first)} {verb} from the card '{name}', {rest}."


def _rates_in_use(model: Model) -> dict[str, Rate]:
    return {one.rate.key: one.rate for one in model.inputs if one.rate is not None}


def _counted(rates: int) -> str:
    return "1 rate" if rates == 1 else f"{rates} rates"


def _old_rates(model: Model, values: Values) -> Iterator[str]:
    start = model.scenario.file.start
    rates = {key: rate for key, rate in _rates_in_use(model).items() if rate.currency}
    old = sorted((rate.as_of, key) for key, rate in rates.items() if month_after(f"{rate.as_of}-12"[:7], OLD) < start)
    if old:
        yield (
            f"{len(old)} of {len(rates)} card prices and wages are more than a year older than the start of the "
            f"contract and are used as they stand; the oldest is {old[0][1]} ({old[0][0]})."
        )


def _unused(model: Model, values: Values) -> Iterator[str]:
    unused = {f"{one.scope.label}: {one.given.label.lower()}": None for one in model.unused}
    for option in model.options:
        unused |= dict.fromkeys(f"{option.label}: {what}" for what in (*_idle_choices(option), *_empty(model, option)))
    if unused:
        yield f"Stated but without effect on any cost: {'; '.join(unused)}."


def _idle_choices(option: OptionModel) -> Iterator[str]:
    """Alternatives somebody chose that no line of the option asks for."""
    asked = {name for row in option.rows for name, _ in row.line.chosen} | READ_ELSEWHERE
    for place in (option.scope, *option.scope.inside()):
        yield from (people(name).lower() for name in place.choices if name not in asked)


def _empty(model: Model, option: OptionModel) -> Iterator[str]:
    """Clauses a contract names and says nothing of."""
    contract = model.scenario.data["options"][option.key].get("contract") or {}
    yield from (people(name).lower() for name, terms in contract.items() if not terms)
