package dev.mastic.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts of a column that may be sealed: a sealed one says so, and one that only pretends to be is left as it is. */
public final class SealedText {
    // A character for private use: no text of ours begins with it.
    private static final String MARK = "\uE5EAsealed:";

    private final SealingKey key;

    public SealedText(SealingKey key) {
        this.key = key;
    }

    /**
     * Seals a text for one place.
     *
     * @param place what it belongs to
     */
    public String seal(String text, String place) {
        byte[] sealed = key.seal(text.getBytes(StandardCharsets.UTF_8), place);
        return MARK + Base64.getEncoder().encodeToString(sealed);
    }

    /** The text that was sealed for the place; any other text is answered as it is. */
    public String open(String stored, String place) {
        if (!stored.startsWith(MARK)) {
            return stored;
        }
        try {
            byte[] sealed = Base64.getDecoder().decode(stored.substring(MARK.length()));
            return new String(key.open(sealed, place), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | IllegalStateException notSealedHere) {
            return stored;
        }
    }
}
