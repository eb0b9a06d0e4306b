package dev.mastic.runtime.frame.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/**
 * How the records of a file are written: JSON, XML, Ion, lines of a log. In every syntax a record comes as the tokens of a JSON
 * object, so that one inference and one reader serve all; values that JSON has no form for are embedded objects.
 */
public interface Syntax extends Serializable {

    /** Whether each line holds whole records, so that a file can be read in parts. */
    boolean isByLine();

    /** The records of a whole file. */
    RecordStream open(InputStream file) throws IOException;

    /** The records of a line, when {@link #isByLine}. */
    RecordStream open(byte[] text, int offset, int length) throws IOException;
}
