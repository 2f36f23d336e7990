"""The screen for the negotiating table: where to push, and what each piece is worth."""
