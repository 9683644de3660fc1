package dev.downlink.schedulerservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import dev.downlink.TestClock;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.TestClient;
import dev.downlink.delivery.TestDelivery;
import dev.downlink.protocol.Publication;
import dev.downlink.publish.Publisher;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the input that Scheduler hands over to what is published. */
class AnnouncementHandlerTest {

    private static final ConnectionId READER = new ConnectionId("L0SM9cOFvHcCAnn=");
    private static final String DATA = "{\"text\":\"Service is running normally.\",\"level\":1.5}";

    private final TestClock clock = new TestClock();
    private final TestDelivery delivery = new TestDelivery(clock);
    private final ChannelRules rules = ChannelRulesLoader.load(resource("/channels.yml"));
    private final String event = resource("/events/announcement.json");

    AnnouncementHandlerTest() throws IOException {
        TestClient reader = new TestClient(READER, clock.instant());
        for (String channel : List.of("announcements", "stock:ABC")) {
            delivery.subscriptions.add(reader.subscription(channel), 1);
        }
    }

    @Test
    void publishesTheDataAsItIs() {
        handle(event);

        assertThat(published("announcements"))
                .singleElement()
                .extracting(publication -> publication.data().text())
                .isEqualTo(DATA);
    }

    @Test
    void deliversToItsReadersAtOnce() {
        handle(event);

        assertThat(received()).singleElement().asString().contains("\"data\":" + DATA);
        assertThat(delivery.trigger.tasks()).isEmpty();
    }

    @Test
    void saysInHowManyChannelsItIs() {
        assertThat(handle(event)).isEqualTo("{\"channels\":1}");
    }

    @Test
    void publishesAnOccurrenceOnceHoweverOftenItIsAttempted() {
        handle(event);
        handle(event);
        handle(event.replace("\"channel\"", "\"executionId\": \"e43d6leedg6cc9d4\", \"channel\""));

        assertThat(published("announcements")).hasSize(1);
        assertThat(received()).hasSize(1);
    }

    @Test
    void publishesEachScheduledTimeOfEachSchedule() {
        handle(event);
        handle(event.replace("12:00:00Z", "12:01:00Z"));
        handle(event.replace("default/announcement", "default/other"));

        assertThat(published("announcements")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"announcements\" | \"nowhere:x\" | channel 'nowhere:x' does not exist",
                "\"announcements\" | \"\" | channel '' does not exist",
                "\"announcements\" | \"stock:ABC\" | channel 'stock:ABC' has no history, "
                        + "without which an attempt that is repeated would be published again",
                "arn:aws:scheduler:us-east-1:123456789012:schedule/default/announcement | <aws.scheduler.schedule-arn> "
                        + "| scheduleArn '<aws.scheduler.schedule-arn>' is not the ARN of a schedule",
            })
    void refusesWhatCannotBePublished(String good, String bad, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handle(event.replace(good, bad)))
                .withMessage(message);
        assertThat(received()).isEmpty();
    }

    @Test
    void refusesWhatNoPublicationCanHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handle(event.replace("normally", "normally".repeat(10_000))))
                .withMessage("data has more than 65536 bytes");
    }

    @Test
    void refusesAScheduledTimeThatWasNotFilledIn() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> handle(event.replace("2026-11-01T12:00:00Z", "<aws.scheduler.scheduled-time>")));
        assertThat(received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel", "data", "scheduleArn", "scheduledTime"})
    void refusesAnInputThatLacksAField(String field) {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> handle(event.replace('"' + field + '"', "\"other\"")));
        assertThat(received()).isEmpty();
    }

    /** As the runtime interface client calls it. */
    private String handle(String input) {
        Publisher publisher = delivery.publisher();
        try (ApplicationContext context = ApplicationContext.builder()
                        .beanDefinitions(RuntimeBeanDefinition.builder(
                                        Announcer.class,
                                        () -> new Announcer(
                                                rules,
                                                publisher,
                                                new AnnouncementData(JsonMapper.createDefault()),
                                                new ParallelExecutor(Runnable::run),
                                                clock))
                                .singleton(true)
                                .replaces(Announcer.class)
                                .build())
                        .start();
                AnnouncementHandler handler = new AnnouncementHandler(context)) {
            CustomPojoSerializer json =
                    ServiceLoader.load(CustomPojoSerializer.class).findFirst().orElseThrow();
            AnnouncementResult result = handler.execute(json.fromJson(input, Announcement.class));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            json.toJson(result, out, AnnouncementResult.class);
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    private List<Publication> published(String channel) {
        return delivery.published(rules.find(new ChannelName(channel)).orElseThrow());
    }

    private List<String> received() {
        return delivery.poster.received(READER);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(AnnouncementHandlerTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
