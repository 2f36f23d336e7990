"""Explain: any figure of the tool, how it was made, down to who said so.

Every screen and chart leads here by ``explain.link``, so the page itself, which draws charts, is loaded when it is
shown.
"""

from tcomodel import Comparison


def show(result: Comparison) -> None:
    """The screen."""
    from dashboard.explain import page

    page.show(result)
