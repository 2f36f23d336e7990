"""Other ways to read the same lines: workbook, words, trace, units, tables."""
