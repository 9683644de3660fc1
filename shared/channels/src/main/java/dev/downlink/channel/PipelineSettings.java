package dev.downlink.channel;

import dev.downlink.channel.ChannelRules.GeofenceRules;
import dev.downlink.channel.ChannelRules.PipelineRules;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one pipeline of {@code channels.yml}. */
final class PipelineSettings {

    private static final String POINTER_EXPECTED = "a JSON Pointer such as /trip";
    private static final String CHANNELS_EXPECTED = "channels such as \"vehicle:{/trip}\"";

    private static final Pattern POINTER = Pattern.compile("(/([^~]|~[01])*)?");
    /** Text and JSON Pointers in braces, in any order. */
    private static final Pattern CHANNEL = Pattern.compile("([^{}]|\\{/[^{}]*})+");

    private static final Pattern GEOFENCE_CHANNEL = Pattern.compile("[^{}]*\\{id}[^{}]*");

    private PipelineSettings() {}

    /** @param namespaces the names of all namespaces of the file */
    static PipelineRules read(Settings settings, Set<String> namespaces) {
        List<String> channels = settings.texts("channels", CHANNELS_EXPECTED);
        if (channels.isEmpty()) {
            throw settings.invalid("channels", null, CHANNELS_EXPECTED);
        }
        for (String channel : channels) {
            if (!CHANNEL.matcher(channel).matches() || !isIn(namespaces, channel)) {
                throw settings.invalid("channels", channel, CHANNELS_EXPECTED + ", in a namespace of this file");
            }
        }
        Settings geofence = settings.mapping("geofence");
        GeofenceRules fences = geofence.isEmpty() ? null : geofence(geofence, namespaces);
        PipelineRules pipeline = new PipelineRules(channels, fences, time(settings));
        settings.end();
        return pipeline;
    }

    private static GeofenceRules geofence(Settings settings, Set<String> namespaces) {
        String key = pointer(settings, "key");
        String latitude = pointer(settings, "latitude");
        String longitude = pointer(settings, "longitude");
        Reference areas = settings.reference("areas");
        if (areas == null) {
            throw settings.invalid("areas", null, Reference.EXPECTED);
        }
        String expected = "a channel such as fence:{id}, in a namespace of this file";
        String channel = settings.requiredText("channel", expected);
        if (!GEOFENCE_CHANNEL.matcher(channel).matches() || !isIn(namespaces, channel)) {
            throw settings.invalid("channel", channel, expected);
        }
        settings.end();
        return new GeofenceRules(key, latitude, longitude, areas, channel);
    }

    private static @Nullable String time(Settings settings) {
        String pointer = settings.text("time", POINTER_EXPECTED);
        return pointer == null ? null : checked(settings, "time", pointer);
    }

    private static String pointer(Settings settings, String key) {
        return checked(settings, key, settings.requiredText(key, POINTER_EXPECTED));
    }

    private static String checked(Settings settings, String key, String pointer) {
        if (!POINTER.matcher(pointer).matches()) {
            throw settings.invalid(key, pointer, POINTER_EXPECTED);
        }
        return pointer;
    }

    /** The namespace is fixed text: a record must not choose the rules for its readers. */
    private static boolean isIn(Set<String> namespaces, String channel) {
        return namespaces.contains(new ChannelName(channel).namespace());
    }
}
