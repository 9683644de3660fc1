package dev.downlink.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A request whose outcome a test waits for. */
record TestExchange(String method, byte[] body, CompletableFuture<Outcome> outcome) implements HttpExchange {

    /** What came of it: {@code failure} is empty after a response. */
    record Outcome(int status, String body, String failure) {}

    static TestExchange get() {
        return of("GET", new byte[0]);
    }

    static TestExchange of(String method, byte[] body) {
        return new TestExchange(method, body, new CompletableFuture<>());
    }

    @Override
    public void writeHead(RequestBuffer head) {
        head.put(method + " / HTTP/1.1\r\nHost: test\r\nContent-Length: ")
                .putDecimal(body.length)
                .put("\r\n\r\n");
    }

    /** Not PATCH: the server may have done it. */
    @Override
    public boolean isRepeatable() {
        return !method.equals("PATCH");
    }

    @Override
    public boolean isHead() {
        return method.equals("HEAD");
    }

    @Override
    public void completed(HttpResponse response) {
        outcome.complete(new Outcome(response.status(), new String(response.body(), StandardCharsets.ISO_8859_1), ""));
    }

    @Override
    public void failed(String reason) {
        outcome.complete(new Outcome(0, "", reason));
    }
}
