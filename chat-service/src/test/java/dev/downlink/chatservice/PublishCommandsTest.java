package dev.downlink.chatservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.session.Caller;
import dev.downlink.session.FrameProcessor;
import dev.downlink.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishCommandsTest {

    private static final ConnectionId ANN = new ConnectionId("L0SM9cOFvHcCAnn=");

    private final Fixture fixture = new Fixture();
    private final FrameProcessor frames = fixture.frames();

    @Test
    void publishesToTheLobby() {
        fixture.subscribed(ANN, "ann", "chat:lobby");

        assertThat(answer(ANN, "{\"action\":\"onMessage\",\"message\":\"Hello everyone\"}"))
                .matches("\\{\"type\":\"published\",\"channel\":\"chat:lobby\",\"offset\":1,\"epoch\":\"[^\"]+\"}");
        assertThat(fixture.published("chat:lobby")).singleElement().satisfies(publication -> {
            assertThat(publication.data().text()).isEqualTo("\"Hello everyone\"");
            assertThat(publication.info()).isEqualTo(new ClientInfo(ANN.value(), "ann", null, null));
        });
    }

    @Test
    void deliversToItsSubscribersAtOnce() {
        fixture.subscribed(ANN, "ann", "chat:lobby");

        answer(ANN, "{\"action\":\"onMessage\",\"message\":\"Hello everyone\"}");

        assertThat(fixture.received(ANN))
                .singleElement()
                .asString()
                .startsWith(
                        "{\"type\":\"publication\",\"channel\":\"chat:lobby\",\"data\":\"Hello everyone\",\"offset\":1");
        assertThat(fixture.fanOut.tasks()).isEmpty();
    }

    @Test
    void publishesToAChannelAndRepeatsTheId() {
        fixture.subscribed(ANN, "ann", "chat:tea");

        assertThat(answer(ANN, "{\"action\":\"publish\",\"channel\":\"chat:tea\",\"data\":{\"a\":1.50},\"id\":\"x\"}"))
                .startsWith("{\"type\":\"published\",\"id\":\"x\",\"channel\":\"chat:tea\",\"offset\":1,");
        assertThat(fixture.published("chat:tea"))
                .singleElement()
                .extracting(publication -> publication.data().text())
                .isEqualTo("{\"a\":1.50}");
    }

    @Test
    void refusesWhoDoesNotSubscribe() {
        fixture.connected(ANN, "ann");

        assertThat(answer(ANN, "{\"action\":\"publish\",\"channel\":\"chat:tea\",\"data\":1}"))
                .contains("\"type\":\"error\"", "\"code\":103", "\"action\":\"publish\"");
        assertThat(fixture.published("chat:tea")).isEmpty();
    }

    @Test
    void refusesAChannelThatDoesNotExist() {
        fixture.connected(ANN, "ann");

        assertThat(answer(ANN, "{\"action\":\"publish\",\"channel\":\"nowhere:x\",\"data\":1}"))
                .contains("\"type\":\"error\"", "\"code\":102");
    }

    @Test
    void saysWhatIsMissing() {
        fixture.connected(ANN, "ann");

        assertThat(answer(ANN, "{\"action\":\"publish\",\"channel\":\"chat:tea\",\"id\":3}"))
                .contains("\"type\":\"error\"", "\"id\":3", "\"code\":107");
        assertThat(answer(ANN, "{\"action\":\"onMessage\"}")).contains("\"code\":107");
    }

    @Test
    void doesNotKnowAConnectionThatIsGone() {
        assertThat(answer(ANN, "{\"action\":\"onMessage\",\"message\":1}"))
                .contains("\"type\":\"error\"", "\"code\":110");
    }

    @Test
    void answersEveryMessageThoughTheTimeIsUp() {
        fixture.subscribed(ANN, "ann", "chat:lobby");
        fixture.appendTakes = Duration.ofSeconds(3);
        String frame = String.join(
                "\n",
                IntStream.range(0, 20)
                        .mapToObj(i -> "{\"action\":\"onMessage\",\"message\":" + i + ",\"id\":" + i + "}")
                        .toList());

        List<String> answers = answer(ANN, frame).lines().toList();

        // They begin after 0, 3 and 6 of the 10 seconds; 2 seconds are kept for the last one.
        assertThat(answers).hasSize(20);
        assertThat(answers.subList(0, 3)).allMatch(answer -> answer.contains("\"published\""));
        assertThat(answers.subList(3, 20)).allMatch(answer -> answer.contains("\"code\":111"));
        assertThat(fixture.published("chat:lobby")).hasSize(3);
    }

    @Test
    void answersThoughAStoreFails() {
        fixture.subscribed(ANN, "ann", "chat:lobby");
        fixture.away = true;

        assertThat(answer(ANN, "{\"action\":\"onMessage\",\"message\":1}"))
                .contains("\"type\":\"error\"", "\"code\":100");
        assertThat(fixture.published("chat:lobby")).isEmpty();
        assertThat(fixture.received(ANN)).isEmpty();
    }

    @Test
    void offersNoOtherCommands() {
        fixture.connected(ANN, "ann");

        assertThat(answer(ANN, "{\"action\":\"subscribe\",\"channel\":\"chat:tea\"}"))
                .contains("\"type\":\"error\"", "\"code\":108", "\"action\":\"subscribe\"");
    }

    private String answer(ConnectionId sender, String frame) {
        Caller caller = new Caller(sender, "L0SM9cOFvHcCIhw=", "publish");
        return frames.answer(caller, frame, Deadline.after(Duration.ofSeconds(10), fixture.clock));
    }
}
