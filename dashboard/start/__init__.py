"""Start: a guided start: a handful of questions to an answer about one's own numbers."""
