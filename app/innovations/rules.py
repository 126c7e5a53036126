"""Who may do what in innovations."""
