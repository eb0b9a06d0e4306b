// What the tests of awsglue say of frames in Python, said in Scala. Ends with "all is well", or with the first difference.
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path, Paths}

import com.amazonaws.services.glue.{ChoiceOption, ChoiceOptionWithResolver, DataSink, DynamicFrame, DynamicRecord, GlueContext}
import com.amazonaws.services.glue.{MappingSpec, RecordTraverser, ResolveSpec, gluefunctions}
import com.amazonaws.services.glue.errors.{CallSite, Error}
import com.amazonaws.services.glue.ml.{FillMissingValues, FindIncrementalMatches, FindMatches}
import com.amazonaws.services.glue.schema.{Schema, TypeCode}
import com.amazonaws.services.glue.schema.builders.SchemaBuilder
import com.amazonaws.services.glue.schema.types.DecimalType
import com.amazonaws.services.glue.types._
import com.amazonaws.services.glue.util.{GlueArgParser, Job, JsonOptions}
import org.apache.spark.SparkContext
import org.apache.spark.sql.DataFrame

import scala.collection.JavaConverters._

object GlueApp {
  def main(sysArgs: Array[String]) {
    val spark: SparkContext = new SparkContext()
    val glueContext: GlueContext = new GlueContext(spark, 1, 20)
    val args = GlueArgParser.getResolvedOptions(sysArgs, Array("JOB_NAME", "dir", "my-opt"))
    same(args("my_opt"), args("my-opt"))
    same(args("RedshiftTempDir"), "s3://tmp/")
    fails("the following arguments are required: --other") {
      GlueArgParser.getResolvedOptions(sysArgs, Array("other"))
    }
    Job.init(if (sysArgs != null) args("JOB_NAME") else "test", glueContext, args.asJava)
    same(Job.isInitialized, true)

    val behaviours = new Behaviours(glueContext, Paths.get(args("dir")))
    behaviours.schemas()
    behaviours.mappings()
    behaviours.choices()
    behaviours.fields()
    behaviours.functions()
    behaviours.records()
    behaviours.relations()
    behaviours.files()
    behaviours.nodes()
    behaviours.models()
    behaviours.columns()
    behaviours.streams()
    Job.commit()
    println("all is well")
  }

  def same(actual: Any, expected: Any): Unit =
    if (actual != expected) throw new AssertionError(s"$actual (expected: $expected)")

  def fails(message: String)(work: => Any): Unit = {
    val said = try { work; "nothing" } catch { case e: Exception => e.getMessage }
    if (!said.contains(message)) throw new AssertionError(s"$said (expected: $message)")
  }
}

class Behaviours(glueContext: GlueContext, directory: Path) {
  import GlueApp.{fails, same}

  private var number = 0

  private def json(lines: String*): DynamicFrame = {
    number += 1
    val file = Files.createDirectories(directory.resolve(s"input-$number")).resolve("records.json")
    Files.write(file, lines.mkString("\n").getBytes(UTF_8))
    glueContext.getSource(
      connectionType = "s3",
      connectionOptions = JsonOptions(Map("paths" -> Seq(file.toString), "recurse" -> true)),
      transformationContext = "source").withFormat("json").getDynamicFrame
  }

  private def shown(frame: DynamicFrame): Seq[String] = frame.showString(20).split("\n").toSeq.filter(_.nonEmpty)

  def schemas(): Unit = {
    val frame = json("""{"id": 1, "code": 10001, "price": 1.5}""", """{"id": 2, "code": "x", "price": 2.5}""")
    same(frame.schema.treeString,
      "root\n|-- id: int\n|-- code: choice\n|    |-- int\n|    |-- string\n|-- price: double\n")
    val expected = new Schema(new SchemaBuilder()
      .beginStruct()
      .atomicField("id", TypeCode.INT)
      .atomicField("name", TypeCode.STRING)
      .atomicField("price", new DecimalType(5, 2))
      .endStruct().build())
    val table = glueContext.getSparkSession.sql("select 1 as id, 'a' as name, cast(2 as decimal(5, 2)) as price")
    val typed = DynamicFrame(table, glueContext)
    same(typed.schema, expected)
    same(typed.schema == frame.schema, false)
    same(typed.withFrameSchema(() => expected).count, 1L)
    same(typed.isSchemaComputed, true)
    same(typed.schema.asFieldList.map(field => field.getName + ":" + field.getType.getType.getName),
      Seq("id:int", "name:string", "price:decimal"))
    typed.printSchema
    typed.show()
    same(typed.withName("typed").getName, "typed")
  }

