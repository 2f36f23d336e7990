"""The sheet Comparison: options side by side, ranked, and what the charts follow."""
