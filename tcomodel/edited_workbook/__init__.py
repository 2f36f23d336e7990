"""A workbook that somebody edited, back as a scenario.

    edited = read_workbook("example.xlsx", content)
    edited.changes     Seat rate, Manila: 1,850 -> 1,790 USD per seat per month (Inputs!D45)
    edited.notes       what else to know: totals in the workbook that are not the model's, for one
    edited.data        the new scenario as plain data, and edited.text the same as YAML
    edited.comparison  what it costs now; edited.exported is the scenario as it was exported

Nothing is applied: whoever calls shows the changes and asks. Everything that stands in the way is raised together as
ProblemsFound, each with its cell. Inputs are found by their defined names, wherever they stand now. Formulas are never
worked out: the value stored beside one counts, and its text is shown.

``identity``  whether it is such a workbook, and the scenario inside it;  ``ranges``  where a name points
``cells``     the numbers of all inputs as they stand now, and what is wrong with them
``homes``     where in the scenario a changed input is written (``written``: in which words)
``beside``    the record and the words beside each input, which show that rows were sorted
``changes``   what was changed, for people;  ``totals``  whether the workbook's results are the model's
``remarks``   what else to know;  ``edited`` all of it in order
``verified``  whether a workbook, edited or not, still is what this version produces
"""

from tcomodel.edited_workbook.changes import Change
from tcomodel.edited_workbook.edited import EditedWorkbook, read_workbook
from tcomodel.edited_workbook.remarks import COMES_BACK

__all__ = ["COMES_BACK", "Change", "EditedWorkbook", "read_workbook"]
