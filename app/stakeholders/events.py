"""The facts that stakeholders records."""
