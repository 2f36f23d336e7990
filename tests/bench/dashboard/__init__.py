"""How quickly the dashboard answers a hand on a slider, beside an application that computes next to nothing."""
