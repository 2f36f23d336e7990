"""Columns of a sheet as people name them."""


def column_letters(column: int) -> str:
    """The letters of a column from 0: 0 is ``A``, 25 ``Z``, 27 ``AB``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
