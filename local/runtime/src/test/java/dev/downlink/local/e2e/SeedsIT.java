package dev.downlink.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The five stories that Downlink grew from, each with plain WebSocket clients. */
final class SeedsIT {

    private final SystemUnderTest system = SystemUnderTest.shared();

    @Test
    void followsAVehicleNamedInTheUrl() {
        String vehicle = "V" + UUID.randomUUID();
        try (var follower = system.connect("?VehicleID=" + vehicle);
                var other = system.connect("?VehicleID=another")) {
            system.putVehicle(vehicle, 40.75, -73.98);

            JsonNode publication = follower.awaitPublication("vehicle:" + vehicle);

            assertThat(publication.at("/data/latitude").asDouble()).isEqualTo(40.75);
            assertThat(other.receivedUntilPong())
                    .noneMatch(frame -> frame.path("channel").asText().equals("vehicle:" + vehicle));
        }
    }

    @Test
    void sendsAStockTickToEveryoneAndForgetsAVanishedClient() {
        String channel = "stock:S" + System.nanoTime();
        String symbol = channel.substring("stock:".length());
        try (var first = system.connect("?StockSymbol=" + symbol);
                var second = system.connect("?StockSymbol=" + symbol)) {
            // API Gateway may tell of a dropped connection late or never: here it has never told.
            String vanished = system.registerVanished(channel);

            system.publish(channel, "{\"price\":101.5}");

            for (SocketClient client : List.of(first, second)) {
                assertThat(client.awaitPublication(channel).at("/data/price").asDouble())
                        .isEqualTo(101.5);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(system.registered(vanished)).isFalse());
        }
    }

    @Test
    void carriesChatBetweenTwoPlainSockets() {
        try (var alice = system.connect("");
                var bob = system.connect("")) {
            alice.send("{\"action\":\"onMessage\",\"message\":\"Hello everyone\",\"id\":7}");

            JsonNode answer = alice.awaitType("published");
            JsonNode heard = bob.await(frame -> frame.path("data").asText().equals("Hello everyone"));

            assertThat(answer.path("id").asInt()).isEqualTo(7);
            assertThat(heard.path("type").asText()).isEqualTo("publication");
            assertThat(heard.path("channel").asText()).isEqualTo("chat:lobby");
            assertThat(heard.path("offset").asLong())
                    .isEqualTo(answer.path("offset").asLong());
        }
    }

    @Test
    void publishesOnlyToThoseSubscribed() {
        String channel = "chat:room" + System.nanoTime();
        String publish = "{\"action\":\"publish\",\"channel\":\"" + channel + "\",\"data\":{\"text\":\"%s\"}}";
        try (var writer = system.connect("");
                var reader = system.connect("")) {
            writer.send("{\"action\":\"subscribe\",\"channel\":\"" + channel + "\"}")
                    .awaitType("subscribed");
            reader.send("{\"action\":\"subscribe\",\"channel\":\"" + channel + "\"}")
                    .awaitType("subscribed");
            writer.send(publish.formatted("one"));
            assertThat(reader.awaitPublication(channel).at("/data/text").asText())
                    .isEqualTo("one");

            reader.send("{\"action\":\"unsubscribe\",\"channel\":\"" + channel + "\"}")
                    .awaitType("unsubscribed");
            writer.send(publish.formatted("two"));
            writer.await(frame -> frame.at("/data/text").asText().equals("two"));

            assertThat(reader.receivedUntilPong())
                    .noneMatch(frame -> frame.path("channel").asText().equals(channel));
        }
    }

    @Test
    void pushesAScheduledMessageToAClientThatSentNothing() {
        try (var listener = system.connect("")) {
            String text = "It is time, " + UUID.randomUUID();
            system.scheduleAnnouncement(text);

            JsonNode announced =
                    listener.await(frame -> frame.at("/data/text").asText().equals(text));

            assertThat(announced.path("channel").asText()).isEqualTo("announcements");
        }
    }

    @Test
    void answersWhatNoRouteMatches() {
        try (var client = system.connect("")) {
            JsonNode unknown =
                    client.send("{\"action\":\"dance\",\"id\":\"x\"}").awaitType("error");
            JsonNode garbage = client.send("not JSON at all").awaitType("error");

            assertThat(unknown.path("code").asInt()).isEqualTo(104);
            assertThat(unknown.path("id").asText()).isEqualTo("x");
            assertThat(garbage.path("code").asInt()).isEqualTo(107);
        }
    }
}
