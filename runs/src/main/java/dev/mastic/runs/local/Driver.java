package dev.mastic.runs.local;

import dev.mastic.runs.DriverRef;
import java.util.OptionalInt;

/**
 * A driver that this server started.
 *
 * @param memoryKills the kernel's count of processes ended for want of memory, when this one began
 */
record Driver(DriverFolder folder, Processes.Spawned process, OptionalInt memoryKills) {
    DriverRef ref() {
        return new DriverRef(folder.name(), process.pid(), process.start());
    }
}
