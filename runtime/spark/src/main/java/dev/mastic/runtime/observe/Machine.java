package dev.mastic.runtime.observe;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.StorageStatistics;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.StorageStatus;

/**
 * What this process and its machine look like at one moment.
 *
 * @param cpuLoad of the machine, 0 to 1
 * @param heapMax how far the heap may grow, in bytes
 * @param nonHeapCommitted what the JVM has for other things, in bytes
 * @param blocksOnDisk what Spark has put on disk, in bytes
 * @param lakeRead since the process began, in bytes
 */
record Machine(
        double cpuLoad,
        long heapUsed,
        long heapMax,
        long nonHeapUsed,
        long nonHeapCommitted,
        long diskFree,
        long diskTotal,
        long blocksOnDisk,
        long lakeRead,
        long lakeWritten) {
    private static final Set<String> LAKE = Set.of("s3", "s3a", "s3n");

    static Machine look() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        File disk = Path.of(System.getProperty("java.io.tmpdir")).toFile();
        long read = 0;
        long written = 0;
        for (var each = FileSystem.getGlobalStorageStatistics().iterator(); each.hasNext(); ) {
            StorageStatistics statistics = each.next();
            if (LAKE.contains(String.valueOf(statistics.getScheme()))) {
                read += bytes(statistics, "bytesRead");
                written += bytes(statistics, "bytesWritten");
            }
        }
        return new Machine(
                Math.max(0, system.getCpuLoad()),
                memory.getHeapMemoryUsage().getUsed(),
                memory.getHeapMemoryUsage().getMax(),
                memory.getNonHeapMemoryUsage().getUsed(),
                memory.getNonHeapMemoryUsage().getCommitted(),
                disk.getUsableSpace(),
                disk.getTotalSpace(),
                spilled(),
                read,
                written);
    }

    /** 0 where that is not counted. */
    private static long bytes(StorageStatistics statistics, String key) {
        Long counted = statistics.getLong(key);
        return counted == null ? 0 : counted;
    }

    private static long spilled() {
        SparkEnv environment = SparkEnv.get();
        if (environment == null) {
            return 0;
        }
        long bytes = 0;
        for (StorageStatus status : environment.blockManager().master().getStorageStatus()) {
            bytes += status.diskUsed();
        }
        return bytes;
    }
}
