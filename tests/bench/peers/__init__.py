"""Other tools on the mini model, each with its own writing of it.

A peer is a module with ``ready()``, which prepares what it uses again and gives a function from worlds to the net
present values of the options in each. It takes the worlds one by one, as such a tool does. One that is not installed
says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

World = dict[str, float]
Npvs = dict[str, float]


@dataclass(frozen=True)
class Peer:
    """Another tool: the module that drives it, its name for people, and how many worlds it is timed with."""

    module: str
    name: str
    draws: int

    def ready(self) -> Callable[[list[World]], list[Npvs]]:
        """Raises ImportError when the tool is not installed."""
        return import_module(f"{__name__}.{self.module}").ready()


PEERS = (
    Peer("python_loop", "a Python loop", 200),
    Peer("cashflower_variables", "cashflower", 20),
    Peer("modelx_cells", "modelx", 20),
    Peer("pandas_rows", "pandas, row by row", 20),
    Peer("libreoffice", "LibreOffice, a batch of workbooks", 20),
    Peer("formulas_engine", "the formulas engine", 3),
)
