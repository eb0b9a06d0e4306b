"""Three nested JSON tables joined to one history, and the history taken apart into flat tables.

--SOURCE   where the folders persons, memberships and organizations are
--TARGET   where the flat tables go, a folder each
--TempDir  the job's own place for temporary files
"""

import sys

from pyspark.context import SparkContext

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.transforms import Join, Relationalize
from awsglue.utils import getResolvedOptions

args = getResolvedOptions(sys.argv, ["JOB_NAME", "SOURCE", "TARGET", "TempDir"])

glueContext = GlueContext(SparkContext.getOrCreate())
job = Job(glueContext)
job.init(args["JOB_NAME"], args)


def read(table):
    return glueContext.create_dynamic_frame.from_options(
        connection_type="s3", connection_options={"paths": [f"{args['SOURCE']}/{table}"]}, format="json"
    )


persons = read("persons")
memberships = read("memberships")
organizations = read("organizations").rename_field("id", "org_id").rename_field("name", "org_name")
persons.printSchema()

history = Join.apply(
    organizations, Join.apply(persons, memberships, "id", "person_id"), "org_id", "organization_id"
).drop_fields(["person_id", "org_id"])
print(f"memberships with their persons and chambers: {history.count()}")
history.printSchema()

# Without a staging path Relationalize takes --TempDir.
flat = Relationalize.apply(frame=history, name="history")
for name in sorted(flat.keys()):
    table = flat.select(name)
    print(f"{name}: {table.count()}")
    glueContext.write_dynamic_frame.from_options(
        frame=table,
        connection_type="s3",
        connection_options={"path": f"{args['TARGET']}/{name}"},
        format="parquet",
    )

# The flat tables can be joined again, here to list who can be reached how.
contacts = flat["history"].join("contact_details", "id", flat["history_contact_details"])
contacts = contacts.rename_field("`contact_details.val.value`", "contact").select_fields(["name", "contact"])
contacts.show(3)
job.commit()
