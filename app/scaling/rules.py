"""Who may do what in scaling."""
