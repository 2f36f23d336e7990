"""A card of many rates, for measurements: the default card over and over, with other keys and figures."""

from tcomodel.rates import Rate, RateCard


def many_rates(card: RateCard, count: int = 5_000) -> RateCard:
    """A card of ``count`` rates like those of ``card``; figures differ by up to 40 %, sources are told apart."""
    rows = list(card.rates.values())
    found: dict[str, Rate] = {}
    for number in range(count):
        rate, copy = rows[number % len(rows)], number // len(rows)
        factor = 1 + (number * 7 % 41) / 100
        facts = {
            "key": f"{rate.key}.copy{copy}",
            "source": f"{rate.source}, list {copy}",
            "conflicts_with": (),
            "default": None,
            "because": "",
            **{name: figure * factor for name, figure in rate.figures.items()},
        }
        changed = rate.model_copy(update=facts)
        found[changed.key] = changed
    return card.with_rates(found, name=f"{count} rates", text="", lines={})
