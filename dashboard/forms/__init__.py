"""The forms of a scenario: every number it states, what it leaves to an assumption, and what it could state.

Nothing here knows a single input by name. Forms follow from the declared inputs and groups (``tcomodel.givens``) of
the sections a scenario has, so a new pricing model or clause has its form as soon as its file exists.

    Forms(data, card).option("manila")  ->  [Part("Price: per seat", ...), Part("Indexation", ...), ...]
    fields_of(scenario, card)           ->  [Field(("options", "manila", "pricing", "seat_rate"), ...), ...]

Forms read the data as written, not the checked scenario: an entry that cannot be computed needs its box most.

``sections`` which sections there are, ``shapes`` what a form is made of, ``written`` the scenario as data, ``making``
the parts of one form, ``forms`` the forms of all.
"""

from dashboard.forms.forms import Forms, fields_of
from dashboard.forms.sections import MIXES, MONEY, PROGRAMME, SHARED, about_of, terms_of, title_of
from dashboard.forms.shapes import Group, Offer, Part

__all__ = [
    "MIXES",
    "MONEY",
    "PROGRAMME",
    "SHARED",
    "Forms",
    "Group",
    "Offer",
    "Part",
    "about_of",
    "fields_of",
    "terms_of",
    "title_of",
]
