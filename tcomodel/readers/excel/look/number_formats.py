"""How numbers are shown: money in whole units, prices to the cent and beyond, shares in percent.

    AMOUNT    1,250    -1,250 in red    - for nothing

The parts are for what is above, below and exactly nothing. Conditions such as [>=0.5] would spare a reader the -0 of
an amount that rounds to nothing, but programs differ in the sign they put before what is below nothing then.
"""

AMOUNT = "#,##0;[Red]-#,##0;-"  # money in a grid of months
DIFFERENCE = "#,##0;[Red]-#,##0;0"  # money where nothing is an answer
CENTS = "#,##0.00;-#,##0.00;0.00"
PRICE = "#,##0.0000;[Red]-#,##0.0000;0.0000"  # points stand below each other
UNIT_COST = '#,##0.0000;[Red]-#,##0.0000;"none"'  # nothing stands for no contacts: the cost is not nothing
UNIT_COST_IN_CENTS = '#,##0.00;[Red]-#,##0.00;"none"'
QUANTITY = "#,##0.0;[Red]-#,##0.0;-"
SHARE = "0.0%;-0.0%;0.0%"
CONTROL = "#,##0.00"  # a sum that only says whether anything changed
CONTROL_FINE = "#,##0.00####"
NEARLY_NOTHING = '0;"0";0'  # of an amount known to round to nothing: no minus
ON_AXIS = "#,##0;-#,##0;0"


def number_format(unit: str) -> str:
    """How numbers of a unit are shown."""
    if unit in ("1", "1/year", "1/month"):
        return SHARE
    if unit in ("currency", "currency/month", "currency/year"):
        return AMOUNT
    if unit.startswith("currency"):
        return PRICE
    if unit in ("year", "month"):
        return "0.0"
    return QUANTITY
