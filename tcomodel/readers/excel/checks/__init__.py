"""Checks and Changes: what must be zero, and what is no longer as exported."""
