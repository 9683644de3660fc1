package dev.downlink.channel;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which names clients may use in a namespace: ASCII, or those that an expression matches. The rule does not apply to the server
 * API and to server-side subscriptions.
 *
 * @param regex {@code channel_regex}, looked for in what follows the namespace; RE2: linear time. Absent: ASCII only
 */
public record NameRule(@Nullable Pattern regex) {

    public static final NameRule ASCII = new NameRule(null);

    boolean accepts(ChannelName name) {
        return regex == null
                ? name.value().chars().allMatch(c -> c < 0x80)
                : regex.matcher(name.withoutNamespace()).find();
    }
}
