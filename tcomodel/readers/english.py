"""A line's formula in plain words, read from the tree of the line itself.

    wages              Wages = paid time × hourly wage × wage index
    parallel_share_now Parallel share now = parallel share if month is at most parallel months, otherwise 0
    contacts_handled   Contacts handled = the sum of contacts (Voice) and contacts (Chat)

``formula_in_words`` says the formula of a line wherever it stands, ``sentence`` that of one row, where an
ingredient from another place carries the name of that place.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tcomodel import categories
from tcomodel.givens import Given
from tcomodel.lines import MEMBERS, Line, people
from tcomodel.model import Input, Placed, Scope
from tcomodel.symbols import Comparison, Name, Number, Operation, Symbol, Use
from tcomodel.words import Group

CATEGORIES = {categories.line_name(name): name for name in categories.ORDER}
SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷", "**": "to the power of"}
TIGHTNESS = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}
COMPARED = {"<": "is less than", "<=": "is at most", ">": "is more than", ">=": "is at least"}
PEOPLE = {"person": "people"}
OWN_PAST = "its own value of the month before"


# -- names -----------------------------------------------------------------------------------------


def label(of: Line | Given) -> str:
    """The name people read: ``NPV``, ``IT support``, ``Agents' pay`` for the line that adds up a category."""
    if isinstance(of, Line) and of.name in CATEGORIES:
        return CATEGORIES[of.name]
    return of.label


def label_of(what: Placed | Input) -> str:
    """The name of a row or an input, without its place."""
    return CATEGORIES.get(what.name, what.label) if isinstance(what, Placed) else what.label


def unit_of(what: Placed | Input) -> str:
    """The unit of a row or an input as its declaration writes it."""
    return what.unit


def place_of(scope: Scope) -> str:
    """Where a row stands: ``In-house, United States, Voice``."""
    return f"{place_of(scope.around[0])}, {scope.label}" if scope.is_inner else scope.label


def place_seen_from(scope: Scope, other: Scope) -> str:
    """The place to add to a name when another place speaks of it; empty where the name alone says it."""
    if scope in other.chain:
        return ""
    if scope.is_inner and scope.kind != "demand" and scope.around[0] in other.chain:
        alone = scope.kind == "channel" and len(scope.around[0].channels) == 1
        return "" if alone else scope.label
    return place_of(scope)


def named(what: Placed | Input, seen_from: Scope) -> str:
    """``Contacts (Voice)``: the name of a row or input as another place calls it."""
    place = place_seen_from(what.scope, seen_from)
    return f"{label_of(what)} ({place})" if place else label_of(what)


