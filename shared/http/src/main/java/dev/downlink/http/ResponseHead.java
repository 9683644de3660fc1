package dev.downlink.http;

import java.util.Locale;
import java.util.function.BiConsumer;

/** The status line and headers of a response, read in place; reused for the next response. */
final class ResponseHead {

    /** How the end of the body is known (RFC 9112, section 6.3). */
    enum Framing {
        NONE,
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    private static final int NOTHING = -1;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int LONGEST_QUOTE = 100;

    private byte[] bytes = {};
    private int headersStart;
    private int headersEnd;
    private int status;
    private long contentLength;
    private boolean chunked;
    private boolean keepAlive;

    /** {@code from} is the first byte of the status line, {@code to} is after the empty line. */
    void parse(byte[] source, int from, int to) throws MalformedResponseException {
        bytes = source;
        headersEnd = to - 2;
        contentLength = NOTHING;
        chunked = false;
        headersStart = parseStatusLine(from);
        for (int line = headersStart; line < headersEnd; ) {
            int lineEnd = Ascii.lineEnd(bytes, line, headersEnd);
            parseHeader(line, lineEnd);
            line = lineEnd + 2;
        }
    }

    int status() {
        return status;
    }

    boolean isInformational() {
        return status < 200;
    }

    long contentLength() {
        return contentLength;
    }

    Framing framing(boolean answersHead) {
        if (answersHead || status == 204 || status == 304) {
            return Framing.NONE;
        }
        if (chunked) {
            return Framing.CHUNKED;
        }
        return contentLength == NOTHING ? Framing.UNTIL_CLOSE : Framing.LENGTH;
    }

    /** A response with two framings may be smuggled: its connection is not reused. */
    boolean keepsAlive() {
        return keepAlive && !(chunked && contentLength != NOTHING);
    }

    /** Reads from {@code source}, which begins with the bytes that were parsed. */
    void forEachHeader(byte[] source, BiConsumer<String, String> action) {
        for (int line = headersStart; line < headersEnd; ) {
            int lineEnd = Ascii.lineEnd(source, line, headersEnd);
            int colon = Ascii.indexOf(source, ':', line, lineEnd);
            action.accept(
                    Ascii.text(source, line, colon),
                    Ascii.text(source, colon + 1, lineEnd).strip());
            line = lineEnd + 2;
        }
    }

    private int parseStatusLine(int from) throws MalformedResponseException {
        int lineEnd = Ascii.lineEnd(bytes, from, headersEnd);
        boolean valid = lineEnd - from >= 12
                && Ascii.matches(bytes, from, "http/1.")
                && (bytes[from + 7] == '0' || bytes[from + 7] == '1')
                && bytes[from + 8] == ' '
                && (lineEnd == from + 12 || bytes[from + 12] == ' ');
        status = valid ? (int) Ascii.decimal(bytes, from + 9, from + 12) : NOTHING;
        if (status < 100 || status == SWITCHING_PROTOCOLS) {
            throw new MalformedResponseException("unexpected status line: " + quote(from, lineEnd));
        }
        keepAlive = bytes[from + 7] == '1';
        return lineEnd + 2;
    }

    private void parseHeader(int from, int to) throws MalformedResponseException {
        int colon = Ascii.indexOf(bytes, ':', from, to);
        if (colon <= from || bytes[from] <= ' ' || bytes[colon - 1] <= ' ') {
            throw new MalformedResponseException("unexpected header line: " + quote(from, to));
        }
        switch (colon - from) {
            case 10 -> {
                if (Ascii.matches(bytes, from, "connection")) {
                    parseConnection(Ascii.text(bytes, colon + 1, to));
                }
            }
            case 14 -> {
                if (Ascii.matches(bytes, from, "content-length")) {
                    parseContentLength(colon + 1, to);
                }
            }
            case 17 -> {
                if (Ascii.matches(bytes, from, "transfer-encoding")) {
                    parseTransferEncoding(Ascii.text(bytes, colon + 1, to).strip());
                }
            }
            default -> {}
        }
    }

    private void parseConnection(String value) {
        for (String option : value.split(",", -1)) {
            switch (option.strip().toLowerCase(Locale.ROOT)) {
                case "close" -> keepAlive = false;
                case "keep-alive" -> keepAlive = true;
                default -> {}
            }
        }
    }

    private void parseContentLength(int from, int to) throws MalformedResponseException {
        int start = from;
        int end = to;
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        while (start < end && isBlank(bytes[end - 1])) {
            end--;
        }
        long length = Ascii.decimal(bytes, start, end);
        if (length == NOTHING || (contentLength != NOTHING && contentLength != length)) {
            throw new MalformedResponseException("unexpected Content-Length: " + quote(from, to));
        }
        contentLength = length;
    }

    /** Accepts {@code chunked} only: requests allow no other transfer coding. */
    private void parseTransferEncoding(String value) throws MalformedResponseException {
        if (chunked || !value.equalsIgnoreCase("chunked")) {
            throw new MalformedResponseException("unexpected Transfer-Encoding: " + value);
        }
        chunked = true;
    }

    private static boolean isBlank(byte each) {
        return each == ' ' || each == '\t';
    }

    private String quote(int from, int to) {
        return Ascii.text(bytes, from, Math.min(to, from + LONGEST_QUOTE));
    }
}
