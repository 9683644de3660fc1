package dev.downlink.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A complete response. Its bytes belong to the connection: it is valid only during {@link HttpExchange#completed}. */
public final class HttpResponse {

    private final ResponseHead head;
    private byte[] bytes = {};
    private int bodyStart;
    private int bodyEnd;

    HttpResponse(ResponseHead head) {
        this.head = head;
    }

    void set(byte[] source, int start, int end) {
        bytes = source;
        bodyStart = start;
        bodyEnd = end;
    }

    public int status() {
        return head.status();
    }

    /** The first header of that name, ignoring case. */
    public Optional<String> header(String name) {
        String[] found = new String[1];
        head.forEachHeader(bytes, (each, value) -> {
            if (found[0] == null && each.equalsIgnoreCase(name)) {
                found[0] = value;
            }
        });
        return Optional.ofNullable(found[0]);
    }

    /** Name and value of each header line, in order. */
    public void forEachHeader(BiConsumer<String, String> action) {
        head.forEachHeader(bytes, action);
    }

    /** A copy. */
    public byte[] body() {
        return Arrays.copyOfRange(bytes, bodyStart, bodyEnd);
    }

    /** The body's first bytes, up to {@code maxBytes}, as UTF-8. */
    public String text(int maxBytes) {
        return new String(bytes, bodyStart, Math.min(bodyEnd - bodyStart, maxBytes), StandardCharsets.UTF_8);
    }
}
