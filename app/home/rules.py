"""Who may do what in home."""
