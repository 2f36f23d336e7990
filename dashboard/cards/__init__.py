"""The screens of rate cards: look and edit, import, rebase, compare, use in the scenario, indices."""
