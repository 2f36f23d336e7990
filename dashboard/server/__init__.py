"""The program around the screens: how it starts and stops, says how it is, and tells whoever looks after it.

``log``       one line of JSON for each event, and never what a visitor typed
``life``      start and stop; what is under way is finished first
``health``    whether the program and its library answer
``visits``    whose page is being drawn, how long that took, when a visitor came and went
``tuning``    visitors do not wait for each other
``origin``    pages of other sites get no connection
``provider``  who signs visitors in, as the environment names it
"""
