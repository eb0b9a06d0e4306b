package dev.mastic.runs;

/** Whose fault a failed run is, so that "ours" can be counted. */
public enum Fault {
    /** The script or the job's definition is wrong. */
    CALLER,
    /** Mastic is wrong. */
    PLATFORM,
    /** Memory, disk or something else is used up. */
    RESOURCES,
    /** A system outside said no. */
    EXTERNAL
}
