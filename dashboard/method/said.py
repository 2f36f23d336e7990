"""A step of the method on the page: what it does, its lines with their formulas, its inputs with who says so."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from textwrap import dedent
from types import ModuleType

import streamlit as st

from dashboard.formats import plain
from tcomodel import Comparison
from tcomodel.lines import Line, lines_of, people
from tcomodel.model import Input, Placed
from tcomodel.readers import method
from tcomodel.readers.method import InputSaid, LineSaid, Step

KEY = re.compile("`+([^`]+)`+")
EXAMPLE = re.compile(r"(?m)(^ {4}.*\n?)+")  # lines that stand further in
ANSWER = "tcomodel.comparison"  # where totals and categories stand, which no file writes


class View(ABC):
    """What of the model is shown; ``input_head`` is what stands over the columns of its inputs."""

    input_head: Sequence[str]

    def __init__(self, result: Comparison) -> None:
        self.result = result

    @property
    @abstractmethod
    def told(self) -> str:
        """What is shown, in a sentence."""

    @abstractmethod
    def lines(self, module: ModuleType) -> list[LineSaid]:
        """The lines of a module that are shown."""

    @abstractmethod
    def inputs(self, module: ModuleType) -> list[InputSaid]:
        """The inputs of a module that are shown."""

    @abstractmethod
    def size(self, module: ModuleType) -> tuple[int, int]:
        """How many lines and inputs that are, without saying them."""


class Used(View):
    """What the open scenario uses, with its values."""

    input_head = ("Input", "What it is", "Value here", "Who says so")

    @property
    def told(self) -> str:
        inputs = self.result.model.inputs
        assumed = sum(one.assumed for one in inputs)
        return (
            f"This scenario uses {len(self._rows):,} lines, worked out in {len(self.result.model.rows):,} places, and "
            f"{len(inputs):,} inputs, of which {assumed:,} are assumed because nobody stated them."
        )

    @cached_property
    def _rows(self) -> dict[Line, Placed]:
        return method.rows_by_line(self.result)

    @cached_property
    def _inputs(self) -> dict[tuple[str, str], list[Input]]:
        return method.inputs_by_given(self.result)

    def lines(self, module: ModuleType) -> list[LineSaid]:
        found = method.lines_used(module, self._rows)
        return [*found, *method.sums_of(self.result)] if module.__name__ == ANSWER else found

    def inputs(self, module: ModuleType) -> list[InputSaid]:
        return method.inputs_used(module, self._inputs, self.result)

    def size(self, module: ModuleType) -> tuple[int, int]:
        lines = sum(line in self._rows for line in lines_of(module))
        lines += len(method.sums_of(self.result)) if module.__name__ == ANSWER else 0
        return lines, sum((given.name, given.help) in self._inputs for _, given in method.inputs_of(module))


class Known(View):
    """All the tool knows."""

    input_head = ("Input", "What it is", "What can be stated", "Assumed when nobody states it")

    @property
    def told(self) -> str:
        return "Everything the tool knows, also what this scenario does not use; the same stands in docs/lines.md."

    def lines(self, module: ModuleType) -> list[LineSaid]:
        return method.every_line(module)

    def inputs(self, module: ModuleType) -> list[InputSaid]:
        return method.every_input(module)

    def size(self, module: ModuleType) -> tuple[int, int]:
        return len(lines_of(module)), len(method.inputs_of(module))


def count_of(step: Step, view: View) -> str:
    """``12 lines, 10 inputs``."""
    sizes = [view.size(module) for module in step.modules]
    lines, inputs = sum(one for one, _ in sizes), sum(one for _, one in sizes)
    if not lines and not inputs:
        return "not used in this scenario"
    return f"{_counted(lines, 'line')}, {_counted(inputs, 'input')}"


def show(step: Step, view: View) -> None:
    """Each file of the step that has something to say here: what it is about, its lines, its inputs."""
    shown = [module for module in step.modules if any(view.size(module))]
    if not shown:
        st.caption("This scenario uses nothing of it. The switch above shows what there would be.")
    for module in shown:
        st.markdown(f"**{plain(method.title_of(module))}**")
        if about := method.told(module):
            st.markdown(for_people(about))
        line_table(view.lines(module))
        input_table(view.inputs(module), view)


def for_people(text: str) -> str:
    """What a file says of itself: its worked examples set apart, keys as the names of what they stand for."""
    text = KEY.sub(lambda found: people(found[1]) if found[1].replace("_", "").isalpha() else found[1], text)
    return EXAMPLE.sub(lambda found: f"```text\n{dedent(found[0]).strip()}\n```\n", text)


def line_table(lines: Sequence[LineSaid]) -> None:
    """Lines, each with its unit, what it is for and how it is made."""
    if lines:
        head = ("Line", "Unit", "What it is for", "How it is made")
        rows = ((f"**{plain(one.label)}**", one.unit, _says(one.says), plain(one.formula)) for one in lines)
        st.markdown(table(head, rows))


def input_table(inputs: Sequence[InputSaid], view: View) -> None:
    """Inputs, each with what it is, its value and who says so."""
    if inputs:
        rows = ((plain(one.label), plain(one.help), plain(one.value), plain(one.source)) for one in inputs)
        st.markdown(table(view.input_head, rows))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown, of cells that are safe already."""
    return "\n".join(_rows_of(head, rows))


def _rows_of(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for cells in (head, ["---"] * len(head), *rows):
        yield "| " + " | ".join(cells) + " |"


def _says(text: str) -> str:
    return plain(text).replace(r"\*Only when\*", "*Only when*")


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"
