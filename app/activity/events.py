"""The facts that activity records."""
