"""The steps from one state of the tables to the next, oldest first; Alembic runs them."""

REVISIONS = ("0001", "0002")  # a new step is added here; the last one is what this version of the tool works with
