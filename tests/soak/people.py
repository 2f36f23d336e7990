"""Somebody with a scenario and a rate card of their own, who moves inputs, slips, takes back, and looks around.

Each has a mark, zq0007qz, in every name and in every slip. Whatever the server says to them is searched for the mark of
another. All call their card the same and its rate the same; their values differ, and so must their figures.
"""

import re
from copy import deepcopy
from typing import Any

import yaml
from streamlit.proto.WidgetStates_pb2 import WidgetState

from dashboard import answer
from dashboard.formats import plain
from tcomodel import Comparison, compare, scenario_from
from tcomodel.card_choice import card_of
from tcomodel.rates import read_card
from tests.case_file import ROOT, card
from tests.soak.window import Window

MARK = re.compile(rb"zq(\d{4})qz")
EXAMPLE = yaml.safe_load((ROOT / "data" / "scenarios" / "example.yaml").read_text(encoding="utf-8"))
VOLUMES = {"voice": 36_000, "chat": 15_000, "email": 9_000}
CARD = """
card: {{name: Our card, as_of: "2026-01"}}
rates:
  our.wage:
    {{title: Wage {mark}, value: {wage}, unit: USD/hour, currency: USD, location: United States, channel: all,
     as_of: "2026-01", source: Payroll {mark}}}
"""
SHARES = ("demand.annual_growth", "service.first_contact_resolution", "service.repeat_rate")
PAGES = ("options", "programme", "negotiate", "explain", "files", "rates", "risk")
OFTEN = {"drag": 8, "type": 5, "slip": 2, "undo": 2, "look": 2}  # how often each is done


class Someone(Window):
    """One of many people, and what they should see."""

    def __init__(self, address: str, number: int, options: int = 6, draws: int = 1024) -> None:
        super().__init__(address, number)
        self.mark, self.heard, self.foreign = f"zq{number:04d}qz", 0, set[str]()
        self.card = CARD.format(mark=self.mark, wage=round(self.chance.uniform(17, 29), 2))
        self.steps = [self._scenario(options, draws)]
        self.done: dict[str, int] = dict.fromkeys(OFTEN, 0)

    def _scenario(self, options: int, draws: int) -> dict[str, Any]:
        """The example under names of one's own, with one's own volumes and wage."""
        data = deepcopy(EXAMPLE)
        data["name"], data["card"] = f"Service of {self.mark}", "Our card"
        data["uncertainty"] = {"draws": draws}
        data["demand"] |= {"volume": dict(VOLUMES), "annual_growth": "2%"}
        data["demand"]["volume"]["voice"] = self.chance.randrange(20_000, 60_000)
        data["options"] = dict(list(data["options"].items())[:options])
        for key, option in data["options"].items():
            option["label"] = f"{key} of {self.mark}"
        data["options"]["in_house"]["in_house"]["hourly_wage"] = {"rate": "our.wage"}
        return data

    def hear(self, message: bytes) -> None:
        """Nothing that is said to this one may be of another."""
        self.heard += 1
        self.foreign |= {found.decode() for found in set(MARK.findall(message)) if found.decode() != self.mark[2:6]}

    # ---------------------------------------------------------------- what they do

    async def begin(self) -> None:
        """Arrive, put the card on the shelf and open the scenario that names it."""
        await self.arrive()
        await self.look_at("rates")
        view = self.widgets("cards:view")[0][1].button_group.id
        state = WidgetState(id=view)
        state.string_array_value.data.append("Import")
        await self.ask(state)
        await self.upload("upload:card", f"{self.mark}.yaml", self.card.encode())
        await self.click("import:put")
        await self.look_at("scenarios")
        await self.upload("upload:scenario", f"{self.mark}.yaml", yaml.safe_dump(self.steps[0]).encode())
        await self.look_at("")

    async def act(self) -> None:
        """One thing, by chance."""
        kind = self.chance.choices(list(OFTEN), list(OFTEN.values()))[0]
        await getattr(self, f"_{kind}")()
        self.done[kind] += 1

    async def _drag(self) -> None:
        place = self.chance.choice(("demand.volume.voice", *SHARES))
        slider = self.widgets(f"field:{place}:lever slider", "slider")[0][1].slider
        steps = round((slider.max - slider.min) / slider.step)
        value = round(slider.min + slider.step * self.chance.randint(1, steps - 1), 6)
        await self.drag(f"field:{place}:lever slider", value)
        self._says(place, int(value) if place.startswith("demand.volume") else f"{value:.12g}%")

    async def _type(self) -> None:
        channel = self.chance.choice(list(VOLUMES))
        value = self.chance.randrange(1_000, 60_000)
        await self.type(f"field:demand.volume.{channel}:lever", f"{value:,}")
        self._says(f"demand.volume.{channel}", value)

    async def _slip(self) -> None:
        """What cannot be right, and then what is: the slip is told at its box with the words that were typed."""
        box = "field:demand.volume.chat:lever"
        await self.type(box, f"{self.mark} or so")
        assert "The results below are those before your last change" in self.words(), "the slip is not told"
        value = self.chance.randrange(1_000, 30_000)
        await self.type(box, str(value))
        self._says("demand.volume.chat", f"{self.mark} or so")
        self._says("demand.volume.chat", value)

    async def _undo(self) -> None:
        if len(self.steps) > 1 and isinstance(self.steps[-2]["demand"]["volume"]["chat"], int):
            await self.click("undo")
            self.steps.pop()

    async def _look(self) -> None:
        await self.look_at(self.chance.choice(PAGES))
        await self.look_at("")

    def _says(self, place: str, value: Any) -> None:
        """What the scenario says from now on; what it says already is no step."""
        data = deepcopy(self.steps[-1])
        *around, name = place.split(".")
        inner = data
        for one in around:
            inner = inner[one]
        inner[name] = value
        if data != self.steps[-1]:
            self.steps.append(data)

    # ---------------------------------------------------------------- what they should see

    def expected(self) -> Comparison:
        """What the model makes of exactly what this one put in."""
        scenario, own = scenario_from(self.steps[-1]), read_card(self.card)
        return compare(scenario, card_of(scenario, {own.name: own}, card()))

    def wrong(self) -> list[str]:
        """What the page says otherwise than the model, and whom else it names."""
        result, said = self.expected(), self.words()
        found = [f"{self.mark}: another's mark, {one}" for one in sorted(self.foreign)]
        for figure in (answer.headline(result), answer.exact_total(result)):
            if plain(figure) not in said and figure not in said:
                found.append(f"{self.mark}: the page does not say {figure!r}")
        if not self.heard or self.mark not in said:
            found.append(f"{self.mark}: not even this one's own mark is on the page")
        return found
