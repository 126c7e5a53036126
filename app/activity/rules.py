"""Who may do what in activity."""
