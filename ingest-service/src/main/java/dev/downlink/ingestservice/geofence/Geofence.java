package dev.downlink.ingestservice.geofence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.ingestservice.mapping.BadRecordException;
import dev.downlink.ingestservice.mapping.BadRecordException.Kind;
import dev.downlink.ingestservice.mapping.JsonRecord;
import dev.downlink.ingestservice.mapping.Pointer;
import dev.downlink.ingestservice.stream.SequenceNumber;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.JsonText;
import io.micronaut.jackson.core.tree.JsonNodeTreeCodec;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The geofence of a pipeline: finds the position in a record, and writes the event of a crossing. */
public final class Geofence {

    /** Keeps a key within DynamoDB's 2,048 bytes. */
    private static final int MAX_KEY_LENGTH = 255;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Pointer key;
    private final Pointer latitude;
    private final Pointer longitude;
    private final Areas areas;
    private final String channel;

    private Geofence(ChannelRules.GeofenceRules rules, Areas areas) {
        this.key = Pointer.compile(rules.key());
        this.latitude = Pointer.compile(rules.latitude());
        this.longitude = Pointer.compile(rules.longitude());
        this.areas = areas;
        this.channel = rules.channel();
    }

    /**
     * @param areas GeoJSON
     * @throws IllegalArgumentException if the rules or the areas are invalid
     */
    public static Geofence of(ChannelRules.GeofenceRules rules, String areas) {
        try {
            return new Geofence(rules, new GeoJson().areas(JsonRecord.tree(areas)));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "geofence: %s: %s".formatted(rules.areas().value(), e.getMessage()), e);
        }
    }

    Areas areas() {
        return areas;
    }

    public Sighting locate(int index, SequenceNumber sequenceNumber, JsonNode record) throws BadRecordException {
        String subject = key.text(record);
        if (subject.length() > MAX_KEY_LENGTH) {
            throw new BadRecordException(
                    Kind.FIELD, "%s has more than %d characters".formatted(key.expression(), MAX_KEY_LENGTH));
        }
        if (!JsonText.isWellFormed(subject)) {
            throw new BadRecordException(Kind.FIELD, key.expression() + " is not well-formed Unicode");
        }
        return new Sighting(
                index, sequenceNumber, subject, latitude.number(record, -90, 90), longitude.number(record, -180, 180));
    }

    /** The channels of all events. */
    public List<ChannelName> channels() {
        return areas.all().stream().map(this::channel).toList();
    }

    /** The channel of an area's events. */
    public ChannelName channel(Area area) {
        return new ChannelName(channel.replace("{id}", area.id()));
    }

    /** {@code {"event":"enter","fence":"manhattan","fenceName":"Manhattan", …}}, followed by the record's own fields. */
    public Json event(Crossing crossing, JsonRecord record) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        fields.put("event", JsonNode.createStringNode(crossing.kind().toString()));
        fields.put("fence", JsonNode.createStringNode(crossing.area().id()));
        fields.put("fenceName", JsonNode.createStringNode(crossing.area().name()));
        if (record.tree().isObject()) {
            record.tree().entries().forEach(field -> fields.putIfAbsent(field.getKey(), field.getValue()));
        } else {
            fields.put("record", record.tree());
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            JsonNodeTreeCodec.getInstance().writeTree(generator, JsonNode.createObjectNode(fields));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Json(text.toString());
    }
}
