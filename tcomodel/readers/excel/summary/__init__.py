"""The sheet Summary: the answer, the table of options, the charts."""