  def mappings(): Unit = {
    val frame = json("""{"ID": "1", "name": "Ada", "a": {"b": 2}}""")
    val mapped = frame.applyMapping(
      mappings = Seq(("id", "string", "key", "long"), ("name", "string", "who.name", "string"), ("a.b", "int", "b", "string")),
      caseSensitive = false,
      transformationContext = "mapped")
    same(shown(mapped), Seq("""{"key": 1, "who": {"name": "Ada"}, "b": "2"}"""))
    // In Scala names differ in case unless one says otherwise.
    same(shown(frame.applyMapping(Seq(("name", "string", "name", "string"), ("id", "string", "id", "long")))),
      Seq("""{"name": "Ada"}"""))
    same(shown(frame.applyMapping(mappings = Seq(MappingSpec(("name", "who")), MappingSpec(("ID", "n", "int"))))),
      Seq("""{"who": "Ada", "n": 1}"""))
  }

  def choices(): Unit = {
    val frame = json("""{"id": 1, "x": null}""", """{"id": "2", "x": null}""", """{"id": "z", "x": null}""")
    same(shown(frame.resolveChoice(specs = Seq(("id", "cast:long"))).dropNulls(transformationContext = "no")),
      Seq("""{"id": 1}""", """{"id": 2}""", """{"id": null}"""))
    same(frame.resolveChoice(choiceOption = Some(ChoiceOption("MAKE_COLS")), transformationContext = "")
      .toDF().columns.toSeq, Seq("id_int", "x", "id_string"))
    same(frame.toDF(Seq(ResolveSpec("id", "project:int"))).select("id").collect().map(_.get(0)).toSeq, Seq(1, null, null))
    same(frame.toDF().schema("id").dataType.simpleString, "struct<int:int,string:string>")
    same(frame.resolveChoice(specs = Seq(ResolveSpec("id", "make_struct"))).count(), 3L)
    fails("match_catalog needs database") { frame.resolveChoice(choiceOption = Some(ChoiceOption("match_catalog"))) }
  }

  def fields(): Unit = {
    val frame = json("""{"a": 1, "b": {"c": 2, "d": 3}, "e": 4}""")
    same(shown(frame.dropFields(Seq("b.c", "e"), transformationContext = "x")), Seq("""{"a": 1, "b": {"d": 3}}"""))
    same(shown(frame.dropField("b")), Seq("""{"a": 1, "e": 4}"""))
    same(shown(frame.selectFields(paths = Seq("e"))), Seq("""{"e": 4}"""))
    same(shown(frame.renameField("b.c", "b.z").selectField("b")), Seq("""{"b": {"z": 2, "d": 3}}"""))
    same(frame.splitFields(paths = Seq("a")).map(_.schema.asFieldList.map(_.getName)), Seq(Seq("a"), Seq("b", "e")))
    same(frame.unnest().toDF().columns.toSeq, Seq("a", "b.c", "b.d", "e"))
  }

