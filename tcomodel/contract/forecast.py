"""The forecast the client gives: what is billed at least of it, and months above it without credits."""

from tcomodel.givens import Terms


class Forecast(Terms):
    """The forecast the client gives: what is billed at least of it, and months above it without credits."""
