package dev.downlink.channel;

import dev.downlink.protocol.Limits;
import java.util.List;

/**
 * The name of a channel: {@code namespace:name}, or a plain name in the namespace without a name. Any text;
 * {@link ChannelRules} decides whether it may be used.
 */
public record ChannelName(String value) {

    /** In characters. */
    public static final int MAX_LENGTH = Limits.MAX_CHANNEL_LENGTH;

    private static final String PRIVATE_PREFIX = "$";
    private static final char USER_BOUNDARY = '#';

    /** The part before the first colon, without the prefix of private channels; empty if there is no colon. */
    public String namespace() {
        int colon = value.indexOf(':');
        return colon < 0 ? "" : value.substring(isPrivate() ? PRIVATE_PREFIX.length() : 0, colon);
    }

    /** What follows the first colon; the whole name if there is none. */
    String withoutNamespace() {
        return value.substring(value.indexOf(':') + 1);
    }

    /** Whether subscribing needs a subscription token. */
    public boolean isPrivate() {
        return value.startsWith(PRIVATE_PREFIX);
    }

    /** Whether it lists users; that has a meaning only where the namespace has {@code allow_user_limited_channels}. */
    public boolean isUserLimited() {
        return value.indexOf(USER_BOUNDARY) >= 0;
    }

    /** The users that a user-limited channel lists. */
    public List<String> users() {
        return List.of(value.substring(value.lastIndexOf(USER_BOUNDARY) + 1).split(",", -1));
    }

    /** Whether a channel can have this name: 1 to 255 characters of well-formed Unicode, none of them a control character. */
    public boolean valid() {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        int c;
        for (int i = 0; i < value.length(); i += Character.charCount(c)) {
            c = value.codePointAt(i);
            // A surrogate without its other half cannot be written in UTF-8.
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
