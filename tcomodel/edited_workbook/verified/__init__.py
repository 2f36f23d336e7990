"""Whether a workbook still is what this version of the tool produces for its inputs.

    found = verify_workbook("comparison.xlsx", content)
    found.answer              "comparison.xlsx is what this version produces, byte for byte."
    found.differences         Comparison!D12: the workbook says 1,200, this version gives 1,250
    found.changes             Seat rate, Manila: 1,850 -> 1,790 (Inputs!D45), typed since the export

The workbook is made anew from the scenario inside it and held against the file, cell by cell: formulas as text, values,
what a number format makes of a number, what is hidden or laid over, names, charts, conditional formats, marks. Other
looks are not compared once another program has saved the file. With edited inputs, values are held against the export
of the edited scenario.

``stored``      what a workbook stores;  ``exported_again``  the same workbook made anew
``references``  the cells a formula reads;  ``live``  which values can be asked about after an edit
``formats``     what a number format makes of a number;  ``differences``  all of them
``charts``      what a chart shows;  ``sheet_looks``  what hides cells or shows them otherwise
``laid_over``   pictures and shapes on cells
``looks``       parts of the file that nobody but the tool wrote;  ``marks``  of what made it;  ``verified``  the answer
"""

from tcomodel.edited_workbook.verified.differences import Difference
from tcomodel.edited_workbook.verified.verified import Verified, verify_workbook

__all__ = ["Difference", "Verified", "verify_workbook"]
