"""How a provider is named: by the environment alone, whole or not at all, and a dashboard that is to be closed is."""

import os
import subprocess
import sys

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.server import provider
from tests.conftest import ROOT

GOOD = {
    "TCO_OIDC_PROVIDER": "https://login.example.com/realm/",
    "TCO_OIDC_ADDRESS": "https://cost.example.com",
    "TCO_OIDC_CLIENT_ID": "cost",
    "TCO_OIDC_CLIENT_SECRET": "s",
    "TCO_OIDC_COOKIE_SECRET": "x" * provider.SHORTEST_COOKIE_SECRET,
}


def test_nobody_signs_in_where_no_provider_is_named():
    assert provider.secrets_in({"TCO_DATABASE_URL": "sqlite://", "TCO_OIDC_PROVIDER": " "}) == {}


def test_a_provider_is_told_to_streamlit():
    assert provider.secrets_in(GOOD) == {
        "auth": {
            "redirect_uri": "https://cost.example.com/oauth2callback",
            "cookie_secret": "x" * provider.SHORTEST_COOKIE_SECRET,
            "client_id": "cost",
            "client_secret": "s",
            "server_metadata_url": "https://login.example.com/realm/.well-known/openid-configuration",
        }
    }


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"TCO_OIDC_CLIENT_SECRET": "", "TCO_OIDC_ADDRESS": " "},
            "TCO_OIDC_ADDRESS, TCO_OIDC_CLIENT_SECRET is not set",
        ),
        ({"TCO_OIDC_COOKIE_SECRET": "short"}, "TCO_OIDC_COOKIE_SECRET has 5 characters; it needs 32"),
        ({"TCO_OIDC_PROVIDER": "http://login.example.com"}, "it needs to begin with https://"),
        ({"TCO_OIDC_ADDRESS": "cost.example.com"}, "it needs to begin with https://"),
        ({"TCO_OIDC_ADDRESS": "http://localhost.evil.com"}, "it needs to begin with https://"),
    ],
)
def test_half_a_provider_is_an_error(changed: dict[str, str], told: str):
    with pytest.raises(ValueError, match=told):
        provider.secrets_in({**GOOD, **changed})


def test_the_dashboard_does_not_start_with_half_a_provider():
    said = {**os.environ, **GOOD, "TCO_OIDC_CLIENT_ID": ""}
    command = [sys.executable, "-c", "from dashboard.server import provider; provider.secrets()"]
    done = subprocess.run(command, cwd=ROOT, env=said, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "The dashboard does not start: visitors are to sign in, but TCO_OIDC_CLIENT_ID is not set." in done.stderr
    assert "Traceback" not in done.stderr
    assert "x" * 32 not in done.stderr, "a secret is told"


def test_started_past_the_program_it_stays_closed(monkeypatch: pytest.MonkeyPatch):
    """`streamlit run router.py` has no secrets: nobody could sign in, so nobody comes in."""
    monkeypatch.setenv("TCO_OIDC_PROVIDER", "https://login.example.com")
    app = AppTest.from_file(str(ROOT / "router.py"), default_timeout=60).run()
    assert [one.value for one in app.header] == ["What does customer service really cost?"]
    assert "Start the dashboard by" in app.error[0].value
    assert not app.metric
    assert "session" not in app.session_state
