"""A YAML file changed in place: what stays the same stays as it is written, with its comments.

    base: 11  # bid of March        base becomes 12:      base: 12  # bid of March

A fact that changed is written anew in its own lines, a new one stands below the others. An entry that is gone takes
along the comment that is about it alone.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from tcomodel.readers.cards.yaml_source import Edit, Source
from tcomodel.readers.cards.yaml_words import LINE_BY_LINE, in_brackets, items_in_yaml, lines_in_yaml, value_in_yaml
from tcomodel.yaml_file import Path

Facts = Mapping[str, Any]
COMMENT_LINE = re.compile(r"( *)#.*\n")
HEADING = re.compile(r"#+\s*([-=*~_#]{2}|$)")  # a comment that divides a file: # --- Wages ---


def same(found: Any, wanted: Any, not_said: Any = None) -> bool:
    """Whether what is written is read as what is wanted: a year may stand there as a number, nothing as null."""
    return bool(found == wanted) or (found is None and wanted == not_said) or str(found) == wanted


def rewritten(source: Source, path: Path, wanted: Any) -> Edit:
    """An entry written anew, its comments above it."""
    start, end, indent = source.first_line(path), source.span(path).end, source.indent(path)
    comments = [indent + comment for comment in source.comments(start, end, path)]
    return Edit(start, end, "\n".join((*comments, *lines_in_yaml(str(path[-1]), wanted, indent))))


def changed_facts(source: Source, path: Path, wanted: Facts, not_said: Facts) -> list[Edit]:
    """What to edit in an entry so that it holds the facts wanted, each in its own place.

    ``wanted`` holds every fact an entry can have, ``not_said`` what each is where nothing is said.
    """
    found = source.value(path)
    if not isinstance(found, dict) or not found:
        return [rewritten(source, path, said(wanted, not_said))]
    changed = [name for name in found if name in wanted and not same(found[name], wanted[name], not_said[name])]
    new = {name: fact for name, fact in wanted.items() if name not in found and fact != not_said[name]}
    if not changed and not new:
        return []
    if source.is_in_brackets(path):
        return _changed_in_brackets(source, path, changed, new, wanted, not_said)
    edits = [_changed(source, (*path, name), wanted[name], wanted[name] == not_said[name]) for name in changed]
    last = (*path, next(reversed(found)))
    below = source.line_end(last) + 1
    lines = [line for name, fact in new.items() for line in lines_in_yaml(name, fact, source.indent(last))]
    return [*edits, *(Edit(below, below, f"{line}\n") for line in lines)]


def said(facts: Facts, not_said: Facts) -> dict[str, Any]:
    """The facts that say something."""
    return {name: fact for name, fact in facts.items() if fact != not_said[name]}


def _changed(source: Source, path: Path, wanted: Any, is_not_said: bool) -> Edit:
    span, found, name = source.span(path), source.value(path), str(path[-1])
    line_end = source.line_end(path)
    if is_not_said and not source.text[span.end : line_end].strip():  # no comment beside it: its lines go
        indent = source.indent(path)
        comments = [f"{indent}{comment}\n" for comment in source.comments(span.key, span.end, path)]
        return Edit(source.first_line(path), line_end + 1, "".join(comments))
    if _only_grew(source, path, wanted):
        column = span.start - source.text.rfind("\n", 0, span.start) - 1
        lines = items_in_yaml(wanted[len(found) :], " " * column)
        return Edit(line_end + 1, line_end + 1, "".join(f"{line}\n" for line in lines))
    if "\n" in source.text[span.key : span.end] or (wanted and name in LINE_BY_LINE):
        return rewritten(source, path, wanted)
    blank = " " if source.text[span.start - 1] == ":" else ""
    return Edit(span.start, span.end, blank + value_in_yaml(wanted))


def _only_grew(source: Source, path: Path, wanted: Any) -> bool:
    """Whether a list with lines for each item has but more items now."""
    found = source.value(path)
    is_list = isinstance(found, list) and isinstance(wanted, list) and not source.is_in_brackets(path)
    return is_list and bool(found == wanted[: len(found)])


def _changed_in_brackets(
    source: Source, path: Path, changed: list[str], new: Facts, wanted: Facts, not_said: Facts
) -> list[Edit]:
    """``{title: A seat, base: 11}`` with other facts; a block of lines where comments stand between the brackets."""
    span, found = source.span(path), source.value(path)
    spans = {name: source.span((*path, name)) for name in found}
    if source.comments(span.key, span.end, path) or any(one.start == one.end for one in spans.values()):
        return [rewritten(source, path, said(wanted, not_said))]
    edits = [Edit(spans[name].start, spans[name].end, in_brackets(wanted[name])) for name in changed]
    last = spans[next(reversed(found))].end
    return [*edits, *(Edit(last, last, f", {in_brackets({name: fact})[1:-1]}") for name, fact in new.items())]


# -- a section: entries one below the other ---------------------------------------------------------


def changed_section(
    source: Source, name: str, wanted: Mapping[str, Facts], change: Callable[[str], list[Edit]]
) -> list[Edit]:
    """What to edit so that a section holds the entries wanted, in their order.

    ``change`` says what to edit in an entry that stays; a new one is written as ``wanted`` says.
    """
    found = source.value((name,))
    if not isinstance(found, dict) or not found or source.is_in_brackets((name,)):
        return [rewritten(source, (name,), wanted)]
    start = position = source.text.index("\n", source.span((name,)).key_end) + 1
    indent = source.indent((name, next(iter(found))))
    begins = [source.first_line((name, key)) for key in found]
    ends = [_end_of_entry(source, (name, key), len(indent)) for key in found]
    above = [source.text[end:begin] for end, begin in zip([start, *ends], begins, strict=False)]
    kept: dict[str, str] = {}
    left_over = ""  # what stood above entries that are gone, and was not about them alone
    for number, key in enumerate(found):
        if key in wanted:
            kept[key] = left_over + above[number] + source.with_edits(change(key), begins[number], ends[number])
            left_over = ""
        else:
            left_over += _not_about_it(above[number], above[number + 1] if number + 1 < len(above) else None)
        position = ends[number]
    blank = "\n" * (2 * sum(text.startswith("\n") for text in above) > len(above))

    def new(key: str) -> str:
        return blank + "".join(f"{line}\n" for line in lines_in_yaml(key, wanted[key], indent))

    text = "".join(kept[key] if key in kept else new(key) for key in wanted) + left_over
    return [] if text == source.text[start:position] else [Edit(start, position, text)]


def _end_of_entry(source: Source, path: Path, indent: int) -> int:
    """Where the lines of an entry end, with the comments below that stand as far in as its facts."""
    end = source.line_end(path) + 1
    while (comment := COMMENT_LINE.match(source.text, end)) and len(comment[1]) > indent:
        end = comment.end()
    return end


def _not_about_it(above: str, below: str | None) -> str:
    """What stays of the lines above an entry that goes; ``below`` stands above the next one, None after the last.

    A comment is about the entry alone where it stands right above it, is no heading, and the next entry stands apart.
    """
    lines = above.splitlines(keepends=True)
    while below != "" and lines and (line := lines[-1].strip()) and not HEADING.match(line):
        lines.pop()
    rest = "".join(lines)
    return rest if rest.strip() or not (below or "").startswith("\n") else ""
