package dev.mastic.runtime.lake

import org.apache.hadoop.fs.{FileSystem, Path}
import org.apache.hadoop.mapreduce.{JobContext, OutputCommitter, TaskAttemptContext}
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter
import org.apache.spark.internal.io.{FileCommitProtocol, FileNameSpec, HadoopMapReduceCommitProtocol}
import org.apache.spark.internal.io.FileCommitProtocol.TaskCommitMessage
import org.apache.spark.internal.io.cloud.PathOutputCommitProtocol

/** Commits what a job writes: by the committer of the path's file system (on S3 the magic one, which renames nothing), and
  * for dynamic partition overwrite by staging and renaming, because the former refuses it.
  */
final class LakeCommitProtocol(jobId: String, path: String, dynamicPartitionOverwrite: Boolean)
    extends FileCommitProtocol with Serializable {

  private val protocol: FileCommitProtocol =
    if (dynamicPartitionOverwrite) new StagedCommitProtocol(jobId, path)
    else new PathOutputCommitProtocol(jobId, path, false)

  override def setupJob(job: JobContext): Unit = protocol.setupJob(job)

  override def commitJob(job: JobContext, tasks: Seq[TaskCommitMessage]): Unit = protocol.commitJob(job, tasks)

  override def abortJob(job: JobContext): Unit = protocol.abortJob(job)

  override def setupTask(task: TaskAttemptContext): Unit = protocol.setupTask(task)

  override def newTaskTempFile(task: TaskAttemptContext, dir: Option[String], spec: FileNameSpec): String =
    protocol.newTaskTempFile(task, dir, spec)

  @deprecated("use newTaskTempFile with a FileNameSpec", "Spark 3.3")
  override def newTaskTempFile(task: TaskAttemptContext, dir: Option[String], ext: String): String =
    protocol.newTaskTempFile(task, dir, FileNameSpec("", ext))

  override def newTaskTempFileAbsPath(task: TaskAttemptContext, absoluteDir: String, spec: FileNameSpec): String =
    protocol.newTaskTempFileAbsPath(task, absoluteDir, spec)

  @deprecated("use newTaskTempFileAbsPath with a FileNameSpec", "Spark 3.3")
  override def newTaskTempFileAbsPath(task: TaskAttemptContext, absoluteDir: String, ext: String): String =
    protocol.newTaskTempFileAbsPath(task, absoluteDir, FileNameSpec("", ext))

  override def commitTask(task: TaskAttemptContext): TaskCommitMessage = protocol.commitTask(task)

  override def abortTask(task: TaskAttemptContext): Unit = protocol.abortTask(task)

  override def deleteWithJob(fs: FileSystem, path: Path, recursive: Boolean): Boolean =
    protocol.deleteWithJob(fs, path, recursive)

  override def onTaskCommit(message: TaskCommitMessage): Unit = protocol.onTaskCommit(message)
}

/** Spark's own staging for dynamic partition overwrite, always on the classic committer: the session's committer class and
  * the file system's factory would both bring the magic one back.
  */
private final class StagedCommitProtocol(jobId: String, path: String)
    extends HadoopMapReduceCommitProtocol(jobId, path, true) {

  override protected def setupCommitter(task: TaskAttemptContext): OutputCommitter =
    new FileOutputCommitter(stagingDir, task)
}