  def functions(): Unit = {
    val frame = json(
      """{"id": 1, "price": "$10", "tags": ["a"]}""",
      """{"id": 2, "price": null, "tags": []}""",
      """{"price": "$30", "tags": null}""")
    same(frame.filter(_.getField("price").exists(_ != null)).count, 2L)
    same(frame.filter(f = record => record.getField("id").isDefined, transformationContext = "x").count(), 2L)

    val failing = frame.filter(_.getField("price").get.asInstanceOf[String].length > 0, errorMsg = "no price",
      callSite = CallSite("here", "why"))
    same((failing.count, failing.errorsCount, failing.stageErrorsCount), (2L, 1L, 1L))
    val error = failing.errorsAsDynamicFrame
      .toDF()
      .select("error.msg", "error.callsite.site", "error.dynamicRecord.id", "error.stackTrace")
      .head
    assert(error.getString(3).contains("script.scala"), error.getString(3))
    same(error.getString(0).startsWith("no price: "), true)
    same((error.getString(1), error.getInt(2)), ("here", 2))
    fails("stageThreshold") {
      json("""{"a": 1}""", """{"a": 2}""", """{"a": 3}""")
        .filter(f = (_: DynamicRecord) => throw new IllegalStateException("no"), stageThreshold = 2).count
    }

    val mapped = frame.map(f = chopFirst)
    same(mapped.count, 2L)
    same(mapped.errorsCount, 1L)
    same(mapped.schema.treeString,
      "root\n|-- id: int\n|-- price: string\n|-- tags: array\n|    |-- element: string\n|-- amount: long\n")
    same(shown(mapped).head, """{"id": 1, "price": "$10", "tags": ["a"], "amount": 10}""")
    same(mapped.toDF().where("amount > 10").count, 1L)
    // The frame that the function was given is as it was.
    same(frame.schema.asFieldList.map(_.getName), Seq("id", "price", "tags"))

    val refused = frame.map { record =>
      if (record.getField("id").contains(2)) record.setError(Error("two"))
      record
    }
    same(refused.errorsAsDynamicFrame().toDF().select("error.msg").head.getString(0), "two")
    same(refused.count(), 2L)
  }

  private val chopFirst: DynamicRecord => DynamicRecord = record => {
    record.addField("amount", new LongNode(record.getField("price").get.asInstanceOf[String].substring(1).toLong))
    record
  }

  def records(): Unit = {
    val record = new DynamicRecord()
    record.addField("a.b", new IntegerNode(1))
    record.addField("`x.y`", new StringNode("dot"))
    record.addField("none", NullNode)
    same(record.toJson, """{"a":{"b":1},"x.y":"dot","none":null}""")
    same(record.getField("a.b"), Some(1))
    same(record.getField("none"), Some(null))
    same(record.getField("a.z"), None)
    same(record.getFieldNode("a").map(_.nodeType), Some(TypeCode.STRUCT))
    val copy = record.clone()
    same(record.dropField("a.b"), Some(new IntegerNode(1)))
    same(copy.getField("a.b"), Some(1))
    same(record == copy, false)
    same(new IntegerNode(2).compare(3L, "<"), true)

    val other = new DynamicRecord()
    other.addField("a", new StringNode("text"))
    other.addField("when", new DateNode(java.sql.Date.valueOf("2024-02-29")))
    other.addField("exact", new DecimalNode(BigDecimal("12.345")))
    other.addField("list", new ArrayNode(scala.collection.mutable.ArrayBuffer(new LongNode(1), new StringNode("two"))))
    val frame = new DynamicFrame(glueContext, glueContext.sparkContext.parallelize(Seq(copy, other), 1))
    same(frame.schema.treeString,
      "root\n|-- a: choice\n|    |-- string\n|    |-- struct\n|    |    |-- b: int\n|-- x.y: string\n|-- none: null\n" +
        "|-- when: date\n|-- exact: decimal\n|-- list: array\n|    |-- element: choice\n|    |    |-- long\n|    |    |-- string\n")
    same(frame.records.collect().toSeq.map(_.getField("a").get.getClass.getSimpleName), Seq("LinkedHashMap", "String"))
    same(frame.records.collect()(1).getField("exact"), Some(BigDecimal("12.345")))
    val row = glueContext.getSparkSession.sql("select 7 as id, named_struct('b', timestamp'2024-01-01 10:00:00') as a").head
    same(DynamicRecord(row, row.schema).getField("a.b"), Some(java.sql.Timestamp.valueOf("2024-01-01 10:00:00")))
  }

