package dev.downlink.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.TestClock;
import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every registry can be counted. */
public abstract class SubscriptionCensusContract {

    protected final TestClock clock = new TestClock();
    private Stores stores;

    /** @param connections where subscribers are registered first */
    public record Stores(
            ConnectionRepository connections, SubscriptionRepository subscriptions, SubscriptionCensus census) {}

    protected abstract Stores empty();

    @BeforeEach
    void begin() {
        stores = empty();
    }

    @Test
    void findsSubscriptionsOfAllChannels() {
        subscribe("a", "ann", "chat:x", "{}");
        subscribe("a", "ann", "stock:#y", "{}");
        subscribe("b", "", "chat:x", "{}");

        assertThat(all())
                .containsExactlyInAnyOrder(
                        entry("a", "ann", "chat:x"), entry("a", "ann", "stock:#y"), entry("b", "", "chat:x"));
    }

    @Test
    void findsNothingThatExpired() {
        subscribe("a", "ann", "chat:x", "{}");
        clock.advance(Connection.LIFETIME);

        assertThat(all()).isEmpty();
    }

    @Test
    void readsPageByPage() {
        String large = "\"" + "x".repeat(10_000) + "\"";
        IntStream.range(0, 120).forEach(n -> subscribe("c" + n, "ann", "chat:" + n % 7, large));

        assertThat(stores.census().page(null).next()).isNotNull();
        assertThat(all()).hasSize(120).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "", "YQ"})
    void refusesWhatIsNoEndOfAPage(String after) {
        assertThatThrownBy(() -> stores.census().page(after)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<SubscriptionCensus.Entry> all() {
        List<SubscriptionCensus.Entry> found = new ArrayList<>();
        @Nullable String after = null;
        do {
            SubscriptionCensus.Page page = stores.census().page(after);
            found.addAll(page.entries());
            after = page.next();
        } while (after != null);
        return found;
    }

    private void subscribe(String id, String user, String channel, String info) {
        TestClient client = new TestClient(new ConnectionId(id), clock.instant()).withUser(user);
        stores.connections().open(client.connection());
        SubscriptionTerms terms = new SubscriptionTerms(0, new Json(info), null);
        stores.subscriptions().add(client.subscription(channel).withTerms(terms), 4);
    }

    private static SubscriptionCensus.Entry entry(String id, String user, String channel) {
        return new SubscriptionCensus.Entry(new ChannelName(channel), new ConnectionId(id), user);
    }
}
