"""A rate card as a file: YAML with its comments, a workbook, a CSV, and the template that vendors fill in."""
