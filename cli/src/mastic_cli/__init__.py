"""The commands of `bin/mastic` that are not the server: they use the public API only, through boto3."""
