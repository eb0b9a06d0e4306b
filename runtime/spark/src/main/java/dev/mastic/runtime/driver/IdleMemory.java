package dev.mastic.runtime.driver;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives back what the warm-up needed and a driver that waits does not: it may wait for hours. */
final class IdleMemory {
    private static final Logger LOG = LoggerFactory.getLogger(IdleMemory.class);
    private static final String LEAST_FREE = "MinHeapFreeRatio";
    private static final String MOST_FREE = "MaxHeapFreeRatio";
    private static final String TIGHT_PERCENT = "10";

    private IdleMemory() {}

    /** Collects, shrinks the heap to little more than is in use, and lets the C library return its free memory. */
    static void giveBack() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        String least = jvm.getVMOption(LEAST_FREE).getValue();
        String most = jvm.getVMOption(MOST_FREE).getValue();
        jvm.setVMOption(LEAST_FREE, "0");
        jvm.setVMOption(MOST_FREE, TIGHT_PERCENT);
        System.gc();
        jvm.setVMOption(MOST_FREE, most);
        jvm.setVMOption(LEAST_FREE, least);
        trim();
    }

    // What jcmd calls System.trim_native_heap; JDK 17 has it since 17.0.9, on Linux.
    private static void trim() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "systemTrimNativeHeap",
                            new Object[0],
                            new String[0]);
        } catch (JMException notThere) {
            LOG.debug("the C library keeps its free memory: {}", notThere.toString());
        }
    }
}
