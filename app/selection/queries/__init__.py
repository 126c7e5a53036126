"""Reads of selection."""
