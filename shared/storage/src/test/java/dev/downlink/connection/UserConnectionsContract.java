package dev.downlink.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.protocol.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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

        assertThat(ofUser("ann")).extracting(Connection::id).containsExactlyInAnyOrder(A, B);
        assertThat(ofUser("nobody")).isEmpty();
    }

    @Test
    void findsAConnectionWhoseSessionBeginsWithAToken() {
        open(A, "");
        connections.identify(A, Dialect.CENTRIFUGE, "ann", null, Credentials.NONE);

        assertThat(ofUser("ann")).singleElement().satisfies(connection -> {
            assertThat(connection.id()).isEqualTo(A);
            assertThat(connection.inSession()).isTrue();
        });
    }

    @Test
    void findsNoConnectionThatWasRemoved() {
        open(A, "ann");
        open(B, "ann");
        connections.remove(A);

        assertThat(ofUser("ann")).extracting(Connection::id).containsExactly(B);
    }

    @Test
    void findsNoConnectionThatExpired() {
        open(A, "ann");
        clock.advance(Connection.LIFETIME);

        assertThat(ofUser("ann")).isEmpty();
    }

    @Test
    void findsUsersWithLongNames() {
        open(A, "x".repeat(5000));
        open(B, "x".repeat(5001));

        assertThat(ofUser("x".repeat(5000))).extracting(Connection::id).containsExactly(A);
    }

    @Test
    void findsMoreThanABatch() {
        IntStream.range(0, 120).forEach(number -> open(new ConnectionId("c" + number), "ann"));

        assertThat(ofUser("ann")).hasSize(120);
    }

    @Test
    void returnsPagesInTheOrderOfIds() {
        IntStream.range(0, 5).forEach(number -> open(new ConnectionId("c" + number), "ann"));

        ConnectionRepository.UserPage first = connections.ofUser("ann", null, 3);
        ConnectionRepository.UserPage second = connections.ofUser("ann", first.next(), 3);
        assertThat(first.connections()).extracting(found -> found.id().value()).containsExactly("c0", "c1", "c2");
        assertThat(second.connections()).extracting(found -> found.id().value()).containsExactly("c3", "c4");
        assertThat(second.next()).isNull();
    }

    private List<Connection> ofUser(String user) {
        List<Connection> found = new ArrayList<>();
        @Nullable ConnectionId after = null;
        do {
            ConnectionRepository.UserPage page = connections.ofUser(user, after, 100);
            found.addAll(page.connections());
            after = page.next();
        } while (after != null);
        return found;
    }

    private void open(ConnectionId id, String user) {
        connections.open(new TestClient(id, clock.instant()).withUser(user).connection());
    }
}
