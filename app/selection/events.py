"""The facts that selection records."""
