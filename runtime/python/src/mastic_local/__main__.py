"""`python -m mastic_local`: prints the class path that Spark needs for awsglue."""

import os

from mastic_local.class_path import entries

print(os.pathsep.join(entries()))
