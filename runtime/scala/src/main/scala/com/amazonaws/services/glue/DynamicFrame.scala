package com.amazonaws.services.glue

import scala.collection.JavaConverters._

import com.amazonaws.services.glue.errors.CallSite
import com.amazonaws.services.glue.schema.Schema
import com.amazonaws.services.glue.types.{DynamicNode, NullNode, StringNode}
import com.amazonaws.services.glue.util.JsonOptions
import dev.mastic.runtime.bookmark.Bookmarks
import dev.mastic.runtime.frame.{Comparison, FieldPath, Frame, SchemaJson, Stage, Unboxing}
import dev.mastic.runtime.frame.files.{NotSupported, Options, Spigot, Tables}
import dev.mastic.runtime.frame.json.RecordText
import dev.mastic.runtime.frame.unbox.UnboxFormat
import dev.mastic.runtime.record.{PickledRecords, RecordFunctions}
import org.apache.spark.api.java.JavaRDD
import org.apache.spark.rdd.RDD
import org.apache.spark.sql.DataFrame

/**
 * Records whose fields need not agree in type.
 *
 * Transforms end with the name of the transform, the place of the call, which is kept with the records that fail in it, and
 * the failures in this transform and up to it beyond which the job fails; 0 tolerates any number.
 */
class DynamicFrame private[glue] (
    val glueContext: GlueContext,
    private[glue] val frame: Frame,
    val name: String = "",
    val transformationContext: String = "")
    extends PythonFunctions {

  /** A frame of records that a script made itself. */
  def this(
      glueContext: GlueContext,
      records: RDD[DynamicRecord],
      name: String,
      transformationContext: String,
      callSite: CallSite,
      stageThreshold: Long,
      totalThreshold: Long) =
    this(
      glueContext,
      RecordFunctions.frame(
        glueContext.sparkSession,
        records,
        DynamicFrame.stage(callSite, stageThreshold, totalThreshold)),
      name,
      transformationContext)

  def this(glueContext: GlueContext, records: RDD[DynamicRecord]) =
    this(glueContext, records, "", "", DynamicFrame.NoSite, 0, 0)

  def getName(): String = name

  def withName(name: String): DynamicFrame = new DynamicFrame(glueContext, frame, name, transformationContext)

  def withTransformationContext(ctx: String): DynamicFrame = new DynamicFrame(glueContext, frame, name, ctx)

  def schema(): Schema = new Schema(frame.settled().schema())

  def printSchema(): Unit = println(schema().treeString())

  def pyWithFrameSchema(json: String): DynamicFrame = changed(frame.as(SchemaJson.read(json)))

  def show(numRows: Int = 20): Unit = println(showString(numRows))

  def showString(numRows: Int): String = {
    frame.checkErrors()
    val settled = frame.settled()
    val shown = settled.toldRows().limit(numRows).queryExecution.executedPlan.executeCollect()
    RecordText.show(
      shown.toSeq.asJava,
      settled.schema(),
      glueContext.sparkSession.sessionState.conf.sessionLocalTimeZone)
  }

  def withFrameSchema(getSchema: () => Schema): DynamicFrame = changed(frame.as(getSchema().struct))

  /** Whether the schema is known without a look at the records. */
  def isSchemaComputed(): Boolean = !frame.isTentative()

  def getSchemaIfComputed(): Option[Schema] = if (isSchemaComputed()) Some(schema()) else None

  def recomputeSchema(): Schema = schema()

  def count(): Long = frame.count()

  def toDF(specs: Seq[ResolveSpec] = Seq.empty): DataFrame = {
    frame.checkErrors()
    resolved(specs).settled().rows()
  }

  /** @param mappings a [[MappingSpec]] or a tuple (source path, source type, target path, target type) each */
  def applyMapping(
      mappings: Seq[Product4[String, String, String, String]],
      caseSensitive: Boolean = true,
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    changed(
      frame
        .applyMapping(mappings.map(MappingSpec.mapping).asJava, caseSensitive)
        .at(stage(callSite, stageThreshold, totalThreshold)))

  def dropField(
      path: String,
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    dropFields(Seq(path), transformationContext, callSite, stageThreshold, totalThreshold)

  def dropFields(
      fieldNames: Seq[String],
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    changed(frame.dropFields(paths(fieldNames)).at(stage(callSite, stageThreshold, totalThreshold)))

  /** The records without the fields that are null in all of them. */
  def dropNulls(
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    changed(frame.dropNulls().at(stage(callSite, stageThreshold, totalThreshold)))

  def selectField(
      fieldName: String,
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    selectFields(Seq(fieldName), transformationContext, callSite, stageThreshold, totalThreshold)

  def selectFields(
      paths: Seq[String],
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    changed(frame.selectFields(this.paths(paths)).at(stage(callSite, stageThreshold, totalThreshold)))

  /** The frame of the selected fields and the frame of the rest. */
  def splitFields(
      paths: Seq[String],
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): Seq[DynamicFrame] =
    Seq(
      selectFields(paths, transformationContext, callSite, stageThreshold, totalThreshold),
      dropFields(paths, transformationContext, callSite, stageThreshold, totalThreshold))

  def renameField(
      oldName: String,
      newName: String,
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    changed(
      frame
        .renameField(FieldPath.parse(oldName), FieldPath.parse(newName))
        .at(stage(callSite, stageThreshold, totalThreshold)))

  /**
   * The records with choices resolved, either some of them by `specs` or all of them by one action.
   *
   * @param specs a [[ResolveSpec]] or a tuple (path, action) each
   * @param database with `tableName` the table whose columns `match_catalog` takes the types of
   */
  def resolveChoice(
      specs: Seq[Product2[String, String]] = Seq.empty[ResolveSpec],
      choiceOption: Option[ChoiceOption] = None,
      database: Option[String] = None,
      tableName: Option[String] = None,
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0,
      catalogId: Option[String] = None): DynamicFrame = {
    val done = choiceOption match {
      case None => resolved(specs)
      case Some(_) if specs.nonEmpty =>
        throw new IllegalArgumentException("specs and choiceOption are both given, of which only one can be")
      case Some(choice: ChoiceOptionWithResolver) =>
        throw new NotSupported(s"ChoiceOptionWithResolver(${choice.name})", "ChoiceOption, or map with a function")
      case Some(choice) if choice.name.equalsIgnoreCase("match_catalog") =>
        (database, tableName) match {
          case (Some(db), Some(table)) =>
            frame.resolveAs(new Tables(glueContext.sparkSession).get(db, table).schema)
          case _ => throw new IllegalArgumentException("match_catalog needs database and table_name")
        }
      case Some(choice) => frame.resolveAll(choice.name)
    }
    changed(done.at(stage(callSite, stageThreshold, totalThreshold)))
  }

  private def resolved(specs: Seq[Product2[String, String]]): Frame =
    specs.foldLeft(frame)((frame, spec) => frame.resolve(FieldPath.parse(spec._1), spec._2))

  def union(
      other: DynamicFrame,
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    changed(frame.union(other.frame).at(stage(callSite, stageThreshold, totalThreshold)))

  def join(
      keys1: Seq[String],
      keys2: Seq[String],
      frame2: DynamicFrame,
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    changed(
      frame
        .join(paths(keys1), frame2.frame, paths(keys2))
        .at(stage(callSite, stageThreshold, totalThreshold)))

  /** The records of a newer frame, and those of this one whose primary keys it does not have. */
  def mergeDynamicFrames(
      stageDynamicFrame: DynamicFrame,
      primaryKeys: Seq[String],
      transformationContext: String = "",
      options: JsonOptions = JsonOptions.empty,
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    changed(
      frame
        .merge(stageDynamicFrame.frame, paths(primaryKeys))
        .at(stage(callSite, stageThreshold, totalThreshold)))

  /**
   * Flat frames by their names, of which the first holds the records; nothing is written to the staging path. With bookmarks and a
   * transformation context the ids are others than those of earlier runs.
   */
  def relationalize(
      rootTableName: String,
      stagingPath: String,
      options: JsonOptions = JsonOptions.empty,
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): Seq[DynamicFrame] = {
    val firstId = Bookmarks.current.firstId(transformationContext)
    frame.relationalize(rootTableName, firstId).asScala.toSeq.map { case (table, rows) =>
      new DynamicFrame(glueContext, rows.at(stage(callSite, stageThreshold, totalThreshold)), table)
    }
  }

  def unnest(
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    changed(frame.unnest().at(stage(callSite, stageThreshold, totalThreshold)))

  def unnestDDBJson(
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    changed(frame.unnestDynamoDb().at(stage(callSite, stageThreshold, totalThreshold)))

  def simplifyDDBJson(): DynamicFrame = changed(frame.simplifyDynamoDb())

  /** The records for which all comparisons hold, and the others. */
  def splitRows(
      paths: Seq[String],
      values: Seq[Any],
      operators: Seq[String],
      transformationContext: String,
      callSite: CallSite,
      stageThreshold: Long,
      totalThreshold: Long): Seq[DynamicFrame] = {
    val constants = values.map(_.asInstanceOf[Object]).asJava
    frame
      .splitRows(Comparison.list(paths.asJava, operators.asJava, constants))
      .asScala
      .toSeq
      .map(part => changed(part.at(stage(callSite, stageThreshold, totalThreshold))))
  }

  /** This frame, of whose records some are written under a path as JSON. */
  def spigot(
      path: String,
      options: JsonOptions = JsonOptions("{}"),
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame = {
    Spigot.write(glueContext.sparkSession, frame, path, options.options)
    changed(frame.at(stage(callSite, stageThreshold, totalThreshold)))
  }

  def unbox(
      path: String,
      format: String,
      optionString: String = "{}",
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    changed(
      Unboxing.of(
        frame,
        FieldPath.parse(path),
        UnboxFormat.of(format, Options.parse(optionString)),
        stage(callSite, stageThreshold, totalThreshold)))

  /**
   * The records for which a function is true; those on which it throws become error records.
   *
   * @param errorMsg what the messages of error records begin with
   */
  def filter(
      f: DynamicRecord => Boolean,
      errorMsg: String = "",
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame = {
    val settled = new DynamicFrame(glueContext, frame.settled(), name)
    val verdict = RecordFunctions.verdict(settled.frame, f, errorMsg)
    settled.filterByVerdict(verdict, transformationContext, callSite, stageThreshold, totalThreshold)
  }

  /**
   * What a function makes of each record; those on which it throws become error records.
   *
   * @param errorMsg what the messages of error records begin with
   */
  def map(
      f: DynamicRecord => DynamicRecord,
      errorMsg: String = "",
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    changed(
      RecordFunctions.map(frame.settled(), f, errorMsg, stage(callSite, stageThreshold, totalThreshold)))

  /** The records as Python's programs take them: pickled dicts, each with whether it is an error. */
  def javaToPython(): JavaRDD[Array[Byte]] = PickledRecords.write(records().toJavaRDD())

  /** The records one by one; transforms do without. */
  def records(): RDD[DynamicRecord] = RecordFunctions.records(frame.settled())

  def getNumPartitions(): Int = frame.partitionCount()

  def repartition(
      numPartitions: Int,
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame =
    changed(frame.repartition(numPartitions).at(stage(callSite, stageThreshold, totalThreshold)))

  def coalesce(
      numPartitions: Int,
      shuffle: Boolean = false,
      transformationContext: String = "",
      callSite: CallSite = DynamicFrame.NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame = {
    val fewer = if (shuffle) frame.repartition(numPartitions) else frame.coalesce(numPartitions)
    changed(fewer.at(stage(callSite, stageThreshold, totalThreshold)))
  }

  def errorsAsDynamicFrame(): DynamicFrame =
    frame.errorRecords().map[DynamicFrame](changed(_)).orElseGet(() =>
      DynamicFrame.emptyDynamicFrame(glueContext))

  def errorsCount(): Long = frame.errorCount()

  def stageErrorsCount(): Long = frame.stageErrorCount()

  def assertErrorThreshold(): Unit = frame.checkErrors()

  private[glue] def changed(changed: Frame): DynamicFrame = new DynamicFrame(glueContext, changed, name)

  private def paths(texts: Seq[String]): java.util.List[FieldPath] = texts.map(FieldPath.parse).asJava

  private[glue] def stage(site: CallSite, stageThreshold: Long, totalThreshold: Long): Stage =
    DynamicFrame.stage(site, stageThreshold, totalThreshold)
}

object DynamicFrame {
  private val NoSite = CallSite("Not provided", "")

  private def stage(site: CallSite, stageThreshold: Long, totalThreshold: Long): Stage =
    Option(site).fold(new Stage("", "", stageThreshold, totalThreshold))(site =>
      new Stage(site.site, Option(site.info).getOrElse(""), stageThreshold, totalThreshold))

  def apply(rows: DataFrame, glueContext: GlueContext): DynamicFrame =
    new DynamicFrame(glueContext, Frame.of(rows))

  /**
   * The frame of what a function of Python made of the records of another.
   *
   * @param pickled dicts with the keys `record`, `isError` and `errorMessage`, in batches
   */
  def fromPythonRDD(
      source: DynamicFrame,
      pickled: JavaRDD[Array[Byte]],
      glueContext: GlueContext,
      transformationContext: String,
      name: String,
      callSite: CallSite,
      stageThreshold: Long,
      totalThreshold: Long): DynamicFrame = {
    val made = RecordFunctions.frame(
      glueContext.sparkSession,
      PickledRecords.read(pickled),
      stage(callSite, stageThreshold, totalThreshold))
    new DynamicFrame(glueContext, made.after(source.frame), name)
  }

  /** The frame of records that a script has made of those of another; error records among them are its errors. */
  def newFrameWithErrors(
      prevFrame: DynamicFrame,
      rdd: RDD[DynamicRecord],
      name: String = "",
      transformationContext: String = "",
      callSite: CallSite = NoSite,
      stageThreshold: Long = 0,
      totalThreshold: Long = 0): DynamicFrame = {
    val context = prevFrame.glueContext
    val made = RecordFunctions.frame(context.sparkSession, rdd, stage(callSite, stageThreshold, totalThreshold))
    new DynamicFrame(context, made.after(prevFrame.frame), name, transformationContext)
  }

  /** A function that leaves error records as they are. */
  def ignoreErrors(fn: DynamicRecord => DynamicRecord): DynamicRecord => DynamicRecord =
    record => if (record.isError()) record else fn(record)

  /** A function that makes a record of an error record: its field `error` says what went wrong, where, and in which record. */
  def inlineErrors(msg: String, callSite: CallSite): DynamicRecord => DynamicRecord =
    record => if (record.isError()) inlined(record, msg, callSite) else record

  private def inlined(record: DynamicRecord, msg: String, callSite: CallSite): DynamicRecord = {
    val told = new DynamicRecord()
    told.addField("error.msg", new StringNode(if (msg.isEmpty) record.getError().msg else s"$msg: ${record.getError().msg}"))
    told.addField("error.callsite.site", new StringNode(callSite.site))
    told.addField("error.callsite.info", Option(callSite.info).fold[DynamicNode](NullNode)(new StringNode(_)))
    told.addField("error.dynamicRecord", record.getRoot())
    told
  }

  def emptyDynamicFrame(glueContext: GlueContext): DynamicFrame =
    apply(glueContext.sparkSession.emptyDataFrame, glueContext)
}
