package dev.downlink.http;

/** Decodes the chunked transfer coding in place: decoded bytes precede undecoded ones (RFC 9112, section 7.1). */
final class ChunkedBody {

    private static final int LONGEST_LINE = 8_192;

    private enum Part {
        SIZE,
        DATA,
        DATA_END,
        TRAILER,
        END
    }

    private Part part = Part.SIZE;
    private int readAt;
    private int decodedEnd;
    private long leftOfChunk;

    void start(int bodyStart) {
        part = Part.SIZE;
        readAt = bodyStart;
        decodedEnd = bodyStart;
    }

    /** Decodes up to {@code filled}; returns whether the last chunk and the trailers have been read. */
    boolean decode(byte[] bytes, int filled) throws MalformedResponseException {
        boolean more = true;
        while (more && part != Part.END) {
            more = switch (part) {
                case SIZE -> readSize(bytes, filled);
                case DATA -> readData(bytes, filled);
                case DATA_END -> readDataEnd(bytes, filled);
                case TRAILER -> readTrailer(bytes, filled);
                case END -> false;
            };
        }
        return part == Part.END;
    }

    /** The end of the decoded body, exclusive. */
    int decodedEnd() {
        return decodedEnd;
    }

    /** The end of the response, exclusive. */
    int rawEnd() {
        return readAt;
    }

    private boolean readSize(byte[] bytes, int filled) throws MalformedResponseException {
        int end = line(bytes, filled);
        if (end == -1) {
            return false;
        }
        int extension = Ascii.indexOf(bytes, ';', readAt, end);
        String size =
                Ascii.text(bytes, readAt, extension == -1 ? end : extension).stripTrailing();
        leftOfChunk = size(size);
        readAt = end + 2;
        part = leftOfChunk == 0 ? Part.TRAILER : Part.DATA;
        return true;
    }

    private static long size(String hex) throws MalformedResponseException {
        boolean valid = !hex.isEmpty() && hex.length() < 16;
        long size = 0;
        for (int i = 0; i < hex.length() && valid; i++) {
            int digit = Character.digit(hex.charAt(i), 16);
            valid = digit != -1;
            size = 16 * size + digit;
        }
        if (!valid) {
            throw new MalformedResponseException("unexpected chunk size: " + hex);
        }
        return size;
    }

    private boolean readData(byte[] bytes, int filled) {
        int n = (int) Math.min(leftOfChunk, filled - readAt);
        System.arraycopy(bytes, readAt, bytes, decodedEnd, n);
        readAt += n;
        decodedEnd += n;
        leftOfChunk -= n;
        if (leftOfChunk == 0) {
            part = Part.DATA_END;
        }
        return leftOfChunk == 0;
    }

    private boolean readDataEnd(byte[] bytes, int filled) throws MalformedResponseException {
        if (filled - readAt < 2) {
            return false;
        }
        if (bytes[readAt] != '\r' || bytes[readAt + 1] != '\n') {
            throw new MalformedResponseException("chunk longer than its size");
        }
        readAt += 2;
        part = Part.SIZE;
        return true;
    }

    private boolean readTrailer(byte[] bytes, int filled) throws MalformedResponseException {
        int end = line(bytes, filled);
        if (end == -1) {
            return false;
        }
        if (end == readAt) {
            part = Part.END;
        }
        readAt = end + 2;
        return true;
    }

    private int line(byte[] bytes, int filled) throws MalformedResponseException {
        int end = Ascii.lineEnd(bytes, readAt, filled);
        if (end == -1 && filled - readAt > LONGEST_LINE) {
            throw new MalformedResponseException("chunk size or trailer line longer than " + LONGEST_LINE + " bytes");
        }
        return end;
    }
}
