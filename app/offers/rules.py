"""Who may do what in offers."""
