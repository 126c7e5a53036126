"""Who may do what in messages."""
