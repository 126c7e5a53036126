"""Every write of measuring."""
