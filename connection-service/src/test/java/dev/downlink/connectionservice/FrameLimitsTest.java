package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static dev.downlink.connectionservice.Fixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelRules;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.TestClient;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Limits;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one frame of a client may cost, in both dialects. */
class FrameLimitsTest {

    private final Wiretap wiretap = new Wiretap();

    @ParameterizedTest
    @EnumSource
    void answersOneErrorForTheCommandsThatAFrameHasTooMany(Dialect dialect) {
        Fixture fixture = connected(dialect, Fixture.rules(false));

        assertThat(fixture.send(
                                ANN,
                                IntStream.rangeClosed(1, Limits.MAX_COMMANDS_PER_FRAME + 10)
                                        .mapToObj(i -> Commands.unsubscribe(dialect, "vehicle:1", i))
                                        .toArray(String[]::new))
                        .lines())
                .hasSize(Limits.MAX_COMMANDS_PER_FRAME + 1)
                .last()
                .asString()
                .contains("\"code\":106")
                .doesNotContain("\"id\"");
    }

    @ParameterizedTest
    @EnumSource
    void answersEveryCommandThoughTheTimeIsUp(Dialect dialect) {
        Fixture fixture = connected(dialect, Fixture.rules(false));
        fixture.send(ANN, Commands.subscribe(dialect, "open:lobby", 1));
        wiretap.appendTakes = Duration.ofSeconds(3);
        wiretap.clock = fixture.clock;

        List<String> answers = fixture.send(
                        ANN,
                        IntStream.rangeClosed(1, 20)
                                .mapToObj(i -> Commands.publish(dialect, "open:lobby", i))
                                .toArray(String[]::new))
                .lines()
                .toList();

        // They begin after 0, 3 and 6 of the 10 seconds; 2 seconds are kept for the last one.
        assertThat(answers).hasSize(20);
        assertThat(answers.subList(0, 3)).noneMatch(answer -> answer.contains("error"));
        assertThat(answers.subList(3, 20)).allMatch(answer -> answer.contains("\"code\":111"));
        assertThat(fixture.head("open:lobby").offset()).isEqualTo(3);
        if (dialect == Dialect.CENTRIFUGE) {
            assertThat(answers.get(19))
                    .isEqualTo(
                            "{\"id\":20,\"error\":{\"code\":111,\"message\":\"too many requests\",\"temporary\":true}}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void carriesOutNoCommandThatTheReplyHasNoRoomFor(Dialect dialect) {
        Fixture fixture = connected(dialect, Fixture.rules(false));
        String longName = "vehicle:" + "x".repeat(240);

        String answer = fixture.send(
                ANN,
                IntStream.rangeClosed(1, 400)
                        .mapToObj(i -> Commands.unsubscribe(dialect, longName, i))
                        .toArray(String[]::new));

        assertThat(answer.length()).isLessThan(128 * 1024);
        assertThat(answer.lines()).hasSize(400).last().asString().contains("\"code\":111");
    }

    @ParameterizedTest
    @EnumSource
    void asksForNoMoreHistoryThanAReplyHolds(Dialect dialect) {
        Fixture fixture = connected(dialect, Fixture.rules(false));
        fixture.send(ANN, Commands.subscribe(dialect, "open:a", 1));
        String half = "\"" + "x".repeat(50_000) + "\"";
        fixture.publish("open:a", half);

        List<String> answers = fixture.send(
                        ANN, Commands.history(dialect, "open:a", 1), Commands.history(dialect, "open:a", 2))
                .lines()
                .toList();

        assertThat(answers.getFirst()).contains(half);
        assertThat(answers.getLast()).contains("\"code\":111");
        assertThat(wiretap.queries).singleElement().satisfies(query -> {
            assertThat(query.maxBytes()).isLessThan(128 * 1024);
            assertThat(query.limit()).isBetween(700, 128 * 1024 / 160);
        });
    }

    @Test
    void readsNoRecoveryThatCannotFitTheReply() {
        Fixture fixture = connected(Dialect.ACTION, Fixture.rules(false));
        fixture.publish("open:a", "1", "2", "3");
        fixture.publish("open:b", "\"" + "x".repeat(65_000) + "\"", "\"" + "x".repeat(65_000) + "\"");

        // The first recovery leaves less room than the envelopes of three publications.
        assertThat(fixture.send(ANN, Commands.recover("open:b"), "{\"action\":\"ping\"}", Commands.recover("open:a"))
                        .lines()
                        .toList()
                        .getLast())
                .contains("\"recovered\":false");
        assertThat(wiretap.queries).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void readsNoMoreClientsThanAReplyHolds(Dialect dialect) {
        Fixture fixture = connected(dialect, Fixture.rules(false));
        crowd(fixture, 3000);
        fixture.send(ANN, Commands.subscribe(dialect, "open:a", 1));

        assertThat(fixture.send(ANN, Commands.presence(dialect, "presence", 2))).contains("\"code\":106");
        // 71 bytes each at the least; after the first 1,000 it is known that they take more.
        assertThat(wiretap.subscribersRead).isLessThan(1500);
    }

    @ParameterizedTest
    @EnumSource
    void leavesRoomForOtherRepliesIfPresenceIsRefused(Dialect dialect) {
        Fixture fixture = connected(dialect, Fixture.rules(false));
        crowd(fixture, 3000);
        fixture.send(ANN, Commands.subscribe(dialect, "open:a", 1));
        fixture.publish("open:a", "1");

        assertThat(fixture.send(ANN, Commands.presence(dialect, "presence", 2), Commands.history(dialect, "open:a", 3))
                        .lines()
                        .toList()
                        .getLast())
                .contains("\"data\":1");
    }

    @ParameterizedTest
    @EnumSource
    void countsUpToAThousandClients(Dialect dialect) {
        Fixture fixture = connected(dialect, Fixture.rules(false));
        crowd(fixture, 999);
        fixture.send(ANN, Commands.subscribe(dialect, "open:a", 1));

        assertThat(fixture.send(ANN, Commands.presence(dialect, "presence_stats", 2)))
                .contains("clients\":1000,", "users\":101")
                .doesNotContain("at_least");

        wiretap.subscribersRead = 0;
        fixture.connected(BOB);
        begin(fixture, BOB, dialect);
        fixture.send(BOB, Commands.subscribe(dialect, "open:a", 1));
        assertThat(fixture.send(ANN, Commands.presence(dialect, "presence_stats", 3)))
                .contains("clients\":1000,", "\"at_least\":true");
        assertThat(wiretap.subscribersRead).isEqualTo(1001);
    }

    private Fixture connected(Dialect dialect, ChannelRules rules) {
        Fixture fixture = new Fixture(rules, wiretap);
        fixture.connected(ANN);
        begin(fixture, ANN, dialect);
        return fixture;
    }

    private static void begin(Fixture fixture, ConnectionId client, Dialect dialect) {
        if (dialect == Dialect.CENTRIFUGE) {
            assertThat(fixture.send(client, Commands.CONNECT)).contains("\"connect\":{");
        }
    }

    /** Subscribers of {@code open:a}, of 100 users. */
    private static void crowd(Fixture fixture, int count) {
        for (int i = 0; i < count; i++) {
            ConnectionId id = new ConnectionId("client%09d=".formatted(i));
            fixture.subscriptions.add(
                    new TestClient(id, fixture.clock.instant())
                            .withUser("user-" + i % 100)
                            .subscription("open:a"),
                    2);
        }
    }
}
