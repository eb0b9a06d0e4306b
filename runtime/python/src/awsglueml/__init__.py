"""Glue's transforms that learn from data."""
