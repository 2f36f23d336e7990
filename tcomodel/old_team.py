"""What the old team leaves behind when its work moves: severance and costs that stay for a while."""

from tcomodel.givens import Terms


class OldTeam(Terms):
    """What the old team leaves behind when its work moves: severance and costs that stay for a while."""
