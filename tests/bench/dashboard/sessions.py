"""Many people at once: clients that speak the dashboard's own protocol and move a slider every few seconds.

    asyncio.run(many("http://127.0.0.1:8501", people=30, moves=12, think=2.0))    milliseconds of every move

No browser draws anything: a move lasts from the message to the server until the server has said all it has to say.
"""

import asyncio
import random
import time
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

LONGEST = 120.0  # seconds for one answer


class Person:
    """One visitor, with the first slider of the page under the hand."""

    def __init__(self, address: str, number: int) -> None:
        self.address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self.chance = random.Random(number)
        self.page = self.slider = self.fragment = ""
        self.at, self.step, self.most = 0.0, 1.0, 0.0

    async def arrive(self) -> None:
        """Open the page."""
        self.line = await websockets.connect(
            self.address, subprotocols=["streamlit", "bench"], max_size=None, compression=None
        )
        await self._run()

    async def move(self) -> float:
        """One step of the slider; milliseconds until the answer is complete."""
        self.at = self.at + self.step if self.at + self.step <= self.most else self.at - 20 * self.step
        begin = time.perf_counter()
        await self._run(self.at)
        return (time.perf_counter() - begin) * 1000

    async def work(self, times: int, think: float) -> list[float]:
        """Move and think in turns."""
        await asyncio.sleep(self.chance.random() * think)
        taken = []
        for _ in range(times):
            taken.append(await self.move())
            await asyncio.sleep(think * (0.5 + self.chance.random()))
        return taken

    async def leave(self) -> None:
        await self.line.close()

    async def _run(self, value: float | None = None) -> None:
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self.page
        if value is not None:
            widget = asked.rerun_script.widget_states.widgets.add()
            widget.id = self.slider
            widget.double_array_value.data.append(value)
            asked.rerun_script.fragment_id = self.fragment
        await self.line.send(asked.SerializeToString())
        found = False
        while True:
            said = ForwardMsg()
            said.ParseFromString(await asyncio.wait_for(self.line.recv(), LONGEST))
            kind = said.WhichOneof("type")
            if kind == "new_session":
                self.page = said.new_session.page_script_hash
            elif kind == "delta" and said.delta.WhichOneof("type") == "new_element":
                element = said.delta.new_element
                if not found and element.WhichOneof("type") == "slider":
                    found = True
                    slider = element.slider
                    self.slider, self.fragment = slider.id, said.delta.fragment_id
                    self.step, self.most = slider.step, slider.max
                    self.at = self.at if value is not None else slider.default[0]
            elif kind == "script_finished":
                return


async def many(address: str, people: int, moves: int, think: float) -> list[float]:
    """Milliseconds of every move of all people."""
    crowd = [Person(address, number) for number in range(people)]
    for one in crowd:
        await one.arrive()
    taken = await asyncio.gather(*(one.work(moves, think) for one in crowd))
    await asyncio.gather(*(one.leave() for one in crowd))
    return [one for each in taken for one in each]


async def memory_each(address: str, process: int, people: int) -> float:
    """Megabytes that a visitor adds to the server, each of whom has moved a slider a few times."""
    first = Person(address, 0)
    await first.arrive()
    await first.work(3, 0.05)
    before = memory_of(process)
    crowd = [Person(address, number) for number in range(1, people + 1)]
    for one in crowd:
        await one.arrive()
        await one.work(3, 0.05)
    after = memory_of(process)
    await asyncio.gather(*(one.leave() for one in (first, *crowd)))
    return (after - before) / people


def memory_of(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
