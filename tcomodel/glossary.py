"""The words of the field and what this tool means by them, from ``data/glossary.yaml``.

term_called("FCR")  ->  First-contact resolution (FCR): the share of contacts after which ... Unit: %.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.yaml_file import Document, read_yaml

GLOSSARY = Path(__file__).resolve().parent.parent / "data" / "glossary.yaml"
KEYS = ("also", "means", "unit", "where")


@dataclass(frozen=True)
class Term:
    """A word of the field: its other names, what it means, its unit in words, the screens where one meets it."""

    name: str
    means: str
    also: tuple[str, ...] = ()
    unit: str = ""
    where: str = ""

    @property
    def title(self) -> str:
        """``First-contact resolution (FCR)``."""
        return f"{self.name} ({', '.join(self.also)})" if self.also else self.name

    @property
    def meaning(self) -> str:
        """What it means, and its unit."""
        return f"{self.means} Unit: {self.unit}." if self.unit else self.means


@cache
def glossary() -> tuple[Term, ...]:
    """All words in alphabetical order; raises ProblemsFound when the file says something it should not."""
    document = read_yaml(GLOSSARY.read_text(encoding="utf-8"), GLOSSARY.name)
    entries = document.data
    wrong = [*document.problems, *(one for name, said in entries.items() for one in _problems(document, name, said))]
    if wrong:
        raise ProblemsFound(wrong)
    terms = [
        Term(name, said["means"], tuple(said.get("also", ())), said.get("unit", ""), said.get("where", ""))
        for name, said in entries.items()
    ]
    return tuple(sorted(terms, key=lambda term: term.name.lower()))


def term_called(name: str) -> Term:
    """The term of a name, an abbreviation or another of its names; raises KeyError that says the nearest word."""
    known = _by_name()
    if name.lower() not in known:
        raise KeyError(f"the glossary does not have {name!r}{nearest(name.lower(), known)}")
    return known[name.lower()]


@cache
def _by_name() -> dict[str, Term]:
    return {name.lower(): term for term in glossary() for name in (term.name, *term.also)}


def _problems(document: Document, name: str, said: Any) -> Iterator[Problem]:
    """What is wrong with one word; a text without quotes may have become a number or a switch."""
    if not isinstance(said, dict) or "means" not in said:
        yield document.problem((name,), "does not say what it means")
        return
    for key, text in said.items():
        if key not in KEYS:
            yield document.problem((name, key), f"unknown{nearest(key, KEYS)}")
        for one in text if key == "also" and isinstance(text, list) else (text,):
            if not isinstance(one, str):
                yield document.problem((name, key), f"{one!r} is no text; put it in quotes")