def inside_a_sentence(name: str) -> str:
    """``Paid time`` becomes ``paid time``; ``NPV`` stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


# -- units and amounts -----------------------------------------------------------------------------


def people_unit(unit: str, currency: str = "money", *, one: bool = False) -> str:
    """``currency/agent/month`` as ``USD per agent and month``; a bare number has no unit word."""
    first, *rest = unit.split("/")
    plural = first if one else PEOPLE.get(first, f"{first}s")
    head = {"currency": currency, "1": "", "share": "", "-": ""}.get(first, plural)
    return f"{head} per {' and '.join(rest)}".strip() if rest else head


def figure(value: float, unit: str) -> str:
    """A number with thousands separators: money with two decimals, small numbers with up to four."""
    size = abs(value)
    decimals = 2 if size >= 10 else 4
    text = f"{value:,.{decimals}f}"
    if size and not text.strip("-0.,"):
        text = f"{value:.3g}"
    elif unit.startswith("currency") and (size >= 10 or round(value, 2) == round(value, 4)):
        text = f"{value:,.2f}"
    elif "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if text.strip("-0.,") else text.removeprefix("-")


def amount(value: float, unit: str, currency: str, *, share: bool = False) -> str:
    """A number with its unit: ``21.82 USD per hour``, ``180 agents``, ``3.5 % per year``."""
    if share or unit.startswith(("1/", "share")):
        return f"{figure(value * 100, '1')} % {people_unit(unit, currency)}".strip()
    return f"{figure(value, unit)} {people_unit(unit, currency, one=value == 1)}".strip()


# -- formulas --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Speaker:
    """Says a formula; knows what each ingredient is called and which are switches (yes or no)."""

    name: Callable[[str], str]
    group: Callable[[str], str]
    members: Callable[[str], list[str] | None]  # None: not known one by one
    switches: frozenset[str] = frozenset()

    def say(self, symbol: Symbol) -> str:
        match symbol:
            case Number(value):
                return f"{value:g}".replace("-", "−")
            case Name(name):
                return self.name(name)
            case Comparison(">", Name(name), Number(0)) if name in self.switches:
                return f"{self.name(name)} is yes"
            case Comparison(sign, left, right):
                return f"{self.say(left)} {COMPARED[sign]} {self.say(right)}"
            case Operation("-", Number(0), right):
                return f"minus {self.operand(right, TIGHTNESS['*'])}"
            case Operation(sign, left, right):
                return self.operation(sign, left, right)
            case Use(word, arguments):
                return self.phrase(word.english, word.unit == "condition", arguments)
        raise TypeError(f"{type(symbol).__name__} cannot be said in words")

    def operation(self, sign: str, left: Symbol, right: Symbol) -> str:
        tightness = TIGHTNESS[sign]
        if sign == "**":
            return f"{self.operand(left, 4)} {SIGNS[sign]} {self.operand(right, 4)}"
        closer = tightness + 1 if sign in "-/" else tightness
        ends_with_sum = sign == "+" and isinstance(right, Use) and isinstance(right.arguments[0], Group)
        last = self.say(right) if ends_with_sum else self.operand(right, closer)
        return f"{self.operand(left, tightness)} {SIGNS[sign]} {last}"

    def operand(self, symbol: Symbol, tightness: int) -> str:
        """A part of an arithmetic expression, in brackets where it would otherwise be read wrongly."""
        loose = isinstance(symbol, Use) and not self.is_name(symbol)
        if isinstance(symbol, Operation):
            # "a × b to the power of c" would be read as (a × b) to the power of c.
            loose = TIGHTNESS[symbol.sign] < tightness or (symbol.sign == "**" and tightness > TIGHTNESS["+"])
            loose = loose or (isinstance(symbol.left, Number) and symbol.sign == "-" and symbol.left.value == 0)
        return f"({self.say(symbol)})" if loose else self.say(symbol)

    def is_name(self, use: Use) -> bool:
        """Whether the sum of a group is the sum of one member, which is then simply named."""
        first = use.arguments[0]
        return isinstance(first, Group) and len(self.members(first.name) or ()) == 1

    def phrase(self, english: str, is_condition: bool, arguments: Sequence[Symbol]) -> str:
        first = arguments[0]
        if isinstance(first, Group):
            members = self.members(first.name)
            if members is None:
                return english.format(self.name(first.name), members=self.group(first.name))
            return members[0] if len(members) == 1 else english.split(" over all")[0].format(listed(members))
        ends_unseen = not is_condition and (english.startswith("{0}") or len(arguments) == 1)
        said = [self.argument(one, ends_unseen, is_condition) for one in arguments]
        return english.format(*said)

    def argument(self, symbol: Symbol, ends_unseen: bool, is_condition: bool) -> str:
        """An argument of a word; bracketed where the phrase around it would not show its end."""
        if isinstance(symbol, Operation):
            loose = ends_unseen
        else:
            inner_condition = isinstance(symbol, Use) and symbol.word.unit == "condition"
            loose = isinstance(symbol, Use) and not self.is_name(symbol) and (not is_condition or inner_condition)
        return f"({self.say(symbol)})" if loose else self.say(symbol)


def listed(names: Sequence[str]) -> str:
    """``a, b and c``."""
    if len(names) < 2:
        return names[0] if names else "nothing"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def formula_in_words(line: Line, givens: Mapping[str, Given] | None = None) -> str:
    """The right side of a line's formula; ``givens`` knows the labels of inputs and which are switches."""
    givens = givens or {}
    reaches = {ingredient.name: ingredient.reach for ingredient in line.ingredients}

    def name(key: str) -> str:
        if reaches.get(key) == "before":
            return OWN_PAST
        said = inside_a_sentence(label(givens[key])) if key in givens else inside_a_sentence(people(key))
        return f"{said} (of the baseline)" if reaches.get(key) == "baseline" else said

    switches = frozenset(key for key, given in givens.items() if given.kind == "switch")
    return Speaker(name, lambda key: MEMBERS[reaches[key]], lambda key: None, switches).say(line.formula)


def row_in_words(row: Placed) -> str:
    """The right side of a row's formula, its ingredients by the names they have there."""
    meant = dict(zip((ingredient.name for ingredient in row.line.ingredients), row.arguments, strict=True))

    def name(key: str) -> str:
        return OWN_PAST if meant[key] is row else inside_a_sentence(named(meant[key], row.scope))

    def members(key: str) -> list[str]:
        return [inside_a_sentence(named(one, row.scope)) for one in meant[key]]

    switches = frozenset(key for key, one in meant.items() if isinstance(one, Input) and one.given.kind == "switch")
    return Speaker(name, lambda key: key, members, switches).say(row.line.formula)


def sentence(row: Placed) -> str:
    """``Wages = paid time × hourly wage × wage index``."""
    return f"{label_of(row)} = {row_in_words(row)}"
