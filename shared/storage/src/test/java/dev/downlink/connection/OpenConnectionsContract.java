package dev.downlink.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.connection.OpenConnections.Group;
import dev.downlink.connection.OpenConnections.OpenConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How open connections are found by their age. */
public abstract class OpenConnectionsContract {

    protected final TestClock clock = new TestClock();
    protected ConnectionRepository connections;
    protected OpenConnections open;

    /** Both over the same, empty store. */
    public record Stores(ConnectionRepository connections, OpenConnections open) {}

    protected abstract Stores empty();

    @BeforeEach
    void setUp() {
        Stores stores = empty();
        connections = stores.connections();
        open = stores.open();
    }

    @Test
    void findsEachConnectionInOneGroupOfTheTimeItWasOpenedIn() {
        List<ConnectionId> ids =
                IntStream.range(0, 40).mapToObj(n -> open("c%02d".formatted(n))).toList();

        assertThat(found(clock.instant(), clock.instant()))
                .extracting(OpenConnection::id)
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void saysWhenAConnectionWasOpened() {
        open("a");

        assertThat(found(clock.instant(), clock.instant()))
                .singleElement()
                .satisfies(connection -> assertThat(connection.openedAt().truncatedTo(ChronoUnit.SECONDS))
                        .isEqualTo(clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    }

    @Test
    void readsNothingOfOtherTimes() {
        Instant before = clock.instant();
        open("old");
        clock.advance(Duration.ofMinutes(20));
        open("new");

        assertThat(found(before, before)).extracting(OpenConnection::id).containsExactly(new ConnectionId("old"));
        assertThat(found(clock.instant(), clock.instant()))
                .extracting(OpenConnection::id)
                .containsExactly(new ConnectionId("new"));
        assertThat(found(before, clock.instant())).hasSize(2);
    }

    @Test
    void numbersGroupsWithoutGaps() {
        List<Long> numbers = open.openedBetween(clock.instant(), clock.instant().plus(Duration.ofHours(2))).stream()
                .map(Group::number)
                .toList();

        assertThat(numbers)
                .hasSizeGreaterThan(10)
                .isEqualTo(IntStream.range(0, numbers.size())
                        .mapToObj(n -> numbers.getFirst() + n)
                        .toList());
    }

    @Test
    void doesNotFindWhatWasRemoved() {
        connections.remove(open("a"));

        assertThat(found(clock.instant(), clock.instant())).isEmpty();
    }

    protected ConnectionId open(String name) {
        ConnectionId id = new ConnectionId(name);
        connections.open(new TestClient(id, clock.instant()).connection());
        return id;
    }

    protected List<OpenConnection> found(Instant from, Instant until) {
        return open.openedBetween(from, until).stream()
                .flatMap(group -> open.of(group).stream())
                .toList();
    }
}
