package dev.downlink.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;

class CodecPropertiesTest {

    @Property(tries = 500)
    void passesActionsThereAndBack(@ForAll("actions") List<RandomWire.Exchange> exchanges) {
        passesThereAndBack(Dialect.ACTION, exchanges);
    }

    @Property(tries = 500)
    void passesCentrifugeCommandsThereAndBack(@ForAll("commands") List<RandomWire.Exchange> exchanges) {
        passesThereAndBack(Dialect.CENTRIFUGE, exchanges);
    }

    @Property(tries = 500)
    void passesPushes(@ForAll Dialect dialect, @ForAll Random random) {
        RandomWire wire = new RandomWire(random, dialect);
        List<Push> pushes = List.of(wire.push(), wire.push());
        Codec codec = Codec.of(dialect);
        String frame = String.join("\n", pushes.stream().map(codec::encode).toList());

        assertThat(ClientCodec.of(dialect).decode(frame))
                .isEqualTo(pushes.stream().map(ServerMessage.Pushed::new).toList());
    }

    @Property
    void answersAnyText(@ForAll Dialect dialect, @ForAll String frame) {
        answers(dialect, frame);
    }

    @Property
    void answersAnyAscii(@ForAll Dialect dialect, @ForAll @CharRange(from = '\0', to = '\u007f') String frame) {
        answers(dialect, frame);
    }

    @Property
    void answersAnyJson(@ForAll Dialect dialect, @ForAll("json") Json frame) {
        answers(dialect, frame.text());
    }

    /** Objects of our own names with values of any kind, cut anywhere, with a character changed anywhere. */
    @Property(tries = 5000)
    void answersWhatAlmostIsACommand(
            @ForAll Dialect dialect, @ForAll("almostCommands") String frame, @ForAll int cut, @ForAll char changed) {
        answers(dialect, frame);
        answers(dialect, frame.substring(0, Math.floorMod(cut, frame.length() + 1)));
        int index = Math.floorMod(cut, frame.length());
        answers(dialect, frame.substring(0, index) + changed + frame.substring(index + 1));
    }

    @Provide
    Arbitrary<List<RandomWire.Exchange>> actions() {
        return Arbitraries.randomValue(random -> new RandomWire(random, Dialect.ACTION).exchanges());
    }

    @Provide
    Arbitrary<List<RandomWire.Exchange>> commands() {
        return Arbitraries.randomValue(random -> new RandomWire(random, Dialect.CENTRIFUGE).exchanges());
    }

    @Provide
    Arbitrary<Json> json() {
        return Arbitraries.randomValue(random -> new RandomWire(random, Dialect.ACTION).json());
    }

    @Provide
    Arbitrary<String> almostCommands() {
        return Arbitraries.randomValue(random -> {
            RandomWire wire = new RandomWire(random, Dialect.ACTION);
            return wire.almostACommand() + "\n" + wire.almostACommand();
        });
    }

    private static void passesThereAndBack(Dialect dialect, List<RandomWire.Exchange> exchanges) {
        Codec server = Codec.of(dialect);
        ClientCodec client = ClientCodec.of(dialect);
        List<Request> requests =
                exchanges.stream().map(RandomWire.Exchange::request).toList();
        List<Response> responses =
                exchanges.stream().map(RandomWire.Exchange::response).toList();

        String asked = client.encode(requests);
        assertThat(DecodedFrame.decode(asked, Dialect.ACTION, () -> dialect).dialect())
                .isEqualTo(dialect);
        assertThat(server.decode(asked)).isEqualTo(requests);
        assertThat(client.decode(server.encode(responses)))
                .isEqualTo(responses.stream().map(ServerMessage.Answer::new).toList());
    }

    /** Every frame is taken for one or more commands, and an error can be written for each of them. */
    private static void answers(Dialect dialect, String frame) {
        assertThat(DecodedFrame.decode(frame, dialect, () -> dialect)).isNotNull();
        Codec codec = Codec.of(dialect);
        List<Request> requests = codec.decode(frame);
        assertThat(requests).isNotEmpty();

        Stream<Response> errors =
                requests.stream().map(request -> Response.to(request, new Reply.Failed(ErrorCode.BAD_REQUEST)));
        assertThat(ClientCodec.of(dialect).decode(codec.encode(errors.toList())))
                .hasSameSizeAs(requests);
    }
}
