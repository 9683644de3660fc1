package dev.downlink.schedulerservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.downlink.TestClock;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.delivery.TestDelivery;
import dev.downlink.protocol.Publication;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Occurrences of schedules that the HTTP API created. */
class AnnouncerTest {

    private static final String ARN = "arn:aws:scheduler:us-east-1:123456789012:schedule/downlink-test-schedules/s";

    private final TestClock clock = new TestClock();
    private final TestDelivery delivery = new TestDelivery(clock);
    private final ChannelRules rules =
            ChannelRulesLoader.load(Files.readString(Path.of("src/test/resources/channels.yml")));
    private final Announcer announcer = new Announcer(
            rules,
            delivery.publisher(),
            new AnnouncementData(JsonMapper.createDefault()),
            new ParallelExecutor(Runnable::run),
            clock);

    AnnouncerTest() throws IOException {}

    @Test
    void publishesToEveryChannelWhatWasWritten() {
        assertThat(announce(List.of("chat:x", "chat:y"), null, null)).isEqualTo(2);

        for (String channel : List.of("chat:x", "chat:y")) {
            assertThat(published(channel)).singleElement().satisfies(publication -> {
                assertThat(publication.data().text()).isEqualTo("{\"n\":1.50}");
                assertThat(publication.tags()).isEqualTo(Map.of("k", "v"));
            });
        }
    }

    @Test
    void publishesWhereAnotherAttemptDidNot() {
        List<String> channels = List.of("chat:x", "nowhere:y", "chat:z");

        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> announce(channels, null, null))
                    .withMessage("channel 'nowhere:y' does not exist");
        }

        assertThat(published("chat:x")).hasSize(1);
        assertThat(published("chat:z")).hasSize(1);
    }

    @Test
    void skipsWhatIsTooLate() {
        clock.advance(Duration.ofMinutes(5));
        assertThat(announce(List.of("chat:x"), 300L, null)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(announce(List.of("chat:y"), 300L, null)).isZero();
        assertThat(announce(List.of("chat:y"), null, null)).isEqualTo(1);
    }

    @Test
    void isNotLateWithinItsWindow() {
        clock.advance(Duration.ofMinutes(20));

        assertThat(announcer.announce(
                        new Announcement(null, List.of("chat:x"), null, "1", null, 300L, 900L, null, ARN, due())))
                .isEqualTo(1);
        assertThat(announcer.announce(
                        new Announcement(null, List.of("chat:y"), null, "1", null, 300L, 840L, null, ARN, due())))
                .isZero();
    }

    @Test
    void publishesOncePerIdempotencyKeyWhateverTheTime() {
        announce(List.of("chat:x"), null, "order-7");
        announcer.announce(new Announcement(
                null, List.of("chat:x"), null, "2", null, null, null, "order-7", ARN + "2", due().plusSeconds(60)));

        assertThat(published("chat:x")).hasSize(1);
    }

    private int announce(List<String> channels, @Nullable Long withinSeconds, @Nullable String key) {
        return announcer.announce(new Announcement(
                null, channels, null, "{\"n\":1.50}", Map.of("k", "v"), withinSeconds, null, key, ARN, due()));
    }

    private static Instant due() {
        return new TestClock().instant();
    }

    private List<Publication> published(String channel) {
        return delivery.published(rules.find(new ChannelName(channel)).orElseThrow());
    }
}