  def relations(): Unit = {
    val orders = json("""{"id": 1, "who": "a", "items": [{"sku": "x"}, {"sku": "y"}]}""", """{"id": 2, "who": "b", "items": []}""")
    val people = json("""{"who": "a", "id": 10}""")
    val joined = orders.join(keys1 = Seq("who"), keys2 = Seq("who"), frame2 = people, transformationContext = "joined")
    same((joined.count, joined.toDF().columns.toSet), (1L, Set("id", "who", "items", ".id", ".who")))
    val tables = orders.relationalize(rootTableName = "root", stagingPath = directory.toString, JsonOptions.empty)
    same(tables.map(table => table.getName -> table.count), Seq("root" -> 2L, "root_items" -> 2L))
    same(tables.find(_.getName() == "root_items").get.toDF().columns.toSeq, Seq("id", "index", "items.val.sku"))
    same(orders.union(people).count, 3L)
    same(orders.mergeDynamicFrames(people, Seq("who"), "merged").count, 2L)
    same(orders.splitRows(Seq("id"), Seq(1), Seq(">"), "", CallSite("", ""), 0, 0).map(_.count), Seq(1L, 1L))
    val boxed = json("""{"t": "{\"a\": 1}"}""").unbox(path = "t", format = "json")
    same(shown(boxed), Seq("""{"t": {"a": 1}}"""))
    same(orders.repartition(3).getNumPartitions, 3)
  }

  def files(): Unit = {
    val frame = json("""{"a": 1, "p": "x"}""", """{"a": 2, "p": "y"}""")
    val path = directory.resolve("out").toString
    val sink: DataSink = glueContext.getSinkWithFormat(
      connectionType = "s3",
      options = JsonOptions(Map("path" -> path, "partitionKeys" -> Seq("p"))),
      format = "parquet",
      transformationContext = "sink")
    same(sink.writeDynamicFrame(frame).count, 0L)
    val back: DataFrame = glueContext.getSourceWithFormat("parquet", JsonOptions(s"""{"paths": ["$path"]}"""), format = "parquet")
      .getDynamicFrame().toDF()
    same(back.where("p = 'y'").select("a").head.getInt(0), 2)
    val text = glueContext.getSink("s3", JsonOptions(Map("path" -> (path + "-csv")))).withFormat("csv", JsonOptions(Map("separator" -> "|")))
    text.writeDynamicFrame(frame, CallSite("here", ""))
    same(JsonOptions(Map("a" -> Seq(1, 2), "b" -> Map("c" -> true))).toMap, Map("a" -> List(1, 2), "b" -> Map("c" -> true)))
    fails("connection_type \"nowhere\"") { glueContext.getSource("nowhere", JsonOptions.empty) }
  }

  def nodes(): Unit = {
    val record = new DynamicRecord()
    record.addField("a.b", new LongNode(7))
    record.addField("list", new ArrayNode(scala.collection.mutable.ArrayBuffer(new StringNode("x"), NullNode)))
    val told = new Telling()
    record.traverse(told)
    same(told.said.mkString(" "), "{2 a: {1 b: 7 } list: [2 x null ] }")

    val frame = new DynamicFrame(glueContext, glueContext.sparkContext.parallelize(Seq(record), 1))
    same(record.getRoot.toRow(frame.schema).getStruct(0).getLong(0), 7L)
    same(record.getRoot.toRow(frame.schema).getSeq[String](1), Seq("x", null))
    fails("toRow that resolves a") { record.getRoot.toRow(frame.schema, Map("a" -> ResolveSpec("a", "make_cols"))) }

    val one = scala.collection.mutable.LinkedHashMap[String, DynamicNode]("id" -> new IntegerNode(1), "x" -> new IntegerNode(2))
    val two = scala.collection.mutable.LinkedHashMap[String, DynamicNode]("id" -> new IntegerNode(1), "y" -> new IntegerNode(3))
    same(ObjectNode(Set("id"), one, two, ".").toJson, """{"id":1,"x":2,".id":1,"y":3}""")

    val broken = record.clone()
    broken.setError(Error("no good"))
    val doubled = DynamicFrame.ignoreErrors { r => r.addField("twice", new LongNode(14)); r }
    val records = glueContext.sparkContext.parallelize(Seq(record, broken), 1).map(doubled)
    val made = DynamicFrame.newFrameWithErrors(frame, records, name = "made", transformationContext = "ctx")
    same((made.count, made.errorsCount, made.getName, made.transformationContext), (1L, 1L, "made", "ctx"))
    same(made.withTransformationContext("other").transformationContext, "other")
    val inlined = DynamicFrame.inlineErrors("seen", CallSite("here", "why"))(broken)
    same((inlined.isError, inlined.getField("error.msg"), inlined.getField("error.callsite.site")),
      (false, Some("seen: no good"), Some("here")))
    same(inlined.getField("error.dynamicRecord.a.b"), Some(7L))
  }

