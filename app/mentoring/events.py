"""The facts that mentoring records."""
