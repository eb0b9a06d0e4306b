package org.apache.spark.sql.hive

import dev.mastic.runtime.lake.{HiveProviderRule, HiveStatements}
import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.catalyst.parser.ParserInterface
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan
import org.apache.spark.sql.catalyst.rules.Rule
import org.apache.spark.sql.internal.{SessionState, SessionStateBuilder}

/** The class that Spark looks up by name for a session of catalogImplementation=hive: the plain one, which also understands
  * the statements that Spark keeps for Hive.
  */
class HiveSessionStateBuilder(session: SparkSession, parent: Option[SessionState])
    extends SessionStateBuilder(session, parent) {

  override protected lazy val sqlParser: ParserInterface =
    new HiveStatements(extensions.buildParser(session, new org.apache.spark.sql.execution.SparkSqlParser()))

  override protected def customResolutionRules: Seq[Rule[LogicalPlan]] =
    HiveProviderRule +: super.customResolutionRules
}
