"""Scenarios: what was saved, its versions, links and files."""
