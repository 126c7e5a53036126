"""The facts that offers records."""
