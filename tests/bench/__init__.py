"""How fast the product answers, measured beside what the machine can do at best and beside other tools.

    make bench                                    a table
    python -m tests.bench --json FILE             the same figures for a program
    python -m tests.bench --readme                the same table between two marks of the README

Machines differ, and one machine from hour to hour. So a yardstick is measured in turns with what is held against it, in
one run; the ratio says more than the milliseconds.
"""
