"""The facts that scaling records."""
