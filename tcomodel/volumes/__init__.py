"""Real volumes: what a telephony or contact centre system exports, read into calendar months by channel.

``export``    the file as a table: headings, rows (``importing`` reads the cells)
``columns``   what each column is taken for
``days``      which day, week or month a row is about; ``counts`` what its cells count
``rows``      the rows in turn: contacts, totals, and what cannot be read
``periods``   calendar months by channel: whole ones, parts, gaps, repeated rows
``questions`` what has to be asked; ``session`` the answers, and what comes of them
``demand``    what goes into a scenario: a level and a season, or the months as they are
"""

from tcomodel.volumes.demand import Proposal, level_and_season, month_by_month, with_source
from tcomodel.volumes.export import Export, read_export
from tcomodel.volumes.questions import Ask, Stream
from tcomodel.volumes.session import ExportInHand, Reading

__all__ = [
    "Ask", "Export", "ExportInHand", "Proposal", "Reading", "Stream", "level_and_season", "month_by_month",
    "read_export", "with_source",
]  # fmt: skip
