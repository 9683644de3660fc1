package dev.downlink.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.protocol.Dialect;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every registry finds the connections of a user. */
public abstract class UserConnectionsContract {

    private static final ConnectionId A = new ConnectionId("a");
    private static final ConnectionId B = new ConnectionId("b");

    protected final TestClock clock = new TestClock();
    private ConnectionRepository connections;

    protected abstract ConnectionRepository empty();

    @BeforeEach
    void begin() {
        connections = empty();
    }

    @Test
    void findsTheConnectionsOfAUser() {
        open(A, "ann");
        open(B, "ann");
        open(new ConnectionId("c"), "ann2");

        assertThat(connections.ofUser("ann")).extracting(Connection::id).containsExactlyInAnyOrder(A, B);
        assertThat(connections.ofUser("nobody")).isEmpty();
    }

    @Test
    void findsAConnectionWhoseSessionBeginsWithAToken() {
        open(A, "");
        connections.identify(A, Dialect.CENTRIFUGE, "ann", null, Credentials.NONE);

        assertThat(connections.ofUser("ann")).singleElement().satisfies(connection -> {
            assertThat(connection.id()).isEqualTo(A);
            assertThat(connection.inSession()).isTrue();
        });
    }

    @Test
    void findsNoConnectionThatWasRemoved() {
        open(A, "ann");
        open(B, "ann");
        connections.remove(A);

        assertThat(connections.ofUser("ann")).extracting(Connection::id).containsExactly(B);
    }

    @Test
    void findsNoConnectionThatExpired() {
        open(A, "ann");
        clock.advance(Connection.LIFETIME);

        assertThat(connections.ofUser("ann")).isEmpty();
    }

    @Test
    void findsUsersWithLongNames() {
        open(A, "x".repeat(5000));
        open(B, "x".repeat(5001));

        assertThat(connections.ofUser("x".repeat(5000)))
                .extracting(Connection::id)
                .containsExactly(A);
    }

    @Test
    void findsMoreThanABatch() {
        IntStream.range(0, 120).forEach(number -> open(new ConnectionId("c" + number), "ann"));

        assertThat(connections.ofUser("ann")).hasSize(120);
    }

    private void open(ConnectionId id, String user) {
        connections.open(new TestClient(id, clock.instant()).withUser(user).connection());
    }
}
