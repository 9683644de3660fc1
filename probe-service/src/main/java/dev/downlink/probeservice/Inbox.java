package dev.downlink.probeservice;

import io.micronaut.json.tree.JsonNode;
import java.net.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a WebSocket receives. Frames that nobody waits for are passed over. */
final class Inbox implements WebSocket.Listener {

    /** @param at when its last byte was there */
    record Received(Instant at, JsonNode frame) {}

    private sealed interface Event {

        record Message(Instant at, String text) implements Event {}

        record Ended(String reason) implements Event {}
    }

    private final FrameReader reader;
    private final Clock clock;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();

    Inbox(FrameReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * The first frame of that kind.
     *
     * @param what for the exception
     * @throws ProbeFailedException if there is none in time, or the connection ends
     */
    Received await(String what, Predicate<JsonNode> wanted, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            switch (next(what, deadline - System.nanoTime())) {
                case Event.Ended ended ->
                    throw new ProbeFailedException("%s did not come: %s".formatted(what, ended.reason()));
                case Event.Message message -> {
                    for (JsonNode frame : reader.read(message.text())) {
                        if (wanted.test(frame)) {
                            return new Received(message.at(), frame);
                        }
                    }
                }
            }
        }
    }

    private Event next(String what, long nanos) {
        try {
            @Nullable Event event = events.poll(nanos, TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new ProbeFailedException(what + " did not come in time");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeFailedException(what + " did not come: interrupted", e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            events.add(new Event.Message(clock.instant(), partial.toString()));
            partial.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        events.add(new Event.Ended("closed with %d %s".formatted(status, reason)));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        events.add(new Event.Ended(String.valueOf(error)));
    }
}
