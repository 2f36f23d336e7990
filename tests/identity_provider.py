"""A real OpenID Connect provider for the tests: Canaille, with its users in memory.

    PYTHONPATH=.venv/provider python tests/identity_provider.py 8700 http://127.0.0.1:8501

It signs in ann, ben and a cleo who wrote ann's e-mail address into her account, each with the password below.
"""

import os
import sys
from typing import Any

PASSWORD = "correct horse battery staple"
CLIENT, CLIENT_SECRET = "cost-calculator", "what the provider and the dashboard share"
USERS = {"ann": "ann@example.com", "ben": "ben@example.com", "cleo": "ann@example.com"}  # and their e-mail addresses


def provider(port: int, dashboard: str) -> Any:
    """The provider's program, before it serves."""
    from canaille import create_app
    from canaille.app import models
    from canaille.backends import Backend
    from joserfc.jwk import RSAKey

    key = {**RSAKey.generate_key(2048).as_dict(private=True), "kid": "of the tests"}
    os.chdir("/")  # it would read a canaille.toml or .env that lies about
    app = create_app(
        {
            "SECRET_KEY": "the provider's own",
            "SERVER_NAME": f"localhost:{port}",
            "PREFERRED_URL_SCHEME": "http",
            "CANAILLE": {"DATABASE": "memory", "SMTP": None, "JAVASCRIPT": False},
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [key], "TRUSTED_DOMAINS": ["127.0.0.1"]},
        }
    )
    with app.app_context():
        for name, mail in USERS.items():
            Backend.instance.save(
                models.User(
                    user_name=name,
                    given_name=name.title(),
                    family_name="Example",
                    formatted_name=f"{name} Example",
                    emails=[mail],
                    password=PASSWORD,
                )
            )
        client = models.Client(
            client_id=CLIENT,
            client_secret=CLIENT_SECRET,
            client_name="Cost of customer service",
            redirect_uris=[f"{dashboard}/oauth2callback"],
            post_logout_redirect_uris=[f"{dashboard}/oauth2callback"],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "profile", "email"],
            token_endpoint_auth_method="client_secret_basic",
            client_uri=dashboard,
        )
        Backend.instance.save(client)
        client.audience = [client]  # of the tokens made for it; it has to be there before it is one
        Backend.instance.save(client)
    return app


if __name__ == "__main__":
    from werkzeug.serving import make_server

    make_server("localhost", int(sys.argv[1]), provider(int(sys.argv[1]), sys.argv[2]), threaded=True).serve_forever()
