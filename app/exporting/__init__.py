"""Giving out lists as files: what is in them is the slices' own, and the same as on their pages."""
