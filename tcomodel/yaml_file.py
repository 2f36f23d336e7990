"""YAML as people write it: plain data, and the line each piece stands on.

All slips of a file are found at once: broken syntax, keys written twice, anchors (which this format
does not use and which can be made to explode). Positions are kept by path, so that a later problem can
say ``line 41``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.tokens import (
    AliasToken,
    AnchorToken,
    BlockEndToken,
    BlockMappingStartToken,
    BlockSequenceStartToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    Token,
)

from tcomodel.problems import Problem, ProblemsFound

LARGEST_FILE = 2_000_000  # characters
DEEPEST = 40  # sections within sections; the time to read them grows with the square of the depth
OPENING = (BlockMappingStartToken, BlockSequenceStartToken, FlowMappingStartToken, FlowSequenceStartToken)
CLOSING = (BlockEndToken, FlowMappingEndToken, FlowSequenceEndToken)
DEPTH: dict[type, int] = {**dict.fromkeys(OPENING, 1), **dict.fromkeys(CLOSING, -1)}
WHOLE_NUMBER = re.compile(r"[-+]?[0-9][0-9_]*")
NUMBER = re.compile(r"[-+]?([0-9][0-9_]*)?\.?[0-9]+([eE][-+]?[0-9]+)?")
Path = tuple[str | int, ...]


@dataclass
class Document:
    """The data of a file with the line of every key and item."""

    data: Any
    file: str = ""
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: Path) -> int | None:
        """The line of a path, or of the nearest thing around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path)

    def problem(self, path: Path, message: str) -> Problem:
        return Problem(".".join(map(str, path)), message, self.file, self.line_of(path))


def read_yaml(text: str, file: str = "") -> Document:
    """Parse YAML text; raises ProblemsFound with place and reason when it is not usable at all."""
    if len(text) > LARGEST_FILE:
        raise ProblemsFound(
            [Problem("", f"the file has {len(text):,} characters; the limit is {LARGEST_FILE:,}", file)]
        )
    document = Document(None, file)
    try:
        _refuse_tricks(YAML(typ="rt").scan(StringIO(text)), file)
        node = YAML(typ="rt").compose(StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = error.problem or error.context or "it is not readable as YAML"
        raise ProblemsFound(
            [Problem("", f"not readable as YAML: {reason}", file, mark.line + 1 if mark else None)]
        ) from None
    except YAMLError as error:
        raise ProblemsFound([Problem("", f"not readable as YAML: {error}", file)]) from None
    document.data = _plain(node, (), document) if node is not None else None
    return document


def _refuse_tricks(tokens: Iterable[Token], file: str) -> None:
    """Raise ProblemsFound at the first anchor, alias or section within too many others; reads no further."""
    depth = 0
    for token in tokens:
        if isinstance(token, AnchorToken | AliasToken):
            message = "anchors (&) and aliases (*) are not used here; write it out"
        elif (depth := depth + DEPTH.get(type(token), 0)) > DEEPEST:
            message = f"brackets or sections stand more than {DEEPEST} deep in one another"
        else:
            continue
        raise ProblemsFound([Problem("", message, file, token.start_mark.line + 1)])


def _plain(node: Node, path: Path, document: Document) -> Any:
    document.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            here = (*path, key)
            if key in data:
                first = document.lines[here]
                message = f"{key} is written twice, first on line {first}; keep one of them"
                document.problems.append(
                    Problem(".".join(map(str, here)), message, document.file, key_node.start_mark.line + 1)
                )
                continue
            document.lines[here] = key_node.start_mark.line + 1
            data[key] = _plain(value_node, here, document)
        return data
    if isinstance(node, SequenceNode):
        return [_plain(item, (*path, position), document) for position, item in enumerate(node.value)]
    assert isinstance(node, ScalarNode)
    return _scalar(node)


def _scalar(node: ScalarNode) -> Any:
    text = node.value
    if node.style is not None:  # quoted or a block: text, whatever it looks like
        return text.replace("\a", "")  # folded text carries the parser's fold marks
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text.lower() in ("true", "false", "yes", "no"):
        return text.lower() in ("true", "yes")
    if WHOLE_NUMBER.fullmatch(text) and len(text) < 20:
        return int(text.replace("_", ""))
    if NUMBER.fullmatch(text):
        return float(text.replace("_", ""))
    return text
