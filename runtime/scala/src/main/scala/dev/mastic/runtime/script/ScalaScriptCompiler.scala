package dev.mastic.runtime.script

import java.io.File
import java.nio.file.Path

import scala.collection.JavaConverters._
import scala.reflect.internal.util.Position
import scala.tools.nsc.{Global, Settings}
import scala.tools.nsc.reporters.StoreReporter

import dev.mastic.runtime.driver.{ScriptCompiler, ScriptNotCompiled}

/** Compiles scripts with the compiler of Spark's own Scala, in this JVM. */
class ScalaScriptCompiler extends ScriptCompiler {

  override def compile(source: Path, classPath: java.util.List[Path], jar: Path): Unit = {
    val settings = new Settings()
    settings.classpath.value = classPath.asScala.mkString(File.pathSeparator)
    settings.outputDirs.setSingleOutput(jar.toString)
    val reporter = new StoreReporter(settings)
    val global = new Global(settings, reporter)
    try {
      new global.Run().compile(List(source.toString))
    } finally {
      global.close()
    }
    reporter.finish()
    if (reporter.hasErrors) {
      throw notCompiled(source, reporter)
    }
  }

  private def notCompiled(source: Path, reporter: StoreReporter): ScriptNotCompiled = {
    val infos = reporter.infos.toSeq
    val report = infos.map(info => Position.formatMessage(info.pos, s"${label(info)}: ${info.msg}", shortenFile = true))
    val first = infos.find(_.severity == reporter.ERROR).get
    val line = if (first.pos.isDefined) first.pos.line else 0
    val place = if (line > 0) s"${source.getFileName}:$line" else source.getFileName.toString
    new ScriptNotCompiled(s"$place: ${first.msg.replaceAll("\\s+", " ")}", line, report.mkString("\n"))
  }

  private def label(info: StoreReporter.Info): String = info.severity.toString.toLowerCase
}
