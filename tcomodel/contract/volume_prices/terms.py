"""What a contract states of its price tables."""

from tcomodel.givens import Entry, Terms, choice, given, members


class Tier(Terms):
    """One tier, band or step of a price table. The upper edge belongs to it, the lower edge to the one before."""

    over: Entry = given(
        "unit/month",
        "Lower edge: units above it are in this tier; the first has none.",
        step=100,
        constant=True,
        moves_with_volume=True,
    )
    up_to: Entry = given(
        "unit/month",
        "Upper edge: units up to it are in this tier. The last is open.",
        step=100,
        constant=True,
        moves_with_volume=True,
    )
    price: Entry = given("currency/unit", "Price of one unit in this tier.", step=0.01)
    flat_fee: Entry = given(
        "currency/month", "Paid in each month in which this tier is entered.", step=10, moves_with_volume=True
    )


class VolumePrices(Terms):
    """Prices that depend on the volume."""

    tiers: Entry = members(
        Tier, "tier", "Prices by volume in place of one price a unit, for each channel.", ordered=True, per_channel=True
    )
    tiers_on_total: Entry = members(
        Tier, "tier", "Prices by the volume of all channels together.", ordered=True, label="Tiers on the total"
    )
    tier_rule: Entry = choice(
        "What a tier prices: the units within it, all units once it is reached, started packages, or its whole band.",
        "graduated",
        "all units",
        "package",
        "band",
        assumed="graduated",
        because="where a price table says nothing more, each price holds within its own tier",
    )
    package_size: Entry = given(
        "unit", "Units of one package; a started one is paid in full.", least=0.001, step=100, constant=True
    )
    first_flat_fee: Entry = choice(
        "When the flat fee of the first tier is due: in months with any use, or always.",
        "when used",
        "always",
        assumed="when used",
        because="a tier without units is not entered",
    )
