"""The sheet Sensitivity: what moves the answer, break-even prices, other rates, an earlier end."""
