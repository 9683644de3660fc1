package dev.downlink.connectionservice.token;

/** Why a token is refused, for the log: parts of it come from the token. */
final class Reason {

    private static final int MAX_LENGTH = 200;

    private Reason() {}

    /** Without line breaks and other control characters, and not longer than a line. */
    static String printable(String reason) {
        String line = reason.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]", " ");
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) : line;
    }
}
