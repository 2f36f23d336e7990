"""Who signs visitors in: an OpenID Connect provider, named by the environment and by nothing else.

    TCO_OIDC_PROVIDER=https://login.example.com          where it says how to sign in (/.well-known/...)
    TCO_OIDC_ADDRESS=https://cost.example.com            of this dashboard, as browsers see it
    TCO_OIDC_CLIENT_ID, TCO_OIDC_CLIENT_SECRET           what the provider knows the dashboard by
    TCO_OIDC_COOKIE_SECRET                               of our own: signs the cookie of who is signed in

Streamlit takes them as its secrets, without a file. The provider has to allow the address with /oauth2callback behind
it. All five or none: half of them would leave a dashboard open that somebody meant to close, so it does not start.
"""

import os
import sys
from collections.abc import Mapping
from urllib.parse import urlsplit

NAMES = ("PROVIDER", "ADDRESS", "CLIENT_ID", "CLIENT_SECRET", "COOKIE_SECRET")
SHORTEST_COOKIE_SECRET = 32  # characters; whoever guesses it signs in as anybody
DISCOVERY = "/.well-known/openid-configuration"
ON_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def secrets() -> dict[str, dict[str, str]]:
    """What Streamlit is told; nothing where nobody signs in. Ends the program where that is not clear."""
    try:
        return secrets_in(os.environ)
    except ValueError as wrong:
        sys.exit(f"The dashboard does not start: {wrong}")


def is_named(environment: Mapping[str, str]) -> bool:
    """Whether anything of a provider is said."""
    return any(environment.get(f"TCO_OIDC_{name}", "").strip() for name in NAMES)


def secrets_in(environment: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What an environment says. Raises ValueError with what is missing or cannot be right."""
    if not is_named(environment):
        return {}
    said = {name: environment.get(f"TCO_OIDC_{name}", "").strip() for name in NAMES}
    if missing := [f"TCO_OIDC_{name}" for name, value in said.items() if not value]:
        raise ValueError(f"visitors are to sign in, but {', '.join(missing)} is not set. Set all five, or none.")
    if len(said["COOKIE_SECRET"]) < SHORTEST_COOKIE_SECRET:
        raise ValueError(
            f"TCO_OIDC_COOKIE_SECRET has {len(said['COOKIE_SECRET'])} characters; it needs "
            f"{SHORTEST_COOKIE_SECRET} or more, drawn at random (openssl rand -hex 32)."
        )
    return {
        "auth": {
            "redirect_uri": f"{_address(said, 'ADDRESS')}/oauth2callback",
            "cookie_secret": said["COOKIE_SECRET"],
            "client_id": said["CLIENT_ID"],
            "client_secret": said["CLIENT_SECRET"],
            "server_metadata_url": _address(said, "PROVIDER").removesuffix(DISCOVERY) + DISCOVERY,
        }
    }


def _address(said: Mapping[str, str], name: str) -> str:
    """An address that nobody listens in on: https, or on this machine."""
    address = said[name].rstrip("/")
    parts = urlsplit(address)
    if parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ON_THIS_MACHINE)):
        return address
    raise ValueError(f"TCO_OIDC_{name} is {address!r}; it needs to begin with https:// (http:// on this machine only).")
