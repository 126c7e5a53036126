"""The facts that innovations records."""
