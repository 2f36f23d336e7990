"""Many programmes at once: every scenario of a folder compared, on as many processors as there are.

    with_pool = run_portfolio(paths_below(Path("programmes")), None, pool_of(4))
    with_dask = run_portfolio(paths, card, Client("tcp://scheduler:8786").get_executor())

A programme with problems does not stop the others: its problems are told in its place.
"""

from tcomodel.portfolio.finding import paths_below
from tcomodel.portfolio.fingerprints import fingerprint_of
from tcomodel.portfolio.pool import pool_of
from tcomodel.portfolio.programme import OptionFigures, Programme, programme_at
from tcomodel.portfolio.run import run_portfolio
from tcomodel.portfolio.totals import Total, totals_of

__all__ = [
    "OptionFigures",
    "Programme",
    "Total",
    "fingerprint_of",
    "paths_below",
    "pool_of",
    "programme_at",
    "run_portfolio",
    "totals_of",
]
