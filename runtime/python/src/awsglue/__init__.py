"""Glue's library for job scripts, on Mastic's own runtime."""

from awsglue.dynamicframe import DynamicFrame
from mastic_local import class_path

__all__ = ["DynamicFrame"]

class_path.prepare()
