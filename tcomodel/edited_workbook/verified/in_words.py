"""What was found about a workbook, in one sentence and in a page.

comparison.xlsx is not what this version produces for its inputs: 2 differences, on Option1 (1) and Comparison (1).
"""

from typing import Any

from tcomodel.edited_workbook.verified.verified import Verified
from tcomodel.readers.text_table import listed

MOST_TOLD = 200  # differences on a page; all of them are in the data
LOOKS = (
    "What is hidden, number formats, charts and conditional formats were compared; other looks were not compared, as "
    "another program has saved it."
)


def answer(found: Verified) -> str:
    """The answer in one sentence, and in another what it does not say."""
    return f"{_answer(found)} {LOOKS}" if found.saved_since else _answer(found)


def _answer(found: Verified) -> str:
    if found.to_the_byte:
        return f"{found.name} is what this version produces for its inputs, byte for byte."
    count = len(found.differences) + len(found.problems)
    changed = f"{len(found.changes)} input{'s' if len(found.changes) > 1 else ''}" if found.changes else ""
    if found.not_recalculated:
        return (
            f"{found.name} has {changed} changed since the export and was not recalculated since: its figures are "
            "still those of the export, not those of its inputs."
        )
    if count:
        where = ", ".join(f"{sheet} ({number:,})" for sheet, number in found.sheets.most_common(4))
        others = len(found.sheets) - 4
        where += f" and {others} more places" if others > 0 else ""
        told = f"{count:,} difference{'s' if count > 1 else ''}{f', on {where}' if where else ''}"
        with_changes = f", of which {changed} {'were' if len(found.changes) > 1 else 'was'} changed" if changed else ""
        if found.are_words:
            told = f"{told}, all in words: every number and every formula is the same"
        return f"{found.name} is not what this version produces for its inputs{with_changes}: {told}."
    if changed:
        return (
            f"{found.name} has {changed} changed since the export, and its figures are those this version gives for "
            "the changed inputs."
        )
    by = f"; {found.made.program or 'another program'} has saved it since" if found.saved_since else ""
    return (
        f"{found.name} is what this version produces for its inputs: its {found.formulas:,} formulas, their values and "
        f"all other cells are the same{by}."
    )


def page(found: Verified) -> str:
    """The answer, who made the workbook, what was changed and every difference."""
    blocks = [answer(found), made(found)]
    changes = [f"{one.cell}, {one.label} ({one.place}): {one.before_in_words} -> {one.after_in_words}"
               for one in found.changes]  # fmt: skip
    blocks.append(listed("Inputs changed since the export", changes))
    if found.unknown and found.changes:
        blocks.append(
            f"{found.formulas - found.unknown:,} formula values were held against the model with these inputs. "
            f"{found.unknown:,} more read the record of the export, or stand elsewhere in an export of these inputs: "
            "of them the formulas were compared, and of the results the values."
        )
    told = [*map(str, found.differences), *(f"{one.where}: {one.message}" for one in found.problems)]
    more = len(told) - MOST_TOLD
    blocks.append("\n".join(["Differences", *(f"  {one}" for one in told[:MOST_TOLD])]) if told else "")
    blocks.append(f"{more:,} more differences; --json lists all of them." if more > 0 else "")
    blocks += found.notes
    return "\n\n".join(block.rstrip("\n") for block in blocks if block) + "\n"


def made(found: Verified) -> str:
    """Who made it: version, program, marks of inputs and card."""
    told = found.made.properties
    version = told.get("version", "an unknown version")
    program = f" (program {told['program']})" if told.get("program") else ""
    card = told.get("card", "")
    said = f"It says it was made by version {version}{program}"
    said += f" of the inputs {told.get('fingerprint') or 'it does not name'}"
    said += f" with the card rates {card}" if card else ""
    same = told.get("program") == found.here.program and version == found.here.version
    return f"{said}. {'That is this version.' if same else f'This is {found.here.text}.'}"


def data(found: Verified) -> dict[str, Any]:
    """All of it for programs."""
    return {
        "file": found.name,
        "same": found.is_same,
        "answer": answer(found),
        "made_by": dict(found.made.properties) | {"saved_by": found.made.program, "created": found.made.created},
        "this_version": found.here.data,
        "to_the_byte": found.to_the_byte,
        "saved_by_another_program": found.saved_since,
        "recalculated": not found.not_recalculated,
        "formulas": found.formulas,
        "values_not_compared": found.unknown,
        "inputs_changed": [
            {"cell": one.cell, "name": one.name, "label": one.label, "before": one.before, "after": one.after}
            for one in found.changes
        ],
        "differences": [one._asdict() for one in found.differences],
        "problems": [{"where": one.where, "message": one.message} for one in found.problems],
        "notes": list(found.notes),
    }
