"""How long names, notes and texts may be, how names are compared, and what is said where they do not fit."""

import unicodedata

from tcomodel.problems import Problem, ProblemsFound

LONGEST_OWNER = 254  # characters of an e-mail address
LONGEST_NAME = 100
LONGEST_NOTE = 500
LONGEST_HEADLINE = 500
LONGEST_TOKEN = 64
LARGEST_TEXT = 2_000_000  # bytes of a scenario as YAML; the example has 6,000
LARGEST_DRAFT = 8_000_000  # bytes, compressed
MOST_SCENARIOS = 1_000  # of one owner, deleted ones too
MOST_VERSIONS = 1_000  # of one scenario


def tidy(name: str) -> str:
    """A name as it is shown: one blank between words and none around them."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def name_key(name: str) -> str:
    """A name as names are compared: ``Offshore  Voice`` is ``offshore voice``."""
    return unicodedata.normalize("NFKC", tidy(name)).casefold()[: 4 * LONGEST_NAME]


def check_lengths(*, name: str | None = None, note: str = "", headline: str = "", text: str | None = None) -> None:
    """Raise ProblemsFound with everything that is empty, too long, or holds signs no text has."""
    found = []
    if name is not None and not tidy(name):
        found.append(Problem("Name", "is empty; write a name to find the scenario by, such as Offshore voice, round 2"))
    for where, said, most in (
        ("Name", name or "", LONGEST_NAME),
        ("Note", note, LONGEST_NOTE),
        ("Headline", headline, LONGEST_HEADLINE),
    ):
        if len(said) > most:
            found.append(Problem(where, f"has {len(said):,} characters; write at most {most:,}"))
    if text is not None and not text.strip():
        found.append(Problem("Scenario", "is empty; there is nothing to save"))
    for where, said in (("Name", name), ("Note", note), ("Headline", headline), ("Scenario", text)):
        if said and not is_writable(said):
            found.append(Problem(where, "holds signs that no text can hold (a zero byte or half a letter)"))
    if text is not None and not found and (size := len(text.encode())) > LARGEST_TEXT:
        most = LARGEST_TEXT / 1_000_000
        found.append(Problem("Scenario", f"has {size / 1_000_000:,.1f} MB; at most {most:,.0f} MB can be saved"))
    if found:
        raise ProblemsFound(found)


def is_writable(text: str) -> bool:
    """Whether every database can hold a text: PostgreSQL takes no zero byte, UTF-8 no half of a surrogate pair."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False
