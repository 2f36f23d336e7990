"""What is read and not calculated: cover, notes, rates and their steps, the scenario."""
