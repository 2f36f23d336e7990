"""Many people at once against one real server, for a long time: nobody sees another's work, and the server holds.

``window``        a browser's window as the server knows it: messages, widgets, uploads
``people``        somebody with a scenario of their own, who moves inputs, slips, looks around, and checks every message
``servers``       the dashboard in a process of its own, and what it costs
``counting_app``  the same dashboard, which also says how many of its objects there are
``crowd``         all of it together, and what was measured

    TCO_SOAK_SESSIONS=50 TCO_SOAK_MINUTES=10 python -m pytest -q -s tests/test_isolation.py
"""
