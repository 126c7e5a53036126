"""The facts that people records."""
