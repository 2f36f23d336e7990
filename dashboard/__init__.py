"""What a person sees: one file per screen, charts, forms, and the one module that remembers."""
