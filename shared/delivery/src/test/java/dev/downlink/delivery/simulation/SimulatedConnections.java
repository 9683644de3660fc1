package dev.downlink.delivery.simulation;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** API Gateway and its clients in virtual time: each post's fate is the connection's, or drawn from the seed. */
public final class SimulatedConnections implements ConnectionPoster {

    private static final Pattern OFFSET = Pattern.compile("\"offset\":(\\d+)");

    /** The frame that tells a client why it is closed: accepting it does not end a stall. */
    private static final String DISCONNECT = "\"disconnect\"";

    /** What happens to a post. */
    public sealed interface Fate {

        /** Answered after a while; delivered if the result says so. */
        record Answer(PostResult result, Duration after) implements Fate {}

        /** The client gets the frame, later than the caller waits, who is told that it failed. */
        record Late(Duration after) implements Fate {}
    }

    /**
     * What a connection was like when it was told that it is closed.
     *
     * @param stalled for how long posts to it had not been accepted
     * @param silent how long ago it accepted a post, if it ever did
     */
    public record Disconnected(Duration stalled, Duration silent) {}

    private final Simulation simulation;
    private final Map<ConnectionId, Function<Random, Fate>> fates = new HashMap<>();
    private final Map<ConnectionId, List<String>> received = new HashMap<>();
    private final Map<ConnectionId, Integer> posts = new HashMap<>();
    private final Map<ConnectionId, Integer> late = new HashMap<>();
    /** When a connection did not accept a post for the first time since it last accepted one. */
    private final Map<ConnectionId, Instant> stalledSince = new HashMap<>();

    private final Map<ConnectionId, Instant> accepted = new HashMap<>();
    private final Map<ConnectionId, Disconnected> disconnected = new LinkedHashMap<>();
    private final Set<ConnectionId> closed = new LinkedHashSet<>();
    private final Random random;
    private Function<Random, Fate> usual = any -> accepted(1 + any.nextInt(20));
    private @Nullable Function<Random, Fate> everyone;
    private int inFlight;
    private int mostInFlight;
    private long trace;

    public SimulatedConnections(Simulation simulation, long seed) {
        this.simulation = simulation;
        this.random = new Random(seed);
    }

    public static Fate accepted(int millis) {
        return new Fate.Answer(new PostResult.Delivered(), Duration.ofMillis(millis));
    }

    public static Fate answer(PostResult result) {
        return new Fate.Answer(result, Duration.ofMillis(2));
    }

    /** What happens to connections of which nothing else was said. */
    public void usually(Function<Random, Fate> fate) {
        usual = fate;
    }

    /** What happens to this connection from now on. */
    public void fate(ConnectionId connection, Function<Random, Fate> fate) {
        fates.put(connection, fate);
    }

    /** What happens to every connection from now on, whatever was said of it; null for no more. */
    public void everyone(@Nullable Function<Random, Fate> fate) {
        everyone = fate;
    }

    @Override
    public CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
        posts.merge(connection, 1, Integer::sum);
        mostInFlight = Math.max(mostInFlight, ++inFlight);
        Function<Random, Fate> fate = everyone == null ? fates.getOrDefault(connection, usual) : everyone;
        CompletableFuture<PostResult> result = new CompletableFuture<>();
        if (closed.contains(connection)) {
            simulation.after(Duration.ofMillis(2), () -> complete(result, new PostResult.Gone()));
            return result;
        }
        Instant now = simulation.now();
        Instant stalled = stalledSince.computeIfAbsent(connection, first -> now);
        if (text(frame).contains(DISCONNECT)) {
            Instant last = accepted.getOrDefault(connection, Instant.EPOCH);
            disconnected.putIfAbsent(
                    connection, new Disconnected(Duration.between(stalled, now), Duration.between(last, now)));
        }
        switch (fate.apply(random)) {
            case Fate.Answer answer ->
                simulation.after(answer.after(), () -> {
                    if (answer.result() instanceof PostResult.Delivered) {
                        if (!text(frame).contains(DISCONNECT)) {
                            stalledSince.remove(connection);
                            accepted.put(connection, simulation.now());
                        }
                        receive(connection, frame);
                    }
                    complete(result, answer.result());
                });
            case Fate.Late hung -> {
                late.merge(connection, 1, Integer::sum);
                simulation.after(hung.after(), () -> receive(connection, frame));
                simulation.after(LONGEST_POST, () -> complete(result, new PostResult.Failed("timeout", true)));
            }
        }
        return result;
    }

    private void complete(CompletableFuture<PostResult> future, PostResult result) {
        inFlight--;
        future.complete(result);
    }

    private static String text(Frame frame) {
        return new String(frame.bytes(), StandardCharsets.UTF_8);
    }

    private void receive(ConnectionId connection, Frame frame) {
        String text = text(frame);
        received.computeIfAbsent(connection, id -> new ArrayList<>()).add(text);
        trace = 31 * trace + Objects.hash(simulation.now(), connection, text);
    }

    @Override
    public CompletionStage<PostResult> close(ConnectionId connection) {
        CompletableFuture<PostResult> result = new CompletableFuture<>();
        simulation.after(Duration.ofMillis(3), () -> {
            closed.add(connection);
            result.complete(new PostResult.Delivered());
        });
        return result;
    }

    public List<String> received(ConnectionId connection) {
        return List.copyOf(received.getOrDefault(connection, List.of()));
    }

    /** How many posts to the connection were tried. */
    public int posts(ConnectionId connection) {
        return posts.getOrDefault(connection, 0);
    }

    public int mostInFlight() {
        return mostInFlight;
    }

    public List<ConnectionId> closed() {
        return List.copyOf(closed);
    }

    /** What the connections were like that were told that they are closed. */
    public Collection<Disconnected> disconnected() {
        return disconnected.values();
    }

    /** How many posts to the connection the client may have got after the caller was told that they failed. */
    public int late(ConnectionId connection) {
        return late.getOrDefault(connection, 0);
    }

    /** Differs between runs in which a client got another frame, or at another time. */
    public long trace() {
        return trace;
    }

    /** The offsets that a connection received, in order. */
    public List<Long> offsets(ConnectionId connection) {
        return offsets(received(connection));
    }

    private static List<Long> offsets(Collection<String> frames) {
        Matcher matcher = OFFSET.matcher(String.join("\n", frames));
        return matcher.results().map(match -> Long.parseLong(match.group(1))).toList();
    }
}
