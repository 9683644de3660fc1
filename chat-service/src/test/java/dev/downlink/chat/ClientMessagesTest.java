package dev.downlink.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.protocol.ClientInfo;
import org.junit.jupiter.api.Test;

class ClientMessagesTest {

    private static final ConnectionId ANN = new ConnectionId("L0SM9cOFvHcCAnn=");

    private final Fixture fixture = new Fixture();
    private final ClientMessages messages = fixture.messages();

    @Test
    void publishesToTheLobby() {
        fixture.subscribed(ANN, "ann", "chat:lobby");

        assertThat(messages.answer(ANN, "{\"action\":\"onMessage\",\"message\":\"Hello everyone\"}"))
                .matches("\\{\"type\":\"published\",\"channel\":\"chat:lobby\",\"offset\":1,\"epoch\":\"[^\"]+\"}");
        assertThat(fixture.published("chat:lobby")).singleElement().satisfies(publication -> {
            assertThat(publication.data().text()).isEqualTo("\"Hello everyone\"");
            assertThat(publication.info()).isEqualTo(new ClientInfo(ANN.value(), "ann", null, null));
        });
        assertThat(fixture.fanOut.tasks()).hasSize(1);
    }

    @Test
    void publishesToAChannelAndRepeatsTheId() {
        fixture.subscribed(ANN, "ann", "chat:tea");

        assertThat(messages.answer(
                        ANN, "{\"action\":\"publish\",\"channel\":\"chat:tea\",\"data\":{\"a\":1.50},\"id\":\"x\"}"))
                .startsWith("{\"type\":\"published\",\"id\":\"x\",\"channel\":\"chat:tea\",\"offset\":1,");
        assertThat(fixture.published("chat:tea"))
                .singleElement()
                .extracting(publication -> publication.data().text())
                .isEqualTo("{\"a\":1.50}");
    }

    @Test
    void refusesWhoDoesNotSubscribe() {
        fixture.connected(ANN, "ann");

        assertThat(messages.answer(ANN, "{\"action\":\"publish\",\"channel\":\"chat:tea\",\"data\":1}"))
                .contains("\"type\":\"error\"", "\"code\":103", "\"action\":\"publish\"");
        assertThat(fixture.published("chat:tea")).isEmpty();
    }

    @Test
    void refusesAChannelThatDoesNotExist() {
        fixture.connected(ANN, "ann");

        assertThat(messages.answer(ANN, "{\"action\":\"publish\",\"channel\":\"nowhere:x\",\"data\":1}"))
                .contains("\"type\":\"error\"", "\"code\":102");
    }

    @Test
    void saysWhatIsMissing() {
        fixture.connected(ANN, "ann");

        assertThat(messages.answer(ANN, "{\"action\":\"publish\",\"channel\":\"chat:tea\",\"id\":3}"))
                .contains("\"type\":\"error\"", "\"id\":3", "\"code\":107");
        assertThat(messages.answer(ANN, "{\"action\":\"onMessage\"}")).contains("\"code\":107");
    }

    @Test
    void doesNotKnowAConnectionThatIsGone() {
        assertThat(messages.answer(ANN, "{\"action\":\"onMessage\",\"message\":1}"))
                .contains("\"type\":\"error\"", "\"code\":110");
    }

    @Test
    void answersThoughAStoreFails() {
        fixture.subscribed(ANN, "ann", "chat:lobby");
        fixture.away = true;

        assertThat(messages.answer(ANN, "{\"action\":\"onMessage\",\"message\":1}"))
                .contains("\"type\":\"error\"", "\"code\":100");
        assertThat(fixture.log.head(new ChannelName("chat:lobby")).offset()).isZero();
    }
}
