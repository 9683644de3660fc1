package dev.downlink.protocol;

/** Checks and measures text before it is passed on as JSON. */
public final class JsonText {

    private JsonText() {}

    /** Half a surrogate pair cannot be written in UTF-8: two different texts would become one. */
    public static boolean isWellFormed(String text) {
        return isWellFormed(text, 0, text.length());
    }

    /** The size of a text as a JSON string in bytes of UTF-8, quotes and escapes included. */
    public static int quotedUtf8Length(String text) {
        int length = 2 + new Json(text).utf8Length();
        for (int i = 0; i < text.length(); i++) {
            length += switch (text.charAt(i)) {
                case '"', '\\', '\b', '\t', '\n', '\f', '\r' -> 1;
                // Escaped by number: six characters.
                default -> text.charAt(i) < ' ' ? 5 : 0;
            };
        }
        return length;
    }

    static boolean isWellFormed(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < end && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Strips the whitespace between the tokens of a value. Copies nothing if there is none, as in most values. */
    static String compact(String text, int start, int end) {
        StringBuilder compact = new StringBuilder(0);
        int copied = start;
        boolean quoted = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (!quoted && c <= ' ') {
                compact.append(text, copied, i);
                copied = i + 1;
            }
        }
        return copied == start
                ? text.substring(start, end)
                : compact.append(text, copied, end).toString();
    }
}
