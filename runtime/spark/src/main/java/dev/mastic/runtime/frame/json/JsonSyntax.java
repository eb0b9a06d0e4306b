package dev.mastic.runtime.frame.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import java.io.IOException;
import java.io.InputStream;

/**
 * JSON.
 *
 * @param multiLine whether a record may go over lines
 * @param path of the records within each text
 */
public record JsonSyntax(boolean multiLine, JsonPath path) implements Syntax {

    @Override
    public boolean isByLine() {
        return !multiLine;
    }

    @Override
    public RecordStream open(InputStream file) throws IOException {
        return along(JsonRecords.FACTORY.createParser(file));
    }

    @Override
    public RecordStream open(byte[] text, int offset, int length) throws IOException {
        return along(JsonRecords.FACTORY.createParser(text, offset, length));
    }

    private RecordStream along(JsonParser text) {
        return new JsonRecords(
                path.isRoot()
                        ? text
                        : new FilteringParserDelegate(text, path.filter(), Inclusion.ONLY_INCLUDE_ALL, true));
    }
}
