"""Options: one card for each option, with its price, place and contract."""
