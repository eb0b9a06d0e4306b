"""What `awsglue` needs where nobody has started a driver: the runtime's jars, put on Spark's class path."""
