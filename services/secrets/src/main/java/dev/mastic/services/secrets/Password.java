package dev.mastic.services.secrets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes passwords of given kinds of characters. */
record Password(int length, List<String> kinds, boolean ofEachKind) {
    static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static final String DIGITS = "0123456789";
    static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    static final String SPACE = " ";

    Password {
        kinds = List.copyOf(kinds);
    }

    String make(Random random) {
        List<Character> characters = new ArrayList<>();
        if (ofEachKind) {
            kinds.forEach(kind -> characters.add(oneOf(kind, random)));
        }
        String all = String.join("", kinds);
        while (characters.size() < length) {
            characters.add(oneOf(all, random));
        }
        Collections.shuffle(characters, random);
        StringBuilder password = new StringBuilder();
        characters.forEach(password::append);
        return password.toString();
    }

    private static char oneOf(String characters, Random random) {
        return characters.charAt(random.nextInt(characters.length()));
    }
}
