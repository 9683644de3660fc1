package dev.downlink.ingestservice;

import static dev.downlink.ingestservice.Fixture.at;
import static dev.downlink.ingestservice.Fixture.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.downlink.ingestservice.stream.SequenceNumber;
import dev.downlink.ingestservice.stream.StreamBatch;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestionTest {

    private static final int WEST = 5;
    private static final int EAST = 15;
    private static final int OUTSIDE = 25;

    private final Fixture fixture = new Fixture();
    private final Ingestion ingestion = fixture.environment();

    @Test
    void deliversRecordsInTheirOrder() {
        assertThat(ingestion.ingest(batch("vehicles", at("a", 30), at("b", 31), at("a", 32))))
                .isEmpty();

        assertThat(fixture.delivered("vehicle:a")).containsExactly(at("a", 30), at("a", 32));
        assertThat(fixture.delivered("vehicle:b")).containsExactly(at("b", 31));
        assertThat(fixture.delivered("vehicle:all")).containsExactly(at("a", 30), at("b", 31), at("a", 32));
    }

    @Test
    void deliversOnceWhereTwoPatternsMeet() {
        ingestion.ingest(batch("vehicles", at("all", OUTSIDE)));

        assertThat(fixture.delivered("vehicle:all")).hasSize(1);
    }

    @Test
    void saysWhatCrossedABorder() {
        ingestion.ingest(batch("vehicles", at("a", WEST), at("a", EAST)));

        assertThat(fixture.logged("fence:west"))
                .containsExactly(
                        "{\"event\":\"enter\",\"fence\":\"west\",\"fenceName\":\"The West\",\"id\":\"a\",\"lat\":5,\"lon\":5}",
                        "{\"event\":\"exit\",\"fence\":\"west\",\"fenceName\":\"The West\",\"id\":\"a\",\"lat\":5,\"lon\":15}");
        assertThat(fixture.logged("fence:east")).hasSize(1);
    }

    @Test
    void appendsWhatABatchHasForAChannelTogether() {
        String[] arrivals = IntStream.range(0, 500)
                .mapToObj(n -> at("v" + n, n % 2 == 0 ? WEST : EAST))
                .toArray(String[]::new);

        ingestion.ingest(batch("vehicles", arrivals));

        assertThat(fixture.appendCalls).containsExactlyInAnyOrder("fence:west", "fence:east");
        assertThat(fixture.logged("fence:west")).hasSize(250).first().asString().contains("\"v0\"");
        assertThat(fixture.logged("fence:west")).last().asString().contains("\"v498\"");
    }

    @Test
    void appendsToChannelsWithHistoryOnceHoweverOftenABatchComes() {
        String[] records = IntStream.range(0, 50)
                .mapToObj("{\"level\":\"red\",\"n\":%d}"::formatted)
                .toArray(String[]::new);

        assertThat(ingestion.ingest(batch("alerts", records))).isEmpty();
        assertThat(fixture.environment().ingest(batch("alerts", records))).isEmpty();

        assertThat(fixture.logged("alert:red")).containsExactly(records);
        assertThat(fixture.delivered).isEmpty();
    }

    @Test
    void remembersEachShardOfAStreamByItself() {
        StreamBatch first = batch("alerts", 5, "{\"level\":\"red\",\"n\":1}");
        StreamBatch other = batch("alerts", 1, "{\"level\":\"red\",\"n\":2}");

        ingestion.ingest(first);
        ingestion.ingest(new StreamBatch("alerts", "shard-1", other.records()));
        ingestion.ingest(first);

        assertThat(fixture.logged("alert:red"))
                .containsExactly("{\"level\":\"red\",\"n\":1}", "{\"level\":\"red\",\"n\":2}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oops                                  | not one JSON value",
                "{\"lat\":5,\"lon\":5}                 | /id is missing",
                "{\"id\":true,\"lat\":5,\"lon\":5}     | /id is neither a string nor a number",
                "{\"id\":\"x\",\"lat\":\"5\",\"lon\":5} | /lat is not a number",
                "{\"id\":\"x\",\"lat\":91,\"lon\":5}   | /lat is 91.0, not between -90.0 and 90.0",
                "{\"id\":\"x\",\"lat\":1e999,\"lon\":5} | /lat is Infinity, not between -90.0 and 90.0",
                "{\"id\":\"\\u0000\",\"lat\":5,\"lon\":5} | its channel's name would be too long or have control characters",
            })
    void buriesABadRecordAndGoesOn(String record, String reason) {
        assertThat(ingestion.ingest(batch("vehicles", at("a", 30), record, at("a", 31))))
                .isEmpty();

        assertThat(fixture.delivered("vehicle:a")).containsExactly(at("a", 30), at("a", 31));
        assertThat(fixture.buried).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(reason);
            assertThat(letter.stream()).isEqualTo("vehicles");
            assertThat(letter.record().sequenceNumber()).isEqualTo(new SequenceNumber("2"));
        });
    }

    @Test
    void stopsAtTheRecordThatADependencyFailsFor() {
        fixture.away.add("fence:east");
        String[] records = {at("a", WEST), "oops", at("b", EAST), "oops", at("c", WEST)};

        assertThat(ingestion.ingest(batch("vehicles", records))).isEqualTo(sequence("3"));
        assertThat(fixture.delivered("vehicle:all")).containsExactly(at("a", WEST));
        assertThat(fixture.buried).hasSize(1);
        fixture.away.clear();
        assertThat(ingestion.ingest(batch("vehicles", 3, at("b", EAST), "oops", at("c", WEST))))
                .isEmpty();

        assertThat(fixture.delivered("vehicle:all")).containsExactly(at("a", WEST), at("b", EAST), at("c", WEST));
        assertThat(fixture.buried).hasSize(2);
        assertThat(fixture.logged("fence:west")).hasSize(2);
        assertThat(fixture.logged("fence:east")).hasSize(1);
    }

    @Test
    void stopsAtABadRecordThatCannotBeBuried() {
        fixture.away.add("dead letters");

        assertThat(ingestion.ingest(batch("vehicles", at("a", 30), "oops", at("a", 31))))
                .isEqualTo(sequence("2"));
        assertThat(fixture.delivered("vehicle:a")).containsExactly(at("a", 30));
    }

    @Test
    void startsOverWhenNothingCouldBeDelivered() {
        fixture.away.add("delivery");

        assertThat(ingestion.ingest(batch("vehicles", "oops", at("a", 30)))).isEqualTo(sequence("2"));
        assertThat(fixture.buried).hasSize(1);
    }

    @Test
    void startsOverWhenNothingIsKnownOfTheVehicles() {
        fixture.away.add("states");

        assertThat(ingestion.ingest(batch("vehicles", at("a", WEST)))).isEqualTo(sequence("1"));
        assertThat(fixture.delivered).isEmpty();
        assertThat(fixture.logged("fence:west")).isEmpty();
    }

    @Test
    void raisesAnEventOnceThoughItCrashedBeforeItTookNote() {
        fixture.away.add("state of a");
        assertThat(ingestion.ingest(batch("vehicles", at("a", WEST)))).isEqualTo(sequence("1"));
        fixture.away.clear();

        assertThat(fixture.environment().ingest(batch("vehicles", at("a", WEST), at("a", WEST))))
                .isEmpty();

        assertThat(fixture.logged("fence:west")).hasSize(1);
        assertThat(fixture.delivered("vehicle:a")).hasSize(2);
    }

    @Test
    void raisesNoEventAgainAfterARestart() {
        ingestion.ingest(batch("vehicles", at("a", WEST)));
        fixture.environment().ingest(batch("vehicles", 2, at("a", WEST)));

        assertThat(fixture.logged("fence:west")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"alerts", "downlink-local-alerts", "x-alerts"})
    void findsThePipelineByTheEndOfTheStreamsName(String stream) {
        ingestion.ingest(batch(stream, "{\"level\":\"blue\"}"));

        assertThat(fixture.logged("alert:blue")).hasSize(1);
    }

    @Test
    void prefersThePipelineOfTheLongerName() {
        ingestion.ingest(batch("downlink-local-red-alerts", "{\"level\":\"blue\"}"));

        assertThat(fixture.logged("alert:red")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"other", "myalerts", "alerts-two"})
    void refusesAStreamWithoutAPipeline(String stream) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> ingestion.ingest(batch(stream, "{}")))
                .withMessageStartingWith("No pipeline for stream " + stream);
    }

    private static Optional<SequenceNumber> sequence(String value) {
        return Optional.of(new SequenceNumber(value));
    }
}
