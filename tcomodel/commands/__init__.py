"""The commands of ``python -m tcomodel``: what each may be told, and what it prints or writes.

``scenarios``  compare, explain, lines, card-change
``rates``      what is done with rate cards
``writing``    to the screen and to files, whole or not at all
"""