  def models(): Unit = {
    val frame = json("""{"a": 1.0}""", """{"a": null}""", """{"a": 3.0}""")
    same(FillMissingValues(frame = frame, missingValuesColumn = "a").toDF().where("a is null").select("a_filled").head.getDouble(0), 2.0)
    fails("FindMatches tfm-1") { FindMatches(frame = frame, transformId = "tfm-1", transformationContext = "x") }
    fails("FindIncrementalMatches") { FindIncrementalMatches(frame, frame, "tfm-1") }
    fails("ChoiceOptionWithResolver(mine)") {
      frame.resolveChoice(choiceOption = Some(ChoiceOptionWithResolver("mine", null)))
    }
  }

  def columns(): Unit = {
    import org.apache.spark.sql.functions.{col, lit}
    val rows = glueContext.getSparkSession.sql("select array(1, 2) as a, 'x' as b")
    same(rows.select(gluefunctions.replaceArrayElement(col("a"), lit(9), 1)).head.getSeq[Int](0), Seq(1, 9))
    same(rows.select(gluefunctions.namedStruct(Seq(lit("n"), col("b"))).as("s")).select("s.n").head.getString(0), "x")
    same(rows.select(gluefunctions.explodeWithIndex(col("a"))).collect().map(row => (row.getInt(0), row.getInt(1))).toSeq,
      Seq((0, 1), (1, 2)))
  }

  def streams(): Unit = {
    val inbox = Files.createDirectories(directory.resolve("inbox"))
    Files.write(inbox.resolve("0.json"), """{"id": 1}""".getBytes(UTF_8))
    val stream = glueContext.getSparkSession.readStream.schema("id int").json(inbox.toString)
    val sampled = glueContext.getSampleStreamingDynamicFrame(
      stream, JsonOptions("""{"windowSize": "1 second", "pollingTimeInMs": "60000", "recordPollingLimit": 1}"""))
    same(sampled.toDF().collect().map(_.getInt(0)).toSeq, Seq(1))
    fails("Polling time needs to be larger") {
      glueContext.getSampleStreamingDynamicFrame(stream, JsonOptions("""{"windowSize": "1 minute"}"""))
    }
    fails("Missing checkpointLocation argument") {
      glueContext.forEachBatch(stream, (_: DataFrame, _: Long) => (), JsonOptions("""{"windowSize": "1 second"}"""))
    }
    var seen = Seq.empty[Long]
    fails("enough") {
      glueContext.forEachBatch(
        stream,
        (rows: DataFrame, number: Long) => { seen :+= rows.count(); throw new IllegalStateException("enough") },
        JsonOptions(Map("windowSize" -> "1 second", "checkpointLocation" -> directory.resolve("checkpoint").toString,
          "batchMaxRetries" -> 1)))
    }
    same(seen, Seq(1L, 1L))
  }
}

class Telling extends RecordTraverser {
  val said = scala.collection.mutable.ArrayBuffer.empty[String]

  def nullValue(): Unit = said += "null"
  def binaryValue(value: Array[Byte]): Unit = said += "bytes"
  def booleanValue(value: Boolean): Unit = said += value.toString
  def byteValue(value: Byte): Unit = said += value.toString
  def dateValue(value: java.sql.Date): Unit = said += value.toString
  def decimalValue(value: BigDecimal): Unit = said += value.toString
  def doubleValue(value: Double): Unit = said += value.toString
  def floatValue(value: Float): Unit = said += value.toString
  def intValue(value: Int): Unit = said += value.toString
  def longValue(value: Long): Unit = said += value.toString
  def shortValue(value: Short): Unit = said += value.toString
  def stringValue(value: String): Unit = said += value
  def timestampValue(value: java.sql.Timestamp): Unit = said += value.toString
  def objectStart(length: Int): Unit = said += "{" + length
  def objectKey(key: String): Unit = said += key + ":"
  def objectEnd(): Unit = said += "}"
  def mapStart(length: Int): Unit = said += "(" + length
  def mapKey(key: String): Unit = said += key + ":"
  def mapEnd(): Unit = said += ")"
  def arrayStart(length: Int): Unit = said += "[" + length
  def arrayEnd(): Unit = said += "]"
}
