"""What the program is made of, whoever starts it: app.py, or a test that asks it more than visitors can.

    app = st.App("router.py", **parts())

Streamlit knows a program by that call in its file, so the call stands there and everything in it here.
"""

from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from dashboard.server import life, provider
from dashboard.server.origin import OwnPages


def parts(*more: BaseRoute) -> dict[str, Any]:
    """Secrets, start and stop, pages of its own with ``more`` of them, who may connect, what follows a failed page."""
    return {
        "secrets": provider.secrets(),
        "lifespan": life.life,
        "routes": [*life.ROUTES, *more],
        "middleware": [Middleware(OwnPages)],
        "on_script_error": life.page_failed,
    }
