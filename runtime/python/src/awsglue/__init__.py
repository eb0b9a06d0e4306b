"""Glue's library for job scripts, on Mastic's own runtime."""

from awsglue.dynamicframe import DynamicFrame

__all__ = ["DynamicFrame"]
