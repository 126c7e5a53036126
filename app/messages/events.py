"""The facts that messages records."""
