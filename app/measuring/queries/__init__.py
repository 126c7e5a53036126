"""Reads of measuring."""
