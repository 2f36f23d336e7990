"""Method: how it is reckoned, generated from the lines, and what words mean."""
