package dev.downlink.connectionservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Credentials;
import dev.downlink.connection.TokenExpiries;
import dev.downlink.protocol.Json;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefreshCallsTest {

    private final Api api = new Api();
    private final ConnectionId ann = api.connected("ann-1", "ann");
    private final ConnectionId bob = api.connected("bob-1", "bob");
    private final Instant soon = api.clock.instant().plus(Duration.ofSeconds(60));

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void prolongsTheConnectionsOfAUser() {
        assertThat(api.call("refresh", "{\"user\":\"ann\",\"expire_at\":" + soon.getEpochSecond() + "}"))
                .isEqualTo(Api.DONE);
        assertThat(expiry(ann)).isEqualTo(Instant.ofEpochSecond(soon.getEpochSecond()));
        assertThat(api.received(ann)).singleElement().asString().startsWith("{\"push\":{\"refresh\":{\"expires\":true");
        assertThat(api.received(bob)).isEmpty();
    }

    @Test
    void letsTheSweepEndASilentConnectionAtItsNewTime() {
        api.call("refresh", "{\"client\":\"ann-1\",\"expire_at\":" + soon.getEpochSecond() + "}");

        assertThat(api.delivery.expiries.due(soon.plus(Connection.EXPIRY_GRACE)).expired())
                .containsExactly(new TokenExpiries.Expired(ann, null));
    }

    @Test
    void letsAConnectionLastForEver() {
        api.delivery.connections.refresh(ann, null, new Credentials(null, soon, 7));

        assertThat(api.call("refresh", "{\"client\":\"ann-1\"}")).isEqualTo(Api.DONE);
        assertThat(connection(ann).credentials()).isEqualTo(new Credentials(null, null, 7));
        assertThat(api.received(ann)).containsExactly("{\"push\":{\"refresh\":{}}}");
    }

    @Test
    void replacesTheInfo() {
        api.call("refresh", "{\"client\":\"ann-1\",\"info\":{\"name\":\"Ann\"}}");
        api.call("refresh", "{\"client\":\"ann-1\"}");

        assertThat(connection(ann).info()).isEqualTo(new Json("{\"name\":\"Ann\"}"));
    }

    @Test
    void disconnectsWhatHasExpired() {
        assertThat(api.call("refresh", "{\"user\":\"ann\",\"expired\":true}")).isEqualTo(Api.DONE);
        assertThat(api.call("refresh", "{\"user\":\"bob\",\"expire_at\":1}")).isEqualTo(Api.DONE);
        assertThat(api.received(ann))
                .containsExactly("{\"push\":{\"disconnect\":{\"code\":3005,\"reason\":\"connection expired\"}}}");
        assertThat(api.delivery.poster.closed()).containsExactly(ann, bob);
    }

    @Test
    void refusesTimesThatAreNone() {
        assertThat(api.answer("refresh", "{\"user\":\"ann\",\"expire_at\":-1}", "test-key")
                        .getStatusCode())
                .isEqualTo(400);
    }

    private @Nullable Instant expiry(ConnectionId id) {
        return connection(id).credentials().expiresAt();
    }

    private Connection connection(ConnectionId id) {
        return api.delivery.connections.find(id).orElseThrow();
    }
}
