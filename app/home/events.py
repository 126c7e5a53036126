"""The facts that home records."""
