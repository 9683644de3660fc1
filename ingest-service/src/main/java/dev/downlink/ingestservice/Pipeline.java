package dev.downlink.ingestservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.ingestservice.geofence.Geofence;
import dev.downlink.ingestservice.geofence.GeofenceTracker;
import dev.downlink.ingestservice.geofence.Sighting;
import dev.downlink.ingestservice.mapping.BadRecordException;
import dev.downlink.ingestservice.mapping.BadRecordException.Kind;
import dev.downlink.ingestservice.mapping.ChannelPattern;
import dev.downlink.ingestservice.mapping.JsonRecord;
import dev.downlink.ingestservice.mapping.Pointer;
import dev.downlink.ingestservice.stream.StreamRecord;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps the records of one stream to channels, by the rules. A record that cannot be mapped is a {@link BadRecordException}. */
record Pipeline(
        ChannelRules rules,
        List<ChannelPattern> patterns,
        @Nullable TrackedGeofence tracking,
        @Nullable Pointer time) {

    record TrackedGeofence(Geofence geofence, GeofenceTracker tracker) {}

    /**
     * @param channels where it goes, each once, in the rules' order
     * @param time when the event happened, if the record says so
     */
    record Reading(
            int index,
            StreamRecord record,
            JsonRecord json,
            Set<Channel> channels,
            Optional<Sighting> sighting,
            Optional<Instant> time) {}

    Pipeline {
        patterns = List.copyOf(patterns);
    }

    Reading read(int index, StreamRecord record) throws BadRecordException {
        JsonRecord json = JsonRecord.parse(record.data());
        Set<Channel> channels = new LinkedHashSet<>();
        for (ChannelPattern pattern : patterns) {
            channels.add(channel(pattern.resolve(json.tree())));
        }
        Optional<Sighting> sighting = tracking == null
                ? Optional.empty()
                : Optional.of(tracking.geofence().locate(index, record.sequenceNumber(), json.tree()));
        Optional<Instant> happened = time == null ? Optional.empty() : time.instant(json.tree());
        return new Reading(index, record, json, channels, sighting, happened);
    }

    private Channel channel(ChannelName name) throws BadRecordException {
        if (!name.valid()) {
            throw new BadRecordException(
                    Kind.CHANNEL, "its channel's name would be too long or have control characters");
        }
        // Exists for every pattern: checked when the rules were loaded.
        return rules.find(name).orElseThrow();
    }
}
