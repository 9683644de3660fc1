package dev.downlink.http;

import java.nio.charset.StandardCharsets;

/** Reads text of HTTP/1.1 in place. */
final class Ascii {

    private Ascii() {}

    /** Whether the text at that position equals {@code lowerCase}, ignoring case. */
    static boolean matches(byte[] bytes, int at, String lowerCase) {
        for (int i = 0; i < lowerCase.length(); i++) {
            int each = bytes[at + i];
            if ((each >= 'A' && each <= 'Z' ? each + 32 : each) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A decimal number of up to 18 digits without sign, or -1 if it is anything else. */
    static long decimal(byte[] bytes, int from, int to) {
        if (from >= to || to - from > 18) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /** The position of the line end (CR LF) at or after {@code from}, or -1 if there is none before {@code to}. */
    static int lineEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to - 1; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
