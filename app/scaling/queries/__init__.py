"""Reads of scaling."""
