package dev.mastic.aws;

/** Whose fault a refusal or a failed run is, so that "ours" can be counted. */
public enum Fault {
    /** The request or the script is wrong. */
    CALLER,
    /** Mastic is wrong. */
    PLATFORM,
    /** Something is full, used up or throttled. */
    RESOURCES,
    /** A system outside said no. */
    EXTERNAL
}
