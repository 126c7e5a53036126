"""Every write of scaling."""
