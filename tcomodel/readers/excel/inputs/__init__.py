"""Inputs and Series: every number once, its limits, its source and its value as exported."""
