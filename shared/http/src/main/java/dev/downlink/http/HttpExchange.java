package dev.downlink.http;

/**
 * A request and what receives its outcome. All methods are called on the client's one thread: they must neither block nor
 * throw. Exactly one of {@link #completed} and {@link #failed} is called, once.
 */
public interface HttpExchange {

    /** Writes the request line and the headers, to the empty line. Called again if the request is sent again. */
    void writeHead(RequestBuffer head);

    /** What follows the head; empty without a body. */
    byte[] body();

    /** Whether the method is HEAD: its response has headers of a body, but no body. */
    default boolean isHead() {
        return false;
    }

    /**
     * Whether it may be sent once more when a connection that worked before closes without a response: the server may have
     * carried it out, though servers rarely close then.
     */
    default boolean isRepeatable() {
        return true;
    }

    /** The response is valid only during the call. */
    void completed(HttpResponse response);

    /** No complete response arrived: not connected, timed out, closed by the server, or malformed. */
    void failed(String reason);
}
