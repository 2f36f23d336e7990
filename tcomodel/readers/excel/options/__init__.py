"""The months and contract years of Programme and of each option, and the months side by side."""
