"""The facts that measuring records."""
