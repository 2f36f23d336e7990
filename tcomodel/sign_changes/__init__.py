"""Where courses change their order: every crossing, jump and zone of several curves, from values at chosen positions.

It knows no contract. ``search`` decides where to look, ``changes`` says what was found.
"""
