"""How every sheet looks: head, columns, page."""
