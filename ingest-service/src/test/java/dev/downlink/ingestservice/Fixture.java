package dev.downlink.ingestservice;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.downlink.TestClock;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.delivery.ChannelPublication;
import dev.downlink.delivery.TestDelivery;
import dev.downlink.history.ForwardingChannelHistory;
import dev.downlink.ingestservice.deadletter.DeadLetter;
import dev.downlink.ingestservice.geofence.GeofenceState;
import dev.downlink.ingestservice.geofence.GeofenceStates;
import dev.downlink.ingestservice.geofence.InMemoryGeofenceStates;
import dev.downlink.ingestservice.stream.SequenceNumber;
import dev.downlink.ingestservice.stream.StreamBatch;
import dev.downlink.ingestservice.stream.StreamRecord;
import dev.downlink.metrics.Metrics;
import dev.downlink.publish.Publisher;
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
                time: /time
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
    private final TestDelivery delivery = new TestDelivery(clock);
    /** The channels that were appended to, once a call. */
    final List<String> appendCalls = Collections.synchronizedList(new ArrayList<>());

    final InMemoryGeofenceStates kept = new InMemoryGeofenceStates();
    final List<ChannelPublication> delivered = new ArrayList<>();
    final List<DeadLetter> buried = new ArrayList<>();
    final List<String> metricLines = Collections.synchronizedList(new ArrayList<>());

    Fixture() {
        this(RULES, AREAS);
    }

    Fixture(String rules, String areas) {
        this.rules = ChannelRulesLoader.load(rules);
        this.areas = areas;
    }

    /** A new environment of the function, which remembers nothing. */
    Ingestion environment() {
        Publisher publisher = delivery.publisher(
                new ForwardingChannelHistory(delivery.history, new ForwardingChannelHistory.Before() {
                    @Override
                    public void append(Channel channel) {
                        require(channel.name().value());
                        appendCalls.add(channel.name().value());
                    }
                }));
        return new Ingestion(
                new Pipelines(rules, reference -> areas, new FailingStates(), clock),
                new PublicationSteps(
                        rules,
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
                new StepRunner(),
                new Metrics(clock, "downlink-dev-ingest-service-vehicles", metricLines::add),
                clock);
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
                .filter(live -> live.channel().name().value().equals(channel))
                .map(live -> live.publication().data().text())
                .toList();
    }

    /** The data in a channel's history. */
    List<String> logged(String channel) {
        return delivery.published(rules.find(new ChannelName(channel)).orElseThrow()).stream()
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
        public boolean store(String pipeline, String key, GeofenceState state) {
            require("state of " + key);
            return kept.store(pipeline, key, state);
        }
    }
}
