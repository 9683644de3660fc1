package dev.downlink.http;

import java.nio.ByteBuffer;

/** Reads the responses of a connection one after the other, from bytes that may be split anywhere. */
final class ResponseReader {

    private static final int INITIAL_BYTES = 4_096;
    /** A buffer that grew for a large response is kept up to this size. */
    private static final int KEPT_BYTES = 65_536;
    /** Of all headers together, informational responses included. */
    private static final int MAX_HEAD_BYTES = 32_768;

    private final int maxBodyBytes;
    private final ResponseHead head = new ResponseHead();
    private final ChunkedBody chunks = new ChunkedBody();
    private final HttpResponse response = new HttpResponse(head);

    private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_BYTES);
    private boolean answersHead;
    private boolean headRead;
    private int headStart;
    private int searchedTo;
    private int bodyStart;

    ResponseReader(int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Begins the next response. */
    void start(boolean answersHead) {
        this.answersHead = answersHead;
        headRead = false;
        headStart = 0;
        searchedTo = 0;
        buffer = buffer.capacity() > KEPT_BYTES ? ByteBuffer.allocate(INITIAL_BYTES) : buffer.clear();
    }

    /** The buffer for the next bytes of the connection, with room for at least that many. */
    ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
            buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
        }
        return buffer;
    }

    boolean isEmpty() {
        return buffer.position() == 0;
    }

    /** Parses the bytes received; returns whether the response is complete. */
    boolean advance() throws MalformedResponseException {
        if (!headRead && !readHead()) {
            return false;
        }
        int received = buffer.position() - bodyStart;
        if (received > maxBodyBytes) {
            throw new MalformedResponseException("body larger than " + maxBodyBytes + " bytes");
        }
        return switch (head.framing(answersHead)) {
            case NONE -> complete(bodyStart);
            case LENGTH -> received >= head.contentLength() && complete(bodyStart + (int) head.contentLength());
            case CHUNKED -> chunks.decode(buffer.array(), buffer.position()) && complete(chunks.decodedEnd());
            case UNTIL_CLOSE -> false;
        };
    }

    /** Whether the response is complete now that the server has closed the connection. */
    boolean isCompleteAtClose() {
        return headRead && head.framing(answersHead) == ResponseHead.Framing.UNTIL_CLOSE && complete(buffer.position());
    }

    HttpResponse response() {
        return response;
    }

    /** Whether the connection can carry another request: not after unexpected bytes. */
    boolean keepsAlive() {
        int end = switch (head.framing(answersHead)) {
            case NONE -> bodyStart;
            case LENGTH -> bodyStart + (int) head.contentLength();
            case CHUNKED -> chunks.rawEnd();
            case UNTIL_CLOSE -> -1;
        };
        return head.keepsAlive() && buffer.position() == end;
    }

    private boolean complete(int bodyEnd) {
        response.set(buffer.array(), bodyStart, bodyEnd);
        return true;
    }

    private boolean readHead() throws MalformedResponseException {
        int end = headEnd();
        while (end != -1) {
            head.parse(buffer.array(), headStart, end);
            if (!head.isInformational()) {
                startBody(end);
                return true;
            }
            headStart = end;
            searchedTo = end;
            end = headEnd();
        }
        if (buffer.position() > MAX_HEAD_BYTES) {
            throw new MalformedResponseException("headers larger than " + MAX_HEAD_BYTES + " bytes");
        }
        return false;
    }

    private void startBody(int start) throws MalformedResponseException {
        headRead = true;
        bodyStart = start;
        chunks.start(start);
        if (head.framing(answersHead) == ResponseHead.Framing.LENGTH && head.contentLength() > maxBodyBytes) {
            throw new MalformedResponseException("body larger than " + maxBodyBytes + " bytes");
        }
    }

    /** The position after the empty line; -1 if it has not arrived. */
    private int headEnd() {
        byte[] bytes = buffer.array();
        int to = buffer.position() - 3;
        for (int i = searchedTo; i < to; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i + 4;
            }
        }
        searchedTo = Math.max(searchedTo, to);
        return -1;
    }
}
