"""Glue's library for data quality, on Mastic's own runtime."""
