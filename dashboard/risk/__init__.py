"""The risk screen: how likely, how much, how sure.

``page`` is the screen, ``running`` works a simulation out beside it; ``sections``, ``matters`` and ``tables`` are its
parts (``layout`` what each of them has), ``charts``, ``choice_charts``, ``fan_chart`` and ``driver_charts`` its
figures.
"""
