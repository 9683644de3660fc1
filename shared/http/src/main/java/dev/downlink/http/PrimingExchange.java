package dev.downlink.http;

import java.util.concurrent.CountDownLatch;

/** A request whose result is ignored: it initializes what a connection to the origin needs. */
final class PrimingExchange implements HttpExchange {

    private static final byte[] NOTHING = {};

    private final Origin origin;
    private final CountDownLatch ended = new CountDownLatch(1);

    PrimingExchange(Origin origin) {
        this.origin = origin;
    }

    CountDownLatch ended() {
        return ended;
    }

    @Override
    public void writeHead(RequestBuffer head) {
        head.put("HEAD / HTTP/1.1\r\nHost: ").put(origin.authority()).put("\r\n\r\n");
    }

    @Override
    public byte[] body() {
        return NOTHING;
    }

    @Override
    public boolean isHead() {
        return true;
    }

    @Override
    public void completed(HttpResponse response) {
        ended.countDown();
    }

    @Override
    public void failed(String reason) {
        ended.countDown();
    }
}
