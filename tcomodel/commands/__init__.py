"""The commands of ``python -m tcomodel``: what each may be told, and what it prints or writes.

``scenarios``  compare, explain, lines, card-change
``risk``       simulate and sensitivity: what could happen, and what a difference rests on
``negotiation``  goal, breakeven, map: what would have to be, and where the order of the options turns
``clauses``, ``commitment``, ``should_cost``, ``claims`` what their names say, of the vendor that ``vendors`` finds
``edited_workbooks`` an edited workbook back as a scenario: import;  ``verify`` whether it is what we produce
``rates``      what is done with rate cards: check, show, and in ``rates_rebase`` (``rates_moves`` in the words of
               ``rates_terms``, ``rates_series``), ``rates_diff`` and ``rates_import`` (``rates_imported``) what their
               names say
``asking``     options the commands about cards share;  ``card_files``  cards in files
``scenario_files``  scenarios in files, with the card they are given;  ``outputs``  all that was asked for, or none
``writing``    to the screen and to files, whole or not at all
"""
