package dev.downlink.http;

import java.util.concurrent.CountDownLatch;

/** Asks the origin for nothing in particular. Whatever it answers, and also if it does not, the way to it is initialized. */
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
