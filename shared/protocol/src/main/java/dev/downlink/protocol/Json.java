package dev.downlink.protocol;

import java.io.IOException;
import java.util.Optional;

/**
 * One JSON value, passed on as it was written: no number is rounded, no string escaped again. The text is a single valid
 * value without whitespace around its tokens, so it never breaks a frame in two; {@link #read} makes one of any other text.
 */
public record Json(String text) {

    /** Checks a text and strips the whitespace between its tokens; empty if it is not one JSON value. */
    public static Optional<Json> read(String text) {
        try (JsonReader json = new JsonReader(text)) {
            if (!json.nextValue()) {
                return Optional.empty();
            }
            Json value = json.json("value");
            return json.nextValue() || json.takeProblem() != null ? Optional.empty() : Optional.ofNullable(value);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A text as a JSON string, its line breaks escaped. */
    public static Json ofText(String text) {
        return new Json(new JsonWriter(text.length() + 16).element(text).toString());
    }

    /**
     * Strips the whitespace between the tokens of a text that a parser has found to be one JSON value; empty if it is not
     * well-formed Unicode.
     */
    public static Optional<Json> ofValid(String text) {
        return JsonText.isWellFormed(text)
                ? Optional.of(new Json(JsonText.compact(text, 0, text.length())))
                : Optional.empty();
    }

    /** Its size on the wire, in bytes of UTF-8. */
    public int utf8Length() {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A surrogate pair is two characters and four bytes.
                length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return length;
    }
}
