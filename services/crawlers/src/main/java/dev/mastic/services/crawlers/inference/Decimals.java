package dev.mastic.services.crawlers.inference;

/** Decimals with the bounds that Hive has. */
final class Decimals {
    private static final int PRECISION_MAX = 38;

    private Decimals() {}

    static DataType of(int precision, int scale) {
        if (precision < 1 || precision > PRECISION_MAX || scale < 0 || scale > precision) {
            throw new DamagedFileException("decimal(" + precision + "," + scale + ") does not exist");
        }
        return new DataType.Simple("decimal(" + precision + "," + scale + ")");
    }
}
