"""Pages of other sites get no connection: a browser says with each where its page is from.

Streamlit refuses them too, but first asks the network which addresses this machine has: all visitors wait for that, up
to two seconds each time, and whoever wants to can make them. What it knows without asking is enough.
"""

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.url_util import get_hostname

HERE = {"localhost", "127.0.0.1"}
POLICY = 1008  # of WebSocket's codes: against the rules


class OwnPages:
    """Around the program; everything but a connection from elsewhere goes through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, or refuse."""
        if scope["type"] == "websocket":
            said = dict(scope["headers"])
            if not is_ours(said.get(b"origin", b"").decode("latin-1"), said.get(b"host", b"").decode("latin-1")):
                await send({"type": "websocket.close", "code": POLICY})
                return
        await self.app(scope, receive, send)


def is_ours(origin: str, host: str) -> bool:
    """Whether a page is one of this dashboard's, or of an address that the settings allow; programs say no origin.

    The names of one's own machine stand for each other.

    >>> is_ours("https://cost.example.com", "cost.example.com"), is_ours("https://evil.example", "cost.example.com")
    (True, False)
    """
    if not origin:
        return True
    try:
        parts = urlsplit(origin)
        named = {get_hostname(one.strip()) for one in config.get_option("server.corsAllowedOrigins")}
    except ValueError:
        return False
    if urlsplit(f"//{host}").hostname in HERE:
        named |= HERE
    if config.is_manually_set("browser.serverAddress"):
        named.add(get_hostname(config.get_option("browser.serverAddress")))
    return bool(parts.hostname) and (parts.netloc == host or parts.hostname in named)
