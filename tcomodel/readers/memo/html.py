"""A memo as one HTML file: no script, nothing to load from elsewhere, made to be printed on A4."""

import base64
from pathlib import Path

from tcomodel.readers.memo.content import Chart, Memo, unbroken

TEMPLATE = Path(__file__).with_name("memo.html.j2")


def to_html(memo: Memo) -> str:
    """The whole file as text; pictures are inside it, names are escaped."""
    from jinja2 import Environment, StrictUndefined

    page = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=lambda said: unbroken(said) if type(said) is str else said,
    )  # fmt: skip
    page.filters["kind"] = lambda block: type(block).__name__
    page.filters["picture"] = _picture
    return page.from_string(TEMPLATE.read_text(encoding="utf-8")).render(memo=memo) + "\n"


def _picture(chart: Chart) -> str:
    """The drawing as an address that holds it; within an img nothing of it can run."""
    return f"data:image/svg+xml;base64,{base64.b64encode(chart.svg.encode()).decode()}"
