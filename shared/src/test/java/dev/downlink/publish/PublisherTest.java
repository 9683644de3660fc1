package dev.downlink.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.downlink.TestClock;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.Retention;
import dev.downlink.channel.TestRules;
import dev.downlink.delivery.CatchUpRequests;
import dev.downlink.delivery.ChannelShard;
import dev.downlink.delivery.DeliveryLedger.Claim;
import dev.downlink.delivery.FanOutTask.CatchUp;
import dev.downlink.delivery.FanOutTask.Deliver;
import dev.downlink.delivery.InMemoryDeliveryLedger;
import dev.downlink.delivery.RecordingFanOutTrigger;
import dev.downlink.history.Draft;
import dev.downlink.history.InMemoryChannelHistory;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublisherTest {

    private static final ChannelName LOBBY = new ChannelName("chat:lobby");
    private static final ChannelName STOCK = new ChannelName("stock:ACME");

    private final TestClock clock = new TestClock();
    private final InMemoryChannelHistory log = new InMemoryChannelHistory(clock);
    private final InMemoryDeliveryLedger ledger = new InMemoryDeliveryLedger(clock);
    private final RecordingFanOutTrigger trigger = new RecordingFanOutTrigger();
    private final Publisher publisher = new Publisher(
            TestRules.of(TestRules.withHistory("chat", 2), TestRules.withoutHistory("stock", 2)),
            log,
            new CatchUpRequests(ledger, trigger, clock),
            trigger,
            clock);

    @Test
    void appendsAndBringsAWorkerForEachShard() {
        StreamPosition position = publisher.publish(LOBBY, Draft.of(new Json("1")));

        assertThat(position).isEqualTo(log.head(LOBBY));
        assertThat(trigger.take()).containsExactly(new CatchUp(LOBBY, 0), new CatchUp(LOBBY, 1));
    }

    @Test
    void bringsOneWorkerForABurst() {
        for (int n = 0; n < 20; n++) {
            publisher.publish(LOBBY, Draft.of(new Json("1")));
        }

        assertThat(trigger.take()).hasSize(2);
    }

    @Test
    void bringsAnotherWhenTheFirstDoesNotCome() {
        publisher.publish(LOBBY, Draft.of(new Json("1")));
        trigger.take();
        clock.advance(Duration.ofSeconds(2));
        publisher.publish(LOBBY, Draft.of(new Json("2")));

        assertThat(trigger.take()).hasSize(2);
    }

    @Test
    void bringsAnotherOnceTheFirstHasComeAndGone() {
        publisher.publish(LOBBY, Draft.of(new Json("1")));
        trigger.take();
        for (int shard = 0; shard < 2; shard++) {
            ChannelShard one = new ChannelShard(LOBBY, shard);
            Claim.Acquired claim = (Claim.Acquired) ledger.acquire(one, "worker", Duration.ofSeconds(10));
            ledger.release(claim.lease(), claim.progress());
        }
        publisher.publish(LOBBY, Draft.of(new Json("2")));

        assertThat(trigger.take()).hasSize(2);
    }

    @Test
    void deliversADuplicateWhoseFirstAttemptDiedBeforeItAsked() {
        Draft draft = new Draft(new Json("1"), null, Map.of(), "key");
        StreamPosition position =
                log.append(LOBBY, draft, new Retention(10, Duration.ofHours(1))).position();

        assertThat(publisher.publish(LOBBY, draft)).isEqualTo(position);
        assertThat(trigger.take()).hasSize(2);
    }

    @Test
    void sendsWhatHasNoHistoryStraightToTheWorkers() {
        Draft draft = new Draft(new Json("1"), null, Map.of("kind", "tick"), null);

        assertThat(publisher.publish(STOCK, draft)).isNull();

        Publication publication = new Publication(0, draft.data(), null, draft.tags(), clock.instant());
        assertThat(trigger.take())
                .containsExactly(
                        new Deliver(STOCK, 0, List.of(publication)), new Deliver(STOCK, 1, List.of(publication)));
    }

    @Test
    void refusesAChannelThatDoesNotExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> publisher.publish(new ChannelName("nowhere:1"), Draft.of(new Json("1"))));
    }
}
