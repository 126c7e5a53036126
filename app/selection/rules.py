"""Who may do what in selection."""
