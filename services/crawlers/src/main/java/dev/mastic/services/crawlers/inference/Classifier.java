package dev.mastic.services.crawlers.inference;

import java.io.IOException;
import java.util.Optional;

/** Tells whether a file is of a format, and if so, what is in it. */
@FunctionalInterface
public interface Classifier {
    /**
     * Looks at a file.
     *
     * @return empty when it is of another format
     * @throws IOException when it cannot be read
     * @throws DamagedFileException when it is of this format and cannot be understood
     */
    Optional<Finding> classify(Sample sample) throws IOException;
}
