"""Who may do what in measuring."""
