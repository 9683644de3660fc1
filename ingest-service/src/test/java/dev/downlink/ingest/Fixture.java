package dev.downlink.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.downlink.TestClock;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.channel.Retention;
import dev.downlink.delivery.CatchUpRequests;
import dev.downlink.delivery.ChannelPublication;
import dev.downlink.delivery.InMemoryDeliveryLedger;
import dev.downlink.delivery.RecordingFanOutTrigger;
import dev.downlink.history.ChannelHistory.Query;
import dev.downlink.history.InMemoryChannelHistory;
import dev.downlink.ingest.deadletter.DeadLetter;
import dev.downlink.ingest.geofence.GeofenceState;
import dev.downlink.ingest.geofence.GeofenceStates;
import dev.downlink.ingest.geofence.InMemoryGeofenceStates;
import dev.downlink.ingest.stream.SequenceNumber;
import dev.downlink.ingest.stream.StreamBatch;
import dev.downlink.ingest.stream.StreamRecord;
import dev.downlink.publish.Publisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The service over stores in memory that fail when told. */
final class Fixture {

    private static final String RULES = """
            namespaces:
              vehicle: {}
              fence: {history_size: 1000, history_ttl: 1h}
              alert: {history_size: 1000, history_ttl: 1h}
            lobby: alert:lobby
            pipelines:
              vehicles:
                channels: ["vehicle:{/id}", "vehicle:all"]
                geofence: {key: /id, latitude: /lat, longitude: /lon, areas: "file:areas", channel: "fence:{id}"}
              alerts:
                channels: ["alert:{/level}"]
              red-alerts:
                channels: ["alert:red"]
            """;

    /** Two squares side by side, west (longitude 0 to 10) and east (10 to 20). */
    private static final String AREAS = """
            {"type":"FeatureCollection","features":[
             {"id":"west","properties":{"name":"The West"},
              "geometry":{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,9],[0,9],[0,0]]]}},
             {"id":"east","geometry":{"type":"Polygon","coordinates":[[[10.1,0],[20,0],[20,9],[10.1,9],[10.1,0]]]}}]}""";

    private final ChannelRules rules;
    private final String areas;

    /** What is away, by name. */
    final Set<String> away = new HashSet<>();

    final TestClock clock = new TestClock();
    final InMemoryChannelHistory log = new InMemoryChannelHistory(clock);
    /** The channels that were appended to, once a call. */
    final List<String> appendCalls = Collections.synchronizedList(new ArrayList<>());

    final InMemoryGeofenceStates kept = new InMemoryGeofenceStates();
    final List<ChannelPublication> delivered = new ArrayList<>();
    final List<DeadLetter> buried = new ArrayList<>();

    Fixture() {
        this(RULES, AREAS);
    }

    Fixture(String rules, String areas) {
        this.rules = ChannelRulesLoader.load(rules);
        this.areas = areas;
    }

    /** A new environment of the function, which remembers nothing. */
    Ingestion environment() {
        RecordingFanOutTrigger fanOut = new RecordingFanOutTrigger();
        Publisher publisher = new Publisher(
                rules,
                new FailingLog(log, channel -> {
                    require(channel.value());
                    appendCalls.add(channel.value());
                }),
                new CatchUpRequests(new InMemoryDeliveryLedger(clock), fanOut, clock),
                fanOut,
                clock);
        return new Ingestion(
                new Pipelines(rules, reference -> areas, new FailingStates(), clock),
                new PublicationSteps(
                        publisher,
                        publications -> {
                            require("delivery");
                            delivered.addAll(publications);
                        },
                        clock),
                letter -> {
                    require("dead letters");
                    synchronized (buried) {
                        buried.add(letter);
                    }
                },
                new Lanes());
    }

    static String at(String vehicle, int longitude) {
        return "{\"id\":\"%s\",\"lat\":5,\"lon\":%d}".formatted(vehicle, longitude);
    }

    /** Records 1, 2, 3 … of a shard. */
    static StreamBatch batch(String stream, String... data) {
        return batch(stream, 1, data);
    }

    static StreamBatch batch(String stream, int from, String... data) {
        List<StreamRecord> records = new ArrayList<>();
        for (String text : data) {
            String sequence = Integer.toString(from + records.size());
            records.add(new StreamRecord(
                    new SequenceNumber(sequence),
                    "shard-0:" + sequence,
                    "key",
                    new TestClock().instant(),
                    text.getBytes(UTF_8)));
        }
        return new StreamBatch(stream, "shard-0", records);
    }

    /** The data delivered live to a channel. */
    List<String> delivered(String channel) {
        return delivered.stream()
                .filter(live -> live.channel().value().equals(channel))
                .map(live -> live.publication().data().text())
                .toList();
    }

    /** The data in a channel's log. */
    List<String> logged(String channel) {
        return log
                .history(
                        new ChannelName(channel),
                        new Query(-1, null, false, Integer.MAX_VALUE),
                        new Retention(1000, Duration.ofHours(1)))
                .publications()
                .stream()
                .map(publication -> publication.data().text())
                .toList();
    }

    private void require(String dependency) {
        if (away.contains(dependency)) {
            throw new IllegalStateException(dependency + " is away");
        }
    }

    private final class FailingStates implements GeofenceStates {
        @Override
        public Optional<String> claim(String pipeline, String shard, String owner) {
            require("states");
            return kept.claim(pipeline, shard, owner);
        }

        @Override
        public Map<String, GeofenceState> find(String pipeline, Collection<String> keys) {
            return kept.find(pipeline, keys);
        }

        @Override
        public boolean store(String pipeline, String key, GeofenceState whereabouts) {
            require("state of " + key);
            return kept.store(pipeline, key, whereabouts);
        }
    }
}
