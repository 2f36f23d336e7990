"""The text of a YAML file and where everything stands in it: entries, their lines, the comments between them.

# bid of March            a comment, above
manila.hour:              a key; its value reaches to the end of "voice"
  base: 11  # net         a comment, beside
  channel: voice
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tcomodel.problems import ProblemsFound
from tcomodel.yaml_file import Path, Span, read_yaml

COMMENT = re.compile(r"#.*")
BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#.*)")
UNUSUAL_BREAKS = ("\x85", "\u2028", "\u2029")


class CannotPatch(Exception):
    """A file laid out so that it is not changed line by line; ``comments`` are those it holds."""

    def __init__(self, comments: Iterable[str] = ()) -> None:
        super().__init__()
        self.comments = list(comments)


class Edit(NamedTuple):
    """What is written between two places of a text, instead of what stands there."""

    start: int
    end: int
    text: str


class Source:
    """A text whose line ends are ``\\n``, the last line's too; raises CannotPatch where it is no block of entries."""

    def __init__(self, text: str) -> None:
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self.text = text if text.endswith("\n") else text + "\n"
        try:
            document = read_yaml(self.text, spans=True)
        except ProblemsFound:
            raise CannotPatch from None
        self.data, self.spans = document.data, document.spans
        if document.problems or not isinstance(self.data, dict) or any(sign in text for sign in UNUSUAL_BREAKS):
            raise CannotPatch
        for name in self.data:
            self.indent((name,))

    def value(self, path: Path) -> Any:
        """What is written at a path."""
        found = self.data
        for name in path:
            found = found[name]
        return found

    def span(self, path: Path) -> Span:
        return self.spans[path]

    def indent(self, path: Path) -> str:
        """The blanks before the key of an entry; raises CannotPatch where the key does not begin its line."""
        start = self.spans[path].key
        indent = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        if indent.strip(" "):
            raise CannotPatch(self.comments(0, len(self.text), ()))
        return indent

    def first_line(self, path: Path) -> int:
        """Where the line of an entry's key begins."""
        return self.spans[path].key - len(self.indent(path))

    def line_end(self, path: Path) -> int:
        """Where the last line of an entry ends, with the comment beside it and without its line break."""
        return self.text.index("\n", self.spans[path].end)

    def is_in_brackets(self, path: Path) -> bool:
        return self.text[self.spans[path].start] in "{["

    def comments(self, start: int, end: int, path: Path) -> list[str]:
        """The comments between two places that enclose the value of a path."""
        found: list[str] = []
        for begins, ends in self._written(self.value(path), path):
            found += COMMENT.findall(self.text, start, begins)
            header = BLOCK_HEADER.match(self.text, begins, ends)
            found += [header[1]] if header else []
            start = ends
        return found + COMMENT.findall(self.text, start, end)

    def _written(self, value: Any, path: Path) -> Iterator[tuple[int, int]]:
        """From where to where each key and each text reaches, in order; comments stand between them."""
        span = self.spans.get(path)
        if span is not None:
            yield span.key, span.key_end
        if isinstance(value, dict | list):
            for name, one in value.items() if isinstance(value, dict) else enumerate(value):
                yield from self._written(one, (*path, name))
        elif span is not None:
            yield span.start, span.end

    def with_edits(self, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
        """The text between two places with edits that do not overlap; those at one place in the order given."""
        parts: list[str] = []
        for edit in sorted(edits, key=lambda edit: edit[:2]):
            parts += [self.text[start : edit.start], edit.text]
            start = edit.end
        return "".join((*parts, self.text[start:end]))
