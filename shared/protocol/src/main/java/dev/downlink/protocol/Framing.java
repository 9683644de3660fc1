package dev.downlink.protocol;

/** How many JSON objects one WebSocket frame to a client may hold. */
public enum Framing {
    /** One: for clients that parse a whole frame. */
    SINGLE,
    /** Several, separated by newlines: for Centrifuge clients, and for others that ask for it. */
    LINES;

    /** Centrifuge clients always split frames; others only where they say so. */
    public static Framing of(Dialect dialect, boolean linesRequested) {
        return switch (dialect) {
            case CENTRIFUGE -> LINES;
            case ACTION -> linesRequested ? LINES : SINGLE;
        };
    }
}
