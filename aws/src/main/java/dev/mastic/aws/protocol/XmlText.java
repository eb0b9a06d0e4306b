package dev.mastic.aws.protocol;

import java.nio.charset.StandardCharsets;

/** Builds an XML document. Names come from models, all other text is escaped. */
final class XmlText {
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int NONCHARACTERS = 0xfffe;

    private final StringBuilder out = new StringBuilder(1024).append(DECLARATION);

    XmlText open(String name) {
        out.append('<').append(name).append('>');
        return this;
    }

    XmlText openWith(String name, String attribute, String value) {
        out.append('<').append(name).append(' ').append(attribute).append("=\"");
        int from = out.length();
        escaped(value);
        for (int quote = out.indexOf("\"", from); quote >= 0; quote = out.indexOf("\"", quote)) {
            out.replace(quote, quote + 1, "&quot;");
        }
        out.append("\">");
        return this;
    }

    XmlText openIn(String name, String namespace) {
        return namespace.isEmpty() ? open(name) : openWith(name, "xmlns", namespace);
    }

    XmlText close(String name) {
        out.append("</").append(name).append('>');
        return this;
    }

    XmlText text(String text) {
        escaped(text);
        return this;
    }

    XmlText element(String name, String text) {
        return open(name).text(text).close(name);
    }

    byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    // Quotes stay as they are: version 1 of the Java SDK, which S3A uses, keeps only what follows the last reference
    // in an error's message.
    private void escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\t', '\n' -> out.append(c);
                default -> {
                    if (c < FIRST_PRINTABLE || c >= NONCHARACTERS) {
                        // XML 1.0 cannot say these; S3 writes the reference all the same and offers encoding-type=url.
                        out.append("&#").append((int) c).append(';');
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }
}
