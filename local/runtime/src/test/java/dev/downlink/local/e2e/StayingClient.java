package dev.downlink.local.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.downlink.local.aws.Tasks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;

/** A Centrifuge client that stays: it reconnects after each close, as SDKs do, and recovers its channel. */
final class StayingClient implements WebSocket.Listener {

    /** How a connection ended. */
    record Ending(Instant at, int code, boolean asked) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int FORCE_RECONNECT = 3011;

    private final URI uri;
    private final String channel;
    private final ScheduledExecutorService timer;
    private final List<Ending> endings = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private boolean stopped;
    private boolean asked;
    private String epoch = "";
    private long offset;
    private int beats;
    private int lost;

    StayingClient(URI uri, String channel, ScheduledExecutorService timer) {
        this.uri = uri;
        this.channel = channel;
        this.timer = timer;
    }

    synchronized void connect() {
        if (stopped) {
            return;
        }
        asked = false;
        partial.setLength(0);
        CompletableFuture<?> unused = HTTP.newWebSocketBuilder()
                .buildAsync(uri, this)
                .whenComplete((socket, failure) -> {
                    if (failure != null) {
                        reconnect();
                    }
                });
    }

    @Override
    public synchronized void onOpen(WebSocket socket) {
        String recovery =
                epoch.isEmpty() ? "" : ",\"recover\":true,\"epoch\":\"%s\",\"offset\":%d".formatted(epoch, offset);
        CompletableFuture<?> unused = socket.sendText(
                "{\"connect\":{},\"id\":1}\n{\"subscribe\":{\"channel\":\"%s\"%s},\"id\":2}"
                        .formatted(channel, recovery),
                true);
        socket.request(1);
    }

    @Override
    public synchronized CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            partial.toString().lines().forEach(this::received);
            partial.setLength(0);
        }
        socket.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public synchronized CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        endings.add(new Ending(Instant.now(), code, asked));
        reconnect();
        return CompletableFuture.completedStage(null);
    }

    @Override
    public synchronized void onError(WebSocket socket, Throwable error) {
        reconnect();
    }

    /** With full jitter, as SDKs do after the first close. */
    private void reconnect() {
        Tasks.runAfter(timer, Duration.ofMillis(ThreadLocalRandom.current().nextInt(100, 700)), this::connect);
    }

    private void received(String line) {
        JsonNode frame = parse(line);
        JsonNode subscribed = frame.path("subscribe");
        if (frame.isEmpty()) {
            beats++;
        } else if (frame.at("/push/disconnect/code").asInt() == FORCE_RECONNECT) {
            asked = true;
        } else if (frame.at("/push/channel").asText().equals(channel)
                && frame.at("/push").has("pub")) {
            publication(frame.at("/push/pub/offset").asLong());
        } else if (!subscribed.isMissingNode() && epoch.isEmpty()) {
            epoch = subscribed.path("epoch").asText();
            offset = subscribed.path("offset").asLong();
        } else if (!subscribed.isMissingNode()) {
            lost += subscribed.path("recovered").asBoolean() ? 0 : 1;
            subscribed
                    .path("publications")
                    .forEach(missed -> publication(missed.path("offset").asLong()));
        }
    }

    private void publication(long received) {
        lost += received > offset + 1 ? 1 : 0;
        offset = Math.max(offset, received);
    }

    synchronized boolean subscribed() {
        return !epoch.isEmpty();
    }

    /** The newest publication it has, after all those before it. */
    synchronized long offset() {
        return offset;
    }

    /** How often publications were missing. */
    synchronized int lost() {
        return lost;
    }

    synchronized int beats() {
        return beats;
    }

    synchronized List<Ending> endings() {
        return List.copyOf(endings);
    }

    synchronized void stop() {
        stopped = true;
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + line, e);
        }
    }
}
