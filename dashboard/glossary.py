"""What a word means, where it stands: the texts one sees when pointing at the question mark beside it."""

from dashboard.formats import plain
from tcomodel.glossary import term_called


def about(*names: str) -> str:
    """What words mean, ready for ``help=``: ``about("P10", "P90")``. Raises KeyError for a word that is not there."""
    terms = [term_called(name) for name in names]
    return "\n\n".join(f"**{plain(term.title)}**: {plain(term.meaning)}" for term in terms)


def with_words(text: str, names: tuple[str, ...] = ()) -> str:
    """A text for ``help=`` with what its words mean below it."""
    return f"{text}\n\n{about(*names)}" if names else text
