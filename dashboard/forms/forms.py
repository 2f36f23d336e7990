"""The forms of one scenario: the programme's, and those of each option."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from dashboard.fields import Field
from dashboard.formats import titled
from dashboard.forms.making import Maker, chosen
from dashboard.forms.sections import MIXES, MONEY, OPTIONAL, OWN, SHARED, TITLES, VENDORS_ALONE, about_of, title_of
from dashboard.forms.shapes import Group, Offer, Part
from dashboard.forms.written import Written, mapping
from tcomodel import RateCard, Scenario
from tcomodel import pricing as pricing_models
from tcomodel.comparison import Standing
from tcomodel.contract import CLAUSES
from tcomodel.givens import Given, Members
from tcomodel.in_house import Costs
from tcomodel.index_series import catalogue
from tcomodel.indices import Index
from tcomodel.places import SECTIONS, labels_of

INDICES = Members("indices", Index, "index", "Measured prices, wages or exchange rates that clauses name.", "Indices")
SHORTEST, LONGEST = 12, 120  # months of the term that the slider offers


class Named(NamedTuple):
    """An option by its name."""

    label: str


class Forms(Written):
    """The forms of a scenario given as data; a part is made when somebody asks for it."""

    # -- the programme -------------------------------------------------------------------------------

    def shared(self, group: str) -> list[Part]:
        """The programme's own sections, or those on money and time."""
        maker = Maker(self, group)
        parts = [Part(("months",), "Term", (self.term,))] if group == MONEY else []
        for name in SHARED[group]:
            if name in self.data or name not in OPTIONAL:
                removable = name in OPTIONAL
                parts.append(maker.part(SECTIONS[name], (name,), title_of(name), about_of(name), removable=removable))
        if group == MONEY:
            parts.append(Part(("indices",), "Indices", (), (self.indices(),), INDICES.help))
        return parts

    def indices(self) -> Group:
        """The indices of the programme; a new one is a series of the catalogue."""
        maker, known = Maker(self, MONEY), mapping(self.data.get("indices"))
        parts = [
            maker.part(Index, ("indices", key), titled(key), before=f"{titled(key)}: ", removable=True) for key in known
        ]
        return Group(("indices",), "index", tuple(parts), False, tuple(key for key in catalogue() if key not in known))

    @property
    def term(self) -> Field:
        """The length of the contract."""
        months = self.data.get("months")
        known = months if isinstance(months, int) else SHORTEST
        about = "Length of the contract. Every total is over this term."
        given = Given(
            "months", "month", about, "Term", "whole", least=min(SHORTEST, known), most=max(LONGEST, known), step=1
        )
        return Field(("months",), given, months, "Term", MONEY, self.currency)

    # -- an option -----------------------------------------------------------------------------------

    def own_label(self, key: str) -> str:
        """What the option is called, whatever others are."""
        return str(mapping(self.options.get(key)).get("label") or titled(key))

    def label(self, key: str) -> str:
        """What the option is called on every screen: with its key behind it where another has the same name."""
        return self._labels[key] if key in self._labels else titled(key)

    @cached_property
    def _labels(self) -> dict[str, str]:
        return labels_of({key: Named(self.own_label(key)) for key in self.options})

    def option(self, key: str) -> list[Part]:
        """The sections of an option: its price, its mix of places, the clauses of its contract, its own numbers."""
        option, place = mapping(self.options.get(key)), ("options", key)
        pricing = mapping(option.get("pricing"))
        model = pricing_models.find(pricing["model"]) if pricing.get("model") in pricing_models.names() else None
        maker = Maker(self, key, getattr(model, "COUNTS", ""))
        if model is not None:
            maker.scope.choices |= chosen(model.Pricing, pricing)
        parts = []
        if "in_house" in option:
            parts.append(maker.part(Costs, (*place, "in_house"), TITLES["in_house"]))
        elif model is not None:
            title = f"Price: {pricing_models.title(pricing['model']).lower()}"
            parts.append(maker.part(model.Pricing, (*place, "pricing"), title))
        for mix, said in MIXES.items():
            shares = mapping(option.get(mix))
            if shares:
                fields = [maker.share((*place, mix, name), raw, said) for name, raw in shares.items()]
                parts.append(Part((*place, mix), TITLES[mix], tuple(fields)))
        terms = mapping(option.get("contract"))
        for name, clause in CLAUSES.items():
            if name in terms:
                where = (*place, "contract", name)
                parts.append(maker.part(clause.terms, where, titled(name), about_of(name), removable=True))
        for name in OWN:
            if name in option:
                where, about = (*place, name), about_of(name)
                inherits = name in self.data or name in ("service", "staffing", "inflation")
                part = maker.part(SECTIONS[name], where, title_of(name), about, removable=True, inherits=inherits)
                parts.append(part)
        standing = maker.part(Standing, place, "In the comparison")
        has_price = model is not None
        shown = tuple(one for one in standing.fields if has_price or one.given.name != "price_change")
        return [replace(standing, fields=shown), *parts]

    def offers(self, key: str = "") -> list[Offer]:
        """What an option (or, without a key, the programme) does not have and could have."""
        if not key:
            return [Offer((name,), title_of(name), about_of(name)) for name in OPTIONAL if name not in self.data]
        option, place = mapping(self.options.get(key)), ("options", key)
        terms = mapping(option.get("contract"))
        clauses = [name for name in CLAUSES if name not in terms and "in_house" not in option]
        left_out = VENDORS_ALONE if "in_house" in option else ()
        sections = [name for name in OWN if name not in option and name not in left_out]
        return [
            *(Offer((*place, "contract", name), titled(name), about_of(name)) for name in clauses),
            *(Offer((*place, name), title_of(name), about_of(name)) for name in sections),
        ]

    def groups(self) -> Iterator[tuple[str, list[Part]]]:
        """Every form with its parts: the programme's, then each option's own."""
        for group in SHARED:
            yield group, self.shared(group)
        for key in self.options:
            yield key, self.option(key)


def fields_of(scenario: Scenario, card: RateCard) -> list[Field]:
    """Every field of a scenario: the programme's, then each option's own, stated or not."""
    parts = [part for _, parts in Forms(scenario.data, card).groups() for part in parts]
    return [field for part in parts for field in part.all_fields()]
