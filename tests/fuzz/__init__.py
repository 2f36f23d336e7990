"""Bad input through every way in: YAML, XLSX, CSV, form, link, kept work, screen, command line, environment.

    python -m tests.fuzz                          what the ways are
    python -m tests.fuzz scenario_yaml 417        one case again, with all it says
    python -m tests.fuzz scenario_yaml 0 4000     so many from there

A case is a way in and a number: what is handed in follows from the two. Whatever it is, the outcome is a result, or
sentences that name the place. An error of Python, a hang, 200 MB or something left half done is a finding.

``ways``       one file for each way in: what is handed in there, and how it is taken
``seeds``      the honest files that everything begins with
``bytes``, ``texts``, ``trees``, ``archives``   what is done to them
``arguments``  words for the command line
``visitor``    a visitor of the dashboard, without a browser
``entries``    values for the declared inputs, right and wrong, drawn by Hypothesis
``outcome``    what counts as a clear message
``watch``      time and memory of each case
"""
